//! The messages of a file in the short form that a page fetches and `gridcast_words::pattern` formats.
//!
//! Messages follow one another in the order of the English keys, each ended by U+001E. In a message stand
//! U+0001 ARG (a placeholder), U+0002 ARG DECIMALS (a number), and U+0003 ARG BY, then a variant after another: its case,
//! U+0004, its pattern, U+0005; U+0006 ends them. ARG and DECIMALS are digits or letters counted from `0`; BY is `n`
//! (how many), `o` (the how-manieth) or `t` (text). A case is empty for the default, which comes last.

use crate::message::{By, Case, Message, Pattern, Piece, variables};

/// The table of a language: its messages in the order of `english`, whose placeholders are numbered as they appear there.
/// What `crate::check` has found faultless is all there.
pub fn table(messages: &[Message], english: &[Message]) -> String {
    let mut out = String::new();
    for own in english {
        let names: Vec<String> = variables(&own.pattern).into_iter().map(|variable| variable.0).collect();
        if let Some(message) = messages.iter().find(|message| message.key == own.key) {
            write(&message.pattern, &names, &mut out);
        }
        out.push('\u{1e}');
    }
    out
}

fn write(pattern: &Pattern, names: &[String], out: &mut String) {
    let at = |name: &str| figure(names.iter().position(|other| other == name).unwrap_or_default());
    for piece in pattern {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Variable(name) => out.extend(['\u{1}', at(name)]),
            Piece::Number { name, decimals } => {
                out.extend(['\u{2}', at(name), figure(usize::from(*decimals))]);
            }
            Piece::Choice { name, by, variants } => {
                let by = match by {
                    By::Count => 'n',
                    By::Order => 'o',
                    By::Text => 't',
                };
                out.extend(['\u{3}', at(name), by]);
                for (case, pattern) in variants {
                    match case {
                        Case::Exactly(case) | Case::Named(case) => out.push_str(case),
                        Case::Default(_) => {}
                    }
                    out.push('\u{4}');
                    write(pattern, names, out);
                    out.push('\u{5}');
                }
                out.push('\u{6}');
            }
        }
    }
}

/// `0`, `1`, … and on through the letters.
fn figure(n: usize) -> char {
    char::from(b'0' + n.min(40) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    #[test]
    fn placeholders_are_numbered_as_in_english() {
        let english =
            parse("en", "a = { $who } then { NUMBER($n, minimumFractionDigits: 1) }\nb = b").unwrap();
        let other = parse("xx", "b = B\na = { NUMBER($n) -> \n [1] eins \n [one] { $who } \n *[other] x\n }")
            .unwrap();
        assert_eq!(table(&english, &english), "\u{1}0 then \u{2}11\u{1e}b\u{1e}");
        assert_eq!(
            table(&other, &english),
            "\u{3}1n1\u{4}eins\u{5}one\u{4}\u{1}0\u{5}\u{4}x\u{5}\u{6}\u{1e}B\u{1e}"
        );
    }
}
