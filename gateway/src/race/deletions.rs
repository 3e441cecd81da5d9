//! What race control says of a lap's time: deleted, or reinstated.
//!
//! "CAR 23 (ALB) TIME 1:24.888 DELETED - TRACK LIMITS AT TURN 11" (until 2021), the same with "LAP 29 16:08:12" at its
//! end, or "CAR 3 (RIC) LAP DELETED - TRACK LIMITS AT TURN 12 LAP 2 16:03:20" where the lap had no time yet.

use gridcast_shared::topics::RaceControlRecord;

/// What was said of a lap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Racing number of the car.
    pub(super) number: u8,
    pub(super) lap: LapName,
    pub(super) is_deleted: bool,
}

/// Which lap is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LapName {
    /// By its number.
    Number(i32),
    /// By its time, ms.
    Time(u32),
    /// By both; the time decides.
    Both(i32, u32),
}

impl LapName {
    /// Whether it is this lap.
    pub(super) fn is(self, lap: i32, lap_ms: u32) -> bool {
        match self {
            Self::Number(number) => number == lap,
            Self::Time(time_ms) | Self::Both(_, time_ms) => time_ms == lap_ms,
        }
    }
}

impl Verdict {
    /// What a message says of a lap, if it says anything.
    pub(super) fn of(record: &RaceControlRecord) -> Option<Self> {
        let words: Vec<&str> = record.message.as_deref()?.split_ascii_whitespace().collect();
        let is_deleted = match (words.contains(&"DELETED"), words.contains(&"REINSTATED")) {
            (_, true) => false,
            (true, false) => true,
            (false, false) => return None,
        };
        let after =
            |word: &'static str| words.windows(2).filter(move |pair| pair[0] == word).map(|pair| pair[1]);
        let number = after("CAR").find_map(|word| word.parse().ok())?;
        let time_ms = after("TIME").find_map(time_ms);
        // "LAP DELETED" names no lap.
        let lap = after("LAP").find_map(|word| word.parse().ok()).filter(|lap| (1..=250).contains(lap));
        let lap = match (lap, time_ms) {
            (Some(lap), Some(time_ms)) => LapName::Both(lap, time_ms),
            (Some(lap), None) => LapName::Number(lap),
            (None, Some(time_ms)) => LapName::Time(time_ms),
            (None, None) => return None,
        };
        Some(Self { number, lap, is_deleted })
    }
}

/// "1:24.888" or "58.204", ms.
fn time_ms(word: &str) -> Option<u32> {
    let (minutes, seconds) = word.split_once(':').unwrap_or(("0", word));
    let (seconds, millis) = seconds.split_once('.').filter(|(_, millis)| millis.len() == 3)?;
    let [minutes, seconds, millis]: [u16; 3] =
        [minutes.parse().ok()?, seconds.parse().ok()?, millis.parse().ok()?];
    Some(u32::from(minutes) * 60_000 + u32::from(seconds) * 1_000 + u32::from(millis))
}

#[cfg(test)]
mod tests {
    use gridcast_shared::ids::SessionId;

    use super::*;

    #[test]
    fn messages_name_a_lap_by_number_by_time_or_by_both() {
        let verdict = |text: &str| {
            let mut record = RaceControlRecord::new(SessionId::from_start(0), 0);
            record.message = Some(text.to_owned());
            Verdict::of(&record).map(|verdict| (verdict.number, verdict.lap, verdict.is_deleted))
        };
        for (text, said) in [
            (
                "CAR 23 (ALB) TIME 1:24.888 DELETED - TRACK LIMITS AT TURN 11",
                (23, LapName::Time(84_888), true),
            ),
            (
                "CAR 30 (LAW) TIME 1:31.084 DELETED - TRACK LIMITS AT TURN 6 LAP 29 16:08:12",
                (30, LapName::Both(29, 91_084), true),
            ),
            (
                "CAR 14 (ALO) LAP DELETED - TRACK LIMITS AT TURN 6 LAP 5 12:00:00 (PIT)",
                (14, LapName::Number(5), true),
            ),
            ("CAR 30 (LAW) TIME 58.204 REINSTATED", (30, LapName::Time(58_204), false)),
            ("CAR 4 (NOR) DELETED LAP REINSTATED LAP 7", (4, LapName::Number(7), false)),
        ] {
            assert_eq!(verdict(text), Some(said), "{text}");
        }
        for text in [
            "TRACK CLEAR",
            "CAR 23 (ALB) LAP DELETED",
            "CAR 4 (NOR) TIME 99:99:99 DELETED",
            "TIME 1:24.888 DELETED",
            "CAR 999 (ALB) TIME 1:24.888 DELETED",
            "",
        ] {
            assert_eq!(verdict(text), None, "{text}");
        }
    }
}
