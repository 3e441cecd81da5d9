//! What a socket of the hub said, classic SignalR or SignalR Core's JSON: each line one of its messages. What says no
//! time of its own takes that of its arrival, where that is known.

use serde_json::Value;

use super::parts::{arguments, heartbeat_ms, snapshot};
use crate::message::{Message, Refusal};

pub(super) fn read(
    line: &str,
    arrived_ms: Option<i64>,
    out: &mut Vec<Message>,
    refused: &mut dyn FnMut(Refusal),
) -> Result<(), Refusal> {
    if !line.starts_with('{') {
        // A recorder's own words: "Connected to WebSocket".
        return Ok(());
    }
    let Value::Object(mut said) = serde_json::from_str(line).map_err(Refusal::NotJson)? else {
        return Ok(());
    };
    if let Some(Value::Object(topics)) = said.remove("R").or_else(|| said.remove("result")) {
        // The heartbeat is by the feed's clock, an arrival by that of whoever listened.
        let at_ms = heartbeat_ms(&topics).or(arrived_ms);
        return snapshot(topics, at_ms, out, refused);
    }
    if let Some(Value::Array(list)) = said.remove("A").or_else(|| said.remove("arguments")) {
        out.push(arguments(list, arrived_ms)?);
        return Ok(());
    }
    if let Some(Value::Array(invocations)) = said.remove("M") {
        for invocation in invocations {
            let Value::Object(mut invocation) = invocation else { continue };
            let Some(Value::Array(list)) = invocation.remove("A") else { continue };
            match arguments(list, arrived_ms) {
                Ok(message) => out.push(message),
                Err(refusal) => refused(refusal),
            }
        }
    }
    Ok(())
}
