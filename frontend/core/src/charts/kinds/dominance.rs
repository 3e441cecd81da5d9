//! Who is fastest where: the outline in pieces, each in the colour of whoever takes least time for it.

use crate::charts::axis::scale::Scale;
use crate::charts::build::builder::{ChartBuilder, Description};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart, Target};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrants;
use crate::charts::data::lap_trace::{MiniSector, dash, mini_sectors, series, traces};
use crate::charts::data::series::Series;
use crate::charts::documents::Documents;
use crate::charts::draw::command::Command;
use crate::charts::draw::style::{Anchor, Dash, LineStyle, Shape};
use crate::charts::kind::ChartKind;
use crate::charts::kinds::outline::{Outline, beside, no_telemetry};
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::figures::number;

/// Pieces that the lap is divided into.
pub const MINI_SECTORS: usize = 25;

/// Who is fastest in each of [`MINI_SECTORS`] pieces.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let kind = ChartKind::Dominance;
    let mut builder = ChartBuilder::new(canvas, view);
    let traces = traces(documents.telemetry);
    if traces.len() < 2 {
        return builder.empty(kind, no_telemetry(view, Missing::LapsToCompare));
    }
    let Some(outline) = Outline::new(documents.track, &traces[0], &builder, 28.0) else {
        return builder.empty(kind, Missing::Outline);
    };
    let entrants = documents.race.map(|race| Entrants::new(race, view, &builder.palette));
    let mut series = series(&traces, entrants.as_ref(), &builder.palette);
    // Nothing but colour and breaks tells whose a piece is.
    for (i, series) in series.iter_mut().enumerate() {
        series.dash = dash(i);
    }
    let sectors = mini_sectors(&traces, MINI_SECTORS);
    let won = |i: usize| sectors.iter().filter(|sector| sector.fastest == i).count();

    let colours = builder.palette.colours;
    builder
        .commands
        .push(Command::Line { points: outline.points.clone(), stroke: LineStyle::solid(colours.edge, 11.0) });
    for sector in &sectors {
        let points = outline.between(sector.part.0, sector.part.1);
        ribbon(&mut builder, points, &series[sector.fastest]);
    }
    for sector in &sectors {
        // A hair of ground where pieces meet.
        let at = outline.at(sector.part.0);
        builder.mark(at, Shape::Circle, 1.5, Some(colours.ground), None);
    }
    builder
        .commands
        .push(Command::Line { points: outline.start(), stroke: LineStyle::solid(colours.ink, 3.0) });
    let mut left = 2.0;
    for (i, series) in series.iter().enumerate() {
        ribbon(&mut builder, vec![[left + 4.0, 12.0], [left + 20.0, 12.0]], series);
        let text = words::dominance::legend(&series.name, won(i), MINI_SECTORS);
        builder.text([left + 28.0, 12.0], text.clone(), 600, colours.ink, Anchor::Start);
        left += 28.0 + builder.width_of(&text, 600) + 18.0;
    }
    let mut taken = Vec::new();
    for (part, winner) in runs(&sectors) {
        let name = &traces[winner].lap.code;
        let name = if traces.iter().filter(|trace| trace.lap.code == *name).count() == 1 {
            name.clone()
        } else {
            series[winner].name.clone()
        };
        beside(&mut builder, &outline, part, (name, 700, colours.ink), &mut taken);
    }
    for (i, sector) in sectors.iter().enumerate() {
        let margin = sector.margin.unwrap_or(0.0);
        builder.targets.push(Target {
            series: sector.fastest,
            x: f64::midpoint(sector.part.0, sector.part.1) * traces[0].length(),
            at: outline.at(f64::midpoint(sector.part.0, sector.part.1)),
            half: [8.0, 8.0],
            value: words::dominance::margin(margin),
            words: words::dominance::piece(i, &series[sector.fastest].name, margin),
        });
    }
    let description = Description {
        sentence: words::dominance::sentence(MINI_SECTORS),
        table: table(&sectors, &series),
        summary: words::dominance::summary(
            series.iter().map(|series| series.name.as_str()).zip((0..).map(won)),
        ),
        missing: (traces.len() < view.compare.len()).then_some(Missing::SomeTelemetry),
    };
    let plot = builder.plot([0.0, 28.0, 0.0, 0.0]);
    builder.series = series;
    let x = Scale::new([0.0, traces[0].length()], [0.0, 1.0]);
    Chart { outline: outline.points, ..builder.finish(kind, plot, AxisKind::Track, x, description) }
}

/// The track in a lap's colour, with its breaks as a core of ground.
fn ribbon(builder: &mut ChartBuilder, points: Vec<[f64; 2]>, series: &Series) {
    let core = LineStyle::solid(builder.palette.colours.ground, 2.5).dashed(series.dash);
    builder
        .commands
        .push(Command::Line { points: points.clone(), stroke: LineStyle::solid(series.colour, 8.0) });
    if series.dash != Dash::Solid {
        builder.commands.push(Command::Line { points, stroke: core });
    }
}

/// Middles of stretches of two pieces at least that one lap wins, as parts of a lap, and whose they are; the longest
/// first.
fn runs(sectors: &[MiniSector]) -> Vec<(f64, usize)> {
    let mut runs: Vec<&[MiniSector]> =
        sectors.chunk_by(|a, b| a.fastest == b.fastest).filter(|run| 2 <= run.len()).collect();
    runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
    let middle = |run: &[MiniSector]| {
        let ends = run.first().zip(run.last());
        ends.map(|(first, last)| (f64::midpoint(first.part.0, last.part.1), first.fastest))
    };
    runs.into_iter().filter_map(middle).collect()
}

fn table(sectors: &[MiniSector], series: &[Series]) -> Table {
    let head = words::dominance::heads(series.iter().map(|series| series.name.as_str()));
    let mut table = Table::new(head.iter().map(String::as_str));
    for (i, sector) in sectors.iter().enumerate() {
        let mut cells = vec![(i + 1).to_string(), series[sector.fastest].name.clone()];
        cells.push(sector.margin.map_or_else(String::new, |margin| number(margin / 1000.0, 3)));
        cells.extend(sector.times.iter().map(|time| number(time / 1000.0, 3)));
        table.push(cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::interact::hit;
    use crate::charts::kinds::track_map;
    use crate::charts::testing::{canvas, telemetry, texts};
    use crate::charts::view_state::MapMeasure;

    #[test]
    fn one_lap_cannot_be_compared() {
        let laps = [&telemetry("NOR", 43, 1000)];
        let documents = Documents { telemetry: &laps, ..Documents::default() };
        assert!(chart(&documents, &ViewState::default(), &canvas(600.0, 400.0)).is_empty());
    }

    #[test]
    fn whose_a_piece_is_shows_without_colour() {
        let mut other = telemetry("VER", 43, 1000);
        for (row, time) in other.time.iter_mut().enumerate() {
            let row = row as u32;
            *time = if row <= 250 { row * 160 } else { 40_000 + (row - 250) * 185 };
        }
        let laps = [&telemetry("NOR", 43, 1000), &other];
        let documents = Documents { telemetry: &laps, ..Documents::default() };
        let chart = chart(&documents, &ViewState::default(), &canvas(600.0, 400.0));
        assert_eq!(chart.series[1].dash, Dash::Dashed);
        let core = |command: &&Command| matches!(command, Command::Line { stroke, .. } if stroke.dash != Dash::Solid);
        // Those that VER wins, and the legend.
        let won = chart.targets.iter().filter(|target| target.series == 1).count();
        assert!(0 < won && won < MINI_SECTORS);
        assert_eq!(chart.commands.iter().filter(core).count(), won + 1);
        let texts = texts(&chart);
        assert!(texts.contains(&"NOR") && texts.contains(&"VER"), "{texts:?}");
    }

    #[test]
    fn maps_know_where_a_distance_is() {
        let laps = [&telemetry("NOR", 43, 1000), &telemetry("VER", 43, 1010)];
        let documents = Documents { telemetry: &laps, ..Documents::default() };
        for chart in [chart, track_map::chart]
            .map(|chart| chart(&documents, &ViewState::default(), &canvas(600.0, 400.0)))
        {
            for (i, target) in chart.targets.iter().enumerate() {
                assert_eq!(hit::metres(&chart, 0.0, Some(i)), Some(target.x));
                let [x, y] = chart.on_track(target.x).unwrap();
                assert!((x - target.at[0]).hypot(y - target.at[1]) < 1e-6, "{}", target.words);
            }
            assert!((chart.targets[0].x..5000.0).contains(&chart.targets.last().unwrap().x));
            assert!(4800.0 < chart.targets.last().unwrap().x);
            assert_eq!(hit::metres(&chart, 300.0, None), None);
        }
    }

    #[test]
    fn every_piece_has_its_fastest() {
        let laps = [&telemetry("NOR", 43, 1000), &telemetry("VER", 43, 1010)];
        let documents = Documents { telemetry: &laps, ..Documents::default() };
        let chart = chart(&documents, &ViewState::default(), &canvas(600.0, 400.0));
        assert_eq!(chart.table.rows.len(), MINI_SECTORS);
        assert_eq!(chart.summary, "Fastest: NOR 43 in 25 and VER 43 in 0.");
        assert!(chart.targets.iter().all(|target| (0.0..600.0).contains(&target.at[0])));
        let chart = track_map::chart(
            &documents,
            &ViewState { map: MapMeasure::Gear, ..ViewState::default() },
            &canvas(600.0, 400.0),
        );
        assert!(!chart.is_empty());
    }
}
