//! Whatever documents hold, every chart comes out: nothing panics, and what is to be drawn is finite.

use gridcast_shared::mart::{
    Bests, Driver, LapFilter, LapTelemetry, Laps, LongRun, LongRuns, Outcome, Pace, PaceBox, PaceOf,
    PartTime, Period, PeriodKind, PitStop, PitStops, Qualifying, QualifyingPart, Race, ResultRow,
    SectorBests, SpeedTraps, Standing, Standings, Stint, Stints, Team, Track,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::Chart;
use crate::charts::documents::Documents;
use crate::charts::draw::command::Command;
use crate::charts::interact::{cursor, hit};
use crate::charts::kind::ChartKind;
use crate::charts::layout::{self, chart};
use crate::charts::palette::{ChartPalette, Scheme};
use crate::charts::testing::{canvas, documents, sample};
use crate::charts::view_state::{MapMeasure, Progress, Reference, ViewState};
use crate::theme::Theme;

/// Mostly as it should be, now and then anything.
fn number<T: Arbitrary + Copy + std::fmt::Debug + 'static>(
    usual: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<T> {
    prop_oneof![9 => usual, 1 => any::<T>()].boxed()
}

fn lap() -> BoxedStrategy<u16> {
    // Huge lap numbers are a matter of size, not of soundness: every table has a row a lap.
    prop_oneof![20 => 0u16..60, 1 => 0u16..400].boxed()
}

fn compound() -> BoxedStrategy<Option<String>> {
    option::of(prop_oneof![Just("M".to_owned()), Just("HYPERSOFT".to_owned()), "\\PC{0,3}"]).boxed()
}

/// Drivers' codes begin so, and those of the view mostly too.
fn codes() -> BoxedStrategy<String> {
    prop_oneof![9 => Just("A".to_owned()), 1 => "\\PC{0,4}"].boxed()
}

prop_compose! {
    fn races()(
        n_drivers in 0usize..5, n_teams in 0usize..4, team in option::of(0u8..6), laps in lap(),
        results in vec((number(0u8..5), option::of(any::<u8>()), option::of(0u8..25), 0usize..4, lap()), 0..7),
        periods in vec((0usize..4, lap(), lap()), 0..4), colour in option::of("[0-9A-Fx#+é]{0,7}"), code in codes(),
    ) -> Race {
        Race {
            laps,
            teams: (0..n_teams).map(|i| Team { name: format!("Team {}", i / 2), colour: colour.clone() }).collect(),
            drivers: (0..n_drivers)
                .map(|i| Driver { code: format!("{code}{i}"), number: None, name: code.clone(), team })
                .collect(),
            results: results
                .into_iter()
                .map(|(driver, position, grid, outcome, laps)| ResultRow {
                    driver,
                    position,
                    official_position: position.map(|place| place / 2),
                    grid,
                    outcome: [Outcome::Finished, Outcome::Retired, Outcome::NotStarted, Outcome::Disqualified][outcome],
                    laps,
                    ..ResultRow::default()
                })
                .collect(),
            periods: periods
                .into_iter()
                .map(|(kind, first_lap, last_lap)| Period { kind: kind_of(kind), first_lap, last_lap })
                .collect(),
            ..Race::default()
        }
    }
}

fn kind_of(i: usize) -> PeriodKind {
    [PeriodKind::SafetyCar, PeriodKind::VirtualSafetyCar, PeriodKind::RedFlag, PeriodKind::Yellow][i % 4]
}

prop_compose! {
    fn lap_tables()(
        driver in vec(number(0u8..5), 50..60), lap in vec(lap(), 50..60), position in vec(option::of(number(1u8..6)), 50..60),
        time in vec(option::of(number(80_000u32..100_000)), 50..60), end in vec(option::of(any::<u32>()), 50..60),
        gap in vec(option::of(number(0u32..90_000)), 50..60), compounds in vec(compound(), 50..60),
        life in vec(option::of(any::<u16>()), 50..60), stint in vec(any::<u8>(), 50..60), flags in vec(any::<bool>(), 50..60),
        counts in vec(any::<u8>(), 50..60), cut in option::weighted(0.2, 0usize..50),
    ) -> Laps {
        let mut gap = gap;
        gap.truncate(cut.unwrap_or(usize::MAX));
        let speeds = vec![None; 30];
        Laps {
            version: 9,
            driver,
            lap,
            position,
            sector1: time.clone(),
            sector2: time.clone(),
            sector3: end.clone(),
            time,
            end,
            interval: gap.clone(),
            gap,
            compound: compounds,
            tyre_life: life,
            fresh: flags.iter().map(|&flag| Some(flag)).collect(),
            stint,
            pit_in: flags.clone(),
            pit_out: flags.clone(),
            stop: flags.clone(),
            deleted: flags,
            deleted_reason: vec![None; 40],
            track_status: vec![None; 40],
            counts,
            speed_i1: speeds.clone(),
            speed_i2: speeds.clone(),
            speed_fl: speeds.clone(),
            speed_st: speeds,
        }
    }
}

/// Everything beside race and laps.
#[derive(Clone, Debug)]
struct Others {
    stints: Option<Stints>,
    pit_stops: Option<PitStops>,
    pace: Option<Pace>,
    bests: Option<Bests>,
    track: Option<Track>,
    qualifying: Option<Qualifying>,
    long_runs: Option<LongRuns>,
    telemetry: Vec<LapTelemetry>,
    standings: Option<Standings>,
}

fn any_f64() -> BoxedStrategy<f64> {
    prop_oneof![9 => 0.0..100_000.0, 1 => proptest::num::f64::ANY].boxed()
}

prop_compose! {
    fn stints()(rows in vec((number(0u8..5), any::<u8>(), number(0u16..60), number(0u16..60), compound(), option::of(any::<bool>()), option::of(any::<u16>())), 0..12)) -> Stints {
        let stints = rows.into_iter().map(|(driver, stint, first_lap, last_lap, compound, fresh, age_at_start)| {
            Stint { driver, stint, first_lap, last_lap, compound, fresh, age_at_start }
        });
        Stints { version: 1, stints: stints.collect() }
    }
}

prop_compose! {
    fn stops()(rows in vec((number(0u8..5), any::<u16>(), option::of(any::<u32>()), option::of(any::<i32>()), compound(), option::of(0usize..4)), 0..9)) -> PitStops {
        let stops = rows.into_iter().map(|(driver, lap, lane, lost, compound, under)| PitStop {
            driver,
            stop: 1,
            lap,
            entered: None,
            lane,
            official: lane,
            lost,
            compounds: (compound, None),
            under: under.map(kind_of),
        });
        PitStops { version: 1, stops: stops.collect() }
    }
}

prop_compose! {
    fn paces()(rows in vec((number(0u8..5), [any_f64(), any_f64(), any_f64(), any_f64(), any_f64()]), 0..6)) -> Pace {
        let boxes: Vec<PaceBox> = rows
            .into_iter()
            .map(|(of, [whisker_low, q1, median, q3, whisker_high])| PaceBox { of, n: 3, whisker_low, q1, median, q3, whisker_high })
            .collect();
        Pace { version: 1, filters: vec![PaceOf { filter: LapFilter::Green, teams: boxes.clone(), drivers: boxes }] }
    }
}

prop_compose! {
    fn bests()(rows in vec((number(0u8..5), option::of(any::<(u32, u16)>()), option::of(any::<(u16, u16)>()), option::of(any::<u32>())), 0..6)) -> Bests {
        Bests {
            version: 1,
            sectors: rows.iter().map(|&(driver, best, _, ideal)| SectorBests { driver, sectors: [best, None, best], ideal, best }).collect(),
            speeds: rows.iter().map(|&(driver, _, speed, _)| SpeedTraps { driver, i1: speed, i2: None, fl: speed, st: speed }).collect(),
        }
    }
}

prop_compose! {
    fn qualifyings()(
        parts in vec((number(0u8..5), option::of(any::<u8>()), option::of(any::<u32>())), 0..5),
        times in vec((number(0u8..5), number(0u8..5), any::<u32>(), option::of(any::<i32>())), 0..9),
    ) -> Qualifying {
        Qualifying {
            version: 1,
            parts: parts
                .into_iter()
                .map(|(part, places, cut_off)| QualifyingPart { part, places, cut_off })
                .collect(),
            times: times
                .into_iter()
                .map(|(driver, part, time, to_cut_off)| PartTime {
                    driver,
                    part,
                    time,
                    lap: None,
                    gap: time / 7,
                    to_cut_off,
                })
                .collect(),
        }
    }
}

prop_compose! {
    fn long_runs()(
        rows in vec((number(0u8..5), any::<u8>(), compound(), any::<(u16, u16, u32)>(), option::of(any_f64())), 0..9),
    ) -> LongRuns {
        let runs = rows.into_iter().map(|(driver, stint, compound, (laps, first_lap, average), change)| LongRun {
            driver,
            stint,
            compound,
            first_lap,
            last_lap: first_lap,
            laps,
            age_at_start: None,
            average,
            best: average,
            change,
        });
        LongRuns { version: 1, runs: runs.collect() }
    }
}

prop_compose! {
    fn laps_of_telemetry()(
        step_m in any_f64().prop_map(|m| m / 10_000.0), time in vec(number(0u32..90_000), 2..40), speed in vec(number(60u16..350), 20..40),
        bytes in vec(any::<u8>(), 10..40), places in vec(any::<i32>(), 10..40), sorted in any::<bool>(),
    ) -> LapTelemetry {
        let mut time = time;
        if sorted {
            time.sort_unstable();
        }
        LapTelemetry {
            code: "A0".to_owned(),
            lap: 3,
            step_m,
            time,
            speed,
            throttle: bytes.clone(),
            brake: bytes.clone(),
            gear: bytes.clone(),
            drs: bytes,
            y: places.iter().rev().copied().collect(),
            x: places,
            ..LapTelemetry::default()
        }
    }
}

prop_compose! {
    fn all_standings()(
        rounds in vec(any::<u8>(), 0..6), points in vec(option::of(any_f64()), 0..6), position in vec(option::of(any::<u8>()), 0..6),
        n in 0usize..4, left in any::<(u8, u8)>(), season in any::<u16>(),
    ) -> Standings {
        let standing = Standing { id: "A0".to_owned(), points, position, team: Some("X".to_owned()), ..Standing::default() };
        Standings {
            version: 1,
            season,
            rounds,
            races_left: left.0,
            sprints_left: left.1,
            drivers: vec![standing.clone(); n],
            constructors: vec![standing; n / 2],
        }
    }
}

prop_compose! {
    fn others()(
        stints in option::of(stints()), pit_stops in option::of(stops()), pace in option::of(paces()), bests in option::of(bests()),
        outline in vec([any::<i32>(), any::<i32>()], 0..12), corners in vec([any::<i32>(), any::<i32>()], 0..5), length_m in any_f64(),
        telemetry in vec(laps_of_telemetry(), 0..5), standings in option::of(all_standings()),
        qualifying in option::of(qualifyings()), long_runs in option::of(long_runs()),
    ) -> Others {
        Others {
            stints,
            pit_stops,
            pace,
            bests,
            track: (outline.len() % 2 == 0).then_some(Track { version: 1, outline, length_m, corners }),
            qualifying,
            long_runs,
            telemetry,
            standings,
        }
    }
}

prop_compose! {
    fn views()(
        chosen in vec(0usize..5, 0..3), zoom in option::of(any::<(u16, u16)>()), part in option::of(any::<(u16, u16)>()),
        marks in any::<[bool; 4]>(), filter in 0usize..4, reference in 0u8..3, pace in any::<u32>(), code in codes(),
    ) -> ViewState {
        ViewState {
            drivers: chosen.into_iter().map(|i| format!("{code}{i}")).collect(),
            laps: LapFilter::ALL[filter],
            zoom,
            part,
            scheme: if marks[0] { Scheme::ColourBlind } else { Scheme::Team },
            points: marks[1],
            map: if marks[2] { MapMeasure::Gear } else { MapMeasure::Speed },
            progress: if marks[3] { Progress::Position } else { Progress::Points },
            reference: match reference {
                0 => Reference::Winner,
                1 => Reference::Driver(format!("{code}0")),
                _ => Reference::Pace(pace),
            },
            ..ViewState::default()
        }
    }
}

fn places(command: &Command) -> Vec<f64> {
    match command {
        Command::Line { points, .. } | Command::Area { points, .. } => {
            points.iter().flatten().copied().collect()
        }
        Command::Rect { rect, .. } => vec![rect.left, rect.top, rect.right, rect.bottom],
        Command::Mark { at, .. } | Command::Text { at, .. } => at.to_vec(),
    }
}

/// Finite, indices within, rows as long as the head; a chart without marks says why.
fn sound(chart: &Chart) -> Result<(), TestCaseError> {
    for command in &chart.commands {
        prop_assert!(
            places(command).iter().all(|place| place.is_finite()),
            "{}: {command:?}",
            chart.kind.id()
        );
    }
    for target in &chart.targets {
        prop_assert!(target.series < chart.series.len(), "{}", chart.kind.id());
        prop_assert!(
            target.at.iter().chain(&target.half).all(|place| place.is_finite()),
            "{}: {target:?}",
            chart.kind.id()
        );
    }
    prop_assert!(
        chart.table.rows.iter().all(|row| row.cells.len() == chart.table.head.len()),
        "{}",
        chart.kind.id()
    );
    prop_assert!(!chart.is_empty() || chart.missing.is_some(), "{}", chart.kind.id());
    Ok(())
}

fn all_charts(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Result<(), TestCaseError> {
    for kind in ChartKind::ALL {
        let drawn = chart(kind, documents, view, canvas);
        sound(&drawn)?;
        let found = hit::nearest(&drawn, [100.0, 50.0], 40.0);
        for step in [hit::Step::Up, hit::Step::Down, hit::Step::Back, hit::Step::Forth] {
            let next = hit::step(&drawn, found, step);
            prop_assert!(next.is_none_or(|next| next < drawn.targets.len()));
        }
        let palette = ChartPalette::new(canvas.theme, view.scheme);
        let over = cursor::commands(&drawn, 3.0, Some("Lap 3"), &palette, canvas);
        prop_assert!(over.iter().flat_map(places).all(f64::is_finite));
        prop_assert!(drawn.table.csv().ends_with("\r\n"));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_document_makes_a_chart_panic(
        race in races(), laps in lap_tables(), others in others(), view in views(), size in (0.0..1500.0, 0.0..900.0),
        loaded in any::<[bool; 2]>(),
    ) {
        let telemetry: Vec<&LapTelemetry> = others.telemetry.iter().collect();
        let documents = Documents {
            race: loaded[0].then_some(&race).or(Some(&race).filter(|_| loaded[1])),
            laps: (loaded[0] || loaded[1]).then_some(&laps),
            stints: others.stints.as_ref(),
            pit_stops: others.pit_stops.as_ref(),
            pace: others.pace.as_ref(),
            bests: others.bests.as_ref(),
            qualifying: others.qualifying.as_ref(),
            long_runs: others.long_runs.as_ref(),
            track: others.track.as_ref(),
            telemetry: &telemetry,
            standings: others.standings.as_ref(),
        };
        let canvas = Canvas { theme: Theme::Dark, ..canvas(size.0, size.1) };
        all_charts(&documents, &view, &canvas)?;
    }
}

#[test]
fn every_chart_has_a_name_of_its_own() {
    for kind in ChartKind::ALL {
        assert_eq!(ChartKind::by_id(kind.id()), Some(kind));
        assert!(0.0 < layout::height(kind, &Documents::default(), 390.0));
    }
}

#[test]
fn nothing_loaded_is_said() {
    for kind in ChartKind::ALL {
        let drawn = chart(kind, &Documents::default(), &ViewState::default(), &canvas(800.0, 400.0));
        assert!(drawn.is_empty() && drawn.missing.is_some(), "{}", kind.id());
    }
}

#[test]
fn one_driver_alone() {
    let (mut race, laps) = sample();
    race.drivers.truncate(1);
    let view = ViewState { drivers: vec!["NOR".to_owned()], ..ViewState::default() };
    for (width, height) in [(1440.0, 400.0), (390.0, 300.0), (f64::NAN, f64::INFINITY), (0.0, 0.0)] {
        all_charts(&documents(&race, &laps), &view, &canvas(width, height)).unwrap();
    }
}
