//! Figures as they stand on the page, in the language that is spoken and the units that are chosen: equal decimals down a
//! column, a real minus sign, nothing invented.

use gridcast_shared::race::{Compound, Gap};
use gridcast_words::common;
use gridcast_words::fixed::fixed;
use gridcast_words::number::{decimal_mark, number};

use crate::units::{Clock, Units};

/// A lap: `1:28.188`, under a minute `58.432`; empty for 0 (none).
pub fn lap_time(ms: u32) -> String {
    let (minutes, seconds, millis) = (ms / 60_000, ms / 1000 % 60, ms % 1000);
    let mark = decimal_mark();
    match (ms, minutes) {
        (0, _) => String::new(),
        (_, 0) => format!("{seconds}{mark}{millis:03}"),
        _ => format!("{minutes}:{seconds:02}{mark}{millis:03}"),
    }
}

/// A sector: `31.2`, from a minute on `1:02.4`; empty for 0 (none).
pub fn sector_time(ms: u32) -> String {
    let tenths = (ms + 50) / 100;
    let mark = decimal_mark();
    match (ms, tenths / 600) {
        (0, _) => String::new(),
        (_, 0) => format!("{}{mark}{}", tenths / 10, tenths % 10),
        (_, minutes) => format!("{minutes}:{:02}{mark}{}", tenths / 10 % 60, tenths % 10),
    }
}

/// Behind the car ahead: `+0.47`, `+1 lap`; empty when unknown.
pub fn interval(gap: Gap) -> String {
    match gap {
        Gap::None => String::new(),
        Gap::Millis(ms) if ms < 100_000 => {
            format!("+{}{}{:02}", (ms + 5) / 1000, decimal_mark(), (ms + 5) / 10 % 100)
        }
        Gap::Millis(ms) => plus_tenths(ms),
        Gap::Laps(laps) => format!("+{}", common::laps_count(laps)),
    }
}

/// Behind the leader: `+16.7`, `1 lap`; empty when unknown.
pub fn gap(gap: Gap) -> String {
    match gap {
        Gap::None => String::new(),
        Gap::Millis(ms) => plus_tenths(ms),
        Gap::Laps(laps) => common::laps_count(laps),
    }
}

/// To a chosen car: `+5.0` behind it, `−5.0` ahead of it, a dash for itself; empty when unknown.
pub fn difference(ms: Option<i64>, is_itself: bool) -> String {
    match ms {
        _ if is_itself => "\u{2013}".to_owned(),
        None => String::new(),
        Some(ms) => {
            let sign = if ms < 0 { "" } else { "+" };
            let tenths = (ms + 50).div_euclid(100).clamp(-99_999, 99_999) as i32;
            format!("{sign}{}", self::tenths(tenths))
        }
    }
}

/// What a best lap is slower: `+0.347`; empty when unknown. Thousandths decide where laps are ranked.
pub fn slower(gap: Gap) -> String {
    match gap {
        Gap::None => String::new(),
        Gap::Millis(ms) => format!("+{}{}{:03}", ms / 1000, decimal_mark(), ms % 1000),
        Gap::Laps(laps) => common::laps_count(laps),
    }
}

fn plus_tenths(ms: u32) -> String {
    format!("+{}{}{}", (ms + 50) / 1000, decimal_mark(), (ms + 50) / 100 % 10)
}

/// A rate with its sign: `−0.3`, `+0.9`, `±0`.
pub fn rate(seconds: f64) -> String {
    let tenths = (seconds * 10.0).round() as i64;
    let mark = decimal_mark();
    match tenths {
        0 => "±0".to_owned(),
        1.. => format!("+{}{mark}{}", tenths / 10, tenths % 10),
        _ => format!("\u{2212}{}{mark}{}", -tenths / 10, -tenths % 10),
    }
}

/// A speed as a whole number of the chosen unit; [`Speed::sign`](crate::units::Speed::sign) is that.
pub fn speed(kmh: f64) -> String {
    fixed(Units::chosen().speed.of_kmh(kmh), 0)
}

/// A speed with its unit: "331 km/h".
pub fn speed_with_unit(kmh: f64) -> String {
    format!("{} {}", speed(kmh), Units::chosen().speed.sign())
}

/// Tenths of a degree Celsius as a temperature of the chosen unit: `15.2°`.
pub fn temperature(tenths_c: i32) -> String {
    format!("{}°", tenths(Units::chosen().temperature.of_tenths(tenths_c)))
}

/// What remains of a session, "12:08" or "1:00:00"; whole seconds, the last one counts until it is over.
pub fn countdown(ms: u32) -> String {
    let seconds = ms.div_ceil(1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// Clock at the track, `16:08:56` or `4:08:56 pm`; `utc_offset_min` is what it is ahead of UTC.
pub fn clock(source_ms: f64, utc_offset_min: i16) -> String {
    let seconds = (source_ms / 1000.0).floor() as i64 + i64::from(utc_offset_min) * 60;
    time_of_day(seconds, &format!(":{:02}", seconds.rem_euclid(60)))
}

/// The same without seconds, `16:08`.
pub fn clock_minutes(source_ms: f64, utc_offset_min: i16) -> String {
    time_of_day((source_ms / 1000.0).floor() as i64 + i64::from(utc_offset_min) * 60, "")
}

/// Hours and minutes of a time, seconds since 1970, with what comes after them.
fn time_of_day(seconds: i64, rest: &str) -> String {
    let of_day = seconds.rem_euclid(86_400);
    let (hours, minutes) = (of_day / 3600, of_day / 60 % 60);
    match Units::chosen().clock {
        Clock::Of24 => format!("{hours:02}:{minutes:02}{rest}"),
        Clock::Of12 => {
            let time = format!("{}:{minutes:02}{rest}", (hours + 11) % 12 + 1);
            if hours < 12 { common::clock_am(&time) } else { common::clock_pm(&time) }
        }
    }
}

/// Tenths as `15.2`, with a real minus sign below zero.
pub fn tenths(value: i32) -> String {
    number(f64::from(value) / 10.0, 1)
}

/// Where the wind comes from, in words.
pub fn wind_word(from_deg: u16) -> &'static str {
    match (u32::from(from_deg) * 10 + 225) / 450 % 8 {
        1 => common::wind_north_east(),
        2 => common::wind_east(),
        3 => common::wind_south_east(),
        4 => common::wind_south(),
        5 => common::wind_south_west(),
        6 => common::wind_west(),
        7 => common::wind_north_west(),
        _ => common::wind_north(),
    }
}

/// A tyre in words; empty when it is not known.
pub fn tyre_word(compound: Compound) -> &'static str {
    match compound {
        Compound::Unknown => "",
        Compound::Soft => common::tyre_soft(),
        Compound::Medium => common::tyre_medium(),
        Compound::Hard => common::tyre_hard(),
        Compound::Intermediate => common::tyre_intermediate(),
        Compound::Wet => common::tyre_wet(),
    }
}

/// A place as its language counts it: `1st`, `11.`, `1er`.
pub fn ordinal(n: u32) -> String {
    common::place(n)
}

/// Several in one sentence: "NOR, VER and PIA".
pub fn listed(words: &[String]) -> String {
    let Some((last, before)) = words.split_last() else { return String::new() };
    let Some((first, between)) = before.split_first() else { return last.clone() };
    let list = between.iter().fold(first.clone(), |list, next| common::list_more(&list, next));
    common::list_last(&list, last)
}

/// Several beside one another, without an "and": "3, 4".
pub fn enumerated(words: &[String]) -> String {
    let Some((first, rest)) = words.split_first() else { return String::new() };
    rest.iter().fold(first.clone(), |list, next| common::list_more(&list, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lap_times() {
        for (ms, text) in [(0, ""), (58_432, "58.432"), (88_188, "1:28.188"), (143_005, "2:23.005")] {
            assert_eq!(lap_time(ms), text);
        }
    }

    #[test]
    fn sector_times_round_without_a_sixtieth_second() {
        for (ms, text) in
            [(0, ""), (31_249, "31.2"), (31_250, "31.3"), (59_960, "1:00.0"), (62_380, "1:02.4")]
        {
            assert_eq!(sector_time(ms), text);
        }
    }

    #[test]
    fn gaps_and_intervals() {
        assert_eq!(interval(Gap::Millis(469)), "+0.47");
        assert_eq!(interval(Gap::Millis(995)), "+1.00");
        assert_eq!(interval(Gap::Millis(15_969)), "+15.97");
        assert_eq!(interval(Gap::Millis(123_456)), "+123.5");
        assert_eq!(interval(Gap::Laps(1)), "+1 lap");
        assert_eq!(gap(Gap::Millis(949)), "+0.9");
        assert_eq!(gap(Gap::Millis(950)), "+1.0");
        assert_eq!(gap(Gap::Laps(2)), "2 laps");
        assert_eq!(gap(Gap::None), "");
    }

    #[test]
    fn rates_have_a_sign_and_no_negative_zero() {
        for (rate_s, text) in [(0.04, "±0"), (-0.04, "±0"), (-0.3, "−0.3"), (1.25, "+1.3"), (-12.0, "−12.0")]
        {
            assert_eq!(rate(rate_s), text);
        }
    }

    #[test]
    fn clocks_cross_midnight() {
        assert_eq!(clock(1_742_101_736_900.0, 660), "16:08:56");
        assert_eq!(clock(0.0, -60), "23:00:00");
    }

    #[test]
    fn winds_and_ordinals() {
        for (deg, word) in
            [(0, "north"), (22, "north"), (23, "north-east"), (315, "north-west"), (359, "north")]
        {
            assert_eq!(wind_word(deg), word, "{deg}");
        }
        for (n, word) in [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd")] {
            assert_eq!(ordinal(n), word);
        }
        assert_eq!(tenths(-5), "−0.5");
        assert_eq!(listed(&["A", "B", "C"].map(str::to_owned)), "A, B and C");
        assert_eq!(enumerated(&["A", "B"].map(str::to_owned)), "A, B");
    }

    #[test]
    fn figures_by_language() {
        use gridcast_words::language::Language;
        use gridcast_words::spoken::speak_for_tests;
        for (language, lap, behind, place, list) in [
            (Language::Spanish, "1:28,188", "+1 vuelta", "1.º", "A, B y C"),
            (Language::German, "1:28,188", "+1 Runde", "1.", "A, B und C"),
            (Language::Italian, "1:28,188", "+1 giro", "1º", "A, B e C"),
            (Language::Portuguese, "1:28,188", "+1 volta", "1º", "A, B e C"),
            (Language::French, "1:28,188", "+1 tour", "1er", "A, B et C"),
            (Language::Dutch, "1:28,188", "+1 ronde", "1e", "A, B en C"),
            (Language::Japanese, "1:28.188", "+1周", "1位", "A、B、C"),
        ] {
            speak_for_tests(language);
            let found = (lap_time(88_188), interval(Gap::Laps(1)), ordinal(1));
            assert_eq!(found, (lap.to_owned(), behind.to_owned(), place.to_owned()));
            assert_eq!(listed(&["A", "B", "C"].map(str::to_owned)), list);
        }
    }

    #[test]
    fn figures_by_unit() {
        use crate::units::{Speed, Temperature};
        Units { speed: Speed::Mph, clock: Clock::Of12, temperature: Temperature::Fahrenheit }.choose();
        assert_eq!((speed(300.0).as_str(), temperature(152).as_str()), ("186", "59.4°"));
        assert_eq!(clock(1_742_101_736_900.0, 660), "4:08:56 pm");
        assert_eq!((clock(0.0, 0), clock(0.0, 720)), ("12:00:00 am".to_owned(), "12:00:00 pm".to_owned()));
    }
}
