//! Tyre strategies: a bar a stint, drivers in the order of the result.

use gridcast_shared::mart::Stint;
use gridcast_words::common;

use crate::charts::axis::scale::Scale;
use crate::charts::build::builder::{BandLabels, ChartBuilder, Description, race_laps};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart, Target};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::{Entrant, Entrants};
use crate::charts::data::laps::LapRows;
use crate::charts::data::stints::{length, stints_of, used};
use crate::charts::documents::Documents;
use crate::charts::draw::command::Command;
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::{Anchor, Colour, LineStyle, Pattern};
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::scene::mix;

const KIND: ChartKind = ChartKind::Tyres;

/// Above the rows, for the names of bands and the cursor's tag, CSS px.
pub const TOP: f64 = 24.0;

/// Below the rows, for the laps, CSS px.
pub const BOTTOM: f64 = 26.0;

/// Height of a bar in a row that has room for it, CSS px.
const BAR: f64 = 18.0;

/// How much of a compound's colour its filling has: texts are read on it.
const TINT: f64 = 0.55;

/// Height of the canvas that gives every driver a row of `row` CSS px. Row `i` begins at [`TOP`]` + i * row`.
pub fn height(drivers: usize, row: f64) -> f64 {
    TOP + drivers.max(1) as f64 * row + BOTTOM
}

/// The chart.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let mut builder = ChartBuilder::new(canvas, view);
    let Some(race) = documents.race else { return builder.empty(KIND, Missing::Race) };
    let rows = documents.laps.map(|laps| LapRows::new(race, laps)).unwrap_or_default();
    let mut stints = documents.stints.map_or_else(|| stints_of(&rows), |stints| stints.stints.clone());
    stints.retain(|stint| {
        usize::from(stint.driver) < race.drivers.len()
            && 0 < stint.first_lap
            && stint.first_lap <= stint.last_lap
    });
    if stints.is_empty() {
        return builder.empty(KIND, Missing::Tyres);
    }
    stints.sort_by_key(|stint| (stint.driver, stint.first_lap));
    let entrants = Entrants::new(race, view, &builder.palette);
    let driven = stints.iter().map(|stint| stint.last_lap).max().unwrap_or(1);
    let laps = race_laps(race, driven);
    let (first, last) = view.lap_range(laps);

    let names = if builder.beside_table() {
        1.0
    } else {
        builder.widest(entrants.all.iter().map(|entrant| entrant.code), 700)
            + builder.width_of("20 ", 500)
            + 22.0
    };
    let plot = builder.plot([names, TOP, 1.0, BOTTOM]);
    let x = Scale::new([f64::from(first), f64::from(last)], [plot.left, plot.right]);
    let row_height = plot.height() / entrants.all.len().max(1) as f64;
    let middle = |driver: usize| plot.top + (driver as f64 + 0.5) * row_height;

    builder.bands(&race.periods, &x, &plot, BandLabels::Above);
    builder.lap_axis(&x, &plot, words::lap());
    builder.series = entrants.series();
    for (driver, entrant) in entrants.all.iter().enumerate() {
        if !builder.beside_table() {
            name(&mut builder, entrant, middle(driver));
        }
        if stints.iter().all(|stint| usize::from(stint.driver) != driver) {
            builder.text(
                [plot.left + 4.0, middle(driver)],
                words::tyres::no_stint(entrant),
                500,
                builder.palette.colours.ink3,
                Anchor::Start,
            );
        }
    }
    for stint in &stints {
        let driver = usize::from(stint.driver);
        let (left, right) = (x.px(f64::from(stint.first_lap - 1)), x.px(f64::from(stint.last_lap)));
        let half = BAR.min((row_height - 2.0).max(4.0)) / 2.0;
        // A hair between bars, so that two of one compound are two.
        let whole = Bounds::new(left + 0.75, middle(driver) - half, right - 0.75, middle(driver) + half);
        let Some(rect) = whole.shared(&Bounds { top: f64::MIN, bottom: f64::MAX, ..plot }) else { continue };
        bar(&mut builder, stint, rect);
        builder.targets.push(Target {
            series: driver,
            x: f64::from(stint.last_lap),
            at: rect.centre(),
            half: [rect.width() / 2.0, rect.height() / 2.0],
            value: common::laps_count(length(stint)),
            words: words::tyres::stint(&entrants, stint),
        });
    }
    let description = Description {
        sentence: words::tyres::sentence().to_owned(),
        table: table(&entrants, &stints),
        summary: words::tyres::summary(&entrants, &stints),
        missing: documents.laps.is_none().then_some(Missing::LapsOfStints),
    };
    builder.finish(KIND, plot, AxisKind::Lap, x, description)
}

fn name(builder: &mut ChartBuilder, entrant: &Entrant, y: f64) {
    let colours = builder.palette.colours;
    let place = entrant.position().map_or_else(|| "\u{2013}".to_owned(), |place| place.to_string());
    let (weight, rgb) = if entrant.chosen { (700, colours.ink) } else { (500, colours.ink2) };
    let place_end = builder.width_of("20", 500) + 1.0;
    builder.text([place_end, y], place, 500, colours.ink2, Anchor::End);
    builder
        .rect(Bounds::new(place_end + 5.0, y - 6.0, place_end + 8.0, y + 6.0), Colour::solid(entrant.colour));
    builder.text([place_end + 13.0, y], entrant.code, weight, rgb, Anchor::Start);
}

fn bar(builder: &mut ChartBuilder, stint: &Stint, rect: Bounds) {
    let colours = builder.palette.colours;
    let tyre = builder.palette.tyre(stint.compound.as_deref());
    let (fill, pattern) = match tyre.pattern {
        Pattern::Solid => (mix(colours.ground, tyre.colour, TINT), None),
        lines => (colours.ground, Some((lines, Colour::faint(tyre.colour, TINT)))),
    };
    builder.commands.push(Command::Rect {
        rect,
        radius: 2.0,
        fill: Some(Colour::solid(fill)),
        pattern,
        stroke: Some(LineStyle::solid(tyre.colour, 1.25)),
    });
    let y = rect.centre()[1];
    let mut letter = tyre.letter;
    if let Some(age) = stint.age_at_start.filter(|&age| 0 < age && used(stint)) {
        letter = format!("{letter}+{age}");
    } else if stint.fresh == Some(false) {
        letter.push('+');
    } else if stint.fresh.is_none() && stint.age_at_start.is_none() {
        letter.push('?');
    }
    let laps = length(stint).to_string();
    let (letter_width, laps_width) = (builder.width_of(&letter, 700), builder.width_of(&laps, 500));
    let room = rect.width() - 4.0;
    let mut label = |text: String, width: f64, left: f64, weight: u16| {
        // Free of the pattern's lines.
        let ground = Bounds::new(left - 2.0, rect.top + 2.0, left + width + 2.0, rect.bottom - 2.0);
        builder.rect(ground, Colour::solid(fill));
        builder.text([left, y], text, weight, colours.ink, Anchor::Start);
    };
    if letter_width + laps_width + 14.0 <= room {
        label(letter, letter_width, rect.left + 5.0, 700);
        label(laps, laps_width, rect.right - 5.0 - laps_width, 500);
    } else if letter_width <= room {
        label(letter, letter_width, rect.centre()[0] - letter_width / 2.0, 700);
    }
}

fn table(entrants: &Entrants, stints: &[Stint]) -> Table {
    let mut table = Table::new(words::tyres::heads());
    for stint in stints {
        let cells = vec![
            entrants.code(usize::from(stint.driver)).to_owned(),
            stint.stint.to_string(),
            stint.first_lap.to_string(),
            stint.last_lap.to_string(),
            length(stint).to_string(),
            words::tyre(stint.compound.as_deref()),
            words::tyres::set(stint).to_owned(),
            words::tyres::age(stint),
        ];
        table.push_range([stint.first_lap, stint.last_lap].map(f64::from), cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::palette::Scheme;
    use crate::charts::testing::{canvas, disqualify_the_winner, documents, sample, texts};
    use crate::oklch::contrast;
    use crate::theme::Theme;
    use gridcast_shared::mart::Stints;

    #[test]
    fn stints_of_the_laps() {
        let (race, laps) = sample();
        let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 300.0));
        assert_eq!(chart.table.rows.len(), 8);
        assert_eq!(chart.table.rows[0].cells, ["NOR", "1", "1", "8", "8", "medium", "new", "0"]);
        assert_eq!(chart.table.rows[7].cells, ["ALO", "2", "12", "12", "1", "hard", "new", "0"]);
        assert_eq!(chart.targets[1].words, "NOR, laps 9 to 20: hard, new");
        assert_eq!(chart.targets.len(), 8);
    }

    #[test]
    fn a_car_disqualified_has_no_place_beside_its_name() {
        let (mut race, laps) = sample();
        disqualify_the_winner(&mut race);
        let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 300.0));
        let texts = texts(&chart);
        let place = |code| texts[texts.iter().position(|text| *text == code).unwrap() - 1];
        assert_eq!(["NOR", "VER", "PIA"].map(place), ["\u{2013}", "1", "2"]);
    }

    #[test]
    fn bars_of_an_unknown_compound_and_of_strangers() {
        let (race, laps) = sample();
        let stint = |driver, compound: Option<&str>, first_lap, last_lap| Stint {
            driver,
            stint: 1,
            first_lap,
            last_lap,
            compound: compound.map(str::to_owned),
            fresh: Some(false),
            age_at_start: Some(3),
        };
        let stints = Stints {
            version: 1,
            stints: vec![
                stint(0, Some("HYPERSOFT"), 1, 9),
                stint(99, None, 1, 9),
                stint(1, None, 9, 3),
                stint(1, None, 0, 0),
            ],
        };
        let documents = Documents { stints: Some(&stints), ..documents(&race, &laps) };
        let chart = chart(&documents, &ViewState::default(), &canvas(900.0, 300.0));
        assert_eq!(chart.table.rows.len(), 1);
        assert_eq!(chart.table.rows[0].cells, ["NOR", "1", "1", "9", "9", "hypersoft", "used", "3"]);
        assert_eq!(chart.targets[0].words, "NOR, laps 1 to 9: hypersoft, used, 3 laps old");
    }

    #[test]
    fn an_age_that_nobody_told_is_said_to_be_unknown() {
        let (race, laps) = sample();
        let stint = Stint {
            driver: 0,
            stint: 1,
            first_lap: 1,
            last_lap: 20,
            compound: Some("M".to_owned()),
            fresh: None,
            age_at_start: None,
        };
        let stints = Stints { version: 1, stints: vec![stint] };
        let documents = Documents { stints: Some(&stints), ..documents(&race, &laps) };
        let chart = chart(&documents, &ViewState::default(), &canvas(900.0, 300.0));
        assert_eq!(chart.table.rows[0].cells, ["NOR", "1", "1", "20", "20", "medium", "", "unknown"]);
        assert_eq!(chart.targets[0].words, "NOR, laps 1 to 20: medium, age unknown");
        assert!(texts(&chart).contains(&"M?"), "{:?}", texts(&chart));
    }

    #[test]
    fn every_compound_has_a_look_of_its_own_without_its_colour() {
        let (race, laps) = sample();
        let compounds = ["S", "M", "H", "I", "W"];
        let stint = |i: usize| Stint {
            driver: i as u8,
            stint: 1,
            first_lap: 1,
            last_lap: 9,
            compound: Some(compounds[i].to_owned()),
            fresh: Some(true),
            age_at_start: None,
        };
        let stints = Stints { version: 1, stints: (0..5).map(stint).collect() };
        let documents = Documents { stints: Some(&stints), ..documents(&race, &laps) };
        for (theme, scheme) in [Theme::Dark, Theme::Light]
            .into_iter()
            .flat_map(|theme| [(theme, Scheme::Team), (theme, Scheme::ColourBlind)])
        {
            let canvas = Canvas { theme, ..canvas(900.0, 300.0) };
            let chart = chart(&documents, &ViewState { scheme, ..ViewState::default() }, &canvas);
            let ground = theme.palette().ground;
            let mut looks: Vec<(bool, Option<Pattern>)> = Vec::new();
            for command in &chart.commands {
                let Command::Rect { fill: Some(fill), pattern, stroke: Some(stroke), .. } = command else {
                    continue;
                };
                assert!(3.0 <= contrast(stroke.colour.rgb, ground), "{} {stroke:?}", theme.name());
                assert!(4.5 <= contrast(theme.palette().ink, fill.rgb), "{} {fill:?}", theme.name());
                looks.push((fill.rgb == ground, pattern.map(|pattern| pattern.0)));
            }
            let apart = looks.iter().enumerate().all(|(i, look)| !looks[..i].contains(look));
            assert!(looks.len() == 5 && apart, "{} {looks:?}", theme.name());
            assert_eq!(looks[0], (false, None), "soft is filled");
        }
    }

    #[test]
    fn rows_stand_where_a_table_beside_has_them() {
        let (race, laps) = sample();
        let canvas = Canvas { beside_table: true, ..canvas(500.0, height(5, 27.0)) };
        let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas);
        let verstappen = chart.targets.iter().find(|target| target.series == 1).unwrap();
        assert!((verstappen.at[1] - (TOP + 1.5 * 27.0)).abs() < 1e-9);
    }
}
