//! The columns of the table of laps: what each is called, shows, and is sorted by.

use gridcast_core::format::{self, enumerated, lap_time};
use gridcast_core::race_control;
use gridcast_core::units::Units;
use gridcast_shared::mart::{Laps, PeriodKind, Race};
use gridcast_words::number::plain;
use gridcast_words::{common, race as said};

/// A column: its head, what it is, and how wide.
pub(super) struct Column {
    pub(super) head: fn() -> &'static str,
    pub(super) title: fn() -> String,
    pub(super) cell: fn(&Race, &Laps, usize) -> String,
    /// What it is sorted by; unknown last.
    pub(super) key: fn(&Laps, usize) -> Option<f64>,
}

/// The column whose cells lead to the lap's beginning in the replay.
pub(super) const LAP_COLUMN: usize = 1;

fn number<T: Copy + Into<f64>>(column: &[Option<T>], row: usize) -> Option<f64> {
    column.get(row).copied().flatten().map(Into::into)
}

fn text<T: ToString>(column: &[Option<T>], row: usize) -> String {
    column.get(row).and_then(Option::as_ref).map(T::to_string).unwrap_or_default()
}

fn time(column: &[Option<u32>], row: usize) -> String {
    column.get(row).copied().flatten().map(lap_time).unwrap_or_default()
}

fn speed(column: &[Option<u16>], row: usize) -> String {
    number(column, row).map(format::speed).unwrap_or_default()
}

fn decimals(column: &[Option<u32>], row: usize) -> String {
    number(column, row).map(|ms| plain(ms / 1000.0, 3)).unwrap_or_default()
}

pub(super) const COLUMNS: [Column; 16] = [
    Column {
        head: said::head_driver,
        title: || said::head_driver().to_owned(),
        cell: |race, laps, row| code(race, laps, row).to_owned(),
        key: |laps, row| laps.driver.get(row).copied().map(Into::into),
    },
    Column {
        head: said::column_lap,
        title: || said::column_lap().to_owned(),
        cell: |_, laps, row| laps.lap.get(row).map(u16::to_string).unwrap_or_default(),
        key: |laps, row| laps.lap.get(row).copied().map(Into::into),
    },
    Column {
        head: said::head_position,
        title: || said::title_position().to_owned(),
        cell: |_, laps, row| text(&laps.position, row),
        key: |laps, row| number(&laps.position, row),
    },
    Column {
        head: said::column_time,
        title: || said::title_time().to_owned(),
        cell: |_, laps, row| time(&laps.time, row),
        key: |laps, row| number(&laps.time, row),
    },
    Column {
        head: said::column_gap,
        title: || said::title_gap().to_owned(),
        cell: |_, laps, row| decimals(&laps.gap, row),
        key: |laps, row| number(&laps.gap, row),
    },
    Column {
        head: said::column_interval,
        title: || said::title_interval().to_owned(),
        cell: |_, laps, row| decimals(&laps.interval, row),
        key: |laps, row| number(&laps.interval, row),
    },
    Column {
        head: || "S1",
        title: || said::title_sector("1"),
        cell: |_, laps, row| decimals(&laps.sector1, row),
        key: |laps, row| number(&laps.sector1, row),
    },
    Column {
        head: || "S2",
        title: || said::title_sector("2"),
        cell: |_, laps, row| decimals(&laps.sector2, row),
        key: |laps, row| number(&laps.sector2, row),
    },
    Column {
        head: || "S3",
        title: || said::title_sector("3"),
        cell: |_, laps, row| decimals(&laps.sector3, row),
        key: |laps, row| number(&laps.sector3, row),
    },
    Column {
        head: said::column_tyre,
        title: || said::title_compound().to_owned(),
        cell: |_, laps, row| text(&laps.compound, row),
        key: |laps, row| laps.compound.get(row)?.as_deref()?.bytes().next().map(Into::into),
    },
    Column {
        head: said::column_age,
        title: || said::title_age().to_owned(),
        cell: |_, laps, row| text(&laps.tyre_life, row),
        key: |laps, row| number(&laps.tyre_life, row),
    },
    Column {
        head: said::column_stint,
        title: || said::column_stint().to_owned(),
        cell: |_, laps, row| laps.stint.get(row).map(u8::to_string).unwrap_or_default(),
        key: |laps, row| laps.stint.get(row).copied().map(Into::into),
    },
    Column {
        head: said::column_pit,
        title: || said::title_pit().to_owned(),
        cell: |_, laps, row| pit(laps, row).map_or("", PitVisit::words).to_owned(),
        key: |laps, row| pit(laps, row).map(|visit| f64::from(visit as u8)),
    },
    Column {
        head: said::column_status,
        title: || said::title_status().to_owned(),
        cell: |_, laps, row| status(laps, row),
        key: |laps, row| periods(laps, row).next().map(gravity),
    },
    Column {
        head: said::column_trap,
        title: || said::title_trap(Units::chosen().speed.sign()),
        cell: |_, laps, row| speed(&laps.speed_st, row),
        key: |laps, row| number(&laps.speed_st, row),
    },
    Column {
        head: said::column_line,
        title: || said::title_line(Units::chosen().speed.sign()),
        cell: |_, laps, row| speed(&laps.speed_fl, row),
        key: |laps, row| number(&laps.speed_fl, row),
    },
];

pub(super) fn code<'a>(race: &'a Race, laps: &Laps, row: usize) -> &'a str {
    let driver = laps.driver.get(row).and_then(|&driver| race.drivers.get(usize::from(driver)));
    driver.map_or("?", |driver| &driver.code)
}

/// A visit to the pits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PitVisit {
    /// The lap ended there.
    In,
    /// It began there.
    Out,
    /// Both.
    InAndOut,
}

impl PitVisit {
    fn words(self) -> &'static str {
        match self {
            Self::In => said::pit_in(),
            Self::Out => said::pit_out(),
            Self::InAndOut => said::pit_in_out(),
        }
    }
}

pub(super) fn pit(laps: &Laps, row: usize) -> Option<PitVisit> {
    let is = |column: &[bool]| column.get(row).copied().unwrap_or_default();
    match (is(&laps.pit_in), is(&laps.pit_out)) {
        (true, true) => Some(PitVisit::InAndOut),
        (true, false) => Some(PitVisit::In),
        (false, true) => Some(PitVisit::Out),
        (false, false) => None,
    }
}

/// What was not green in a lap, the gravest first.
fn periods(laps: &Laps, row: usize) -> impl Iterator<Item = PeriodKind> {
    let digits = laps.track_status.get(row).and_then(Option::as_deref).unwrap_or_default();
    let kinds = [
        ('5', PeriodKind::RedFlag),
        ('4', PeriodKind::SafetyCar),
        ('6', PeriodKind::VirtualSafetyCar),
        ('2', PeriodKind::Yellow),
    ];
    kinds.into_iter().filter(|(digit, _)| digits.contains(*digit)).map(|kind| kind.1)
}

/// The same in words.
pub(super) fn status(laps: &Laps, row: usize) -> String {
    let word = |kind| match kind {
        PeriodKind::RedFlag => said::status_red(),
        PeriodKind::SafetyCar => said::status_safety_car(),
        PeriodKind::VirtualSafetyCar => said::status_virtual(),
        PeriodKind::Yellow => said::status_yellow(),
    };
    let deleted = laps.deleted.get(row).is_some_and(|&deleted| deleted).then(|| {
        let reason = laps.deleted_reason.get(row).and_then(Option::as_deref);
        let why = |of| common::with_detail(said::status_deleted(), &race_control::lower_case(of));
        reason.map_or_else(|| said::status_deleted().to_owned(), why)
    });
    let periods = periods(laps, row).map(|kind| word(kind).to_owned());
    enumerated(&deleted.into_iter().chain(periods).collect::<Vec<_>>())
}

/// How grave a lap's gravest period was, for the order of rows.
fn gravity(kind: PeriodKind) -> f64 {
    match kind {
        PeriodKind::Yellow => 1.0,
        PeriodKind::VirtualSafetyCar => 2.0,
        PeriodKind::SafetyCar => 3.0,
        PeriodKind::RedFlag => 4.0,
    }
}
