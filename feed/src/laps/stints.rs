//! A car's tyres: which set was on in which lap.
//!
//! The feed tells a set as an element of `Stints`, some seconds after it was put on, often as UNKNOWN at first.
//! A set is on from the lap after the one in which the car came in; the in-lap was driven on the one before.

use serde_json::Value;

use crate::merge::list;
use crate::value::{flag, name, whole};

/// A set as the feed tells it.
#[derive(Clone, Debug, PartialEq)]
struct Set {
    index: usize,
    /// First lap that was driven on it.
    first_lap: u32,
    /// Laps that had been driven on it when it was told first.
    driven: i64,
    compound: Option<String>,
    is_new: Option<bool>,
    /// Laps that it had when it was put on.
    laps_before: Option<i64>,
}

/// The feed's word for a compound that it does not know yet.
const UNKNOWN: &str = "UNKNOWN";

impl Set {
    /// Whether what is told now under the same index is another set: the feed has used one again for the set that
    /// was put on at the next visit (Miami 2025, TSU). A set of which nothing was known is corrected.
    fn is_followed_by(&self, told: &Self, last_index: Option<usize>) -> bool {
        let was_known = self.compound.as_deref().is_some_and(|compound| compound != UNKNOWN);
        let is_other = (&self.compound, self.laps_before) != (&told.compound, told.laps_before);
        was_known && is_other && self.first_lap < told.first_lap && last_index == Some(self.index)
    }
}

/// What a lap says of its tyres.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tyres {
    pub(super) compound: Option<String>,
    pub(super) life: Option<f64>,
    pub(super) is_fresh: Option<bool>,
}

/// All sets of a car.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stints(Vec<Set>);

impl Stints {
    /// Takes all that is told of the sets of a car whose visits to the pits are known; one that is new is on from `first_lap`.
    pub(super) fn take(&mut self, told: &Value, first_lap: u32) {
        let told = list(told);
        self.0.retain(|set| told.iter().any(|(index, _)| *index == set.index));
        let last_index = told.last().map(|(index, _)| *index);
        for (index, stint) in told {
            let compound = name(stint, "Compound").map(|name| name.to_uppercase());
            let is_unknown = compound.as_deref().is_none_or(|compound| compound == UNKNOWN);
            let [all, before] = ["TotalLaps", "StartLaps"].map(|field| whole(stint, field).unwrap_or(0));
            let set = Set {
                index,
                first_lap,
                driven: all.saturating_sub(before),
                compound,
                is_new: flag(stint, "New").filter(|_| !is_unknown),
                laps_before: whole(stint, "StartLaps").filter(|_| !is_unknown),
            };
            match self.0.iter_mut().rev().find(|set| set.index == index) {
                Some(known) if known.is_followed_by(&set, last_index) => self.0.push(set),
                // A correction changes the set that it names, and not when it was put on.
                Some(known) => *known = Set { first_lap: known.first_lap, driven: known.driven, ..set },
                None => self.0.push(set),
            }
        }
        self.0.sort_by_key(|set| (set.index, set.first_lap));
    }

    /// Says of sets that were put on before anybody listened when that was, `completed` laps being over: each as many
    /// laps before the next one as the feed says were driven on it. `stops` is how often the car came in for one, where
    /// that is told: what was changed before the start is no stop. Returns the laps in which it came in, in order.
    pub(super) fn look_back(&mut self, completed: u32, stops: Option<u32>) -> Vec<u32> {
        let changes = self.0.len().saturating_sub(1).min(stops.map_or(usize::MAX, |stops| stops as usize));
        let first_changed = self.0.len() - changes;
        let mut next = completed.saturating_add(1);
        for (i, set) in self.0.iter_mut().enumerate().rev() {
            let driven = u32::try_from(set.driven).unwrap_or(0);
            next = if i < first_changed { 1 } else { next.saturating_sub(driven).max(1) };
            set.first_lap = next;
        }
        self.0[first_changed..].iter().map(|set| set.first_lap - 1).filter(|lap| 1 <= *lap).collect()
    }

    /// The tyres of a lap: of the last set put on before it.
    pub(super) fn of_lap(&self, lap: u32) -> Tyres {
        let Some(set) = self.0.iter().rev().find(|set| set.first_lap <= lap) else { return Tyres::default() };
        let driven = i64::from(lap) - i64::from(set.first_lap) + 1;
        Tyres {
            compound: set.compound.clone(),
            life: set.laps_before.map(|before| before.saturating_add(driven) as f64),
            is_fresh: set.is_new,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tyres(stints: &Stints, lap: u32) -> (Option<String>, Option<f64>) {
        let Tyres { compound, life, .. } = stints.of_lap(lap);
        (compound, life)
    }

    #[test]
    fn a_set_is_on_from_its_first_lap_and_a_correction_changes_no_other() {
        let mut stints = Stints::default();
        let soft = json!({"Compound": "SOFT", "New": "true", "StartLaps": 0});
        stints.take(&json!([soft.clone()]), 1);
        stints.take(&json!([soft, {"Compound": "UNKNOWN", "New": "false", "StartLaps": 0}]), 6);
        assert_eq!(tyres(&stints, 5), (Some("SOFT".into()), Some(5.0)));
        assert_eq!(tyres(&stints, 6), (Some("UNKNOWN".into()), None));
        stints.take(&json!({"0": soft, "1": {"Compound": "HARD", "New": "false", "StartLaps": 2}}), 9);
        assert_eq!(tyres(&stints, 7), (Some("HARD".into()), Some(4.0)));
        assert_eq!(tyres(&stints, 5), (Some("SOFT".into()), Some(5.0)));
    }

    #[test]
    fn who_comes_in_the_middle_looks_back_by_the_laps_that_were_driven_on_each_set() {
        let mut stints = Stints::default();
        let told = json!([
            {"Compound": "MEDIUM", "New": "true", "StartLaps": 0, "TotalLaps": 17},
            {"Compound": "HARD", "New": "false", "StartLaps": 3, "TotalLaps": 10},
            {"Compound": "SOFT", "New": "true", "StartLaps": 0, "TotalLaps": 16},
        ]);
        stints.take(&told, 1);
        assert_eq!(stints.look_back(40, Some(2)), [17, 24]);
        assert_eq!(tyres(&stints, 17), (Some("MEDIUM".into()), Some(17.0)));
        assert_eq!(tyres(&stints, 18), (Some("HARD".into()), Some(4.0)));
        assert_eq!(tyres(&stints, 40), (Some("SOFT".into()), Some(16.0)));
        assert_eq!(tyres(&stints, 41), (Some("SOFT".into()), Some(17.0)));
        // Before the start, and where the feed counts more laps than there were.
        assert!(stints.look_back(0, None).is_empty());
        assert_eq!(tyres(&stints, 1), (Some("SOFT".into()), Some(1.0)));
        assert!(Stints::default().look_back(3, None).is_empty());
        // One of the changes was made on the grid.
        assert_eq!(stints.look_back(40, Some(1)), [24]);
        assert_eq!(tyres(&stints, 24), (Some("HARD".into()), Some(27.0)));
    }

    #[test]
    fn an_index_used_again_after_a_visit_is_another_set() {
        let mut stints = Stints::default();
        stints.take(&json!([{"Compound": "INTERMEDIATE", "New": "true", "StartLaps": 0}]), 1);
        stints.take(&json!([{"Compound": "MEDIUM", "New": "false", "StartLaps": 5}]), 11);
        assert_eq!(tyres(&stints, 10), (Some("INTERMEDIATE".into()), Some(10.0)));
        assert_eq!(tyres(&stints, 11), (Some("MEDIUM".into()), Some(6.0)));
    }
}
