//! A table whose figures also stand on scales: a row an entrant, a column a measure, the best of each marked.

use crate::charts::axis::scale::Scale;
use crate::charts::build::builder::ChartBuilder;
use crate::charts::build::chart::Target;
use crate::charts::data::series::Series;
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::{Anchor, Colour, Dash, LineStyle, Shape};

/// Above the rows, CSS px.
pub(super) const TOP: f64 = 22.0;

/// Below them, CSS px.
const BOTTOM: f64 = 6.0;

/// Columns narrower than this have their dots below the figures, CSS px.
const SIDE_BY_SIDE: f64 = 110.0;

/// What a column measures.
pub(super) struct Column {
    /// Its name above.
    pub(super) head: String,
    /// A value a row.
    pub(super) values: Vec<Option<f64>>,
    /// Which value is best.
    pub(super) best: Best,
    /// A value that is marked by a broken line through all rows, where it lies among the others.
    pub(super) limit: Option<f64>,
    /// A value as it stands there.
    pub(super) figure: fn(f64) -> String,
    /// A value in words, with the lap.
    pub(super) words: Vec<String>,
}

/// Which value is best.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Best {
    /// Times.
    Least,
    /// Speeds.
    Greatest,
}

/// Draws rows and columns; returns where they stand and the first column's scale.
pub(super) fn draw(builder: &mut ChartBuilder, rows: &[Series], columns: &[Column]) -> (Bounds, Scale) {
    let names = builder.widest(rows.iter().map(|row| row.name.as_str()), 700) + 14.0;
    let plot = builder.plot([names, TOP, 2.0, BOTTOM]);
    let row_height = plot.height() / rows.len().max(1) as f64;
    let middle = |row: usize| plot.top + (row as f64 + 0.5) * row_height;
    let colours = builder.palette.colours;
    for (i, row) in rows.iter().enumerate() {
        let (weight, rgb) = if row.chosen { (700, colours.ink) } else { (500, colours.ink2) };
        builder.rect(Bounds::new(0.0, middle(i) - 6.0, 3.0, middle(i) + 6.0), Colour::solid(row.colour));
        builder.text([8.0, middle(i)], row.name.clone(), weight, rgb, Anchor::Start);
        if 0 < i {
            let y = plot.top + i as f64 * row_height;
            builder.rule([0.0, y], [plot.right, y]);
        }
    }
    let mut first_scale = Scale::new([0.0, 1.0], [plot.left, plot.right]);
    let width = plot.width() / columns.len().max(1) as f64;
    let mut targets: Vec<Target> = Vec::new();
    for (c, column) in columns.iter().enumerate() {
        let beside = SIDE_BY_SIDE <= width;
        // Between columns, so that a figure is not read with the next one's dots.
        let gap = if beside && 0 < c { 22.0 } else { 6.0 };
        let left = plot.left + c as f64 * width + gap;
        let right = (plot.left + (c + 1) as f64 * width - 2.0).max(left);
        builder.text([right, plot.top - 10.0], column.head.clone(), 500, colours.ink3, Anchor::End);
        let known = || column.values.iter().copied().flatten().filter(|value| value.is_finite());
        let (low, high) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
        if high < low {
            continue;
        }
        let figure_width =
            known().map(|value| builder.width_of(&(column.figure)(value), 600)).fold(0.0, f64::max);
        let dots_right = if beside { right - figure_width - 12.0 } else { right - 3.0 };
        let x = Scale::new([low, high], [left + 4.0, dots_right.max(left + 4.0)]);
        if c == 0 {
            first_scale = x;
        }
        if let Some(limit) = column.limit.filter(|limit| (low..=high).contains(limit)) {
            let at = x.px(limit);
            let stroke = LineStyle { colour: Colour::solid(colours.edge), width: 1.0, dash: Dash::Dashed };
            builder.line(&[[at, plot.top], [at, plot.bottom]], stroke, &plot);
        }
        for (i, (value, row)) in column.values.iter().zip(rows).enumerate() {
            let Some(value) = value.filter(|value| value.is_finite()) else { continue };
            let best = (value - if column.best == Best::Least { low } else { high }).abs() < 1e-9;
            let (figure_y, dot_y) =
                if beside { (middle(i), middle(i)) } else { (middle(i) - 4.0, middle(i) + 8.0) };
            builder.rule([x.px[0], dot_y], [x.px[1], dot_y]);
            let shape = if best { Shape::Diamond } else { Shape::Circle };
            let colour = if best { colours.best } else { row.colour };
            let hollow = row.second && !best;
            let fill = if hollow { colours.ground } else { colour };
            builder.mark([x.px(value), dot_y], shape, 4.0, Some(fill), Some(LineStyle::solid(colour, 1.5)));
            let (weight, rgb) = match (best, row.chosen) {
                (true, _) => (700, colours.best),
                (false, true) => (700, colours.ink),
                (false, false) => (500, colours.ink2),
            };
            builder.text([right, figure_y], (column.figure)(value), weight, rgb, Anchor::End);
            targets.push(Target {
                series: i,
                x: c as f64,
                at: [f64::midpoint(left, right), middle(i)],
                half: [(right - left) / 2.0, row_height / 2.0],
                value: (column.figure)(value),
                words: column.words.get(i).cloned().unwrap_or_default(),
            });
        }
    }
    targets.sort_by_key(|target| target.series);
    builder.targets = targets;
    (plot, first_scale)
}
