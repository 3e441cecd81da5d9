//! When season data is loaded: by one cron line on most days, by another on race weekends, and by a third an older
//! round again. All in UTC.

use std::str::FromStr;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use croner::Cron;

/// The schedule.
#[derive(Clone, Debug)]
pub struct Schedule {
    usual: Cron,
    weekend: Cron,
    again: Cron,
}

/// What is to be loaded at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// What is new of the season.
    pub season: bool,
    /// An older round.
    pub again: bool,
}

impl Schedule {
    /// Reads the lines.
    ///
    /// # Errors
    /// When one is no cron line.
    pub fn new(usual: &str, weekend: &str, again: &str) -> anyhow::Result<Self> {
        let read = |line: &str| Cron::from_str(line).with_context(|| format!("{line:?} is no cron line"));
        Ok(Self { usual: read(usual)?, weekend: read(weekend)?, again: read(again)? })
    }

    /// The next time after a moment: the earliest of the usual one, of that for an older round, and of the weekend's,
    /// where that falls on a race weekend.
    pub fn next(&self, after: DateTime<Utc>, is_weekend: &dyn Fn(DateTime<Utc>) -> bool) -> DateTime<Utc> {
        let next = |cron: &Cron| cron.find_next_occurrence(&after, false).ok();
        let never = after + TimeDelta::days(2);
        let usual = next(&self.usual).unwrap_or(never).min(next(&self.again).unwrap_or(never));
        match next(&self.weekend) {
            Some(weekend) if weekend < usual && is_weekend(weekend) => weekend,
            // A weekend may begin before the usual time: look again at its midnight.
            Some(_) => usual.min(midnight_after(after)),
            None => usual,
        }
    }

    /// What is due at a moment that [`Self::next`] gave; nothing where that was only one to look again.
    pub fn due(&self, at: DateTime<Utc>, is_weekend: bool) -> Due {
        let fits = |cron: &Cron| cron.is_time_matching(&at).unwrap_or(false);
        Due { season: fits(&self.usual) || (is_weekend && fits(&self.weekend)), again: fits(&self.again) }
    }
}

fn midnight_after(at: DateTime<Utc>) -> DateTime<Utc> {
    let day = at.date_naive() + TimeDelta::days(1);
    day.and_hms_opt(0, 0, 0).map_or(at, |midnight| midnight.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn every_second_day_hourly_on_a_weekend_and_an_older_round_on_its_own() {
        let schedule = Schedule::new("0 0 */2 * *", "0 * * * *", "30 12 * * *").unwrap();
        let never = |_: DateTime<Utc>| false;
        let (nothing, season) = (Due::default(), Due { season: true, again: false });
        // The 13th is a day of the usual line, the 14th none.
        let next = schedule.next(at("2025-03-12T12:30:00Z"), &never);
        assert_eq!(next, at("2025-03-13T00:00:00Z"));
        assert_eq!(schedule.due(next, false), season);
        let again = schedule.next(at("2025-03-13T00:00:00Z"), &never);
        assert_eq!(again, at("2025-03-13T12:30:00Z"));
        assert_eq!(schedule.due(again, false), Due { season: false, again: true });
        let look = schedule.next(again, &never);
        assert_eq!(look, at("2025-03-14T00:00:00Z"));
        assert_eq!((schedule.due(look, false), schedule.due(look, true)), (nothing, season));
        let from_14th = |moment: DateTime<Utc>| at("2025-03-14T00:00:00Z") <= moment;
        assert_eq!(schedule.next(at("2025-03-14T00:00:00Z"), &from_14th), at("2025-03-14T01:00:00Z"));
        let wrong = Schedule::new("now and then", "0 * * * *", "0 * * * *").unwrap_err().to_string();
        assert!(wrong.contains("now and then"), "{wrong}");
    }
}
