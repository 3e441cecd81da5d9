//! The stewards' penalties in words.

use gridcast_shared::mart::{Penalty, PenaltyKind};
use gridcast_words::{charts as said, common};

use crate::race_control;

/// What it is: "5 s penalty", "10 s stop-and-go penalty".
pub fn name(penalty: &Penalty) -> String {
    match (penalty.kind, penalty.seconds) {
        (PenaltyKind::Time, Some(seconds)) => said::penalty_seconds(seconds),
        (PenaltyKind::Time, None) => said::penalty_time().to_owned(),
        (PenaltyKind::DriveThrough, _) => said::penalty_drive_through().to_owned(),
        (PenaltyKind::StopAndGo, Some(seconds)) => said::penalty_stop_and_go_seconds(seconds),
        (PenaltyKind::StopAndGo, None) => said::penalty_stop_and_go().to_owned(),
    }
}

/// What it is, and what for: "5 s penalty, speeding in the pit lane".
pub fn words(penalty: &Penalty) -> String {
    match &penalty.reason {
        Some(reason) => common::with_detail(&name(penalty), &race_control::lower_case(reason)),
        None => name(penalty),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_penalty_says_what_it_is_and_what_for() {
        let of = |kind, seconds, reason: Option<&str>| {
            words(&Penalty {
                driver: 0,
                lap: 1,
                kind,
                seconds,
                reason: reason.map(str::to_owned),
                served: None,
            })
        };
        assert_eq!(
            of(PenaltyKind::Time, Some(5), Some("SPEEDING IN THE PIT LANE")),
            "5 s penalty, speeding in the pit lane"
        );
        assert_eq!(of(PenaltyKind::Time, None, None), "time penalty");
        assert_eq!(of(PenaltyKind::DriveThrough, None, Some("DRS")), "drive-through penalty, DRS");
        assert_eq!(of(PenaltyKind::StopAndGo, Some(10), None), "10 s stop-and-go penalty");
    }
}
