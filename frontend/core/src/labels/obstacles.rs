//! What labels keep off: the track, the pit lane, what is written on the map, the numbers beside it.

use super::rect::Rect;
use crate::maths;

/// Side of a cell of the crowd's grid, CSS pixels.
const CELL: f64 = 5.0;

/// What a number beside the track counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbered {
    /// Corners.
    Corner,
    /// Sectors, where they begin.
    Sector,
}

/// A number beside the track, which gives way: it is not drawn while a dot or a label stands on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackNumber {
    /// What it counts.
    pub of: Numbered,
    /// From 1.
    pub number: u8,
    /// Its middle, CSS pixels.
    pub at: [f64; 2],
}

/// What stands still on the map and is to be kept free: the track and the numbers beside it.
#[derive(Clone, Debug, Default)]
pub struct Obstacles {
    size: [f64; 2],
    columns: usize,
    rows: usize,
    cells: Vec<bool>,
    boxes: Vec<Rect>,
    numbers: Vec<TrackNumber>,
}

impl Obstacles {
    /// Empties it for a panel of `size`.
    pub fn begin(&mut self, size: [f64; 2]) {
        self.size = size;
        self.columns = (size[0] / CELL).ceil().clamp(1.0, 2000.0) as usize;
        self.rows = (size[1] / CELL).ceil().clamp(1.0, 2000.0) as usize;
        self.cells.clear();
        self.cells.resize(self.columns * self.rows, false);
        self.boxes.clear();
        self.numbers.clear();
    }

    /// Marks the closed line of the track.
    pub fn add_track(&mut self, track: &[[f64; 2]]) {
        self.add_line(track);
        if let (Some(&first), Some(&last)) = (track.first(), track.last()) {
            self.add_line(&[last, first]);
        }
    }

    /// Marks an open line.
    pub fn add_line(&mut self, line: &[[f64; 2]]) {
        for pair in line.windows(2) {
            let (dx, dy) = (pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]);
            // A line far outside the panel (zoomed in) is not walked in ever finer steps.
            let steps = (dx.hypot(dy) / CELL).ceil().clamp(1.0, 400.0);
            for i in 0..=steps as usize {
                let t = i as f64 / steps;
                self.mark([pair[0][0] + dx * t, pair[0][1] + dy * t]);
            }
        }
    }

    /// Marks a rectangle.
    pub fn add_box(&mut self, rect: Rect) {
        self.boxes.push(rect);
    }

    /// Marks a number beside the track.
    pub fn add_number(&mut self, number: TrackNumber) {
        let width = match number.of {
            Numbered::Corner => 15.0,
            Numbered::Sector => 20.0,
        };
        self.add_box(Rect::around(number.at, width, 13.0));
        self.numbers.push(number);
    }

    /// The panel's size, CSS pixels.
    pub fn size(&self) -> [f64; 2] {
        self.size
    }

    /// Area of what is written on the map that a rectangle covers, square pixels.
    pub fn covered(&self, rect: &Rect) -> f64 {
        self.boxes.iter().map(|other| other.shared(rect)).sum()
    }

    /// The numbers beside the track.
    pub fn numbers(&self) -> &[TrackNumber] {
        &self.numbers
    }

    /// Whether a rectangle lies within the panel and touches nothing.
    pub fn is_free(&self, rect: &Rect) -> bool {
        self.outside(rect) <= 0.0 && self.track_cells(rect) == 0 && self.covered(rect) <= 0.0
    }

    fn mark(&mut self, at: [f64; 2]) {
        let (column, row) = ((at[0] / CELL).floor(), (at[1] / CELL).floor());
        if 0.0 <= column && 0.0 <= row && column < self.columns as f64 && row < self.rows as f64 {
            self.cells[row as usize * self.columns + column as usize] = true;
        }
    }

    /// How many cells of the track a rectangle covers.
    pub fn track_cells(&self, rect: &Rect) -> usize {
        let clamp = |v: f64, n: usize| maths::within((v / CELL).floor(), 0.0, n as f64 - 1.0) as usize;
        if self.cells.is_empty() {
            return 0;
        }
        let columns = clamp(rect.low[0], self.columns)..=clamp(rect.high[0], self.columns);
        (clamp(rect.low[1], self.rows)..=clamp(rect.high[1], self.rows))
            .map(|row| {
                let row = &self.cells[row * self.columns..][..self.columns];
                row[columns.clone()].iter().filter(|&&taken| taken).count()
            })
            .sum()
    }

    /// How far a rectangle sticks out of the panel, CSS pixels.
    pub fn outside(&self, rect: &Rect) -> f64 {
        (2.0 - rect.low[0])
            .max(2.0 - rect.low[1])
            .max(rect.high[0] + 2.0 - self.size[0])
            .max(rect.high[1] + 2.0 - self.size[1])
            .max(0.0)
    }
}
