//! A typed function a message, so that a wrong key or placeholder does not compile.

use std::fmt::Write;

use crate::message::{Kind, Message, variables};

/// The functions of a file's messages, in the order of its keys; `part` is the constant that names its table.
/// Those without placeholders return what lies in the table, others make a `String`.
pub fn functions(english: &[Message], source: &str, part: &str) -> String {
    let mut code = String::new();
    for (i, message) in english.iter().enumerate() {
        let name = message.key.replace('-', "_");
        for line in documentation(source, message) {
            // Writing to a string cannot fail.
            writeln!(code, "/// {line}").ok();
        }
        let variables = variables(&message.pattern);
        if variables.is_empty() {
            writeln!(code, "pub fn {name}() -> &'static str {{ crate::spoken::text(&{part}, {i}) }}").ok();
            continue;
        }
        let parameters: Vec<String> = variables
            .iter()
            .map(|(name, kind)| match kind {
                Kind::Text => format!("{}: &str", name.replace('-', "_")),
                Kind::Number => format!("{}: impl crate::pattern::Figure", name.replace('-', "_")),
            })
            .collect();
        let arguments: Vec<String> = variables
            .iter()
            .map(|(name, kind)| match kind {
                Kind::Text => format!("crate::pattern::Argument::Text({})", name.replace('-', "_")),
                Kind::Number => {
                    format!("crate::pattern::Argument::Number({}.figure())", name.replace('-', "_"))
                }
            })
            .collect();
        writeln!(
            code,
            "pub fn {name}({}) -> String {{ crate::spoken::say(&{part}, {i}, &[{}]) }}",
            parameters.join(", "),
            arguments.join(", ")
        )
        .ok();
    }
    code
}

/// What the function's documentation says: the message as it stands in the file.
fn documentation(source: &str, message: &Message) -> Vec<String> {
    let lines = source.lines().skip(message.line.saturating_sub(1));
    let own =
        lines.enumerate().take_while(|(i, line)| *i == 0 || line.starts_with(' ')).map(|(_, line)| line);
    let code: Vec<String> = own.map(str::to_owned).collect();
    [vec!["```text".to_owned()], code, vec!["```".to_owned()]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    #[test]
    fn functions_have_typed_placeholders() {
        let source = "clear = Track clear\nout-of = { $who } out after { NUMBER($laps) }\n";
        let code = functions(&parse("en", source).unwrap(), source, "LIVE");
        assert!(code.contains("pub fn clear() -> &'static str { crate::spoken::text(&LIVE, 0) }"), "{code}");
        assert!(
            code.contains("pub fn out_of(who: &str, laps: impl crate::pattern::Figure) -> String"),
            "{code}"
        );
        assert!(code.contains("/// clear = Track clear"), "{code}");
    }
}
