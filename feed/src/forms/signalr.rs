//! What a socket of the hub said, classic SignalR or SignalR Core's JSON: each line one of its messages.

use serde_json::Value;

use super::parts::{arguments, snapshot};
use crate::message::{Message, Refusal};

pub(super) fn read(
    line: &str,
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
        return snapshot(topics, None, out, refused);
    }
    if let Some(Value::Array(list)) = said.remove("A").or_else(|| said.remove("arguments")) {
        out.push(arguments(list, None)?);
        return Ok(());
    }
    if let Some(Value::Array(invocations)) = said.remove("M") {
        for invocation in invocations {
            let Value::Object(mut invocation) = invocation else { continue };
            let Some(Value::Array(list)) = invocation.remove("A") else { continue };
            match arguments(list, None) {
                Ok(message) => out.push(message),
                Err(refusal) => refused(refusal),
            }
        }
    }
    Ok(())
}
