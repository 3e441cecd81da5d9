//! What race control says of a lap's time: deleted, or counting again.
//!
//! "CAR 23 (ALB) TIME 1:24.888 DELETED - TRACK LIMITS AT TURN 11" (until 2021), the same with "LAP 29 16:08:12" at its
//! end, or "CAR 3 (RIC) LAP DELETED - TRACK LIMITS AT TURN 12 LAP 2 16:03:20" where the lap had no time yet. The
//! warehouse reads the same form (`base_deleted_laps`). Words that only mention a lap deleted before are none.

/// What was said of a lap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LapVerdict {
    /// Racing number of the car.
    pub car: u8,
    /// Which lap.
    pub lap: LapName,
    /// Deleted, or counting again.
    pub is_deleted: bool,
}

/// Which lap is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LapName {
    /// By its number, from 1.
    Number(u8),
    /// By its time, ms.
    Time(u32),
    /// By both; the time decides.
    Both(u8, u32),
}

impl LapName {
    /// Whether it is this lap.
    pub fn is(self, lap: i32, lap_ms: u32) -> bool {
        match self {
            Self::Number(number) => i32::from(number) == lap,
            Self::Time(time_ms) | Self::Both(_, time_ms) => time_ms == lap_ms,
        }
    }
}

impl LapVerdict {
    /// What a message says of a lap, if it says anything.
    pub fn read(message: &str) -> Option<Self> {
        let message = message.trim_start().strip_prefix("FIA STEWARDS:").unwrap_or(message);
        let mut words = message.split_ascii_whitespace().peekable();
        if words.next() != Some("CAR") {
            return None;
        }
        let car = words.next()?.parse().ok()?;
        words.next_if(|word| word.starts_with('(') && word.ends_with(')'));
        // "DELETED LAP REINSTATED".
        words.next_if_eq(&"DELETED");
        let names_lap = words.next_if_eq(&"LAP").is_some();
        let names_time = words.next_if_eq(&"TIME").is_some();
        let time_ms = words.next_if(|word| time_ms(word).is_some()).and_then(time_ms);
        let is_deleted = match words.next() {
            Some("DELETED") => true,
            Some("REINSTATED") => false,
            _ => return None,
        };
        let rest: Vec<&str> = words.collect();
        let after_lap = rest.windows(2).filter(|pair| pair.first() == Some(&"LAP"));
        let number = after_lap.filter_map(|pair| pair.get(1)?.parse().ok()).rfind(|number| 0 < *number);
        let lap = match (number, time_ms) {
            (Some(number), Some(time_ms)) => LapName::Both(number, time_ms),
            (Some(number), None) => LapName::Number(number),
            (None, Some(time_ms)) => LapName::Time(time_ms),
            (None, None) => return None,
        };
        (names_lap || names_time).then_some(Self { car, lap, is_deleted })
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
    use super::*;

    #[test]
    fn messages_name_a_lap_by_number_by_time_or_by_both() {
        let read = |text: &str| LapVerdict::read(text).map(|said| (said.car, said.lap, said.is_deleted));
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
            ("CAR 14 (ALO) LAP TIME DELETED - TRACK LIMITS AT TURN 6 LAP 5", (14, LapName::Number(5), true)),
            ("CAR 30 (LAW) TIME 58.204 REINSTATED", (30, LapName::Time(58_204), false)),
            ("CAR 4 (NOR) DELETED LAP REINSTATED LAP 7", (4, LapName::Number(7), false)),
            ("CAR 4 TIME 1:25.913 DELETED", (4, LapName::Time(85_913), true)),
            (
                "FIA STEWARDS: CAR 4 (AAA) LAP REINSTATED - TRACK LIMITS AT TURN 12 LAP 3",
                (4, LapName::Number(3), false),
            ),
        ] {
            assert_eq!(read(text), Some(said), "{text}");
        }
        for text in [
            "TRACK CLEAR",
            "CAR 23 (ALB) LAP DELETED",
            "CAR 4 (NOR) TIME 99:99:99 DELETED",
            "TIME 1:24.888 DELETED",
            "CAR 999 (ALB) TIME 1:24.888 DELETED",
            "CAR 4 (AAA) NOTED - LAP TIME DELETED PREVIOUSLY LAP 2",
            "CARS 4 (NOR) AND 81 (PIA) NOTED - LAP DELETED LAP 2",
            "ALL LAPS DELETED",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
