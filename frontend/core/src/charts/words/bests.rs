//! What best sectors and highest speeds say.

use gridcast_shared::mart::{SectorBests, SpeedTraps};
use gridcast_words::charts as said;

use crate::charts::data::entrants::Entrants;
use crate::charts::words::figures::{lap_time, listed};
use crate::format::speed_with_unit;
use crate::units::Units;

/// A column of the sectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeColumn {
    /// A sector, from 0.
    Sector(usize),
    /// The lap that the best sectors would make.
    Ideal,
    /// The best lap.
    Best,
}

impl TimeColumn {
    /// All of them, as they are drawn.
    pub const ALL: [Self; 5] = [Self::Sector(0), Self::Sector(1), Self::Sector(2), Self::Ideal, Self::Best];

    /// Its head.
    pub fn head(self) -> String {
        match self {
            Self::Sector(i) => said::sector(&(i + 1).to_string()),
            Self::Ideal => said::bests_ideal().to_owned(),
            Self::Best => said::best_lap().to_owned(),
        }
    }

    fn within(self) -> String {
        match self {
            Self::Sector(i) => said::sector_within(&(i + 1).to_string()),
            Self::Ideal => said::bests_ideal_within().to_owned(),
            Self::Best => said::bests_best_within().to_owned(),
        }
    }
}

/// A column of the speeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeedColumn {
    /// The speed trap.
    Trap,
    /// The finish line.
    Line,
    /// The first split.
    FirstSplit,
    /// The second split.
    SecondSplit,
}

impl SpeedColumn {
    /// Its head.
    pub fn head(self) -> &'static str {
        match self {
            Self::Trap => said::bests_trap(),
            Self::Line => said::bests_line(),
            Self::FirstSplit => said::bests_split_1(),
            Self::SecondSplit => said::bests_split_2(),
        }
    }

    fn within(self) -> &'static str {
        match self {
            Self::Trap => said::bests_trap_within(),
            Self::Line => said::bests_line_within(),
            Self::FirstSplit => said::bests_split_1_within(),
            Self::SecondSplit => said::bests_split_2_within(),
        }
    }
}

/// Columns of the sectors' table: each with its lap, but for the ideal lap, which was not driven.
pub fn sector_heads() -> Vec<String> {
    let mut heads = vec![said::driver().to_owned()];
    for column in TimeColumn::ALL {
        heads.push(column.head());
        if column != TimeColumn::Ideal {
            heads.push(said::bests_lap_of_it().to_owned());
        }
    }
    heads
}

/// What the sectors' marks mean.
pub fn sectors_sentence() -> &'static str {
    said::bests_sectors()
}

/// Columns of the speeds' table.
pub fn speed_heads(columns: impl IntoIterator<Item = SpeedColumn>) -> Vec<String> {
    let unit = Units::chosen().speed.sign();
    let heads = columns
        .into_iter()
        .flat_map(|column| [said::with_unit(column.head(), unit), said::bests_lap_of_it().to_owned()]);
    std::iter::once(said::driver().to_owned()).chain(heads).collect()
}

/// What the speeds' marks mean.
pub fn speeds_sentence() -> String {
    said::bests_speeds(Units::chosen().speed.sign())
}

/// A time of a column, with its lap if it is of one: "NOR, sector 1: 26.123, lap 43".
pub fn time(code: &str, column: TimeColumn, time: u32, lap: Option<u16>) -> String {
    let (what, time) = (column.within(), lap_time(f64::from(time)));
    match lap {
        Some(lap) => said::bests_figure_of_lap(code, &what, &time, lap),
        None => said::bests_figure(code, &what, &time),
    }
}

/// A speed of a column, km/h: "NOR, speed trap: 331 km/h, lap 12".
pub fn speed(code: &str, column: SpeedColumn, (speed, lap): (u16, u16)) -> String {
    said::bests_figure_of_lap(code, column.within(), &speed_with_unit(speed.into()), lap)
}

/// Who was best in each sector, and whose ideal lap is.
pub fn sectors_summary(rows: &[SectorBests], entrants: &Entrants) -> String {
    let best = |i: usize| rows.iter().filter_map(|row| Some((row.sectors[i]?, row.driver))).min();
    let mut words: Vec<String> = (0..3)
        .filter_map(|i| {
            let ((time, _), driver) = best(i)?;
            let code = entrants.code(usize::from(driver));
            Some(said::bests_summary_sector(&(i + 1).to_string(), code, &lap_time(f64::from(time))))
        })
        .collect();
    if let Some((ideal, row)) =
        rows.iter().filter_map(|row| Some((row.ideal?, row))).min_by_key(|best| best.0)
    {
        let code = entrants.code(usize::from(row.driver));
        words.push(said::bests_summary_ideal(code, &lap_time(f64::from(ideal))));
    }
    said::bests_summary(&listed(&words))
}

/// Who was fastest through the speed trap.
pub fn speeds_summary(rows: &[SpeedTraps], entrants: &Entrants) -> String {
    let fastest = rows.iter().filter_map(|row| Some((row.st?, row.driver))).max();
    fastest.map_or_else(String::new, |((speed, lap), driver)| {
        said::bests_fastest(entrants.code(usize::from(driver)), &speed_with_unit(speed.into()), lap)
    })
}
