//! A language held against English: the same keys, the same placeholders, the plural forms that it has.

use crate::Fault;
use crate::message::{By, Case, Kind, Message, Pattern, Piece, variables};
use crate::plural;

/// Everything in which a language's file differs from the English one where it must not. English is held against
/// itself for its plural forms.
pub fn faults(language: &str, file: &str, messages: &[Message], english: &[Message]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let fault = |line: usize, what: String| Fault { file: file.to_owned(), line, what };
    for own in english {
        if messages.iter().all(|message| message.key != own.key) {
            faults.push(fault(0, format!("`{}` is missing", own.key)));
        }
    }
    for message in messages {
        let key = &message.key;
        let Some(own) = english.iter().find(|own| own.key == *key) else {
            faults.push(fault(message.line, format!("`{key}` is unknown: English has no such key")));
            continue;
        };
        let (wanted, found) = (variables(&own.pattern), variables(&message.pattern));
        for (name, _) in &wanted {
            if found.iter().all(|(other, _)| other != name) {
                faults.push(fault(message.line, format!("`{key}` lacks the placeholder ${name}")));
            }
        }
        for (name, kind) in &found {
            match wanted.iter().find(|(other, _)| other == name) {
                None => faults.push(fault(message.line, format!("`{key}` has no placeholder ${name}"))),
                Some((_, Kind::Text)) if *kind == Kind::Number => {
                    faults.push(fault(message.line, format!("`{key}`: ${name} is a text, no number")));
                }
                Some(_) => {}
            }
        }
        for what in forms(language, &message.pattern) {
            faults.push(fault(message.line, format!("`{key}`: {what}")));
        }
    }
    faults
}

/// Plural forms that the language does not have, and those that are missing.
fn forms(language: &str, pattern: &Pattern) -> Vec<String> {
    let mut wrong = Vec::new();
    for piece in pattern {
        let Piece::Choice { name, by, variants } = piece else { continue };
        wrong.extend(variants.iter().flat_map(|(_, pattern)| forms(language, pattern)));
        let categories = match by {
            By::Text => continue,
            By::Count => plural::counts(language),
            By::Order => plural::orders(language),
        };
        for (case, _) in variants {
            match case {
                Case::Named(form) if !categories.contains(&form.as_str()) => {
                    wrong.push(format!("${name} has no plural form `{form}` in this language"));
                }
                Case::Default(form) if form != "other" => {
                    wrong.push(format!("the default form of ${name} is `other`, not `{form}`"));
                }
                _ => {}
            }
        }
        // The Italian `many` of ordinals matters to articles only.
        let needed = categories.iter().filter(|form| **form != "many");
        for form in needed {
            if !variants.iter().any(|(case, _)| matches!(case, Case::Named(name) if name == form)) {
                wrong.push(format!("${name} lacks the plural form `{form}`"));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    fn check(language: &str, text: &str) -> Vec<String> {
        let english = parse(
            "en.ftl",
            "out = { $who } is out\nlaps = { NUMBER($n) ->\n    [one] { NUMBER($n) } lap\n   *[other] { NUMBER($n) } laps\n    }\n",
        )
        .unwrap();
        let messages = parse("x.ftl", text).unwrap();
        faults(language, "x.ftl", &messages, &english).iter().map(ToString::to_string).collect()
    }

    const LAPS: &str =
        "laps = { NUMBER($n) ->\n    [one] { NUMBER($n) } Runde\n   *[other] { NUMBER($n) } Runden\n    }\n";

    #[test]
    fn a_whole_file_has_no_fault() {
        assert_eq!(check("de", &format!("out = { } ist raus\n{LAPS}", "{ $who }")), [] as [&str; 0]);
        assert_eq!(check("ja", "out = { $who } リタイア\nlaps = { NUMBER($n) }周\n"), [] as [&str; 0]);
    }

    #[test]
    fn each_fault_is_named_with_its_file_and_line() {
        let out = "out = { $who } ist raus\n";
        for (language, text, is) in [
            ("de", LAPS.to_owned(), "x.ftl: `out` is missing"),
            ("de", format!("{out}{LAPS}inn = drin\n"), "x.ftl:6: `inn` is unknown: English has no such key"),
            ("de", format!("out = ist raus\n{LAPS}"), "x.ftl:1: `out` lacks the placeholder $who"),
            (
                "de",
                format!("out = { } ist raus\n{LAPS}", "{ $who }{ $car }"),
                "x.ftl:1: `out` has no placeholder $car",
            ),
            (
                "de",
                format!("out = { } ist raus\n{LAPS}", "{ NUMBER($who) }"),
                "x.ftl:1: `out`: $who is a text, no number",
            ),
            ("ja", format!("{out}{LAPS}"), "x.ftl:2: `laps`: $n has no plural form `one` in this language"),
            (
                "de",
                format!("{out}laps = {{ NUMBER($n) ->\n   *[other] Runden\n    }}\n"),
                "x.ftl:2: `laps`: $n lacks the plural form `one`",
            ),
        ] {
            assert_eq!(check(language, &text), [is], "{text}");
        }
    }
}
