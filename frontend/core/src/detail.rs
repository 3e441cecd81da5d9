//! What the sheet beside the board tells: lines of words and a table, made of the race at the moment shown.

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{Compound, Gap, RaceState};
use gridcast_words::live;

use crate::championship::{Line, Season, if_it_ended_now};
use crate::format;
use crate::ghost::Ghost;
use crate::history::{History, Lap};
use crate::scene::telemetry::Driver;
use crate::stewards::Docket;
use crate::words;
use crate::words::detail as say;
use gridcast_shared::pit_loss::Losses;
use gridcast_shared::weather_trend::WeatherTrend;

/// Lines and tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    /// Whom or what it is about.
    pub title: String,
    /// Sentences.
    pub lines: Vec<String>,
    /// Tables.
    pub tables: Vec<Table>,
}

/// A table of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it holds.
    pub caption: String,
    /// Heads of its columns; the first names the rows.
    pub heads: Vec<&'static str>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// What the sheet on a driver is made of.
#[derive(Clone, Copy, Debug)]
pub struct DriverSources<'a> {
    /// All laps.
    pub history: &'a History,
    /// The stewards.
    pub docket: &'a Docket,
    /// What stops cost.
    pub losses: &'a Losses,
}

/// A driver: what stands against him, where he would come out, tyres, stops, laps.
pub fn driver(state: &RaceState, from: DriverSources<'_>, car: CarIndex) -> Detail {
    let (Some(driver), Some(timing)) = (state.session.drivers.get(car.index()), state.cars.get(car.index()))
    else {
        return Detail::default();
    };
    let title = if driver.name.is_empty() { driver.code.to_string() } else { driver.name.clone() };
    let mut lines: Vec<String> =
        from.docket.of_car(driver.code).into_iter().map(words::stewards::whole).collect();
    if let Some(ghost) = Ghost::of(state, from.losses, car) {
        lines.push(words::ghost::rejoin(state, &ghost));
        lines.push(words::ghost::cost(&ghost));
    }
    lines.extend(say::ideal_lap(from.history.ideal_lap_ms(car), timing.best_lap_ms));
    let stints = from.history.stints(car);
    if !stints.is_empty() {
        lines.push(say::tyres(&stints));
    }
    lines.extend(
        from.history.stops(car).into_iter().filter_map(|(lap, lost_ms)| Some(say::stop(lap, lost_ms?))),
    );
    let best_ms = timing.best_lap_ms;
    let rows = from.history.laps(car).iter().rev().map(|lap| lap_row(lap, best_ms)).collect();
    let laps = Table { caption: live::detail_laps().to_owned(), heads: say::lap_heads(), rows };
    Detail { title, lines, tables: if laps.rows.is_empty() { Vec::new() } else { vec![laps] } }
}

fn lap_row(lap: &Lap, best_ms: u32) -> Vec<String> {
    let place = if lap.place == 0 { String::new() } else { lap.place.to_string() };
    let gap = match (lap.place, lap.gap) {
        (1, _) => live::row_leader().to_owned(),
        (_, gap @ (Gap::None | Gap::Millis(_) | Gap::Laps(_))) => format::gap(gap),
    };
    let tyre = match lap.compound {
        Compound::Unknown => String::new(),
        compound => format::tyre_word(compound).to_owned(),
    };
    let note = say::lap_note(lap, lap.time_ms != 0 && lap.time_ms == best_ms);
    vec![lap.number.to_string(), format::lap_time(lap.time_ms), place, gap, tyre, note]
}

/// The weather and how it goes.
pub fn weather(state: &RaceState, trend: &WeatherTrend) -> Detail {
    let mut detail = Detail { title: live::sheet_weather().to_owned(), ..Detail::default() };
    let Some(now) = state.status.weather else {
        detail.lines.push(live::detail_no_weather().to_owned());
        return detail;
    };
    detail.lines.extend(say::weather(&now, trend.change()));
    let newest_ms = trend.samples().last().map_or(0, |(at, _)| *at);
    let rows = trend.samples().iter().rev().step_by(5).map(|(at, weather)| {
        vec![
            say::minutes_ago((newest_ms - at) / 60_000),
            format::temperature(weather.air_dc.into()),
            format::temperature(weather.track_dc.into()),
            format!("{}%", weather.humidity_pct),
            words::wind(weather.wind_dms),
            say::rain(weather.rain).to_owned(),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let caption = live::detail_last_hour().to_owned();
    detail.tables.push(Table { caption, heads: say::weather_heads(), rows });
    detail
}

/// The drivers that are compared, in figures: what the picture of their laps shows at this moment.
pub fn telemetry(drivers: &[Driver<'_>]) -> Detail {
    let row = |driver: &Driver<'_>| {
        let step = driver.current.newest().map(|(_, step)| *step).unwrap_or_default();
        let gear = if step.gear == 0 { "N".to_owned() } else { step.gear.to_string() };
        let delta = driver.current.behind(driver.reference).map(|s| say::delta(f64::from(s)));
        let lap = if driver.reference.lap == 0 { String::new() } else { driver.reference.lap.to_string() };
        vec![
            driver.code.to_string(),
            format::speed(step.speed_kmh.into()),
            gear,
            format!("{}%", step.throttle_pct.min(100)),
            say::brake(step.brake).to_owned(),
            delta.unwrap_or_default(),
            lap,
        ]
    };
    let rows = drivers.iter().map(row).collect();
    let table = Table { caption: live::detail_now().to_owned(), heads: say::telemetry_heads(), rows };
    Detail { title: live::sheet_telemetry().to_owned(), lines: Vec::new(), tables: vec![table] }
}

/// Both championships if the race ended now.
pub fn championship(state: &RaceState, season: &Season) -> Detail {
    let mut detail = Detail { title: live::sheet_championship().to_owned(), ..Detail::default() };
    let [drivers, teams] = if_it_ended_now(season, state);
    if drivers.is_empty() {
        detail.lines.push(live::detail_no_standings().to_owned());
        return detail;
    }
    detail.lines.push(live::detail_if_now().to_owned());
    for (caption, heads, lines) in [
        (live::detail_drivers(), say::driver_heads(), drivers),
        (live::detail_constructors(), say::team_heads(), teams),
    ] {
        if !lines.is_empty() {
            let rows = lines.iter().map(standing_row).collect();
            detail.tables.push(Table { caption: caption.to_owned(), heads, rows });
        }
    }
    detail
}

fn standing_row(line: &Line) -> Vec<String> {
    let of_race = if line.of_race == 0 { String::new() } else { format!("+{}", line.of_race) };
    vec![
        line.name.clone(),
        line.place.to_string(),
        say::places_won(line.won),
        say::points(line.points),
        of_race,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use gridcast_shared::race::Weather;

    #[test]
    fn a_drivers_sheet_says_what_stands_and_lists_laps() {
        let (mut state, _) = testing::race(3);
        let mut history = History::default();
        for lap in [3, 4, 5] {
            (state.cars[1].lap, state.cars[1].last_lap_ms) = (lap, 80_000 + u32::from(lap));
            state.cars[1].compound = Compound::Hard;
            history.observe(&state, i64::from(lap) * 80_000, lap == 3);
        }
        let said = [testing::message("5 SECOND TIME PENALTY FOR CAR 2 (BBB) - UNSAFE RELEASE")];
        let (docket, losses) = (Docket::of(said.iter()), Losses::default());
        let from = DriverSources { history: &history, docket: &docket, losses: &losses };
        let detail = driver(&state, from, CarIndex(1));
        assert_eq!((&*detail.title, &*detail.lines[0]), ("BBB", "5 s time penalty, unsafe release"));
        assert!(detail.lines.iter().any(|line| line == "Tyres: hard, laps 3 to 4"), "{:?}", detail.lines);
        assert_eq!(detail.tables[0].rows[0], ["4", "1:20.005", "2", "+5.0", "hard", ""]);
        assert_eq!(detail.tables[0].rows.len(), 2);
        assert_eq!(driver(&state, from, CarIndex(9)), Detail::default());
    }

    #[test]
    fn weather_and_championship_say_when_they_know_nothing() {
        let (mut state, _) = testing::race(3);
        assert_eq!(weather(&state, &WeatherTrend::default()).lines, [live::detail_no_weather()]);
        assert_eq!(championship(&state, &Season::default()).lines, [live::detail_no_standings()]);
        state.status.weather = Some(Weather { air_dc: 152, track_dc: 191, rain: true, ..Weather::default() });
        let mut trend = WeatherTrend::default();
        trend.observe(&state, 0);
        let told = weather(&state, &trend);
        assert_eq!(told.tables[0].rows[0][..3], ["now", "15.2°", "19.1°"]);
        assert!(told.lines[0].contains("rain"), "{:?}", told.lines);
    }
}
