//! Race control's words by which a lap's time is deleted or counts again.

use crate::text::lap_ms;
use crate::value::car_number;

/// A lap deleted or reinstated.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Deletion {
    /// Racing number.
    pub(super) car: u16,
    /// The lap's time, where the words have it.
    pub(super) time_ms: Option<i64>,
    /// The lap's number, where the words have it: not in 2020.
    pub(super) lap: Option<u32>,
    /// Deleted, or counting again.
    pub(super) is_deleted: bool,
    /// The words.
    pub(super) words: String,
}

impl Deletion {
    /// Reads "CAR 23 (ALB) TIME 1:24.888 DELETED - …" and "CAR 81 (PIA) LAP DELETED - … LAP 12 15:23:45", and the
    /// same with REINSTATED.
    pub(super) fn parse(words: &str) -> Option<Self> {
        let tokens: Vec<&str> = words.split_whitespace().collect();
        let after = |word: &str| {
            let mut pairs = tokens.windows(2).filter(|pair| pair.first() == Some(&word));
            pairs.find_map(|pair| pair.get(1).copied())
        };
        let is_deleted = tokens.contains(&"DELETED");
        if !is_deleted && !tokens.contains(&"REINSTATED") {
            return None;
        }
        let laps = tokens.windows(2).filter(|pair| pair.first() == Some(&"LAP"));
        let deletion = Self {
            car: after("CAR").and_then(car_number)?,
            time_ms: after("TIME").and_then(lap_ms),
            lap: laps.filter_map(|pair| pair.get(1)?.parse().ok()).next_back(),
            is_deleted,
            words: words.to_owned(),
        };
        (deletion.time_ms.is_some() || deletion.lap.is_some()).then_some(deletion)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_the_words_are_read() {
        let read = |words: &str| Deletion::parse(words).map(|d| (d.car, d.time_ms, d.lap, d.is_deleted));
        let cases = [
            (
                "CAR 4 (NOR) TIME 1:25.913 DELETED - TRACK LIMITS AT TURN 11",
                Some((4, Some(85_913), None, true)),
            ),
            (
                "CAR 81 (PIA) LAP DELETED - TRACK LIMITS AT TURN 11 LAP 12 15:23:45",
                Some((81, None, Some(12), true)),
            ),
            (
                "CAR 2 (SAR) TIME 1:17.188 DELETED - TRACK LIMITS AT TURN 18 LAP 3 16:03:19",
                Some((2, Some(77_188), Some(3), true)),
            ),
            ("CAR 44 (HAM) TIME 1:17.188 REINSTATED", Some((44, Some(77_188), None, false))),
            ("CAR 44 (HAM) STOPPED AT TURN 5", None),
            ("ALL LAPS DELETED", None),
        ];
        for (words, expected) in cases {
            assert_eq!(read(words), expected, "{words}");
        }
    }
}
