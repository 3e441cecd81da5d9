//! Circuits as they are told: lines of any number of points.

#![expect(clippy::print_stderr, reason = "a passed test says what it measured")]

use gridcast_shared::session::{MAX_LINE_POINTS, Point};
use gridcast_shared::topics::SessionRecord;

use super::scene::*;
use super::small::{data_root, skipped};
use crate::race::{LineError, Race};

/// Farthest that any of these points is from the closed line, metres.
fn strays_m(points: &[[i32; 2]], line: &[Point]) -> f64 {
    let metres = |x: i32, y: i32| [f64::from(x) / 10.0, f64::from(y) / 10.0];
    let mut closed: Vec<[f64; 2]> = line.iter().map(|p| metres(p.x, p.y)).collect();
    closed.push(closed[0]);
    let off = |p: &[i32; 2]| crate::race::plane::distance_to(&closed, metres(p[0], p[1]));
    points.iter().map(off).fold(0.0, f64::max)
}

#[test]
fn an_outline_of_many_points_is_whole() {
    let mut told = circuit();
    // A circle with bends of 3 m each 20 m: no two legs are in line.
    told.outline = (0..1_000)
        .map(|i| (circle(LAP_M * f64::from(i) / 1_000.0), f64::from(i)))
        .map(|(p, i)| [p.x + ((i * 0.6).sin() * 30.0) as i32, p.y])
        .collect();
    let mut race = Race::new(id());
    race.session(&told).unwrap();
    let outline = &race.state().session.circuit.outline;
    assert!(outline.len() <= MAX_LINE_POINTS, "{} points", outline.len());
    let strays = strays_m(&told.outline, outline);
    assert!(strays <= 5.0, "{strays} m");
}

#[test]
fn the_circuits_of_last_years_are_whole() {
    let mut n_checked = 0;
    for name in ["7-2023", "10-2023", "22-2023", "39-2023", "61-2023"] {
        let file = data_root().join(format!("circuits/{name}.json"));
        let Ok(text) = std::fs::read_to_string(&file) else {
            skipped(&file);
            continue;
        };
        let told: serde_json::Value = serde_json::from_str(&text).unwrap();
        let axis = |axis: &str| -> Vec<i32> {
            let values = told[axis].as_array().unwrap();
            values.iter().map(|v| v.as_f64().unwrap() as i32).collect()
        };
        let outline: Vec<[i32; 2]> = axis("x").into_iter().zip(axis("y")).map(|(x, y)| [x, y]).collect();
        assert!(MAX_LINE_POINTS < outline.len());
        let mut race = Race::new(id());
        race.session(&SessionRecord { outline: outline.clone(), ..SessionRecord::new(id()) }).unwrap();
        let shown = &race.state().session.circuit.outline;
        let strays = strays_m(&outline, shown);
        eprintln!("info: {name}: {} points in {}, at most {strays:.2} m off", outline.len(), shown.len());
        assert!(shown.len() <= MAX_LINE_POINTS && strays <= 1.0);
        n_checked += 1;
    }
    eprintln!("info: {n_checked} circuits checked");
}

#[test]
fn a_line_that_cannot_be_told_in_so_few_points_is_refused_by_name_and_the_rest_is_taken() {
    let mut told = circuit();
    told.event = Some("Somewhere".into());
    told.pit_lane = (0..2_000).map(|i| [i * 10, if i % 2 == 0 { 0 } else { 900 }]).collect();
    let mut race = Race::new(id());
    assert_eq!(race.session(&told), Err(LineError::TooManyPoints(2_000)));
    let session = &race.state().session;
    assert_eq!((session.event.as_str(), session.circuit.outline.len()), ("Somewhere", 100));
    assert!(session.circuit.pit_lane.is_empty());
    let point = SessionRecord { outline: vec![[0, 0]; 4], ..SessionRecord::new(id()) };
    assert_eq!(Race::new(id()).session(&point), Err(LineError::NoCircuit(4)));
}
