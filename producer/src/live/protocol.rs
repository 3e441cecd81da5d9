//! SignalR Core's JSON protocol, as far as the live timing speaks it: messages of JSON, each ended by a separator.
//!
//! After the handshake the client invokes `Subscribe` with the topics' names; the completion's result is a snapshot
//! of all of them. From then on the server invokes `feed` with a topic, what changed of it and the time. Pings keep
//! the connection alive both ways. Source: the specification of the hub protocol in the ASP.NET Core repository.

use gridcast_feed::FeedTopic;
use gridcast_feed::forms::MAX_LINE_BYTES;
use serde::Deserialize;

/// What ends a message.
pub const SEPARATOR: char = '\u{1e}';

/// What the client says first.
pub const HANDSHAKE: &str = "{\"protocol\":\"json\",\"version\":1}\u{1e}";

/// What keeps the connection alive.
pub const PING: &str = "{\"type\":6}\u{1e}";

/// Asks for topics; the answer is a snapshot of them.
pub fn subscription(number: u64) -> String {
    let names: Vec<&str> = FeedTopic::ALL.into_iter().map(FeedTopic::name).collect();
    let said = serde_json::json!({
        "type": 1,
        "invocationId": number.to_string(),
        "target": "Subscribe",
        "arguments": [names],
    });
    format!("{said}{SEPARATOR}")
}

/// What kind of message it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A topic changed.
    Feed {
        /// Its name.
        topic: String,
    },
    /// All topics as they are.
    Snapshot,
    /// A request of ours was refused.
    Failed(String),
    /// Nothing but a sign of life.
    Ping,
    /// The handshake's answer.
    Greeting,
    /// The server ends the connection.
    Close {
        /// Why, where it says so.
        error: Option<String>,
        /// Whether it may be opened again at once.
        may_reconnect: bool,
    },
    /// Something that is of no use here.
    Other,
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(default)]
    r#type: Option<u8>,
    #[serde(default)]
    error: Option<String>,
    #[serde(default, rename = "allowReconnect")]
    allow_reconnect: bool,
    #[serde(default)]
    target: Option<String>,
    #[serde(default, borrow)]
    arguments: Option<Vec<&'a serde_json::value::RawValue>>,
    #[serde(default, borrow)]
    result: Option<&'a serde_json::value::RawValue>,
}

/// What a message is.
///
/// # Errors
/// When it is no JSON.
pub fn read(message: &str) -> Result<Said, serde_json::Error> {
    let head: Head<'_> = serde_json::from_str(message)?;
    Ok(match (head.r#type, head.error) {
        (Some(1), _) if head.target.as_deref() == Some("feed") => {
            let first = head.arguments.as_ref().and_then(|arguments| arguments.first());
            let topic = first.and_then(|topic| serde_json::from_str(topic.get()).ok());
            Said::Feed { topic: topic.unwrap_or_default() }
        }
        (Some(3), None) if head.result.is_some_and(|result| result.get().starts_with('{')) => Said::Snapshot,
        (Some(6), _) => Said::Ping,
        (Some(7), error) => Said::Close { error, may_reconnect: head.allow_reconnect },
        // A subscription or the handshake.
        (Some(3) | None, Some(error)) => Said::Failed(error),
        (None, None) => Said::Greeting,
        _ => Said::Other,
    })
}

/// Cuts what comes into messages: one may come in several parts, and several in one.
#[derive(Debug, Default)]
pub struct Cutter {
    begun: String,
}

/// A message grew beyond all bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a message of more than {MAX_LINE_BYTES} bytes")]
pub struct TooLong;

impl Cutter {
    /// Takes a part and appends the messages that are whole with it.
    ///
    /// # Errors
    /// When a message is too long to be one.
    pub fn take(&mut self, part: &str, out: &mut Vec<String>) -> Result<(), TooLong> {
        let mut rest = part;
        while let Some((end, next)) = rest.split_once(SEPARATOR) {
            self.begun.push_str(end);
            out.push(std::mem::take(&mut self.begun));
            rest = next;
        }
        self.begun.push_str(rest);
        let longest = out.iter().map(String::len).fold(self.begun.len(), usize::max);
        if MAX_LINE_BYTES < longest { Err(TooLong) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_cut_wherever_they_were_parted() {
        let whole = "{}\u{1e}{\"type\":6}\u{1e}{\"é\":1}\u{1e}rest";
        for at in whole.char_indices().map(|(at, _)| at) {
            let (mut cutter, mut out) = (Cutter::default(), Vec::new());
            let (first, second) = whole.split_at(at);
            cutter.take(first, &mut out).unwrap();
            cutter.take(second, &mut out).unwrap();
            assert_eq!(out, ["{}", "{\"type\":6}", "{\"é\":1}"], "{at}");
        }
        let long = "x".repeat(MAX_LINE_BYTES + 1);
        assert_eq!(Cutter::default().take(&long, &mut Vec::new()), Err(TooLong));
    }

    #[test]
    fn messages_are_what_their_type_says() {
        let close = |may_reconnect| Said::Close { error: None, may_reconnect };
        for (text, said) in [
            ("{}", Said::Greeting),
            (r#"{"error":"no such protocol"}"#, Said::Failed("no such protocol".to_owned())),
            (r#"{"type":6}"#, Said::Ping),
            (r#"{"type":7}"#, close(false)),
            (r#"{"type":7,"allowReconnect":true}"#, close(true)),
            (r#"{"type":3,"invocationId":"0","result":{"LapCount":{}}}"#, Said::Snapshot),
            (r#"{"type":3,"invocationId":"0","result":null}"#, Said::Other),
            (r#"{"type":3,"invocationId":"0","error":"denied"}"#, Said::Failed("denied".to_owned())),
            (
                r#"{"type":1,"target":"feed","arguments":["Position.z","7VQ=","2025-03-16T04:00:00Z"]}"#,
                Said::Feed { topic: "Position.z".to_owned() },
            ),
            (r#"{"type":1,"target":"feed","arguments":[]}"#, Said::Feed { topic: String::new() }),
            (r#"{"type":1,"target":"other","arguments":[]}"#, Said::Other),
        ] {
            assert_eq!(read(text).unwrap(), said, "{text}");
        }
        for bad in ["", "<html>", "[]x", r#"{"type":1"#, r#"{"type":"one"}"#] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_topic_that_is_read_is_asked_for() {
        let asked = subscription(7);
        let asked: serde_json::Value = serde_json::from_str(asked.trim_end_matches(SEPARATOR)).unwrap();
        assert_eq!(asked["arguments"][0].as_array().unwrap().len(), FeedTopic::ALL.len());
        assert_eq!((&asked["invocationId"], &asked["target"]), (&"7".into(), &"Subscribe".into()));
    }
}
