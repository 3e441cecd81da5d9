//! Tyre strategies: a bar a stint, drivers in the order of the result.

use gridcast_shared::mart::{Outcome, Stint};

use super::cast::{Cast, Member};
use super::figures::{counted, or_empty};
use super::geometry::Rect;
use super::rows::Rows;
use super::scale::Scale;
use super::scene::{Anchor, AxisOf, Chart, Colour, Command, Pattern, Stroke, Target};
use super::sheet::{Names, Sheet, Told, race_laps};
use super::table::Table;
use super::view::View;
use super::{Canvas, ChartKind, Documents};
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

/// Stints as the laps tell them, where there is no document of them.
pub fn stints_of(rows: &Rows) -> Vec<Stint> {
    let mut stints: Vec<Stint> = Vec::new();
    for row in rows.iter() {
        let driver = row.driver as u8;
        match stints.last_mut() {
            Some(stint) if stint.driver == driver && stint.stint == row.stint => {
                stint.last_lap = row.lap;
                stint.compound = stint.compound.take().or_else(|| row.compound.map(str::to_owned));
            }
            _ => stints.push(Stint {
                driver,
                stint: row.stint,
                first_lap: row.lap,
                last_lap: row.lap,
                compound: row.compound.map(str::to_owned),
                fresh: row.fresh,
                age_at_start: row.tyre_life.map(|life| life.saturating_sub(1)),
            }),
        }
    }
    stints
}

/// The chart.
pub fn chart(documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    let mut sheet = Sheet::new(canvas, view);
    let Some(race) = documents.race else { return sheet.empty(KIND, "The race has not been loaded.") };
    let rows = documents.laps.map(|laps| Rows::new(race, laps)).unwrap_or_default();
    let mut stints = documents.stints.map_or_else(|| stints_of(&rows), |stints| stints.stints.clone());
    stints.retain(|stint| {
        usize::from(stint.driver) < race.drivers.len()
            && 0 < stint.first_lap
            && stint.first_lap <= stint.last_lap
    });
    if stints.is_empty() {
        return sheet.empty(KIND, "There are no tyres of this race.");
    }
    stints.sort_by_key(|stint| (stint.driver, stint.first_lap));
    let cast = Cast::new(race, view, &sheet.inks);
    let driven = stints.iter().map(|stint| stint.last_lap).max().unwrap_or(1);
    let laps = race_laps(race, driven);
    let (first, last) = view.lap_range(laps);

    let names = if sheet.beside_table() {
        1.0
    } else {
        sheet.widest(cast.members.iter().map(|member| member.code), 700) + sheet.width_of("20 ", 500) + 22.0
    };
    let plot = sheet.plot([names, TOP, 1.0, BOTTOM]);
    let x = Scale::new([f64::from(first), f64::from(last)], [plot.left, plot.right]);
    let row_height = plot.height() / cast.members.len().max(1) as f64;
    let middle = |driver: usize| plot.top + (driver as f64 + 0.5) * row_height;

    sheet.bands(&race.periods, &x, &plot, Names::Above);
    sheet.lap_axis(&x, &plot, "Lap");
    sheet.series = cast.series();
    for (driver, member) in cast.members.iter().enumerate() {
        if !sheet.beside_table() {
            name(&mut sheet, member, middle(driver));
        }
        if stints.iter().all(|stint| usize::from(stint.driver) != driver) {
            sheet.text(
                [plot.left + 4.0, middle(driver)],
                no_stint(member),
                500,
                sheet.inks.palette.ink3,
                Anchor::Start,
            );
        }
    }
    for stint in &stints {
        let driver = usize::from(stint.driver);
        let (left, right) = (x.px(f64::from(stint.first_lap - 1)), x.px(f64::from(stint.last_lap)));
        let half = BAR.min((row_height - 2.0).max(4.0)) / 2.0;
        // A hair between bars, so that two of one compound are two.
        let whole = Rect::new(left + 0.75, middle(driver) - half, right - 0.75, middle(driver) + half);
        let Some(rect) = whole.shared(&Rect { top: f64::MIN, bottom: f64::MAX, ..plot }) else { continue };
        bar(&mut sheet, stint, rect);
        sheet.targets.push(Target {
            series: driver,
            x: f64::from(stint.last_lap),
            at: rect.centre(),
            half: [rect.width() / 2.0, rect.height() / 2.0],
            value: counted(length(stint), "lap", "laps"),
            words: words(&sheet, &cast, stint),
        });
    }
    let told = Told {
        sentence: "Sets of tyres in order of the result; letter and pattern are the compound, the number is laps on \
                   the set. M+3 is a used set that was three laps old."
            .to_owned(),
        table: table(&sheet, &cast, &stints),
        summary: summary(&sheet, &cast, &stints),
        missing: documents.laps.is_none().then(|| "Laps have not been loaded; these are the stints alone.".to_owned()),
    };
    sheet.finish(KIND, plot, AxisOf::Lap, x, told)
}

fn length(stint: &Stint) -> usize {
    usize::from(stint.last_lap - stint.first_lap) + 1
}

fn used(stint: &Stint) -> bool {
    stint.fresh == Some(false) || stint.age_at_start.is_some_and(|age| 0 < age)
}

fn name(sheet: &mut Sheet, member: &Member, y: f64) {
    let palette = sheet.inks.palette;
    let place = member.position().map_or_else(|| "\u{2013}".to_owned(), |place| place.to_string());
    let (weight, rgb) = if member.chosen { (700, palette.ink) } else { (500, palette.ink2) };
    let place_end = sheet.width_of("20", 500) + 1.0;
    sheet.text([place_end, y], place, 500, palette.ink2, Anchor::End);
    sheet.rect(Rect::new(place_end + 5.0, y - 6.0, place_end + 8.0, y + 6.0), Colour::solid(member.colour));
    sheet.text([place_end + 13.0, y], member.code, weight, rgb, Anchor::Start);
}

fn no_stint(member: &Member) -> &'static str {
    match member.result.map(|row| row.outcome) {
        Some(Outcome::NotStarted) => "did not start",
        Some(Outcome::Retired) => "out before a lap was complete",
        _ => "no laps known",
    }
}

fn bar(sheet: &mut Sheet, stint: &Stint, rect: Rect) {
    let palette = sheet.inks.palette;
    let tyre = sheet.inks.tyre(stint.compound.as_deref());
    let (fill, pattern) = match tyre.pattern {
        Pattern::Solid => (mix(palette.ground, tyre.colour, TINT), None),
        lines => (palette.ground, Some((lines, Colour::faint(tyre.colour, TINT)))),
    };
    sheet.commands.push(Command::Rect {
        rect,
        radius: 2.0,
        fill: Some(Colour::solid(fill)),
        pattern,
        stroke: Some(Stroke::solid(tyre.colour, 1.25)),
    });
    let y = rect.centre()[1];
    let mut letter = tyre.letter;
    if let Some(age) = stint.age_at_start.filter(|&age| 0 < age && used(stint)) {
        letter = format!("{letter}+{age}");
    } else if stint.fresh == Some(false) {
        letter.push('+');
    }
    let laps = length(stint).to_string();
    let (letter_width, laps_width) = (sheet.width_of(&letter, 700), sheet.width_of(&laps, 500));
    let room = rect.width() - 4.0;
    let mut label = |text: String, width: f64, left: f64, weight: u16| {
        // Free of the pattern's lines.
        let ground = Rect::new(left - 2.0, rect.top + 2.0, left + width + 2.0, rect.bottom - 2.0);
        sheet.rect(ground, Colour::solid(fill));
        sheet.text([left, y], text, weight, palette.ink, Anchor::Start);
    };
    if letter_width + laps_width + 14.0 <= room {
        label(letter, letter_width, rect.left + 5.0, 700);
        label(laps, laps_width, rect.right - 5.0 - laps_width, 500);
    } else if letter_width <= room {
        label(letter, letter_width, rect.centre()[0] - letter_width / 2.0, 700);
    }
}

fn words(sheet: &Sheet, cast: &Cast, stint: &Stint) -> String {
    let set = match (used(stint), stint.age_at_start.filter(|&age| 0 < age), stint.fresh) {
        (true, Some(age), _) => format!(", used, {age} laps old"),
        (true, None, _) => ", used".to_owned(),
        (false, _, Some(true)) => ", new".to_owned(),
        _ => String::new(),
    };
    format!(
        "{}, laps {} to {}: {}{set}",
        cast.code(usize::from(stint.driver)),
        stint.first_lap,
        stint.last_lap,
        sheet.inks.tyre(stint.compound.as_deref()).word
    )
}

fn table(sheet: &Sheet, cast: &Cast, stints: &[Stint]) -> Table {
    let mut table =
        Table::new(["Driver", "Stint", "First lap", "Last lap", "Laps", "Compound", "Set", "Age at start"]);
    for stint in stints {
        let set = match (used(stint), stint.fresh) {
            (true, _) => "used",
            (false, Some(true)) => "new",
            _ => "",
        };
        table.push(vec![
            cast.code(usize::from(stint.driver)).to_owned(),
            stint.stint.to_string(),
            stint.first_lap.to_string(),
            stint.last_lap.to_string(),
            length(stint).to_string(),
            sheet.inks.tyre(stint.compound.as_deref()).word,
            set.to_owned(),
            or_empty(stint.age_at_start),
        ]);
    }
    table
}

fn summary(sheet: &Sheet, cast: &Cast, stints: &[Stint]) -> String {
    let Some(winner) = stints.first().map(|stint| stint.driver) else { return String::new() };
    let sets: Vec<String> = stints
        .iter()
        .filter(|stint| stint.driver == winner)
        .map(|stint| {
            let word = sheet.inks.tyre(stint.compound.as_deref()).word;
            format!("{word} to lap {}", stint.last_lap)
        })
        .collect();
    let longest = stints.iter().max_by_key(|stint| length(stint));
    let longest = longest.map_or_else(String::new, |stint| {
        format!(
            " Longest: {} with {} on {}.",
            cast.code(usize::from(stint.driver)),
            counted(length(stint), "lap", "laps"),
            sheet.inks.tyre(stint.compound.as_deref()).word
        )
    });
    format!("{}: {}.{longest}", cast.code(usize::from(winner)), super::figures::listed(&sets))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::inks::Scheme;
    use crate::charts::testing::{canvas, disqualify_the_winner, documents, sample, texts};
    use crate::oklch::contrast;
    use crate::theme::Theme;
    use gridcast_shared::mart::Stints;

    #[test]
    fn stints_of_the_laps() {
        let (race, laps) = sample();
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 300.0));
        assert_eq!(chart.table.rows.len(), 8);
        assert_eq!(chart.table.rows[0], ["NOR", "1", "1", "8", "8", "medium", "new", "0"]);
        assert_eq!(chart.table.rows[7], ["ALO", "2", "12", "12", "1", "hard", "new", "0"]);
        assert_eq!(chart.targets[1].words, "NOR, laps 9 to 20: hard, new");
        assert_eq!(chart.targets.len(), 8);
    }

    #[test]
    fn a_car_disqualified_has_no_place_beside_its_name() {
        let (mut race, laps) = sample();
        disqualify_the_winner(&mut race);
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 300.0));
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
        let chart = chart(&documents, &View::default(), &canvas(900.0, 300.0));
        assert_eq!(chart.table.rows, [["NOR", "1", "1", "9", "9", "hypersoft", "used", "3"]]);
        assert_eq!(chart.targets[0].words, "NOR, laps 1 to 9: hypersoft, used, 3 laps old");
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
            let chart = chart(&documents, &View { scheme, ..View::default() }, &canvas);
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
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas);
        let verstappen = chart.targets.iter().find(|target| target.series == 1).unwrap();
        assert!((verstappen.at[1] - (TOP + 1.5 * 27.0)).abs() < 1e-9);
    }
}
