//! What the stewards say of a car, in words.

use gridcast_words::live;

use crate::race_control::lower_case;
use crate::stewards::{Standing, Word};
use crate::words::with_detail;

/// As short as it fits beside a driver's code: "+5s", "DT", "?".
pub fn chip(word: Word) -> String {
    match word {
        Word::Noted => "!".to_owned(),
        Word::Investigated | Word::InvestigatedAfter => "?".to_owned(),
        Word::Warned => "B/W".to_owned(),
        Word::Time(seconds) => format!("+{seconds}s"),
        Word::DriveThrough => "DT".to_owned(),
        Word::StopGo(_) => "SG".to_owned(),
        Word::Disqualified => "DSQ".to_owned(),
        Word::NoAction | Word::Served => String::new(),
    }
}

/// Whole: "5 s time penalty, unsafe release".
pub fn whole(standing: &Standing) -> String {
    let what = match standing.word {
        Word::Noted => live::steward_noted().to_owned(),
        Word::Investigated => live::steward_investigated().to_owned(),
        Word::InvestigatedAfter => live::steward_investigated_after().to_owned(),
        Word::NoAction => live::steward_no_action().to_owned(),
        Word::Warned => live::steward_warned().to_owned(),
        Word::Time(seconds) => live::steward_time(seconds),
        Word::DriveThrough => live::steward_drive_through().to_owned(),
        Word::StopGo(seconds) => live::steward_stop_go(seconds),
        Word::Served => live::steward_served().to_owned(),
        Word::Disqualified => live::steward_disqualified().to_owned(),
    };
    with_detail(&what, &lower_case(&standing.reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_penalty_is_short_on_the_board_and_whole_beside_it() {
        let standing = Standing {
            cars: Vec::new(),
            word: Word::Time(5),
            reason: "UNSAFE RELEASE".to_owned(),
            date_ms: 0,
        };
        assert_eq!(chip(standing.word), "+5s");
        assert_eq!(whole(&standing), "5 s time penalty, unsafe release");
        let noted = Standing { word: Word::Noted, reason: String::new(), ..standing };
        assert_eq!((chip(noted.word), whole(&noted)), ("!".to_owned(), "Incident noted".to_owned()));
    }
}
