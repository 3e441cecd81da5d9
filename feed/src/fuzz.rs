//! What must hold of any bytes: the entry point of the fuzz target and of a bounded test.

use gridcast_shared::topics::Record;

use crate::feed::{Feed, Settings};
use crate::forms::{self, Form};
use crate::message::At;
use crate::topic::FeedTopic;

/// Reads bytes as a recording of the form that the first of them chooses, and as a reply to a subscription, and
/// checks what comes out.
///
/// # Panics
/// When a record comes out that no reader takes, or that is not the same once it is written and read.
pub fn read_anything(bytes: &[u8]) {
    let Some((choice, text)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let form = match choice % 20 {
        17 => Form::FastF1,
        18 => Form::SignalR,
        19 => Form::TopicLines,
        topic => FeedTopic::ALL.get(usize::from(topic)).map_or(Form::FastF1, |topic| Form::Archive(*topic)),
    };
    let mut feed = Feed::new(Settings::default());
    let (mut messages, mut refusals) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let read = forms::read_line(form, line, &mut messages, &mut |refusal| refusals.push(refusal));
        refusals.extend(read.err());
    }
    if form == Form::SignalR {
        let read = forms::read_received(&text, 0, &mut messages, &mut |refusal| refusals.push(refusal));
        refusals.extend(read.err());
    }
    let reply = forms::read_reply(&text, Some(0), &mut messages, &mut |refusal| refusals.push(refusal));
    refusals.extend(reply.err());
    let mut records = Vec::new();
    for message in messages {
        assert!(matches!(message.at, At::Utc(_)) || matches!(form, Form::Archive(_)));
        refusals.extend(feed.apply(&message.dated(1_700_000_000_000), &mut records).err());
    }
    feed.finish(&mut records);
    for record in records {
        let mut json = Vec::new();
        record.write_json(&mut json);
        match Record::parse(record.topic(), &json) {
            Ok(read) => assert_eq!(read, record),
            Err(error) => panic!("{error}: {record:?}"),
        }
    }
}
