//! A message with what is put into it: `gridcast_fluent::table` says how it is written down.
//!
//! Whatever a table holds, formatting ends and does not panic; what has no meaning is left out.

use std::str::Chars;

use crate::digits;
use crate::language::Language;
use crate::plural;

/// What is put in a placeholder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Argument<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// A number, which the language writes its way.
    Number(f64),
}

/// What can be put in a placeholder of a number.
pub trait Figure {
    /// The number.
    fn figure(self) -> f64;
}

macro_rules! figures {
    ($($type:ty),*) => { $(impl Figure for $type {
        #[inline]
        #[expect(clippy::allow_attributes, reason = "the lint below is of some of the types only")]
        #[allow(clippy::cast_lossless, reason = "one conversion for all, those with a loss among them")]
        fn figure(self) -> f64 { self as f64 }
    })* };
}

figures!(u8, u16, u32, u64, usize, i32, i64, f64);

/// The deepest that choices stand within one another; deeper ones are left out.
const DEEPEST: usize = 8;

/// Formats a message.
pub fn format(pattern: &str, language: Language, arguments: &[Argument<'_>]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let sentence = Sentence { language, arguments };
    sentence.run(&mut pattern.chars(), Some(&mut out), DEEPEST);
    out
}

struct Sentence<'a> {
    language: Language,
    arguments: &'a [Argument<'a>],
}

impl Sentence<'_> {
    /// Reads to the end of a variant or of all; writes unless the variant is not the one.
    fn run(&self, letters: &mut Chars<'_>, mut out: Option<&mut String>, deep: usize) {
        while let Some(letter) = letters.next() {
            match letter {
                '\u{1}' | '\u{2}' => {
                    let argument = self.argument(letters.next());
                    let decimals = if letter == '\u{2}' { digit(letters.next()) } else { None };
                    let Some(out) = out.as_deref_mut() else { continue };
                    match argument {
                        Some(Argument::Text(text)) => out.push_str(text),
                        Some(Argument::Number(value)) => {
                            let decimals = decimals.unwrap_or(0);
                            out.push_str(&digits::written(self.language, value, decimals, true));
                        }
                        None => {}
                    }
                }
                '\u{3}' => self.choose(letters, out.as_deref_mut(), deep),
                '\u{5}' => return,
                text => {
                    if let Some(out) = out.as_deref_mut() {
                        out.push(text);
                    }
                }
            }
        }
    }

    /// Writes the first variant whose case holds.
    fn choose(&self, letters: &mut Chars<'_>, mut out: Option<&mut String>, deep: usize) {
        let argument = self.argument(letters.next());
        let by = letters.next();
        let Some(deeper) = deep.checked_sub(1) else { return };
        let mut chosen = false;
        loop {
            let rest = letters.as_str();
            let Some((case, pattern)) = rest.split_once('\u{4}').filter(|_| !rest.starts_with('\u{6}'))
            else {
                letters.next();
                return;
            };
            *letters = pattern.chars();
            let takes = !chosen && (case.is_empty() || self.holds(argument, by, case));
            chosen |= takes;
            self.run(letters, out.as_deref_mut().filter(|_| takes), deeper);
        }
    }

    fn holds(&self, argument: Option<Argument<'_>>, by: Option<char>, case: &str) -> bool {
        match (argument, by) {
            (Some(Argument::Text(text)), _) => text == case,
            (Some(Argument::Number(value)), by) => match case.parse::<u32>() {
                Ok(exactly) => (value - f64::from(exactly)).abs() < f64::EPSILON,
                Err(_) if by == Some('o') => plural::order(self.language, value).name() == case,
                Err(_) => plural::count(self.language, value).name() == case,
            },
            (None, _) => false,
        }
    }

    fn argument(&self, at: Option<char>) -> Option<Argument<'_>> {
        self.arguments.get(digit(at)?).copied()
    }
}

/// `0`, `1`, … and on through the letters.
fn digit(letter: Option<char>) -> Option<usize> {
    (letter? as usize).checked_sub('0' as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pattern: &str, language: Language, arguments: &[Argument<'_>]) -> String {
        format(pattern, language, arguments)
    }

    #[test]
    fn placeholders_numbers_and_choices() {
        let laps = "\u{3}0n0\u{4}none\u{5}one\u{4}\u{2}00 lap\u{5}\u{4}\u{2}00 laps\u{5}\u{6} of \u{1}1";
        let of = |n: f64| said(laps, Language::English, &[Argument::Number(n), Argument::Text("NOR")]);
        assert_eq!([of(0.0), of(1.0), of(1234.0)], ["none of NOR", "1 lap of NOR", "1,234 laps of NOR"]);
        let by_text = "\u{3}0tsoft\u{4}tendre\u{5}\u{4}autre\u{5}\u{6}";
        let tyre = |text: &str| said(by_text, Language::French, &[Argument::Text(text)]);
        assert_eq!([tyre("soft"), tyre("x")], ["tendre", "autre"]);
        let nth = "\u{3}0oone\u{4}\u{2}00er\u{5}\u{4}\u{2}00e\u{5}\u{6}";
        let place = |n: f64| said(nth, Language::French, &[Argument::Number(n)]);
        assert_eq!([place(1.0), place(2.0)], ["1er", "2e"]);
    }

    #[test]
    fn choices_within_choices() {
        let inner = "\u{3}1none\u{4}A\u{5}\u{4}B\u{5}\u{6}";
        let outer = format!("\u{3}0none\u{4}1{inner}\u{5}\u{4}2{inner}\u{5}\u{6}!");
        let of =
            |a: f64, b: f64| said(&outer, Language::English, &[Argument::Number(a), Argument::Number(b)]);
        assert_eq!([of(1.0, 1.0), of(1.0, 2.0), of(2.0, 1.0)], ["1A!", "1B!", "2A!"]);
    }

    #[test]
    fn a_damaged_table_only_leaves_out() {
        for pattern in ["\u{1}", "\u{2}0", "\u{3}", "\u{3}0n", "\u{3}0none\u{4}", "\u{6}\u{5}x", "\u{1}z"] {
            said(pattern, Language::German, &[Argument::Number(1.0)]);
        }
        said(&"\u{3}0n\u{4}".repeat(10_000), Language::German, &[Argument::Number(1.0)]);
    }
}
