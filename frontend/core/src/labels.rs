//! Where the cars' codes stand on the map: near their dots, on nothing else, and calm.
//!
//! Each label has 24 directions at six distances to choose from and takes the cheapest. It leaves its place only
//! when another is better by a third and stays so for 400 ms, so nothing flickers. A few labels are looked at
//! each frame, so the work is the same every frame and does not grow in a crowd.

use std::f64::consts::TAU;
use std::sync::LazyLock;

const DIRECTIONS: usize = 24;

/// Each direction as a unit vector: they are asked for some hundred times a frame.
static UNITS: LazyLock<[[f64; 2]; DIRECTIONS]> = LazyLock::new(|| {
    std::array::from_fn(|direction| {
        let (y, x) = (TAU * direction as f64 / DIRECTIONS as f64).sin_cos();
        [x, y]
    })
});

/// Gaps between the dot's edge and the label, CSS pixels.
const DISTANCES: [f64; 6] = [3.0, 8.0, 14.0, 21.0, 30.0, 42.0];

/// Gap beyond which a line leads from the dot to its label.
const LEADER_FROM: f64 = 20.0;

/// Labels looked at in one frame.
const A_FRAME: usize = 3;

/// How long a better place must stay better, ms; less when the race runs faster than the world.
const PATIENCE_MS: f64 = 400.0;

/// Time in which a label glides to a new place (to 1/e), ms.
const GLIDE_MS: f64 = 60.0;

/// Side of a cell of the crowd's grid, CSS pixels.
const CELL: f64 = 5.0;

/// A label's height, CSS pixels.
const HEIGHT: f64 = 15.0;

/// A rectangle, CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left, top.
    pub low: [f64; 2],
    /// Right, bottom.
    pub high: [f64; 2],
}

impl Rect {
    /// The rectangle of a size around its centre.
    pub fn around(at: [f64; 2], width: f64, height: f64) -> Self {
        Self {
            low: [at[0] - width / 2.0, at[1] - height / 2.0],
            high: [at[0] + width / 2.0, at[1] + height / 2.0],
        }
    }

    /// Area that two rectangles share, square pixels.
    fn shared(&self, other: &Self) -> f64 {
        let width = self.high[0].min(other.high[0]) - self.low[0].max(other.low[0]);
        let height = self.high[1].min(other.high[1]) - self.low[1].max(other.low[1]);
        width.max(0.0) * height.max(0.0)
    }
}

/// A corner's number, which gives way: it is not drawn while a dot or a label stands on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corner {
    /// From 1.
    pub number: u8,
    /// Its middle, CSS pixels.
    pub at: [f64; 2],
}

/// What stands still on the map and is to be kept free: the track and the corner numbers.
#[derive(Clone, Debug, Default)]
pub struct Crowd {
    size: [f64; 2],
    columns: usize,
    rows: usize,
    cells: Vec<bool>,
    boxes: Vec<Rect>,
    corners: Vec<Corner>,
}

impl Crowd {
    /// Empties it for a panel of `size`.
    pub fn begin(&mut self, size: [f64; 2]) {
        self.size = size;
        self.columns = (size[0] / CELL).ceil().clamp(1.0, 2000.0) as usize;
        self.rows = (size[1] / CELL).ceil().clamp(1.0, 2000.0) as usize;
        self.cells.clear();
        self.cells.resize(self.columns * self.rows, false);
        self.boxes.clear();
        self.corners.clear();
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

    /// Marks a corner's number.
    pub fn add_corner(&mut self, corner: Corner) {
        self.add_box(Rect::around(corner.at, 15.0, 13.0));
        self.corners.push(corner);
    }

    /// The corners' numbers.
    pub fn corners(&self) -> &[Corner] {
        &self.corners
    }

    /// Whether a rectangle lies within the panel and touches nothing.
    pub fn is_free(&self, rect: &Rect) -> bool {
        self.outside(rect) <= 0.0
            && self.track_cells(rect) == 0
            && self.boxes.iter().all(|b| b.shared(rect) <= 0.0)
    }

    fn mark(&mut self, at: [f64; 2]) {
        let (column, row) = ((at[0] / CELL).floor(), (at[1] / CELL).floor());
        if 0.0 <= column && 0.0 <= row && column < self.columns as f64 && row < self.rows as f64 {
            self.cells[row as usize * self.columns + column as usize] = true;
        }
    }

    fn track_cells(&self, rect: &Rect) -> usize {
        let clamp = |v: f64, n: usize| (v / CELL).floor().clamp(0.0, n as f64 - 1.0) as usize;
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
    fn outside(&self, rect: &Rect) -> f64 {
        (2.0 - rect.low[0])
            .max(2.0 - rect.low[1])
            .max(rect.high[0] + 2.0 - self.size[0])
            .max(rect.high[1] + 2.0 - self.size[1])
            .max(0.0)
    }
}

/// A dot that wants a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Which car: the label keeps its place for it.
    pub car: usize,
    /// Where it is, CSS pixels.
    pub at: [f64; 2],
    /// Radius with what is around it, CSS pixels.
    pub radius: f64,
    /// Width of the label, CSS pixels; 0 for none.
    pub width: f64,
}

/// How labels move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Manner {
    /// Whether a label slides to a new place; otherwise it is there at once.
    pub glide: bool,
    /// Pace of the race, times the world's.
    pub pace: f64,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Its centre, CSS pixels.
    pub at: [f64; 2],
    /// The line that leads to it from the dot, when it is far.
    pub leader: Option<[[f64; 2]; 2]>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// Direction and distance, once it has been placed.
    choice: Option<(usize, usize)>,
    /// Since when there has been a better one, ms.
    better_since: Option<f64>,
    /// Where the label is drawn, from the dot.
    drawn: Option<[f64; 2]>,
}

/// All labels of the map.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    slots: Vec<Slot>,
    next: usize,
    last_ms: f64,
    patience_ms: f64,
    size: [f64; 2],
    rects: Vec<Option<Rect>>,
}

impl Labels {
    /// Forgets all places: the map was turned, or the panel is another.
    pub fn reset(&mut self) {
        self.slots.clear();
    }

    /// Looks after the labels of `dots`, which are in race order (who comes first has the first choice).
    pub fn update(&mut self, dots: &[Dot], crowd: &Crowd, now_ms: f64, manner: Manner) {
        self.patience_ms = PATIENCE_MS / manner.pace.clamp(1.0, 10.0);
        self.size = crowd.size;
        let n_slots = dots.iter().map(|dot| dot.car + 1).max().unwrap_or(0);
        if self.slots.len() < n_slots {
            self.slots.resize(n_slots, Slot::default());
        }
        self.rects.clear();
        self.rects
            .extend(dots.iter().map(|dot| self.slots[dot.car].choice.map(|choice| rect_of(dot, choice))));
        let all_new = self.rects.iter().all(Option::is_none);
        for i in 0..dots.len() {
            if self.rects[i].is_none() {
                self.choose(i, dots, crowd, None);
            }
        }
        if all_new {
            for _ in 0..3 {
                for i in 0..dots.len() {
                    self.choose(i, dots, crowd, None);
                }
            }
        } else {
            for _ in 0..A_FRAME.min(dots.len()) {
                self.next = (self.next + 1) % dots.len();
                self.choose(self.next, dots, crowd, Some(now_ms));
            }
        }
        self.glide(dots, now_ms, manner.glide);
    }

    /// Whether a corner's number has nothing on it, neither of the dots nor a label.
    pub fn leave_free(&self, corner: &Corner, dots: &[Dot]) -> bool {
        let number = Rect::around(corner.at, 13.0, 12.0);
        dots.iter().all(|dot| {
            let side = 2.0 * dot.radius;
            let label = self.place(dot).map(|placed| Rect::around(placed.at, dot.width, HEIGHT));
            Rect::around(dot.at, side, side).shared(&number) <= 0.0
                && label.is_none_or(|label| label.shared(&number) <= 0.0)
        })
    }

    /// Where a dot's label stands.
    pub fn place(&self, dot: &Dot) -> Option<Placed> {
        let slot = self.slots.get(dot.car)?;
        let drawn = slot.drawn?;
        if dot.width <= 0.0 {
            return None;
        }
        let mut at = [dot.at[0] + drawn[0], dot.at[1] + drawn[1]];
        // Until a better place is taken, a label at the panel's edge stays readable; with its dot it may leave.
        let half = [dot.width / 2.0, HEIGHT / 2.0];
        for axis in 0..2 {
            if 0.0 < dot.at[axis] && dot.at[axis] < self.size[axis] && 2.0 * half[axis] < self.size[axis] {
                at[axis] = at[axis].clamp(half[axis], self.size[axis] - half[axis]);
            }
        }
        let (_, distance) = slot.choice?;
        let leader = (LEADER_FROM < DISTANCES[distance]).then(|| {
            let length = drawn[0].hypot(drawn[1]).max(1.0);
            let (ux, uy) = (drawn[0] / length, drawn[1] / length);
            let end = length - support(ux, uy, dot.width) - 1.0;
            [
                [dot.at[0] + ux * (dot.radius + 1.0), dot.at[1] + uy * (dot.radius + 1.0)],
                [dot.at[0] + ux * end, dot.at[1] + uy * end],
            ]
        });
        Some(Placed { at, leader })
    }

    fn glide(&mut self, dots: &[Dot], now_ms: f64, glide: bool) {
        let share = if glide { 1.0 - (-(now_ms - self.last_ms).max(0.0) / GLIDE_MS).exp() } else { 1.0 };
        self.last_ms = now_ms;
        for dot in dots {
            let slot = &mut self.slots[dot.car];
            let Some(choice) = slot.choice else { continue };
            let target = offset(dot, choice);
            slot.drawn = Some(match slot.drawn {
                Some([x, y]) => [x + (target[0] - x) * share, y + (target[1] - y) * share],
                None => target,
            });
        }
    }

    /// Finds the cheapest place of dot `i`. With `patient_at` it is taken only as the module's head says.
    fn choose(&mut self, i: usize, dots: &[Dot], crowd: &Crowd, patient_at: Option<f64>) {
        let dot = &dots[i];
        if dot.width <= 0.0 {
            return;
        }
        let mut best = (f64::INFINITY, (0, 0));
        for distance in 0..DISTANCES.len() {
            // Nothing farther out can be cheaper than its distance alone.
            if best.0 <= distance_cost(distance) {
                break;
            }
            for direction in 0..DIRECTIONS {
                let choice = (direction, distance);
                if let Some(cost) = self.cost_below(best.0, i, choice, dots, crowd) {
                    best = (cost, choice);
                }
            }
        }
        let current = self.slots[dot.car].choice;
        let slot_cost = current.and_then(|choice| self.cost_below(f64::INFINITY, i, choice, dots, crowd));
        let patience_ms = self.patience_ms;
        let slot = &mut self.slots[dot.car];
        let take = match (slot_cost, patient_at) {
            (Some(cost), Some(now_ms)) if best.0 < cost * 2.0 / 3.0 => {
                let since = *slot.better_since.get_or_insert(now_ms);
                patience_ms <= now_ms - since
            }
            (Some(_), Some(_)) => {
                slot.better_since = None;
                false
            }
            _ => true,
        };
        if take {
            slot.choice = Some(best.1);
            slot.better_since = None;
            self.rects[i] = Some(rect_of(dot, best.1));
        }
    }

    /// What a place of dot `i` costs, unless that is `bound` or more: no part is negative, so most places are
    /// given up before all others have been looked at.
    fn cost_below(
        &self,
        bound: f64,
        i: usize,
        choice: (usize, usize),
        dots: &[Dot],
        crowd: &Crowd,
    ) -> Option<f64> {
        let dot = &dots[i];
        let mut cost = distance_cost(choice.1) + direction_cost(choice.0);
        if bound <= cost {
            return None;
        }
        let rect = rect_of(dot, choice);
        cost += 40.0 * crowd.outside(&rect).min(10.0);
        cost += 4.0 * crowd.track_cells(&rect) as f64;
        cost += crowd.boxes.iter().map(|b| 0.4 * b.shared(&rect)).sum::<f64>();
        let leader = (LEADER_FROM < DISTANCES[choice.1]).then(|| {
            [dot.at, [f64::midpoint(rect.low[0], rect.high[0]), f64::midpoint(rect.low[1], rect.high[1])]]
        });
        for (j, other) in dots.iter().enumerate() {
            if bound <= cost {
                return None;
            }
            if i == j {
                continue;
            }
            let around = Rect::around(other.at, 2.0 * other.radius + 2.0, 2.0 * other.radius + 2.0);
            cost += 0.5 * around.shared(&rect);
            if 0.0 < other.width
                && let Some(label) = &self.rects[j]
            {
                let shared = label.shared(&rect);
                cost += if 0.0 < shared { 25.0 + shared } else { 0.0 };
                if let Some(leader) = leader
                    && crosses(leader, label)
                {
                    cost += 30.0;
                }
            }
        }
        (cost < bound).then_some(cost)
    }
}

/// Whether a line runs through a rectangle, looked at in eight places.
fn crosses(line: [[f64; 2]; 2], rect: &Rect) -> bool {
    (1..8).any(|i| {
        let t = f64::from(i) / 8.0;
        let at = [0, 1].map(|axis| line[0][axis] + (line[1][axis] - line[0][axis]) * t);
        (0..2).all(|axis| rect.low[axis] < at[axis] && at[axis] < rect.high[axis])
    })
}

fn distance_cost(distance: usize) -> f64 {
    1.0 + DISTANCES[distance] * 0.9
}

/// Level places read best: right first, then left.
fn direction_cost(direction: usize) -> f64 {
    let [x, _] = UNITS[direction];
    1.5 * (1.0 - x.abs()) + if x < 0.0 { 0.8 } else { 0.0 }
}

/// Half a label's extent in a direction.
fn support(ux: f64, uy: f64, width: f64) -> f64 {
    ux.abs() * width / 2.0 + uy.abs() * HEIGHT / 2.0
}

fn offset(dot: &Dot, (direction, distance): (usize, usize)) -> [f64; 2] {
    let [ux, uy] = UNITS[direction];
    let reach = dot.radius + DISTANCES[distance] + support(ux, uy, dot.width);
    [ux * reach, uy * reach]
}

fn rect_of(dot: &Dot, choice: (usize, usize)) -> Rect {
    let [dx, dy] = offset(dot, choice);
    Rect::around([dot.at[0] + dx, dot.at[1] + dy], dot.width, HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STILL: Manner = Manner { glide: false, pace: 1.0 };

    fn crowd() -> Crowd {
        let mut crowd = Crowd::default();
        crowd.begin([400.0, 300.0]);
        crowd.add_line(&[[0.0, 150.0], [400.0, 150.0]]);
        crowd
    }

    fn dots(xs: &[f64]) -> Vec<Dot> {
        let dot = |(car, &x): (usize, &f64)| Dot { car, at: [x, 150.0], radius: 9.0, width: 28.0 };
        xs.iter().enumerate().map(dot).collect()
    }

    fn rect(labels: &Labels, dot: &Dot) -> Rect {
        Rect::around(labels.place(dot).unwrap().at, dot.width, HEIGHT)
    }

    #[test]
    fn labels_keep_off_the_track_the_dots_and_each_other() {
        let dots = dots(&[100.0, 112.0, 120.0, 135.0, 141.0]);
        let mut labels = Labels::default();
        labels.update(&dots, &crowd(), 0.0, STILL);
        for (i, dot) in dots.iter().enumerate() {
            let label = rect(&labels, dot);
            assert_eq!(crowd().track_cells(&label), 0, "{i}");
            for other in &dots[..i] {
                assert!(label.shared(&rect(&labels, other)) <= 0.0, "{i}");
            }
            for other in &dots {
                assert!(label.shared(&Rect::around(other.at, 18.0, 18.0)) < 20.0, "{i}");
            }
        }
    }

    #[test]
    fn labels_stay_within_the_panel() {
        let dots = [Dot { car: 0, at: [396.0, 4.0], radius: 9.0, width: 28.0 }];
        let mut labels = Labels::default();
        labels.update(&dots, &crowd(), 0.0, STILL);
        assert!(crowd().outside(&rect(&labels, &dots[0])) <= 0.0);
    }

    #[test]
    fn corner_numbers_give_way_to_dots_and_labels() {
        let dots = dots(&[100.0]);
        let mut labels = Labels::default();
        labels.update(&dots, &crowd(), 0.0, STILL);
        let free = |at| labels.leave_free(&Corner { number: 1, at }, &dots);
        assert!(free([300.0, 100.0]));
        assert!(!free([104.0, 155.0]), "on the dot");
        assert!(!free(rect_middle(&rect(&labels, &dots[0]))), "on the label");
    }

    #[test]
    fn a_label_moves_only_after_patience() {
        let mut labels = Labels::default();
        let mut pair = dots(&[100.0, 300.0]);
        labels.update(&pair, &crowd(), 0.0, STILL);
        let before = labels.slots[0].choice;
        // The other car comes to stand exactly on the first one's label.
        pair[1].at = rect_middle(&rect(&labels, &pair[0]));
        for frame in 1..20 {
            labels.update(&pair, &crowd(), f64::from(frame) * 16.0, STILL);
            assert_eq!(labels.slots[0].choice, before, "frame {frame}");
        }
        for frame in 20..60 {
            labels.update(&pair, &crowd(), f64::from(frame) * 16.0, STILL);
        }
        assert_ne!(labels.slots[0].choice, before);
    }

    #[test]
    fn a_still_picture_has_still_labels() {
        let dots = dots(&[100.0, 104.0, 120.0, 125.0, 200.0, 205.0, 211.0]);
        let mut labels = Labels::default();
        labels.update(&dots, &crowd(), 0.0, STILL);
        for frame in 0..200 {
            labels.update(&dots, &crowd(), f64::from(frame) * 16.0, STILL);
        }
        let places: Vec<_> = dots.iter().map(|dot| labels.place(dot)).collect();
        for frame in 200..600 {
            labels.update(&dots, &crowd(), f64::from(frame) * 16.0, STILL);
            assert_eq!(places, dots.iter().map(|dot| labels.place(dot)).collect::<Vec<_>>());
        }
    }

    fn rect_middle(rect: &Rect) -> [f64; 2] {
        [f64::midpoint(rect.low[0], rect.high[0]), f64::midpoint(rect.low[1], rect.high[1])]
    }
}
