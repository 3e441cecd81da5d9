//! A small race for tests: five cars, twenty laps, one stop each, a safety car, one car out, one not started.

use gridcast_shared::mart::{
    Driver, LapTelemetry, Laps, Outcome, Period, PeriodKind, Race, ResultRow, Standing, Standings, Team,
};

use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::Chart;
use crate::charts::documents::Documents;
use crate::charts::draw::command::Command;
use crate::theme::Theme;

/// Laps of the race.
pub(super) const LAPS: u16 = 20;

/// The race and its laps. In the result NOR, VER, PIA, then ALO out on lap 13 and HAD who did not start.
pub(super) fn sample() -> (Race, Laps) {
    let team =
        |name: &str, colour: Option<&str>| Team { name: name.to_owned(), colour: colour.map(str::to_owned) };
    let driver = |code: &str, number, name: &str, team| Driver {
        code: code.to_owned(),
        number: Some(number),
        name: name.to_owned(),
        team,
    };
    let result = |driver, position, grid, outcome, laps| ResultRow {
        driver,
        position,
        official_position: position,
        grid: Some(grid),
        outcome,
        laps,
        stops: 1,
        points: position.map(|place| f64::from(26 - place)),
        ..ResultRow::default()
    };
    let race = Race {
        version: 1,
        season: 2025,
        round: 1,
        event: "Australian Grand Prix".to_owned(),
        circuit: "Albert Park".to_owned(),
        laps: LAPS,
        teams: vec![
            team("McLaren", Some("FF8000")),
            team("Red Bull Racing", None),
            team("Aston Martin", None),
            team("Racing Bulls", None),
        ],
        drivers: vec![
            driver("NOR", 4, "Lando Norris", Some(0)),
            driver("VER", 1, "Max Verstappen", Some(1)),
            driver("PIA", 81, "Oscar Piastri", Some(0)),
            driver("ALO", 14, "Fernando Alonso", Some(2)),
            driver("HAD", 6, "Isack Hadjar", Some(3)),
        ],
        results: vec![
            result(0, Some(1), 1, Outcome::Finished, LAPS),
            result(1, Some(2), 3, Outcome::Finished, LAPS),
            result(2, Some(3), 2, Outcome::Finished, LAPS),
            result(3, None, 4, Outcome::Retired, 12),
            result(4, None, 0, Outcome::NotStarted, 0),
        ],
        periods: vec![Period { kind: PeriodKind::SafetyCar, first_lap: 13, last_lap: 15 }],
        ..Race::default()
    };
    (race, laps())
}

fn laps() -> Laps {
    let mut laps = Laps { version: 1, ..Laps::default() };
    let mut ends: Vec<Vec<u32>> = Vec::new();
    for (driver, n_laps) in [(0u8, LAPS), (1, LAPS), (2, LAPS), (3, 12)] {
        let stop = 8 + u16::from(driver);
        let mut end = 0;
        let mut own = Vec::new();
        for lap in 1..=n_laps {
            let stint = if lap <= stop { 1 } else { 2 };
            let life = if stint == 1 { lap } else { lap - stop };
            let slow = (13..=15).contains(&lap);
            let (pit_in, pit_out) = (lap == stop, lap == stop + 1);
            let time = 88_000
                + u32::from(driver) * 300
                + u32::from(life) * 60
                + if slow { 30_000 } else { 0 }
                + if pit_in || pit_out { 10_000 } else { 0 }
                + if lap == 1 { 6000 } else { 0 };
            end += time;
            own.push(end);
            laps.driver.push(driver);
            laps.lap.push(lap);
            laps.time.push(Some(time));
            laps.sector1.push(Some(time / 4));
            laps.sector2.push(Some(time / 4));
            laps.sector3.push(Some(time - 2 * (time / 4)));
            laps.end.push(Some(end));
            laps.compound.push(Some(if stint == 1 { "M" } else { "H" }.to_owned()));
            laps.tyre_life.push(Some(life));
            laps.fresh.push(Some(true));
            laps.stint.push(stint);
            laps.pit_in.push(pit_in);
            laps.pit_out.push(pit_out);
            laps.stop.push(pit_in);
            laps.deleted.push(false);
            laps.deleted_reason.push(None);
            laps.track_status.push(Some(if slow { "4" } else { "1" }.to_owned()));
            let green = !slow && !pit_in && !pit_out && lap != 1;
            laps.counts.push(if green { 0b111 } else { 0b1 });
            laps.speed_i1.push(Some(280 + u16::from(driver)));
            laps.speed_i2.push(None);
            laps.speed_fl.push(Some(290));
            laps.speed_st.push(Some(310 + lap));
        }
        ends.push(own);
    }
    for i in 0..laps.lap.len() {
        let lap = usize::from(laps.lap[i]) - 1;
        let mut at_line: Vec<u32> = ends.iter().filter_map(|own| own.get(lap)).copied().collect();
        at_line.sort_unstable();
        let end = ends[usize::from(laps.driver[i])][lap];
        let place = at_line.iter().position(|&other| other == end).unwrap();
        laps.position.push(Some(place as u8 + 1));
        laps.gap.push(Some(end - at_line[0]));
        laps.interval.push(place.checked_sub(1).map(|ahead| end - at_line[ahead]));
    }
    laps
}

/// NOR, first at the flag, is taken out of the result afterwards, and those behind move up.
pub(super) fn disqualify_the_winner(race: &mut Race) {
    race.results[0].outcome = Outcome::Disqualified;
    race.results[0].official_position = None;
    race.results[1].official_position = Some(1);
    race.results[2].official_position = Some(2);
}

/// A driver's laps end with this one: lapped, as the others drive on.
pub(super) fn cut_laps(laps: &mut Laps, driver: u8, last: u16) {
    // Rows of a stranger are nobody's.
    for i in 0..laps.lap.len() {
        if laps.driver[i] == driver && last < laps.lap[i] {
            laps.driver[i] = u8::MAX;
        }
    }
}

/// Every text of a chart, in order.
pub(super) fn texts(chart: &Chart) -> Vec<&str> {
    let commands = chart.commands.iter();
    commands
        .filter_map(|command| match command {
            Command::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// A lap round an ellipse of five kilometres; `pace` in thousandths stretches its time.
pub(super) fn telemetry(code: &str, lap: u16, pace: u32) -> LapTelemetry {
    let mut document =
        LapTelemetry { version: 1, code: code.to_owned(), lap, step_m: 10.0, ..LapTelemetry::default() };
    for row in 0..=500u32 {
        let turn = f64::from(row) / 500.0 * std::f64::consts::TAU;
        document.time.push(row * 170 * pace / 1000);
        document.speed.push((200.0 + 110.0 * (2.0 * turn).cos()) as u16);
        document.throttle.push((50.0 + 50.0 * (2.0 * turn).cos()) as u8);
        document.brake.push(u8::from((2.0 * turn).cos() < -0.5));
        document.gear.push((4.5 + 3.5 * (2.0 * turn).cos()) as u8);
        document.drs.push(u8::from(row < 60));
        document.x.push((9000.0 * turn.cos()) as i32);
        document.y.push((5000.0 * turn.sin()) as i32);
    }
    document
}

/// A season after three rounds, with a race and a sprint to come.
pub(super) fn standings() -> Standings {
    let standing = |id: &str, team: &str, points: &[f64]| Standing {
        id: id.to_owned(),
        name: id.to_owned(),
        team: Some(team.to_owned()),
        colour: None,
        position: points.iter().map(|_| Some(1)).collect(),
        points: points.iter().map(|&points| Some(points)).collect(),
        wins: Vec::new(),
    };
    Standings {
        version: 1,
        season: 2025,
        rounds: vec![1, 2, 3],
        races_left: 1,
        sprints_left: 1,
        drivers: vec![
            standing("NOR", "McLaren", &[25.0, 43.0, 60.0]),
            standing("PIA", "McLaren", &[2.0, 27.0, 45.5]),
            standing("HAD", "Racing Bulls", &[0.0, 0.0]),
        ],
        constructors: vec![standing("McLaren", "McLaren", &[27.0, 70.0, 105.5])],
    }
}

/// The two as all there is.
pub(super) fn documents<'a>(race: &'a Race, laps: &'a Laps) -> Documents<'a> {
    Documents { race: Some(race), laps: Some(laps), ..Documents::default() }
}

fn measure(text: &str, size: f32, _weight: u16) -> f32 {
    text.chars().count() as f32 * size * 0.55
}

/// A light canvas of this size.
pub(super) fn canvas(width: f64, height: f64) -> Canvas<'static> {
    Canvas { width, height, theme: Theme::Light, beside_table: false, for_file: false, measure: &measure }
}
