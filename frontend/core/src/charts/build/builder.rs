//! What all charts draw alike: axes, grids, bands, lines of the chosen and the quiet, marks, labels at lines' ends.

use gridcast_shared::mart::{Period, Race};

use crate::charts::axis::scale::Scale;
use crate::charts::axis::ticks;
use crate::charts::build::canvas::Canvas;
use crate::charts::build::canvas::NARROW;
use crate::charts::build::chart::{AxisKind, Chart, Target};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrant;
use crate::charts::data::series::Series;
use crate::charts::draw::command;
use crate::charts::draw::command::Command;
use crate::charts::draw::geometry::{Bounds, clip};
use crate::charts::draw::spread::LABEL_STEP;
use crate::charts::draw::spread::spread;
use crate::charts::draw::style::{Anchor, Colour, Dash, LineStyle, Shape};
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::palette::ChartPalette;
use crate::charts::view_state::ViewState;
use crate::charts::words;

/// Text of axes and labels, CSS px.
const SIZE: f64 = 12.0;

/// A text that stands at the end of a line.
pub(crate) struct EndLabel {
    /// The line's end, CSS px.
    pub(crate) y: f64,
    /// What it says.
    pub(crate) text: String,
    /// Bold and ink, or quiet.
    pub(crate) chosen: bool,
}

/// The side of the plot that labels stand at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Right-aligned.
    Left,
    /// Left-aligned.
    Right,
}

/// A chart in the making.
pub(crate) struct ChartBuilder<'a> {
    canvas: &'a Canvas<'a>,
    pub(crate) palette: ChartPalette,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) commands: Vec<Command>,
    pub(crate) series: Vec<Series>,
    pub(crate) targets: Vec<Target>,
    /// See [`Chart::metres`].
    pub(crate) metres: u16,
    /// Where codes of cars out stand.
    named: Vec<Bounds>,
}

impl<'a> ChartBuilder<'a> {
    pub(crate) fn new(canvas: &'a Canvas<'a>, view: &ViewState) -> Self {
        let side = |length: f64| if length.is_nan() { 1.0 } else { length.clamp(1.0, 20_000.0) };
        Self {
            canvas,
            palette: ChartPalette::new(canvas.theme, view.scheme),
            width: side(canvas.width),
            height: side(canvas.height),
            commands: Vec::new(),
            series: Vec::new(),
            targets: Vec::new(),
            metres: 0,
            named: Vec::new(),
        }
    }

    pub(crate) fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    pub(crate) fn beside_table(&self) -> bool {
        self.canvas.beside_table
    }

    pub(crate) fn is_for_file(&self) -> bool {
        self.canvas.for_file
    }

    /// The canvas without margins left, top, right, bottom.
    pub(crate) fn plot(&self, margins: [f64; 4]) -> Bounds {
        let [left, top, right, bottom] = margins;
        Bounds::new(left.min(self.width), top.min(self.height), self.width - right, self.height - bottom)
    }

    pub(crate) fn width_of(&self, text: &str, weight: u16) -> f64 {
        let width = f64::from((self.canvas.measure)(text, SIZE as f32, weight));
        if width.is_finite() { width } else { 0.0 }
    }

    /// Width of the widest.
    pub(crate) fn widest<'t>(&self, texts: impl IntoIterator<Item = &'t str>, weight: u16) -> f64 {
        texts.into_iter().map(|text| self.width_of(text, weight)).fold(0.0, f64::max)
    }

    pub(crate) fn text(
        &mut self,
        at: [f64; 2],
        text: impl Into<String>,
        weight: u16,
        rgb: u32,
        anchor: Anchor,
    ) {
        self.commands.push(command::text(at, text.into(), (SIZE, weight), rgb, anchor));
    }

    /// A text over lines.
    pub(crate) fn haloed(
        &mut self,
        at: [f64; 2],
        text: impl Into<String>,
        weight: u16,
        rgb: u32,
        anchor: Anchor,
    ) {
        let mut command = command::text(at, text.into(), (SIZE, weight), rgb, anchor);
        if let Command::Text { halo, .. } = &mut command {
            *halo = Some(Colour::solid(self.palette.colours.ground));
        }
        self.commands.push(command);
    }

    /// A line, cut to `plot`.
    pub(crate) fn line(&mut self, points: &[[f64; 2]], stroke: LineStyle, plot: &Bounds) {
        for part in clip(points, plot) {
            self.commands.push(Command::Line { points: part, stroke });
        }
    }

    /// A driver's line, in the team's colour.
    pub(crate) fn driver_line(&mut self, points: &[[f64; 2]], entrant: &Entrant, plot: &Bounds) {
        self.series_line(points, entrant.chosen.then_some((entrant.colour, entrant.dash)), plot);
    }

    /// The line of one among many: of the chosen in their colour over a ground halo, of others 1 px of edge colour.
    /// Lines at the plot's edge keep their whole width.
    pub(crate) fn series_line(&mut self, points: &[[f64; 2]], chosen: Option<(u32, Dash)>, plot: &Bounds) {
        let colours = self.palette.colours;
        if let Some((colour, dash)) = chosen {
            let wide = Bounds { top: plot.top - 2.0, bottom: plot.bottom + 2.0, ..*plot };
            self.line(points, LineStyle::solid(colours.ground, 5.5), &wide);
            self.line(points, LineStyle::solid(colour, 2.5).dashed(dash), &wide);
        } else {
            self.line(points, LineStyle::solid(colours.edge, 1.0), plot);
        }
    }

    pub(crate) fn rect(&mut self, rect: Bounds, fill: Colour) {
        self.commands.push(Command::Rect {
            rect,
            radius: 0.0,
            fill: Some(fill),
            pattern: None,
            stroke: None,
        });
    }

    /// A hairline across the plot.
    pub(crate) fn rule(&mut self, from: [f64; 2], to: [f64; 2]) {
        let stroke = LineStyle::solid(self.palette.colours.line, 1.0);
        self.commands.push(Command::Line { points: vec![from, to], stroke });
    }

    /// A stop.
    pub(crate) fn ring(&mut self, at: [f64; 2], entrant: &Entrant) {
        let (rgb, width, radius) =
            if entrant.chosen { (entrant.colour, 1.75, 4.0) } else { (self.palette.colours.edge, 1.0, 2.5) };
        self.mark(
            at,
            Shape::Circle,
            radius,
            Some(self.palette.colours.ground),
            Some(LineStyle::solid(rgb, width)),
        );
    }

    /// A car out.
    pub(crate) fn out(&mut self, at: [f64; 2], entrant: &Entrant) {
        let ink = if entrant.chosen { entrant.colour } else { self.palette.colours.ink2 };
        self.mark(at, Shape::Cross, 3.5, None, Some(LineStyle::solid(ink, 1.5)));
    }

    /// A car out with its code beside it, where no other such code stands.
    pub(crate) fn named_out(&mut self, at: [f64; 2], entrant: &Entrant, plot: &Bounds) {
        self.out(at, entrant);
        let weight = if entrant.chosen { 700 } else { 500 };
        let (width, height) = (self.width_of(entrant.code, weight), LABEL_STEP);
        let [x, y] = at;
        let around = |dx: f64, dy: f64| {
            let [x, y] = [x + dx, y + dy];
            Bounds::new(x - width / 2.0, y - height / 2.0, x + width / 2.0, y + height / 2.0)
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
        self.haloed(place.centre(), entrant.code, weight, self.palette.colours.ink2, Anchor::Middle);
    }

    pub(crate) fn mark(
        &mut self,
        at: [f64; 2],
        shape: Shape,
        radius: f64,
        fill: Option<u32>,
        stroke: Option<LineStyle>,
    ) {
        self.commands.push(Command::Mark { at, shape, radius, fill: fill.map(Colour::solid), stroke });
    }

    /// Bands over laps that were not green, with their names at the foot of the plot or above it.
    pub(crate) fn bands(&mut self, periods: &[Period], x: &Scale, plot: &Bounds, labels: BandLabels) {
        for period in periods {
            let Some(band) = self.palette.band(period.kind) else { continue };
            let left = x.px(f64::from(period.first_lap.max(1) - 1)).max(plot.left);
            let right = x.px(f64::from(period.last_lap)).min(plot.right);
            if right - left < 0.5 {
                continue;
            }
            self.rect(Bounds::new(left, plot.top, right, plot.bottom), band.fill);
            let y = match labels {
                BandLabels::Foot => plot.bottom - 8.0,
                BandLabels::Above => plot.top - 9.0,
            };
            // Above there is room beside a band; at its foot a name stays on it.
            let slack = if labels == BandLabels::Above { 40.0 } else { 2.0 };
            let names = [words::period(period.kind), words::period_short(period.kind)];
            // A phone has room for the short one at most.
            let names = if self.is_narrow() { &names[1..] } else { &names[..] };
            let fits = |name: &&&str| self.width_of(name, 500) <= right - left + slack;
            if let Some(name) = names.iter().find(fits).copied() {
                self.text([f64::midpoint(left, right), y], name, 500, band.text, Anchor::Middle);
            }
        }
    }

    /// Names of laps below the plot; the left end says `first`.
    pub(crate) fn lap_axis(&mut self, x: &Scale, plot: &Bounds, first: &str) {
        let (low, high) = (x.data[0].max(0.0), x.data[1].max(0.0));
        let y = plot.bottom + 14.0;
        let rgb = self.palette.colours.ink3;
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
    pub(crate) fn end_labels(&mut self, mut labels: Vec<EndLabel>, plot: &Bounds, side: Side) {
        labels.sort_by(|a, b| a.y.total_cmp(&b.y));
        let wanted: Vec<f64> = labels.iter().map(|label| label.y).collect();
        let (low, high) = (plot.top.min(8.0), (self.height - 8.0).max(plot.bottom));
        let places = spread(&wanted, LABEL_STEP, low.max(0.0), high);
        let moved = wanted.iter().zip(&places).any(|(wanted, place)| 2.0 < (wanted - place).abs());
        let reach = if moved { 14.0 } else { 8.0 };
        let colours = self.palette.colours;
        for (label, place) in labels.into_iter().zip(places) {
            let (edge, near, far, anchor) = match side {
                Side::Left => (plot.left, plot.left - 2.0, plot.left - reach, Anchor::End),
                Side::Right => (plot.right, plot.right + 2.0, plot.right + reach, Anchor::Start),
            };
            if 2.0 < (label.y - place).abs() {
                let inner = if side == Side::Left { far + 3.0 } else { far - 3.0 };
                let stroke =
                    LineStyle { colour: Colour::faint(colours.edge, 0.7), width: 0.75, dash: Dash::Solid };
                let points = vec![[edge, label.y], [near, label.y], [inner, place]];
                self.commands.push(Command::Line { points, stroke });
            }
            let (weight, rgb) = if label.chosen { (700, colours.ink) } else { (500, colours.ink2) };
            self.text([far, place], label.text, weight, rgb, anchor);
        }
    }

    /// A place that can be pointed at, if it is to be seen.
    pub(crate) fn target(
        &mut self,
        plot: &Bounds,
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

    pub(crate) fn finish(
        self,
        kind: ChartKind,
        plot: Bounds,
        axis: AxisKind,
        x: Scale,
        description: Description,
    ) -> Chart {
        Chart {
            kind,
            sentence: description.sentence,
            size: [self.width, self.height],
            plot,
            axis,
            x,
            metres: self.metres,
            outline: Vec::new(),
            commands: self.commands,
            series: self.series,
            targets: self.targets,
            table: description.table,
            summary: description.summary,
            missing: description.missing.map(words::missing),
        }
    }

    /// A chart with nothing in it but the reason.
    pub(crate) fn empty(mut self, kind: ChartKind, missing: Missing) -> Chart {
        self.commands.clear();
        let plot = self.plot([0.0; 4]);
        let description = Description {
            summary: words::missing(missing),
            missing: Some(missing),
            ..Description::default()
        };
        self.finish(kind, plot, AxisKind::Nothing, Scale::new([0.0, 1.0], [0.0, 1.0]), description)
    }
}

/// Where the names of bands stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum BandLabels {
    /// On the band, at its foot.
    Foot,
    /// Above the plot.
    Above,
}

/// What a chart says beside its picture.
#[derive(Default)]
pub(crate) struct Description {
    pub(crate) sentence: String,
    pub(crate) table: Table,
    pub(crate) summary: String,
    pub(crate) missing: Option<Missing>,
}

/// Laps of a race: what the winner drove, or as far as anybody's laps go.
pub(crate) fn race_laps(race: &Race, last_lap: u16) -> u16 {
    race.laps.max(last_lap).max(1)
}
