//! What the lap chart draws, points at and says.

use super::*;
use crate::charts::data::entrants::final_position;
use crate::charts::data::places::changes;
use crate::charts::draw::command::Command;
use crate::charts::palette::{ChartPalette, Scheme};
use crate::charts::testing::{canvas, cut_laps, disqualify_the_winner, documents, sample, texts};
use crate::theme::Theme;
use gridcast_shared::mart::{Laps, Outcome, PenaltyKind, Race, ResultRow};

fn drawn(view: &ViewState) -> Chart {
    let (race, laps) = sample();
    chart(&documents(&race, &laps), view, &canvas(900.0, 400.0))
}

#[test]
fn a_grid_that_nobody_tells_is_not_made_up() {
    let (mut race, laps) = sample();
    race.results.iter_mut().for_each(|row| row.grid = None);
    let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 400.0));
    assert_eq!(chart.table.rows[0].cells[0], "1");
    assert!(!texts(&chart).contains(&"Grid"));
    assert!(!chart.summary.contains("started"), "{}", chart.summary);
}

#[test]
fn both_ends_are_named_and_those_from_the_pit_lane_start_last() {
    let chart = drawn(&ViewState::default());
    let texts = texts(&chart);
    for label in ["NOR", "1 NOR", "3 PIA", "HAD", "Safety car", "Grid", "20"] {
        assert!(texts.contains(&label), "{label} in {texts:?}");
    }
    assert_eq!(chart.table.rows[0].cells, ["Grid", "1", "3", "2", "4", "5", ""]);
    assert_eq!(chart.table.rows.len(), 21);
}

#[test]
fn cars_out_are_crossed_and_stops_ringed() {
    let view = ViewState { drivers: vec!["NOR".to_owned()], ..ViewState::default() };
    let chart = drawn(&view);
    let marks = |wanted: Shape| {
        chart.commands.iter().filter(|c| matches!(c, Command::Mark { shape, .. } if *shape == wanted)).count()
    };
    // The others' stops are ringed, too, quietly.
    assert_eq!((marks(Shape::Cross), marks(Shape::Circle)), (2, 4));
    let rings = chart.commands.iter().filter_map(|c| match c {
        Command::Mark { shape: Shape::Circle, radius, .. } => Some(*radius),
        _ => None,
    });
    assert_eq!(rings.filter(|radius| *radius < 3.0).count(), 3);
}

#[test]
fn driving_through_the_lane_is_no_stop() {
    let (race, mut laps) = sample();
    let rings = |laps: &Laps| {
        let chart = chart(&documents(&race, laps), &ViewState::default(), &canvas(900.0, 400.0));
        let marks = chart.commands.iter();
        let rings = marks.filter(|c| matches!(c, Command::Mark { shape: Shape::Circle, .. })).count();
        (rings, chart.table.rows[3].cells[6].clone())
    };
    // All cars go through the pit lane behind the safety car.
    for row in (0..laps.lap.len()).filter(|&row| laps.lap[row] == 3) {
        laps.pit_in[row] = true;
    }
    assert_eq!(rings(&laps), (4, String::new()));
    laps.stop[2] = true;
    assert_eq!(rings(&laps), (5, "NOR stopped".to_owned()));
}

#[test]
fn a_winner_disqualified_lost_the_place_after_the_flag() {
    let (mut race, laps) = sample();
    disqualify_the_winner(&mut race);
    let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 400.0));
    let diamonds =
        chart.commands.iter().filter(|c| matches!(c, Command::Mark { shape: Shape::Diamond, .. })).count();
    // The two behind moved up and lost nothing.
    assert_eq!(diamonds, 1);
}

#[test]
fn a_penalty_is_marked_where_it_was_given_and_said_in_the_table() {
    let (mut race, mut laps) = sample();
    // PIA is lapped: the leader's lap 20 is its 19th.
    cut_laps(&mut laps, 2, 19);
    let of = |driver, lap, reason: &str, served| Penalty {
        driver,
        lap,
        kind: PenaltyKind::Time,
        seconds: Some(5),
        reason: Some(reason.to_owned()),
        served,
    };
    race.penalties = vec![
        of(1, 6, "SPEEDING IN THE PIT LANE", Some(9)),
        of(2, 20, "UNSAFE RELEASE", None),
        // Nobody.
        of(99, 6, "TRACK LIMITS", None),
    ];
    let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 400.0));
    let is_diamond = |c: &&Command| matches!(c, Command::Mark { shape: Shape::Diamond, .. });
    assert_eq!(chart.commands.iter().filter(is_diamond).count(), 2);
    let words = |code: &str, lap: u16| {
        let start = format!("{code}, lap {lap}:");
        let of = chart.targets.iter().map(|target| target.words.as_str());
        of.into_iter().find(|words| words.starts_with(&start)).unwrap_or_default()
    };
    assert!(words("VER", 6).ends_with(", 5 s penalty, speeding in the pit lane"), "{}", words("VER", 6));
    assert!(words("VER", 9).ends_with(", 5 s penalty served"), "{}", words("VER", 9));
    assert!(words("PIA", 19).ends_with(", 5 s penalty, unsafe release"), "{}", words("PIA", 19));
    let last = |lap: usize| chart.table.rows[lap].cells.last().map(String::as_str).unwrap_or_default();
    assert!(last(6).ends_with("VER 5 s penalty, speeding in the pit lane"), "{}", last(6));
    assert!(last(19).ends_with("PIA 5 s penalty, unsafe release"), "{}", last(19));
    assert!(chart.table.rows.iter().all(|row| row.cells.len() == chart.table.head.len()));
}

#[test]
fn places_lost_to_a_penalty_after_the_flag_are_marked() {
    let lost = |timing, official, outcome| {
        let row =
            ResultRow { position: timing, official_position: official, outcome, ..ResultRow::default() };
        has_lost(&row, final_position(&row))
    };
    assert!(lost(Some(4), Some(6), Outcome::Finished) && lost(Some(1), None, Outcome::Disqualified));
    assert!(!lost(Some(4), Some(3), Outcome::Finished) && !lost(Some(4), None, Outcome::Finished));
    assert!(!lost(None, Some(15), Outcome::Finished));
}

#[test]
fn lapped_cars_are_named_at_the_right_and_cars_that_never_started_are_not() {
    let (race, mut laps) = sample();
    cut_laps(&mut laps, 2, 18);
    let view = ViewState::default();
    let all = chart(&documents(&race, &laps), &view, &canvas(900.0, 400.0));
    assert!(texts(&all).contains(&"3 PIA"), "{:?}", texts(&all));
    assert!(!texts(&all).iter().any(|text| text.ends_with(" HAD") || text.ends_with(" ALO")));
    // Where its line is not to be seen there is nothing to name.
    let view = ViewState { zoom: Some((19, 20)), ..ViewState::default() };
    let end = chart(&documents(&race, &laps), &view, &canvas(900.0, 400.0));
    assert!(!texts(&end).iter().any(|text| text.ends_with(" PIA")), "{:?}", texts(&end));
}

/// NOR leads, then VER, PIA, ALO at the ends of the first laps; what the laps say of a lap is put in by hand.
fn placed(lap: u16, places: [Option<u8>; 4], pits: Option<usize>) -> (Race, Laps) {
    let (mut race, mut laps) = sample();
    race.results[3].official_status = Some("Collision".to_owned());
    for i in 0..laps.lap.len() {
        let driver = usize::from(laps.driver[i]);
        if driver < 4 && laps.lap[i] == lap - 1 {
            laps.position[i] = Some(driver as u8 + 1);
        } else if driver < 4 && laps.lap[i] == lap {
            laps.position[i] = places[driver];
            laps.pit_in[i] = pits == Some(driver);
            laps.stop[i] = pits == Some(driver);
        }
    }
    (race, laps)
}

fn words_at(chart: &Chart, code: &str, lap: u16) -> String {
    let of = |words: &&str| words.starts_with(&format!("{code}, lap {lap}:"));
    chart.targets.iter().map(|target| target.words.as_str()).find(of).unwrap_or_default().to_owned()
}

#[test]
fn places_won_and_lost_have_a_cause() {
    // PIA passes VER, and ALO comes past NOR, who stops.
    let (race, laps) = placed(5, [Some(4), Some(3), Some(1), Some(2)], Some(0));
    let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 400.0));
    for (code, words) in [
        ("NOR", "NOR, lap 5: 4th, in the pits"),
        ("VER", "VER, lap 5: 3rd, passed by PIA and ALO, NOR stopped"),
        ("PIA", "PIA, lap 5: 1st, passed VER, NOR stopped"),
        ("ALO", "ALO, lap 5: 2nd, passed VER, NOR stopped"),
    ] {
        assert_eq!(words_at(&chart, code, 5), words);
    }
    let why = |lap: usize| chart.table.rows[lap].cells.last().cloned().unwrap_or_default();
    assert_eq!(why(5), "NOR stopped; PIA passed VER; ALO passed VER");
}

#[test]
fn a_car_out_says_why_and_whose_place_it_left() {
    let (mut race, mut laps) = sample();
    race.results[3].official_status = Some("Collision".to_owned());
    for i in 0..laps.lap.len() {
        let driver = laps.driver[i];
        match (driver, laps.lap[i]) {
            (3, 12) => laps.position[i] = Some(1),
            (0..3, 12) => laps.position[i] = Some(driver + 2),
            (0..3, 13) => laps.position[i] = Some(driver + 1),
            _ => {}
        }
    }
    let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 400.0));
    assert!(
        words_at(&chart, "ALO", 12).ends_with(", then out, collision"),
        "{}",
        words_at(&chart, "ALO", 12)
    );
    assert_eq!(words_at(&chart, "NOR", 13), "NOR, lap 13: 1st, ALO out");
    assert_eq!(chart.table.rows[13].cells.last().map(String::as_str), Some("ALO out, collision"));
}

#[test]
fn nobody_is_passed_before_the_first_lap_or_after_the_last() {
    let (race, laps) = sample();
    let rows = LapRows::new(&race, &laps);
    let entrants =
        Entrants::new(&race, &ViewState::default(), &ChartPalette::new(Theme::Light, Scheme::Team));
    assert!([0, 1, 99, u16::MAX].iter().all(|&lap| changes(&rows, &entrants, lap).is_empty()));
}

#[test]
fn the_zoom_cuts_lines_and_targets() {
    let chart = drawn(&ViewState { zoom: Some((5, 10)), ..ViewState::default() });
    assert!(chart.targets.iter().all(|target| (5.0..=10.0).contains(&target.x)));
    assert_eq!(chart.lap_at(chart.plot.right), Some(10));
    assert_eq!(chart.px_of_lap(11), None);
}
