//! Every recorded form of the feed, line by line, to messages.
//!
//! | form | a line |
//! |---|---|
//! | the official archive, a file a topic | `HH:MM:SS.mmm{json}`, or `"base64"` for a deflated topic; a BOM may come first |
//! | FastF1's text | `['Topic', payload, 'utc']` as Python writes it |
//! | classic SignalR | what the socket said: `{"R":{topic: payload}}` and `{"M":[{"A":[topic, payload, utc]}]}` |
//! | SignalR Core | `{"H":"Streaming","M":"feed","A":[topic, payload, utc]}`, and the hub's own `{"type":1,"arguments":[…]}` and `{"type":3,"result":{…}}` |
//! | topic lines | `<unix ns>:<topic>:<json>`; the topic `init` is a snapshot of all |
//! | a subscription's reply | one JSON document, `{topic: payload}` |

mod archive;
mod parts;
mod python;
mod signalr;
mod topic_lines;

use serde_json::Value;

use self::parts::not_this_form;
pub use self::parts::{arguments, snapshot};
use crate::message::{Message, Refusal};
use crate::topic::FeedTopic;

/// Longest line that is looked at, bytes. A snapshot has 200 KB in a race, a subscription's reply up to 1 MB.
pub const MAX_LINE_BYTES: usize = 8 * 1024 * 1024;

/// The form of a recording that has many topics in one file, or the topic of one that has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A file of the official archive.
    Archive(FeedTopic),
    /// FastF1's live timing text.
    FastF1,
    /// The text of a socket that speaks classic SignalR or SignalR Core's JSON.
    SignalR,
    /// Arrival time, topic, payload.
    TopicLines,
}

impl Form {
    /// The form of a recording's lines by one of its first, or `None` if it could be any. A file of the archive
    /// does not tell its topic: its name does.
    pub fn detect(line: &str) -> Option<Self> {
        let line = line.trim();
        if line.starts_with("['") || line.starts_with("[\"") {
            Some(Self::FastF1)
        } else if line.starts_with('{') && line.ends_with('}') && line != "{}" {
            Some(Self::SignalR)
        } else {
            topic_lines::has_form(line).then_some(Self::TopicLines)
        }
    }
}

/// Reads one line and appends its messages: none for a line that carries none, such as a ping, many for a
/// snapshot. Its topics that cannot be read are handed to `refused`, and the others read.
///
/// # Errors
/// When the line as a whole cannot be read; nothing is appended.
pub fn read_line(
    form: Form,
    line: &str,
    out: &mut Vec<Message>,
    refused: &mut dyn FnMut(Refusal),
) -> Result<(), Refusal> {
    let line = trimmed(line)?;
    if line.is_empty() {
        return Ok(());
    }
    match form {
        Form::Archive(topic) => out.push(archive::read(topic, line)?),
        Form::FastF1 => out.push(python::read(line)?),
        Form::SignalR => signalr::read(line, None, out, refused)?,
        Form::TopicLines => topic_lines::read(line, out, refused)?,
    }
    Ok(())
}

/// Reads what a hub said as it came, classic SignalR or SignalR Core's JSON, as [`read_line`] does. What says no time of
/// its own takes that of its arrival, UTC ms.
///
/// # Errors
/// When it as a whole cannot be read; nothing is appended.
pub fn read_received(
    text: &str,
    arrived_ms: i64,
    out: &mut Vec<Message>,
    refused: &mut dyn FnMut(Refusal),
) -> Result<(), Refusal> {
    signalr::read(trimmed(text)?, Some(arrived_ms), out, refused)
}

/// Reads a subscription's reply: all topics as they are at the moment.
///
/// # Errors
/// When it is no JSON object, or neither `arrived_ms` (UTC) nor its own heartbeat says when it was sent.
pub fn read_reply(
    text: &str,
    arrived_ms: Option<i64>,
    out: &mut Vec<Message>,
    refused: &mut dyn FnMut(Refusal),
) -> Result<(), Refusal> {
    let text = trimmed(text)?;
    let topics: Value = serde_json::from_str(text).map_err(Refusal::NotJson)?;
    let Value::Object(topics) = topics else { return Err(not_this_form(text)) };
    snapshot(topics, arrived_ms, out, refused)
}

/// A line without its mark and blanks, if it is not too long to be looked at.
fn trimmed(line: &str) -> Result<&str, Refusal> {
    let line = line.trim_start_matches('\u{feff}').trim();
    if MAX_LINE_BYTES < line.len() { Err(Refusal::TooLong(line.len())) } else { Ok(line) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::message::{At, Part};

    fn read(form: Form, line: &str) -> (Vec<Message>, Vec<&'static str>) {
        let (mut messages, mut reasons) = (Vec::new(), Vec::new());
        let read = read_line(form, line, &mut messages, &mut |refusal| reasons.push(refusal.reason()));
        if let Err(refusal) = read {
            reasons.push(refusal.reason());
        }
        (messages, reasons)
    }

    fn update(topic: FeedTopic, at: At, payload: Value) -> Vec<Message> {
        vec![Message { topic, at, part: Part::Update, payload }]
    }

    #[test]
    fn each_form_gives_the_same_message() {
        let at = At::Utc(1_616_943_421_297);
        let expected = update(FeedTopic::TrackStatus, at, json!({"Status": "1", "Message": "AllClear"}));
        let lines = [
            (
                Form::FastF1,
                "['TrackStatus', {'Status': '1', 'Message': 'AllClear'}, '2021-03-28T14:57:01.297Z']",
            ),
            (
                Form::SignalR,
                r#"{"C":"d","M":[{"H":"Streaming","M":"feed","A":["TrackStatus",{"Status":"1","Message":"AllClear"},"2021-03-28T14:57:01.297Z"]}]}"#,
            ),
            (
                Form::SignalR,
                r#"{"H":"Streaming","M":"feed","A":["TrackStatus",{"Status":"1","Message":"AllClear"},"2021-03-28T14:57:01.297Z"]}"#,
            ),
            (
                Form::SignalR,
                r#"{"type":1,"target":"feed","arguments":["TrackStatus",{"Status":"1","Message":"AllClear"},"2021-03-28T14:57:01.297Z"]}"#,
            ),
            (Form::TopicLines, r#"1616943421297566313:TrackStatus:{"Status":"1","Message":"AllClear"}"#),
        ];
        for (form, line) in lines {
            assert_eq!(read(form, line), (expected.clone(), vec![]), "{line}");
            assert_eq!(Form::detect(line), Some(form));
        }
    }

    #[test]
    fn the_archive_counts_from_a_zero_of_its_own() {
        let line = "\u{feff}01:00:02.024{\"CurrentLap\":1}\r\n";
        let expected = update(FeedTopic::LapCount, At::Offset(3_602_024), json!({"CurrentLap": 1}));
        assert_eq!(read(Form::Archive(FeedTopic::LapCount), line), (expected, vec![]));
        let line = "00:00:00.001\"7VQ=\"";
        let expected = update(FeedTopic::Position, At::Offset(1), json!("7VQ="));
        assert_eq!(read(Form::Archive(FeedTopic::Position), line), (expected, vec![]));
    }

    #[test]
    fn a_snapshot_is_put_in_order_and_what_is_not_read_is_said() {
        let line = r#"{"R":{"Heartbeat":{"Utc":"1970-01-01T00:00:01Z"},"TimingData":{},"Champion":{},"SessionInfo":{}},"I":"1"}"#;
        let (messages, reasons) = read(Form::SignalR, line);
        let topics: Vec<_> =
            messages.iter().map(|message| (message.topic, message.at, message.part)).collect();
        let whole = |topic| (topic, At::Utc(1000), Part::Snapshot);
        let expected = [FeedTopic::SessionInfo, FeedTopic::TimingData, FeedTopic::Heartbeat].map(whole);
        assert_eq!((topics.as_slice(), reasons.as_slice()), (&expected[..], &["unknown_topic"][..]));
        let line = line.replace(r#"{"R":"#, r#"{"type":3,"invocationId":"0","result":"#);
        assert_eq!(read(Form::SignalR, &line).0, messages);
    }

    #[test]
    fn what_says_no_time_of_its_own_is_of_its_arrival() {
        let ms_of = |text: &str| {
            let mut messages = Vec::new();
            read_received(text, 5000, &mut messages, &mut |refusal| panic!("{refusal}")).unwrap();
            messages.into_iter().map(|message| message.at).collect::<Vec<_>>()
        };
        let told = [At::Utc(1000)];
        let arrived = [At::Utc(5000)];
        assert_eq!(ms_of(r#"{"type":3,"result":{"LapCount":{}}}"#), arrived);
        assert_eq!(ms_of(r#"{"type":3,"result":{"Heartbeat":{"Utc":"1970-01-01T00:00:01Z"}}}"#), told);
        assert_eq!(ms_of(r#"{"type":1,"target":"feed","arguments":["LapCount",{}]}"#), arrived);
        assert_eq!(
            ms_of(r#"{"type":1,"target":"feed","arguments":["LapCount",{},"1970-01-01T00:00:01Z"]}"#),
            told
        );
        assert_eq!(ms_of(r#"{"M":[{"A":["LapCount",{}]}]}"#), arrived);
        let unread = read(Form::SignalR, r#"{"type":3,"result":{"LapCount":{}}}"#);
        assert_eq!(unread, (vec![], vec!["bad_time"]), "in a recording that tells no arrival");
    }

    #[test]
    fn lines_that_carry_nothing_are_no_fault() {
        for line in ["{}", r#"{"C":"d","S":1,"M":[]}"#, r#"{"type":6}"#, "Connected to WebSocket", ""] {
            assert_eq!(read(Form::SignalR, line), (vec![], vec![]), "{line}");
        }
    }

    #[test]
    fn a_faulty_line_says_why() {
        let faults = [
            (Form::FastF1, "\"whatever\"", "not_this_form"),
            (Form::FastF1, "['Heartbeat', ]", "not_this_form"),
            (Form::FastF1, "['Heartbeat']", "not_this_form"),
            (Form::FastF1, "['Heartbeat', {'_kf': True}]", "bad_time"),
            (Form::FastF1, "['Heartbeat', {'_kf': True}, '2021-:06']", "bad_time"),
            (Form::FastF1, "['Heartbeat', 06', 'Lap': 1}, '2021-03-28T14:57:05.795Z']", "not_json"),
            (Form::FastF1, "['Heartbeat', {'Utc': 'a", "not_json"),
            (Form::SignalR, r#"{"M":[{"A":["TrackStatus"]}]}"#, "not_this_form"),
            (Form::SignalR, r#"{"M":[{"#, "not_json"),
            (
                Form::SignalR,
                r#"{"H":"Streaming","A":["Champion",{},"2021-03-28T14:57:05Z"]}"#,
                "unknown_topic",
            ),
            (Form::TopicLines, "12", "not_this_form"),
            (Form::TopicLines, "x:TrackStatus:{}", "bad_time"),
            (Form::TopicLines, "1:TrackStatus:{", "not_json"),
            (Form::Archive(FeedTopic::LapCount), "00:00:00.1", "not_this_form"),
            (Form::Archive(FeedTopic::LapCount), "00:99:00.1{}", "bad_time"),
            (Form::Archive(FeedTopic::LapCount), "00:00:00.1{", "not_json"),
        ];
        for (form, line, reason) in faults {
            assert_eq!(read(form, line), (vec![], vec![reason]), "{line}");
        }
    }
}
