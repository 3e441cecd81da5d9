//! Maps on the outline: who is fastest where, and the speed or gear of a lap.

use gridcast_shared::mart::Track;
use gridcast_shared::session::Point;

use super::cast::Cast;
use super::compare::{MiniSector, Trace, dash, mini_sectors, series, traces};
use super::figures::{counted, listed, number};
use super::geometry::{Rect, along, clip_segment};
use super::scale::Scale;
use super::scene::{Anchor, AxisOf, Chart, Colour, Command, Dash, Series, Shape, Stroke, Target};
use super::sheet::{Sheet, Told};
use super::table::Table;
use super::telemetry::corners;
use super::view::{MapOf, View};
use super::{Canvas, ChartKind, Documents};
use crate::oklch::Oklch;
use crate::projection::{Panel, Projection};
use crate::theme::Theme;

/// Pieces that the lap is divided into.
pub const MINI_SECTORS: usize = 25;

/// Pieces in which speed is drawn.
const PIECES: usize = 240;

/// The outline on the screen.
struct Outline {
    /// Closed: the last is the first; CSS px.
    points: Vec<[f64; 2]>,
}

impl Outline {
    /// Of the circuit, else of a lap as driven; turned to fill what the margins leave.
    fn new(track: Option<&Track>, lap: &Trace, sheet: &Sheet, top: f64) -> Option<Self> {
        let point = |x: i32, y: i32| Point { x, y };
        let drawn: Vec<Point> = match track.filter(|track| 3 <= track.outline.len()) {
            Some(track) => track.outline.iter().map(|&[x, y]| point(x, y)).collect(),
            None => (0..lap.rows).map(|row| point(lap.lap.x[row], lap.lap.y[row])).collect(),
        };
        let panel = Panel {
            width: sheet.width,
            height: sheet.height,
            margin_x: 36.0,
            margin_top: top + 14.0,
            margin_bottom: 22.0,
        };
        let projection = Projection::fit(&drawn, &panel)?;
        let mut points: Vec<[f64; 2]> =
            drawn.iter().map(|p| projection.screen_from_track(f64::from(p.x), f64::from(p.y))).collect();
        points.extend(points.first().copied());
        points.iter().flatten().all(|c| c.is_finite()).then_some(Self { points })
    }

    /// Where a part of the lap (0 to 1) stands.
    fn at(&self, part: f64) -> [f64; 2] {
        along(&self.points, part)
    }

    /// The line from one part to another.
    fn between(&self, from: f64, to: f64) -> Vec<[f64; 2]> {
        let last = (self.points.len() - 1) as f64;
        let (first, end) = ((from * last).floor() as usize + 1, (to * last).ceil() as usize);
        let mut line = vec![self.at(from)];
        line.extend(self.points.iter().take(end).skip(first));
        line.push(self.at(to));
        line
    }

    /// The start line: across the track.
    fn start(&self) -> Vec<[f64; 2]> {
        let (a, b) = (self.points[0], self.at(4.0 / self.points.len() as f64));
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let length = dx.hypot(dy).max(1e-6);
        let (nx, ny) = (-dy / length * 9.0, dx / length * 9.0);
        vec![[a[0] - nx, a[1] - ny], [a[0] + nx, a[1] + ny]]
    }
}

fn no_laps(sheet: Sheet, kind: ChartKind, view: &View, wanted: &str) -> Chart {
    let words = if view.compare.is_empty() { wanted } else { "There is no telemetry of these laps." };
    sheet.empty(kind, words)
}

/// Who is fastest in each of [`MINI_SECTORS`] pieces.
pub fn dominance(documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    let kind = ChartKind::Dominance;
    let mut sheet = Sheet::new(canvas, view);
    let traces = traces(documents.telemetry);
    if traces.len() < 2 {
        return no_laps(sheet, kind, view, "Choose two to four laps to compare.");
    }
    let Some(outline) = Outline::new(documents.track, &traces[0], &sheet, 28.0) else {
        return sheet.empty(kind, "The outline of this circuit is not known.");
    };
    let cast = documents.race.map(|race| Cast::new(race, view, &sheet.inks));
    let mut series = series(&traces, cast.as_ref(), &sheet.inks);
    // Nothing but colour and breaks tells whose a piece is.
    for (i, series) in series.iter_mut().enumerate() {
        series.dash = dash(i);
    }
    let sectors = mini_sectors(&traces, MINI_SECTORS);
    let won = |i: usize| sectors.iter().filter(|sector| sector.fastest == i).count();

    let palette = sheet.inks.palette;
    sheet
        .commands
        .push(Command::Line { points: outline.points.clone(), stroke: Stroke::solid(palette.edge, 11.0) });
    for sector in &sectors {
        let points = outline.between(sector.part.0, sector.part.1);
        ribbon(&mut sheet, points, &series[sector.fastest]);
    }
    for sector in &sectors {
        // A hair of ground where pieces meet.
        let at = outline.at(sector.part.0);
        sheet.mark(at, Shape::Circle, 1.5, Some(palette.ground), None);
    }
    sheet.commands.push(Command::Line { points: outline.start(), stroke: Stroke::solid(palette.ink, 3.0) });
    let mut left = 2.0;
    for (i, series) in series.iter().enumerate() {
        ribbon(&mut sheet, vec![[left + 4.0, 12.0], [left + 20.0, 12.0]], series);
        let text = format!("{}: {} of {MINI_SECTORS}", series.name, won(i));
        sheet.text([left + 28.0, 12.0], text.clone(), 600, palette.ink, Anchor::Start);
        left += 28.0 + sheet.width_of(&text, 600) + 18.0;
    }
    let mut taken = Vec::new();
    for (part, winner) in runs(&sectors) {
        let name = &traces[winner].lap.code;
        let name = if traces.iter().filter(|trace| trace.lap.code == *name).count() == 1 {
            name.clone()
        } else {
            series[winner].name.clone()
        };
        beside(&mut sheet, &outline, part, (name, 700, palette.ink), &mut taken);
    }
    for (i, sector) in sectors.iter().enumerate() {
        let margin = sector.margin.unwrap_or(0.0);
        sheet.targets.push(Target {
            series: sector.fastest,
            x: f64::midpoint(sector.part.0, sector.part.1) * traces[0].length(),
            at: outline.at(f64::midpoint(sector.part.0, sector.part.1)),
            half: [8.0, 8.0],
            value: format!("{} s", number(margin / 1000.0, 3)),
            words: format!(
                "Piece {}: {} fastest by {} s",
                i + 1,
                series[sector.fastest].name,
                number(margin / 1000.0, 3)
            ),
        });
    }
    let words: Vec<String> =
        series.iter().enumerate().map(|(i, series)| format!("{} in {}", series.name, won(i))).collect();
    let told = Told {
        sentence: format!(
            "The lap in {MINI_SECTORS} pieces of equal length, each in the colour and the breaks of whoever takes \
             least time for it."
        ),
        table: dominance_table(&sectors, &series),
        summary: format!("Fastest: {}.", listed(&words)),
        missing: (traces.len() < view.compare.len())
            .then(|| "Not all of these laps have telemetry.".to_owned()),
    };
    let plot = sheet.plot([0.0, 28.0, 0.0, 0.0]);
    sheet.series = series;
    let x = Scale::new([0.0, traces[0].length()], [0.0, 1.0]);
    Chart { way: outline.points, ..sheet.finish(kind, plot, AxisOf::Track, x, told) }
}

/// The track in a lap's colour, with its breaks as a core of ground.
fn ribbon(sheet: &mut Sheet, points: Vec<[f64; 2]>, series: &Series) {
    let core = Stroke::solid(sheet.inks.palette.ground, 2.5).dashed(series.dash);
    sheet.commands.push(Command::Line { points: points.clone(), stroke: Stroke::solid(series.colour, 8.0) });
    if series.dash != Dash::Solid {
        sheet.commands.push(Command::Line { points, stroke: core });
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

fn dominance_table(sectors: &[MiniSector], series: &[Series]) -> Table {
    let head = ["Piece", "Fastest", "By, s"].into_iter().map(str::to_owned);
    let head: Vec<String> = head.chain(series.iter().map(|series| format!("{}, s", series.name))).collect();
    let mut table = Table::new(head.iter().map(String::as_str));
    for (i, sector) in sectors.iter().enumerate() {
        let mut cells = vec![(i + 1).to_string(), series[sector.fastest].name.clone()];
        cells.push(sector.margin.map_or_else(String::new, |margin| number(margin / 1000.0, 3)));
        cells.extend(sector.times.iter().map(|time| number(time / 1000.0, 3)));
        table.push(cells);
    }
    table
}

/// Speed or gear of the first lap of the comparison.
pub fn map(documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    let kind = ChartKind::TrackMap;
    let mut sheet = Sheet::new(canvas, view);
    let traces = traces(documents.telemetry);
    let Some(trace) = traces.first() else {
        return no_laps(sheet, kind, view, "Choose a lap to see it on the track.");
    };
    let Some(outline) = Outline::new(documents.track, trace, &sheet, 28.0) else {
        return sheet.empty(kind, "The outline of this circuit is not known.");
    };
    let value = |row: usize| match view.map {
        MapOf::Speed => f64::from(trace.lap.speed[row]),
        MapOf::Gear => f64::from(trace.lap.gear[row].min(9)),
    };
    let low = (0..trace.rows).map(value).fold(f64::INFINITY, f64::min);
    let high = (0..trace.rows).map(value).fold(f64::NEG_INFINITY, f64::max);
    let part_of = |value: f64| if low < high { (value - low) / (high - low) } else { 0.5 };
    let theme = sheet.inks.theme;
    for i in 0..PIECES {
        let (from, to) = (i as f64 / PIECES as f64, (i + 1) as f64 / PIECES as f64);
        let row = trace.row_at(f64::midpoint(from, to) * trace.length());
        let t = part_of(value(row));
        // Said twice: the faster, the wider.
        let stroke = Stroke::solid(ramp(t, theme), 3.0 + 7.0 * t);
        // A little over the end, so that no ground shows between the pieces.
        let over = (to + 0.3 / PIECES as f64).min(1.0);
        sheet.commands.push(Command::Line { points: outline.between(from, over), stroke });
    }
    let palette = sheet.inks.palette;
    sheet.commands.push(Command::Line { points: outline.start(), stroke: Stroke::solid(palette.ink, 3.0) });
    let extremes = match view.map {
        MapOf::Speed => extremes(&trace.lap.speed[..trace.rows]),
        MapOf::Gear => gears(&trace.lap.gear[..trace.rows]),
    };
    let mut taken = Vec::new();
    for &row in &extremes {
        let figure = match view.map {
            MapOf::Speed => trace.lap.speed[row].to_string(),
            MapOf::Gear => trace.lap.gear[row].to_string(),
        };
        let part = trace.metres(row) / trace.length();
        beside(&mut sheet, &outline, part, (figure, 600, palette.ink), &mut taken);
    }
    let turns = documents.track.map(|track| (corners(track), track.length_m)).unwrap_or_default();
    for (i, metres) in turns.0.iter().enumerate() {
        let number = ((i + 1).to_string(), 500, palette.ink3);
        beside(&mut sheet, &outline, metres / turns.1, number, &mut taken);
    }
    scale_of_colours(&mut sheet, trace, (low, high), view.map);
    for i in 0..PIECES / 2 {
        let part = (i as f64 + 0.5) / (PIECES / 2) as f64;
        let metres = part * trace.length();
        let row = trace.row_at(metres);
        let (speed, gear) = (trace.lap.speed[row], trace.lap.gear[row]);
        let value = if view.map == MapOf::Speed { format!("{speed} km/h") } else { format!("gear {gear}") };
        sheet.targets.push(Target {
            series: 0,
            x: metres,
            at: outline.at(part),
            half: [5.0, 5.0],
            value,
            words: format!("{} at {} m: {speed} km/h, gear {gear}", trace.name(), number(metres, 0)),
        });
    }
    let (what, marks) = match view.map {
        MapOf::Speed => ("Speed", "figures: slowest in corners and fastest on straights, km/h"),
        MapOf::Gear => ("Gear", "figures: gears"),
    };
    let top = trace.lap.speed[..trace.rows].iter().max().copied().unwrap_or(0);
    let least = trace.lap.speed[..trace.rows].iter().min().copied().unwrap_or(0);
    let told = Told {
        sentence: format!(
            "{what} of {} along the track: the wider and lighter, the higher; {marks}{}.",
            trace.name(),
            if turns.0.is_empty() { "" } else { "; pale: turns" }
        )
        .replace("lighter", if theme == Theme::Dark { "lighter" } else { "darker" }),
        table: map_table(trace),
        summary: format!(
            "{}: {least} to {top} km/h, {}.",
            trace.name(),
            counted(extremes.len(), "figure", "figures")
        ),
        missing: None,
    };
    sheet.series = vec![Series { name: trace.name(), colour: palette.ink, dash: Dash::Solid, chosen: true }];
    let plot = sheet.plot([0.0, 28.0, 0.0, 0.0]);
    let x = Scale::new([0.0, trace.length()], [0.0, 1.0]);
    Chart { way: outline.points, ..sheet.finish(kind, plot, AxisOf::Track, x, told) }
}

/// One hue turning with lightness, which eyes of every kind order: from near the ground's edge colour to ink.
fn ramp(t: f64, theme: Theme) -> u32 {
    let t = t.clamp(0.0, 1.0);
    let (from, to) = match theme {
        Theme::Dark => (0.46, 0.92),
        Theme::Light => (0.66, 0.28),
    };
    // Blue-violet to yellow-green would be two hues to some eyes; 4.9 to 3.6 rad stays between violet and green-blue.
    Oklch { l: from + (to - from) * t, c: 0.09 + 0.04 * (1.0 - t), h: 4.9 - 1.3 * t }.to_rgb()
}

/// Rows of the slowest in corners and the fastest on straights: each at least 40 km/h from the one before.
fn extremes(speeds: &[u16]) -> Vec<usize> {
    const RISE: u16 = 40;
    let mut found = Vec::new();
    let Some(&first) = speeds.first() else { return found };
    let (mut low, mut high) = ((first, 0), (first, 0));
    let mut rising: Option<bool> = None;
    for (row, &speed) in speeds.iter().enumerate() {
        if high.0 < speed {
            high = (speed, row);
        }
        if speed < low.0 {
            low = (speed, row);
        }
        if rising != Some(false) && speed.saturating_add(RISE) <= high.0 {
            found.push(high.1);
            rising = Some(false);
            low = (speed, row);
        } else if rising != Some(true) && low.0.saturating_add(RISE) <= speed {
            found.push(low.1);
            rising = Some(true);
            high = (speed, row);
        }
    }
    found
}

/// Rows in the middle of stretches in one gear.
fn gears(gears: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for stretch in gears.chunk_by(|a, b| a == b) {
        // Shifts through the gears have no room for figures.
        if gears.len() / 80 < stretch.len() {
            found.push(start + stretch.len() / 2);
        }
        start += stretch.len();
    }
    found
}

/// A text (words, weight, colour) beside the track, away from its middle, else towards it; where it would lie on the
/// track or on what is `taken` already, it is left out.
fn beside(
    sheet: &mut Sheet,
    outline: &Outline,
    part: f64,
    (text, weight, rgb): (String, u16, u32),
    taken: &mut Vec<Rect>,
) {
    let count = outline.points.len() as f64;
    let middle =
        outline.points.iter().fold([0.0; 2], |sum, p| [sum[0] + p[0] / count, sum[1] + p[1] / count]);
    let at = outline.at(part);
    let (before, after) = (outline.at(part - 0.004), outline.at(part + 0.004));
    let (dx, dy) = (after[0] - before[0], after[1] - before[1]);
    let length = dx.hypot(dy).max(1e-6);
    let (nx, ny) = (-dy / length, dx / length);
    let outwards = if nx * (at[0] - middle[0]) + ny * (at[1] - middle[1]) < 0.0 { -1.0 } else { 1.0 };
    let half = sheet.width_of(&text, weight) / 2.0 + 2.0;
    let sheet_edge = Rect::new(0.0, 24.0, sheet.width, sheet.height);
    for side in [outwards, -outwards] {
        // As far as its box needs to clear the track.
        let far = side * (9.0 + nx.abs() * half + ny.abs() * 8.0);
        let place = [at[0] + far * nx, at[1] + far * ny];
        let rect = Rect::new(place[0] - half, place[1] - 8.0, place[0] + half, place[1] + 8.0);
        let around = Rect::new(rect.left - 3.0, rect.top - 1.0, rect.right + 3.0, rect.bottom + 1.0);
        let is_free = rect.shared(&sheet_edge) == Some(rect)
            && taken.iter().all(|other| other.shared(&rect).is_none())
            && outline.points.windows(2).all(|pair| clip_segment(pair[0], pair[1], &around).is_none());
        if is_free {
            taken.push(rect);
            return sheet.haloed(place, text, weight, rgb, Anchor::Middle);
        }
    }
}

fn scale_of_colours(sheet: &mut Sheet, trace: &Trace, (low, high): (f64, f64), map: MapOf) {
    let palette = sheet.inks.palette;
    let unit = if map == MapOf::Speed { "km/h" } else { "gear" };
    sheet.text([2.0, 12.0], trace.name(), 700, palette.ink, Anchor::Start);
    let mut left = sheet.width_of(&trace.name(), 700) + 18.0;
    let text = number(low, 0);
    sheet.text([left, 12.0], text.clone(), 500, palette.ink2, Anchor::Start);
    left += sheet.width_of(&text, 500) + 6.0;
    for i in 0..8 {
        let t = f64::from(i) / 7.0;
        let (from, half) = (left + f64::from(i) * 8.0, 1.5 + 3.5 * t);
        sheet.rect(
            Rect::new(from, 12.0 - half, from + 8.0, 12.0 + half),
            Colour::solid(ramp(t, sheet.inks.theme)),
        );
    }
    sheet.text([left + 70.0, 12.0], format!("{} {unit}", number(high, 0)), 500, palette.ink2, Anchor::Start);
}

fn map_table(trace: &Trace) -> Table {
    let mut table = Table::new(["Distance, m", "Speed, km/h", "Gear"]);
    for i in 0..=((trace.length() / 100.0) as usize).min(1000) {
        let metres = i as f64 * 100.0;
        let row = trace.row_at(metres);
        table.push(vec![
            number(metres, 0),
            trace.lap.speed[row].to_string(),
            trace.lap.gear[row].to_string(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::hit;
    use crate::charts::testing::{canvas, telemetry, texts};

    #[test]
    fn extremes_are_corners_and_straights() {
        let speeds = [300, 310, 320, 200, 90, 80, 90, 100, 250, 315, 312, 300, 120, 130];
        assert_eq!(extremes(&speeds), [2, 5, 9]);
        assert_eq!(extremes(&[]), [0usize; 0]);
    }

    #[test]
    fn every_piece_has_its_fastest() {
        let laps = [&telemetry("NOR", 43, 1000), &telemetry("VER", 43, 1010)];
        let documents = Documents { telemetry: &laps, ..Documents::default() };
        let chart = dominance(&documents, &View::default(), &canvas(600.0, 400.0));
        assert_eq!(chart.table.rows.len(), MINI_SECTORS);
        assert_eq!(chart.summary, "Fastest: NOR 43 in 25 and VER 43 in 0.");
        assert!(chart.targets.iter().all(|target| (0.0..600.0).contains(&target.at[0])));
        let chart = map(&documents, &View { map: MapOf::Gear, ..View::default() }, &canvas(600.0, 400.0));
        assert!(!chart.is_empty());
    }

    #[test]
    fn one_lap_cannot_be_compared() {
        let laps = [&telemetry("NOR", 43, 1000)];
        let documents = Documents { telemetry: &laps, ..Documents::default() };
        assert!(dominance(&documents, &View::default(), &canvas(600.0, 400.0)).is_empty());
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
        let chart = dominance(&documents, &View::default(), &canvas(600.0, 400.0));
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
        for chart in [dominance, map].map(|chart| chart(&documents, &View::default(), &canvas(600.0, 400.0)))
        {
            for (i, target) in chart.targets.iter().enumerate() {
                assert_eq!(hit::metres(&chart, 0.0, Some(i)), Some(target.x));
                let [x, y] = chart.on_way(target.x).unwrap();
                assert!((x - target.at[0]).hypot(y - target.at[1]) < 1e-6, "{}", target.words);
            }
            assert!((chart.targets[0].x..5000.0).contains(&chart.targets.last().unwrap().x));
            assert!(4800.0 < chart.targets.last().unwrap().x);
            assert_eq!(hit::metres(&chart, 300.0, None), None);
        }
    }

    #[test]
    fn turns_are_numbered_where_nothing_else_stands() {
        let lap = telemetry("NOR", 43, 1000);
        let outline: Vec<[i32; 2]> = lap.x.iter().zip(&lap.y).map(|(&x, &y)| [x, y]).collect();
        // The third lies where the second does, and a gear's figure on the other side.
        let corners = vec![outline[60], outline[200], outline[200]];
        let track = Track { version: 1, outline, length_m: 5000.0, corners };
        let documents = Documents { telemetry: &[&lap], track: Some(&track), ..Documents::default() };
        let chart = map(&documents, &View { map: MapOf::Gear, ..View::default() }, &canvas(600.0, 400.0));
        let ink = Theme::Light.palette().ink3;
        let pale = |command: &Command| match command {
            Command::Text { text, colour, .. } if colour.rgb == ink => Some(text.clone()),
            _ => None,
        };
        let numbers: Vec<String> = chart.commands.iter().filter_map(pale).collect();
        assert_eq!(numbers, ["1", "2"]);
    }
}
