//! A Fluent file into messages. What a page cannot format is refused here, so that it never gets into one.

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern as FluentPattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;

use crate::Fault;
use crate::message::{By, Case, Message, Pattern, Piece};

/// Reads a file's text; `file` is its name in faults.
///
/// # Errors
/// With everything that is wrong with it.
pub fn parse(file: &str, text: &str) -> Result<Vec<Message>, Vec<Fault>> {
    let mut faults = Vec::new();
    let fault = |line: usize, what: String| Fault { file: file.to_owned(), line, what };
    let resource = match parser::parse(text) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            let line = |at: usize| 1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count();
            faults.extend(errors.iter().map(|error| fault(line(error.pos.start), error.kind.to_string())));
            resource
        }
    };
    let mut messages: Vec<Message> = Vec::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let key = message.id.name;
                let line = line_of(text, key);
                if messages.iter().any(|known| known.key == key) {
                    faults.push(fault(line, format!("`{key}` stands twice")));
                }
                if !message.attributes.is_empty() {
                    faults.push(fault(line, format!("`{key}` has attributes, which no page reads")));
                }
                let Some(value) = &message.value else {
                    faults.push(fault(line, format!("`{key}` says nothing")));
                    continue;
                };
                match pattern(value) {
                    Ok(pattern) => messages.push(Message { key: key.to_owned(), line, pattern }),
                    Err(what) => faults.push(fault(line, format!("`{key}`: {what}"))),
                }
            }
            Entry::Term(term) => {
                let what = format!("`-{}` is a term: write messages only", term.id.name);
                faults.push(fault(line_of(text, term.id.name), what));
            }
            // Junk has been told as a parser's error.
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {}
        }
    }
    if faults.is_empty() { Ok(messages) } else { Err(faults) }
}

/// The line of a key; the parser tells none.
fn line_of(text: &str, key: &str) -> usize {
    let is_key = |line: &str| {
        let rest = line.strip_prefix('-').unwrap_or(line).strip_prefix(key);
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(is_key).map_or(0, |line| line + 1)
}

fn pattern(from: &FluentPattern<&str>) -> Result<Pattern, String> {
    let mut pieces = Vec::new();
    for element in &from.elements {
        match element {
            // A line's end in a file is only there so that the file can be read.
            PatternElement::TextElement { value } => push_text(&mut pieces, &value.replace('\n', " "))?,
            PatternElement::Placeable { expression } => push_expression(&mut pieces, expression)?,
        }
    }
    Ok(pieces)
}

fn push_text(pieces: &mut Pattern, text: &str) -> Result<(), String> {
    if text.chars().any(|letter| letter < ' ') {
        return Err("a control character stands in it".to_owned());
    }
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
    Ok(())
}

fn push_expression(pieces: &mut Pattern, expression: &Expression<&str>) -> Result<(), String> {
    match expression {
        Expression::Inline(InlineExpression::StringLiteral { value }) => {
            push_text(pieces, &unescape_unicode_to_string(value))
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => push_expression(pieces, expression),
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            pieces.push(Piece::Variable(id.name.to_owned()));
            Ok(())
        }
        Expression::Inline(InlineExpression::FunctionReference { id, arguments }) => {
            let (name, decimals, is_ordinal) = number(id.name, arguments)?;
            if is_ordinal {
                return Err("an ordinal is written by a choice of its forms".to_owned());
            }
            pieces.push(Piece::Number { name, decimals });
            Ok(())
        }
        Expression::Select { selector, variants } => {
            let (name, mut by) = match selector {
                InlineExpression::VariableReference { id } => (id.name.to_owned(), By::Text),
                InlineExpression::FunctionReference { id, arguments } => {
                    let (name, _, is_ordinal) = number(id.name, arguments)?;
                    (name, if is_ordinal { By::Order } else { By::Count })
                }
                _ => return Err("a choice is made by a placeholder".to_owned()),
            };
            let is_category = |key: &str| ["zero", "one", "two", "few", "many", "other"].contains(&key);
            if by == By::Text
                && variants.iter().any(|variant| match variant.key {
                    VariantKey::Identifier { name } => is_category(name),
                    VariantKey::NumberLiteral { .. } => true,
                })
            {
                by = By::Count;
            }
            let mut cases = Vec::new();
            for variant in variants {
                let case = match variant.key {
                    VariantKey::Identifier { name } if variant.default => Case::Default(name.to_owned()),
                    VariantKey::Identifier { name } => Case::Named(name.to_owned()),
                    VariantKey::NumberLiteral { .. } if variant.default => {
                        return Err("the default of a choice is a number".to_owned());
                    }
                    VariantKey::NumberLiteral { value } => Case::Exactly(value.to_owned()),
                };
                cases.push((case, pattern(&variant.value)?));
            }
            // The order in which they are tried.
            cases.sort_by(|a, b| a.0.cmp(&b.0));
            pieces.push(Piece::Choice { name, by, variants: cases });
            Ok(())
        }
        Expression::Inline(_) => Err("only placeholders, NUMBER and quoted text stand in braces".to_owned()),
    }
}

/// The placeholder of a call of `NUMBER`, its decimals, and whether it is the how-manieth.
fn number(function: &str, arguments: &CallArguments<&str>) -> Result<(String, u8, bool), String> {
    if function != "NUMBER" {
        return Err(format!("there is no function {function}"));
    }
    let [InlineExpression::VariableReference { id }] = arguments.positional.as_slice() else {
        return Err("NUMBER takes one placeholder".to_owned());
    };
    let (mut decimals, mut is_ordinal) = (0, false);
    for argument in &arguments.named {
        match (argument.name.name, &argument.value) {
            ("minimumFractionDigits", InlineExpression::NumberLiteral { value }) => {
                decimals =
                    value.parse().map_err(|error| format!("{value} is no number of decimals: {error}"))?;
            }
            ("type", InlineExpression::StringLiteral { value: "ordinal" }) => is_ordinal = true,
            (name, _) => return Err(format!("NUMBER does not know this {name}")),
        }
    }
    if 9 < decimals {
        return Err(format!("{decimals} decimals are too many"));
    }
    Ok((id.name.to_owned(), decimals, is_ordinal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_its_pieces() {
        let text = "# About it.\nlaps = { NUMBER($laps) ->\n    [one] { NUMBER($laps) } lap\n   *[other] { NUMBER($laps) } laps\n    } of { $who }\n    in all\n";
        let messages = parse("en.ftl", text).unwrap();
        assert_eq!((messages[0].key.as_str(), messages[0].line, messages.len()), ("laps", 2, 1));
        let laps = |word: &str| {
            vec![Piece::Number { name: "laps".to_owned(), decimals: 0 }, Piece::Text(word.to_owned())]
        };
        let expected = vec![
            Piece::Choice {
                name: "laps".to_owned(),
                by: By::Count,
                variants: vec![
                    (Case::Named("one".to_owned()), laps(" lap")),
                    (Case::Default("other".to_owned()), laps(" laps")),
                ],
            },
            Piece::Text(" of ".to_owned()),
            Piece::Variable("who".to_owned()),
            Piece::Text(" in all".to_owned()),
        ];
        assert_eq!(messages[0].pattern, expected);
    }

    #[test]
    fn what_no_page_can_format_is_refused_with_its_line() {
        for (text, line, what) in [
            ("a = { DATETIME($x) }", 1, "no function DATETIME"),
            ("a = b\n\na = c", 1, "stands twice"),
            ("a = b\n    .title = c", 1, "attributes"),
            ("-brand = b", 1, "term"),
            ("a = { other }", 1, "only placeholders"),
            ("a = { NUMBER($x, currency: 1) }", 1, "does not know this currency"),
            ("a = b\nb = { $x", 2, ""),
            ("a = b\nc d", 2, ""),
        ] {
            let faults = parse("x.ftl", text).unwrap_err();
            assert!(
                faults.iter().any(|fault| fault.line == line && fault.what.contains(what)),
                "{text}: {faults:?}"
            );
        }
    }
}
