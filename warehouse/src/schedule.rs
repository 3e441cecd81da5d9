//! When season data is loaded: by one cron line on most days, by another on race weekends. Both in UTC.

use std::str::FromStr;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use croner::Cron;

/// The schedule.
#[derive(Clone, Debug)]
pub struct Schedule {
    usual: Cron,
    weekend: Cron,
}

impl Schedule {
    /// Reads both lines.
    ///
    /// # Errors
    /// When one is no cron line.
    pub fn new(usual: &str, weekend: &str) -> anyhow::Result<Self> {
        let read = |line: &str| Cron::from_str(line).with_context(|| format!("{line:?} is no cron line"));
        Ok(Self { usual: read(usual)?, weekend: read(weekend)? })
    }

    /// The next time after a moment: the earlier of the usual one and of the weekend's, where that falls on a
    /// race weekend.
    pub fn next(&self, after: DateTime<Utc>, is_weekend: &dyn Fn(DateTime<Utc>) -> bool) -> DateTime<Utc> {
        let next = |cron: &Cron| cron.find_next_occurrence(&after, false).ok();
        let usual = next(&self.usual).unwrap_or(after + TimeDelta::days(2));
        match next(&self.weekend) {
            Some(weekend) if weekend < usual && is_weekend(weekend) => weekend,
            // A weekend may begin before the usual time: look again at its midnight.
            Some(_) => usual.min(midnight_after(after)),
            None => usual,
        }
    }

    /// Whether a moment that [`Self::next`] gave is one to load at, not only one to look again.
    pub fn is_due(&self, at: DateTime<Utc>, is_weekend: bool) -> bool {
        let fits = |cron: &Cron| cron.is_time_matching(&at).unwrap_or(false);
        fits(&self.usual) || (is_weekend && fits(&self.weekend))
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
    fn every_second_day_and_hourly_on_a_weekend() {
        let schedule = Schedule::new("0 0 */2 * *", "0 * * * *").unwrap();
        let never = |_: DateTime<Utc>| false;
        // The 13th is a day of the usual line, the 14th none.
        let next = schedule.next(at("2025-03-12T10:30:00Z"), &never);
        assert_eq!(next, at("2025-03-13T00:00:00Z"));
        assert!(schedule.is_due(next, false));
        let look = schedule.next(at("2025-03-13T10:30:00Z"), &never);
        assert_eq!(look, at("2025-03-14T00:00:00Z"));
        assert!(!schedule.is_due(look, false) && schedule.is_due(look, true));
        let from_14th = |moment: DateTime<Utc>| at("2025-03-14T00:00:00Z") <= moment;
        assert_eq!(schedule.next(at("2025-03-14T00:00:00Z"), &from_14th), at("2025-03-14T01:00:00Z"));
        assert!(Schedule::new("now and then", "0 * * * *").unwrap_err().to_string().contains("now and then"));
    }
}
