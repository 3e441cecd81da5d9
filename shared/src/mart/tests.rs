//! Words and bits of the documents.

use super::*;

#[test]
fn each_filter_has_a_bit_of_its_own() {
    assert_eq!(LapFilter::ALL.map(LapFilter::bit), [1, 2, 4, 8]);
}

#[test]
fn words_in_documents_are_lower_case() {
    let words = serde_json::to_string(&(SessionState::Scheduled, Outcome::NotStarted, PeriodKind::SafetyCar));
    assert_eq!(words.unwrap(), r#"["scheduled","not_started","safety_car"]"#);
}

#[test]
fn a_race_document_without_penalties_still_parses() {
    let mut race = serde_json::to_value(Race::default()).unwrap();
    race.as_object_mut().unwrap().remove("penalties");
    assert!(serde_json::from_value::<Race>(race).unwrap().penalties.is_empty());
}
