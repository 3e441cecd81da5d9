//! FastF1's text: each line a list as Python prints it, `['Topic', payload, 'utc']`.

use serde_json::Value;

use super::parts::{arguments, not_this_form};
use crate::message::{Message, Refusal};

pub(super) fn read(line: &str) -> Result<Message, Refusal> {
    if !line.starts_with('[') {
        return Err(not_this_form(line));
    }
    match serde_json::from_str(&json(line)) {
        Ok(Value::Array(list)) => arguments(list, None),
        Ok(_) => Err(not_this_form(line)),
        // A list that ends where its payload should be.
        Err(_) if line.ends_with(", ]") || line.ends_with(",]") => Err(not_this_form(line)),
        Err(error) => Err(Refusal::NotJson(error)),
    }
}

/// A Python literal as JSON: texts in either quote, `True`, `False` and `None`. What is no literal comes out as
/// what is no JSON.
fn json(python: &str) -> String {
    let mut json = String::with_capacity(python.len() + 16);
    let mut rest = python.chars();
    let mut word = String::new();
    while let Some(char) = rest.next() {
        if char.is_ascii_alphabetic() {
            word.push(char);
            continue;
        }
        flush(&mut word, &mut json);
        if char == '\'' || char == '"' { text(char, &mut rest, &mut json) } else { json.push(char) }
    }
    flush(&mut word, &mut json);
    json
}

fn flush(word: &mut String, json: &mut String) {
    json.push_str(match word.as_str() {
        "True" => "true",
        "False" => "false",
        "None" => "null",
        other => other,
    });
    word.clear();
}

/// The rest of a text that began with `quote`; without an end it comes out without one.
fn text(quote: char, rest: &mut std::str::Chars<'_>, json: &mut String) {
    json.push('"');
    while let Some(char) = rest.next() {
        match char {
            '\\' => match rest.next() {
                Some('x') => {
                    json.push_str("\\u00");
                    json.extend(rest.by_ref().take(2));
                }
                Some('\'') => json.push('\''),
                Some(escaped) => json.extend(['\\', escaped]),
                None => return,
            },
            char if char == quote => {
                json.push('"');
                return;
            }
            '"' => json.push_str("\\\""),
            char => json.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn literals_are_told_apart_from_texts() {
        assert_eq!(json("[True, 'True', None, {'a': False}]"), r#"[true, "True", null, {"a": false}]"#);
        assert_eq!(
            json(r#"['it\'s', "it's", 'a "b"', 'S\xe3o', '\\', 1.5e3]"#),
            r#"["it's", "it's", "a \"b\"", "S\u00e3o", "\\", 1.5e3]"#
        );
    }
}
