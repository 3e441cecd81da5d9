//! The stewards' penalties in words.

use gridcast_shared::mart::{Penalty, PenaltyKind};

use crate::race_control;

/// What it is: "5 s penalty", "10 s stop-and-go penalty".
pub fn name(penalty: &Penalty) -> String {
    let seconds = penalty.seconds.map(|seconds| format!("{seconds} s "));
    match (penalty.kind, seconds) {
        (PenaltyKind::Time, Some(seconds)) => format!("{seconds}penalty"),
        (PenaltyKind::Time, None) => "time penalty".to_owned(),
        (PenaltyKind::DriveThrough, _) => "drive-through penalty".to_owned(),
        (PenaltyKind::StopAndGo, seconds) => format!("{}stop-and-go penalty", seconds.unwrap_or_default()),
    }
}

/// What it is, and what for: "5 s penalty, speeding in the pit lane".
pub fn words(penalty: &Penalty) -> String {
    match &penalty.reason {
        Some(reason) => format!("{}, {}", name(penalty), race_control::lower_case(reason)),
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
