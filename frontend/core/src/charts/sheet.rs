//! What all charts draw alike: axes, grids, bands, lines of the chosen and the quiet, marks, labels at lines' ends.

use gridcast_shared::mart::{Period, Race};

use super::cast::Member;
use super::geometry::{Rect, clip};
use super::inks::Inks;
use super::scale::Scale;
use super::scene::{Anchor, AxisOf, Chart, Colour, Command, Dash, Series, Shape, Stroke, Target};
use super::spread::spread;
use super::table::Table;
use super::view::View;
use super::{Canvas, ChartKind, ticks};

/// Canvases narrower than this are a phone's, CSS px.
pub(super) const NARROW: f64 = 560.0;

/// Distance of labels in a column, CSS px.
pub(super) const LABEL_STEP: f64 = 14.5;

/// Text of axes and labels, CSS px.
const SIZE: f64 = 12.0;

/// A text that stands at the end of a line.
pub(super) struct EndLabel {
    /// The line's end, CSS px.
    pub(super) y: f64,
    /// What it says.
    pub(super) text: String,
    /// Bold and ink, or quiet.
    pub(super) chosen: bool,
}

/// The side of the plot that labels stand at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Right-aligned.
    Left,
    /// Left-aligned.
    Right,
}

/// A chart in the making.
pub(super) struct Sheet<'a> {
    canvas: &'a Canvas<'a>,
    pub(super) inks: Inks,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) commands: Vec<Command>,
    pub(super) series: Vec<Series>,
    pub(super) targets: Vec<Target>,
    /// See [`Chart::metres`].
    pub(super) metres: u16,
    /// Where codes of cars out stand.
    named: Vec<Rect>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(canvas: &'a Canvas<'a>, view: &View) -> Self {
        let side = |length: f64| if length.is_nan() { 1.0 } else { length.clamp(1.0, 20_000.0) };
        Self {
            canvas,
            inks: Inks::new(canvas.theme, view.scheme),
            width: side(canvas.width),
            height: side(canvas.height),
            commands: Vec::new(),
            series: Vec::new(),
            targets: Vec::new(),
            metres: 0,
            named: Vec::new(),
        }
    }

    pub(super) fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    pub(super) fn beside_table(&self) -> bool {
        self.canvas.beside_table
    }

    pub(super) fn is_for_file(&self) -> bool {
        self.canvas.for_file
    }

    /// The canvas without margins left, top, right, bottom.
    pub(super) fn plot(&self, margins: [f64; 4]) -> Rect {
        let [left, top, right, bottom] = margins;
        Rect::new(left.min(self.width), top.min(self.height), self.width - right, self.height - bottom)
    }

    pub(super) fn width_of(&self, text: &str, weight: u16) -> f64 {
        let width = f64::from((self.canvas.measure)(text, SIZE as f32, weight));
        if width.is_finite() { width } else { 0.0 }
    }

    /// Width of the widest.
    pub(super) fn widest<'t>(&self, texts: impl IntoIterator<Item = &'t str>, weight: u16) -> f64 {
        texts.into_iter().map(|text| self.width_of(text, weight)).fold(0.0, f64::max)
    }

    pub(super) fn text(
        &mut self,
        at: [f64; 2],
        text: impl Into<String>,
        weight: u16,
        rgb: u32,
        anchor: Anchor,
    ) {
        self.commands.push(text_command(at, text.into(), (SIZE, weight), rgb, anchor));
    }

    /// A text over lines.
    pub(super) fn haloed(
        &mut self,
        at: [f64; 2],
        text: impl Into<String>,
        weight: u16,
        rgb: u32,
        anchor: Anchor,
    ) {
        let mut command = text_command(at, text.into(), (SIZE, weight), rgb, anchor);
        if let Command::Text { halo, .. } = &mut command {
            *halo = Some(Colour::solid(self.inks.palette.ground));
        }
        self.commands.push(command);
    }

    /// A line, cut to `plot`.
    pub(super) fn line(&mut self, points: &[[f64; 2]], stroke: Stroke, plot: &Rect) {
        for part in clip(points, plot) {
            self.commands.push(Command::Line { points: part, stroke });
        }
    }

    /// A driver's line, in the team's colour.
    pub(super) fn driver_line(&mut self, points: &[[f64; 2]], member: &Member, plot: &Rect) {
        self.entrant_line(points, member.chosen.then_some((member.colour, member.dash)), plot);
    }

    /// The line of one among many: of the chosen in their colour over a ground halo, of others 1 px of edge colour.
    /// Lines at the plot's edge keep their whole width.
    pub(super) fn entrant_line(&mut self, points: &[[f64; 2]], chosen: Option<(u32, Dash)>, plot: &Rect) {
        let palette = self.inks.palette;
        if let Some((colour, dash)) = chosen {
            let wide = Rect { top: plot.top - 2.0, bottom: plot.bottom + 2.0, ..*plot };
            self.line(points, Stroke::solid(palette.ground, 5.5), &wide);
            self.line(points, Stroke::solid(colour, 2.5).dashed(dash), &wide);
        } else {
            self.line(points, Stroke::solid(palette.edge, 1.0), plot);
        }
    }

    pub(super) fn rect(&mut self, rect: Rect, fill: Colour) {
        self.commands.push(Command::Rect {
            rect,
            radius: 0.0,
            fill: Some(fill),
            pattern: None,
            stroke: None,
        });
    }

    /// A hairline across the plot.
    pub(super) fn rule(&mut self, from: [f64; 2], to: [f64; 2]) {
        let stroke = Stroke::solid(self.inks.palette.line, 1.0);
        self.commands.push(Command::Line { points: vec![from, to], stroke });
    }

    /// A stop.
    pub(super) fn ring(&mut self, at: [f64; 2], member: &Member) {
        let (rgb, width, radius) =
            if member.chosen { (member.colour, 1.75, 4.0) } else { (self.inks.palette.edge, 1.0, 2.5) };
        self.mark(at, Shape::Circle, radius, Some(self.inks.palette.ground), Some(Stroke::solid(rgb, width)));
    }

    /// A car out.
    pub(super) fn out(&mut self, at: [f64; 2], member: &Member) {
        let ink = if member.chosen { member.colour } else { self.inks.palette.ink2 };
        self.mark(at, Shape::Cross, 3.5, None, Some(Stroke::solid(ink, 1.5)));
    }

    /// A car out with its code beside it, where no other such code stands.
    pub(super) fn named_out(&mut self, at: [f64; 2], member: &Member, plot: &Rect) {
        self.out(at, member);
        let weight = if member.chosen { 700 } else { 500 };
        let (width, height) = (self.width_of(member.code, weight), LABEL_STEP);
        let [x, y] = at;
        let around = |dx: f64, dy: f64| {
            let [x, y] = [x + dx, y + dy];
            Rect::new(x - width / 2.0, y - height / 2.0, x + width / 2.0, y + height / 2.0)
        };
        let aside = width / 2.0 + 8.0;
        let places = [around(0.0, 13.0), around(0.0, -13.0), around(aside, 0.0), around(-aside, 0.0)];
        let free = places.iter().find(|place| {
            place.shared(plot) == Some(**place)
                && self.named.iter().all(|named| named.shared(place).is_none())
        });
        // Where all is full the words of the place still tell who it is.
        let Some(place) = free.copied() else { return };
        self.named.push(place);
        self.haloed(place.centre(), member.code, weight, self.inks.palette.ink2, Anchor::Middle);
    }

    pub(super) fn mark(
        &mut self,
        at: [f64; 2],
        shape: Shape,
        radius: f64,
        fill: Option<u32>,
        stroke: Option<Stroke>,
    ) {
        self.commands.push(Command::Mark { at, shape, radius, fill: fill.map(Colour::solid), stroke });
    }

    /// Bands over laps that were not green, with their names at the foot of the plot or above it.
    pub(super) fn bands(&mut self, periods: &[Period], x: &Scale, plot: &Rect, names: Names) {
        for period in periods {
            let Some(band) = self.inks.band(period.kind) else { continue };
            let left = x.px(f64::from(period.first_lap.max(1) - 1)).max(plot.left);
            let right = x.px(f64::from(period.last_lap)).min(plot.right);
            if right - left < 0.5 {
                continue;
            }
            self.rect(Rect::new(left, plot.top, right, plot.bottom), band.fill);
            let y = match names {
                Names::Foot => plot.bottom - 8.0,
                Names::Above => plot.top - 9.0,
            };
            // Above there is room beside a band; at its foot a name stays on it.
            let slack = if names == Names::Above { 40.0 } else { 2.0 };
            let fits = |name: &&&str| self.width_of(name, 500) <= right - left + slack;
            let narrow = self.is_narrow();
            let name = [band.long, band.short];
            let found = name.iter().filter(|name| !narrow || **name == band.short).find(fits);
            if let Some(name) = found.copied() {
                self.text([f64::midpoint(left, right), y], name, 500, band.text, Anchor::Middle);
            }
        }
    }

    /// Names of laps below the plot; the left end says `first`.
    pub(super) fn lap_axis(&mut self, x: &Scale, plot: &Rect, first: &str) {
        let (low, high) = (x.data[0].max(0.0), x.data[1].max(0.0));
        let y = plot.bottom + 14.0;
        let rgb = self.inks.palette.ink3;
        let first = if 0.5 < low { format!("{low:.0}") } else { first.to_owned() };
        let anchor = if plot.left < 20.0 { Anchor::Start } else { Anchor::Middle };
        let end = plot.left + self.width_of(&first, 500);
        self.text([plot.left, y], first, 500, rgb, anchor);
        for lap in ticks::whole(
            low.ceil() as u16,
            high.floor() as u16,
            x.unit(),
            if self.is_narrow() { 26.0 } else { 64.0 },
        ) {
            let px = x.px(f64::from(lap));
            if end + 12.0 < px {
                let anchor = if self.width - 10.0 < px { Anchor::End } else { Anchor::Middle };
                self.text([px, y], lap.to_string(), 500, rgb, anchor);
            }
        }
    }

    /// Labels at the ends of lines, pushed apart, with thin leaders where they had to move.
    pub(super) fn end_labels(&mut self, mut labels: Vec<EndLabel>, plot: &Rect, side: Side) {
        labels.sort_by(|a, b| a.y.total_cmp(&b.y));
        let wanted: Vec<f64> = labels.iter().map(|label| label.y).collect();
        let (low, high) = (plot.top.min(8.0), (self.height - 8.0).max(plot.bottom));
        let places = spread(&wanted, LABEL_STEP, low.max(0.0), high);
        let moved = wanted.iter().zip(&places).any(|(wanted, place)| 2.0 < (wanted - place).abs());
        let reach = if moved { 14.0 } else { 8.0 };
        let palette = self.inks.palette;
        for (label, place) in labels.into_iter().zip(places) {
            let (edge, near, far, anchor) = match side {
                Side::Left => (plot.left, plot.left - 2.0, plot.left - reach, Anchor::End),
                Side::Right => (plot.right, plot.right + 2.0, plot.right + reach, Anchor::Start),
            };
            if 2.0 < (label.y - place).abs() {
                let inner = if side == Side::Left { far + 3.0 } else { far - 3.0 };
                let stroke =
                    Stroke { colour: Colour::faint(palette.edge, 0.7), width: 0.75, dash: Dash::Solid };
                let points = vec![[edge, label.y], [near, label.y], [inner, place]];
                self.commands.push(Command::Line { points, stroke });
            }
            let (weight, rgb) = if label.chosen { (700, palette.ink) } else { (500, palette.ink2) };
            self.text([far, place], label.text, weight, rgb, anchor);
        }
    }

    /// A place that can be pointed at, if it is to be seen.
    pub(super) fn target(
        &mut self,
        plot: &Rect,
        series: usize,
        x: f64,
        at: [f64; 2],
        value: String,
        words: String,
    ) {
        if plot.left - 0.5 <= at[0] && at[0] <= plot.right + 0.5 {
            let at = [at[0], at[1].clamp(plot.top, plot.bottom)];
            self.targets.push(Target { series, x, at, half: [0.0; 2], value, words });
        }
    }

    pub(super) fn finish(self, kind: ChartKind, plot: Rect, axis: AxisOf, x: Scale, told: Told) -> Chart {
        Chart {
            id: kind.id(),
            title: kind.title().to_owned(),
            sentence: told.sentence,
            size: [self.width, self.height],
            plot,
            axis,
            x,
            metres: self.metres,
            way: Vec::new(),
            commands: self.commands,
            series: self.series,
            targets: self.targets,
            table: told.table,
            summary: told.summary,
            missing: told.missing,
        }
    }

    /// A chart with nothing in it but the reason.
    pub(super) fn empty(mut self, kind: ChartKind, missing: impl Into<String>) -> Chart {
        self.commands.clear();
        let plot = self.plot([0.0; 4]);
        let missing = missing.into();
        let told = Told { summary: missing.clone(), missing: Some(missing), ..Told::default() };
        self.finish(kind, plot, AxisOf::Nothing, Scale::new([0.0, 1.0], [0.0, 1.0]), told)
    }
}

/// Where the names of bands stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// On the band, at its foot.
    Foot,
    /// Above the plot.
    Above,
}

/// What a chart says beside its picture.
#[derive(Default)]
pub(super) struct Told {
    pub(super) sentence: String,
    pub(super) table: Table,
    pub(super) summary: String,
    pub(super) missing: Option<String>,
}

/// A text command without halo; `font` is size and weight.
pub(super) fn text_command(
    at: [f64; 2],
    text: String,
    font: (f64, u16),
    rgb: u32,
    anchor: Anchor,
) -> Command {
    let (size, weight) = font;
    Command::Text { at, text, size, weight, colour: Colour::solid(rgb), anchor, halo: None }
}

/// Laps of a race: what the winner drove, or as far as anybody's laps go.
pub(super) fn race_laps(race: &Race, last_lap: u16) -> u16 {
    race.laps.max(last_lap).max(1)
}
