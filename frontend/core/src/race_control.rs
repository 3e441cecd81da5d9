//! Race control's own words, which come in capitals, made into a short plain sentence.
//!
//! A message whose form is known is said anew; any other is set in sentence case with codes, numbers and the
//! usual abbreviations left as they are. Cars are only ever found as "CAR 44 (HAM)", never by a bare number.

use gridcast_shared::race::TrackStatus;
use gridcast_words::live;

use crate::signs::{EventSign, FlagLook};
use crate::words::track_words;

/// Words that stay in capitals.
const CAPITALS: [&str; 9] = ["FIA", "DRS", "VSC", "SC", "PU", "DSQ", "DNF", "F1", "ERS"];

/// A message's sign and words.
pub fn line(text: &str) -> (EventSign, String) {
    let text = text.trim();
    let sign = sign(text);
    let words = known(text).unwrap_or_else(|| sentence(text));
    (sign, words)
}

fn sign(text: &str) -> EventSign {
    let look = [
        ("BLUE FLAG", FlagLook::Blue),
        ("DOUBLE YELLOW", FlagLook::DoubleYellow),
        ("YELLOW", FlagLook::Yellow),
        ("RED FLAG", FlagLook::Red),
        ("CHEQUERED", FlagLook::Finish),
        ("VIRTUAL SAFETY CAR", FlagLook::Virtual),
        ("VSC", FlagLook::Virtual),
        ("SAFETY CAR INFRINGEMENT", FlagLook::None),
        ("SAFETY CAR", FlagLook::SafetyCar),
        ("TRACK CLEAR", FlagLook::Clear),
        ("CLEAR IN", FlagLook::Clear),
        ("GREEN", FlagLook::Clear),
    ]
    .into_iter()
    .find(|(words, _)| text.contains(words))
    .map_or(FlagLook::None, |found| found.1);
    if look == FlagLook::None { EventSign::Dash } else { EventSign::Flag(look) }
}

/// Forms that come often, said shortly; what the page says of the track by itself in the same words.
fn known(text: &str) -> Option<String> {
    let status = match text {
        "SAFETY CAR DEPLOYED" => Some(TrackStatus::SafetyCar),
        "VSC DEPLOYED" | "VIRTUAL SAFETY CAR DEPLOYED" => Some(TrackStatus::VirtualSafetyCar),
        "VSC ENDING" | "VIRTUAL SAFETY CAR ENDING" => Some(TrackStatus::VirtualEnding),
        "CHEQUERED FLAG" => Some(TrackStatus::Finished),
        "RED FLAG" => Some(TrackStatus::Red),
        "TRACK CLEAR" => Some(TrackStatus::Clear),
        _ => None,
    };
    if let Some(status) = status {
        return Some(track_words(status).to_owned());
    }
    if let Some(rest) = text.strip_prefix("WAVED BLUE FLAG FOR ") {
        return Some(live::said_blue_flag(car(rest)?));
    }
    if let Some(sector) = text.strip_prefix("DOUBLE YELLOW IN TRACK SECTOR ") {
        return Some(live::said_double_yellow(sector));
    }
    if let Some(sector) = text.strip_prefix("YELLOW IN TRACK SECTOR ") {
        return Some(live::said_yellow(sector));
    }
    if let Some(sector) = text.strip_prefix("CLEAR IN TRACK SECTOR ") {
        return Some(live::said_clear(sector));
    }
    // "CAR 30 (LAW) TIME 1:31.084 DELETED - TRACK LIMITS AT TURN 6 LAP 29 16:08:12"
    if text.contains(" DELETED - TRACK LIMITS") {
        let time = text.split_once(" TIME ")?.1.split(' ').next()?;
        let turn = text.split_once(" AT TURN ")?.1.split(' ').next()?;
        return Some(live::said_deleted(car(text)?, time, turn));
    }
    None
}

/// The code in "CAR 87 (BEA) …".
fn car(text: &str) -> Option<&str> {
    let code = text.strip_prefix("CAR ")?.split_once('(')?.1.split_once(')')?.0;
    is_code(code).then_some(code)
}

fn is_code(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// Sentence case; "CAR 30 (LAW)" becomes "LAW".
fn sentence(text: &str) -> String {
    let mut words = lower_case(text);
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// In small letters, those of Western Europe's languages: Unicode's whole tables would be 8 KB of the page.
fn small(word: &str) -> String {
    let letter = |letter: char| match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        // In Latin-1 a small letter stands 32 places behind its capital.
        '\u{c0}'..='\u{de}' if letter != '\u{d7}' => char::from_u32(u32::from(letter) + 32).unwrap_or(letter),
        _ => letter,
    };
    word.chars().map(letter).collect()
}

/// Small letters but for codes and usual abbreviations; "CAR 30 (LAW)" becomes "LAW".
pub fn lower_case(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_ascii_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let in_brackets = word.starts_with('(') && is_code(bare);
        let after_car = match words.as_slice() {
            [.., car, number] => {
                matches!(&*small(car), "car" | "cars") && number.bytes().all(|b| b.is_ascii_digit())
            }
            _ => false,
        };
        if in_brackets && after_car {
            words.truncate(words.len() - 2);
            words.push(word.replace(['(', ')'], ""));
        } else if in_brackets || CAPITALS.contains(&bare) {
            words.push(word.to_owned());
        } else {
            words.push(small(word));
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_become_sentences() {
        for (text, words) in [
            ("WAVED BLUE FLAG FOR CAR 87 (BEA) TIMED AT 16:08:55", "Blue flag for BEA"),
            ("DOUBLE YELLOW IN TRACK SECTOR 10", "Double yellow, sector 10"),
            ("YELLOW IN TRACK SECTOR 3", "Yellow, sector 3"),
            ("CLEAR IN TRACK SECTOR 3", "Clear in sector 3"),
            (
                "CAR 30 (LAW) TIME 1:31.084 DELETED - TRACK LIMITS AT TURN 6 LAP 29 16:08:12",
                "LAW loses 1:31.084, track limits at turn 6",
            ),
            (
                "FIA STEWARDS: TURN 1 INCIDENT INVOLVING CAR 44 (HAM) NOTED - DRS",
                "FIA stewards: turn 1 incident involving HAM noted - DRS",
            ),
            ("GREEN LIGHT - PIT EXIT OPEN", "Green light - pit exit open"),
            ("RAIN EXPECTED IN S\u{c3}O PAULO", "Rain expected in s\u{e3}o paulo"),
            ("", ""),
        ] {
            assert_eq!(line(text).1, words);
        }
    }

    #[test]
    fn a_number_alone_names_nobody() {
        assert_eq!(line("WAVED BLUE FLAG FOR CAR 4 TIMED AT 44").1, "Waved blue flag for car 4 timed at 44");
    }

    #[test]
    fn signs() {
        for (text, sign) in [
            ("WAVED BLUE FLAG FOR CAR 87 (BEA)", EventSign::Flag(FlagLook::Blue)),
            ("SAFETY CAR DEPLOYED", EventSign::Flag(FlagLook::SafetyCar)),
            ("VIRTUAL SAFETY CAR ENDING", EventSign::Flag(FlagLook::Virtual)),
            ("CAR 44 (HAM) SAFETY CAR INFRINGEMENT", EventSign::Dash),
            ("RISK OF RAIN IS 20%", EventSign::Dash),
        ] {
            assert_eq!(line(text).0, sign, "{text}");
        }
    }
}
