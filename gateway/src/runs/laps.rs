//! Of which run a lap's record is: by its own date, else by the laps of its driver before it.
//!
//! A lap is published when it has ended, and again whenever something of it is corrected, also when its run has long
//! been silent. Some have no date at all: the lap in which a car stops, for one, and that must not stop it in another
//! run.

use gridcast_shared::topics::LapRecord;

use super::held::Group;
use super::run::{JUMP_MS, NEAR_MS, Run, RunKey};

/// A run that was heard within this is being told, ms.
const TOLD_MS: i64 = 60_000;

/// What a lap is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Run(RunKey),
    /// Of the records that are held at this place.
    Held(usize),
    /// Of none that is told.
    Nobodys,
    /// Its place in the stream must tell.
    Unknown,
}

/// UTC ms of a lap: of its end, else of its start.
pub(super) fn date_of(lap: &LapRecord) -> Option<i64> {
    lap.end_date_ms().or(lap.lap_start_date)
}

/// Finds of which of the runs, or of what is held, a lap is, at a moment by the clock by which runs were heard.
pub(super) fn whose(lap: &LapRecord, runs: &[Run], groups: &[Group], now_ms: i64) -> Whose {
    let is_told = |run: &Run| now_ms - run.heard_ms < TOLD_MS;
    let told: Vec<&Run> = runs.iter().filter(|run| is_told(run)).collect();
    let date_ms = date_of(lap);
    if let Some(whose) = date_ms.and_then(|date_ms| of_date(date_ms, runs, &told, groups, now_ms)) {
        return whose;
    }
    if told.len() < 2 {
        return Whose::Unknown;
    }
    let is_next = |run: &&&Run| date_ms.is_none() && run.awaits(lap);
    let next = told.iter().filter(is_next).min_by_key(|run| run.away_ms(lap));
    next.map_or(Whose::Nobodys, |run| Whose::Run(run.key))
}

/// The nearest of those whose dates hold this one; then a run that has fallen silent, unless what is told now may be the
/// same session once more; then whatever is within an hour.
fn of_date(date_ms: i64, runs: &[Run], told: &[&Run], groups: &[Group], now_ms: i64) -> Option<Whose> {
    let is_near = |newest_ms: i64| (date_ms - newest_ms).abs() <= JUMP_MS;
    let rank = |run: &Run| {
        let holds = (run.start_ms() - NEAR_MS..=run.newest_ms + NEAR_MS).contains(&date_ms);
        let is_told = told.iter().any(|other| other.key == run.key);
        let is_told_again = || told.iter().any(|other| other.overlaps(run));
        match (is_told, holds) {
            (true, true) => Some(0),
            (false, true) if !is_told_again() => Some(1),
            (true, false) if is_near(run.newest_ms) => Some(2),
            (true | false, false) | (false, true) => None,
        }
    };
    let of_runs = runs.iter().filter_map(|run| Some((rank(run)?, run.newest_ms, Whose::Run(run.key))));
    let of_groups = groups.iter().enumerate().filter(|(_, group)| is_near(group.newest_ms));
    let of_groups = of_groups.map(|(place, group)| {
        let rank = if group.is_fresh(now_ms) { 0 } else { 2 };
        (rank, group.newest_ms, Whose::Held(place))
    });
    let all = of_runs.chain(of_groups);
    all.min_by_key(|(rank, newest_ms, _)| (*rank, (date_ms - newest_ms).abs())).map(|(.., whose)| whose)
}
