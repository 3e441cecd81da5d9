//! Where the cars' codes stand on the map: near their dots, on nothing else, and calm.
//!
//! Each label has the places of [`candidate`] to choose from and takes the cheapest. It leaves its place only
//! when another is better by a third and stays so for 400 ms, so nothing flickers. A few labels are looked at
//! each frame, so the work is the same every frame and does not grow in a crowd.

mod candidate;
mod obstacles;
mod rect;

pub use candidate::Dot;
pub use obstacles::{Numbered, Obstacles, TrackNumber};
pub use rect::Rect;

use candidate::{Candidate, HEIGHT, support};

use crate::maths;

/// Labels looked at in one frame.
const A_FRAME: usize = 3;

/// How long a better place must stay better, ms; less when the race runs faster than the world.
const PATIENCE_MS: f64 = 400.0;

/// Time in which a label glides to a new place (to 1/e), ms.
const GLIDE_MS: f64 = 60.0;

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
    /// Its place about the dot, once it has one.
    choice: Option<Candidate>,
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
    pub fn update(&mut self, dots: &[Dot], obstacles: &Obstacles, now_ms: f64, manner: Manner) {
        self.patience_ms = PATIENCE_MS / manner.pace.clamp(1.0, 10.0);
        self.size = obstacles.size();
        let n_slots = dots.iter().map(|dot| dot.car + 1).max().unwrap_or(0);
        if self.slots.len() < n_slots {
            self.slots.resize(n_slots, Slot::default());
        }
        self.rects.clear();
        self.rects.extend(dots.iter().map(|dot| self.slots[dot.car].choice.map(|choice| choice.rect(dot))));
        let all_new = self.rects.iter().all(Option::is_none);
        for i in 0..dots.len() {
            if self.rects[i].is_none() {
                self.choose(i, dots, obstacles, None);
            }
        }
        if all_new {
            for _ in 0..3 {
                for i in 0..dots.len() {
                    self.choose(i, dots, obstacles, None);
                }
            }
        } else {
            for _ in 0..A_FRAME.min(dots.len()) {
                self.next = (self.next + 1) % dots.len();
                self.choose(self.next, dots, obstacles, Some(now_ms));
            }
        }
        self.glide(dots, now_ms, manner.glide);
    }

    /// Whether a number beside the track has nothing on it, neither of the dots nor a label.
    pub fn leave_free(&self, number: &TrackNumber, dots: &[Dot]) -> bool {
        let number = Rect::around(number.at, 13.0, 12.0);
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
                at[axis] = maths::within(at[axis], half[axis], self.size[axis] - half[axis]);
            }
        }
        let leader = slot.choice?.has_leader().then(|| {
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
        let share = if glide { 1.0 - maths::exp(-(now_ms - self.last_ms).max(0.0) / GLIDE_MS) } else { 1.0 };
        self.last_ms = now_ms;
        for dot in dots {
            let slot = &mut self.slots[dot.car];
            let Some(choice) = slot.choice else { continue };
            let target = choice.offset(dot);
            slot.drawn = Some(match slot.drawn {
                Some([x, y]) => [x + (target[0] - x) * share, y + (target[1] - y) * share],
                None => target,
            });
        }
    }

    /// Finds the cheapest place of dot `i`. With `patient_at` it is taken only as the module's head says.
    fn choose(&mut self, i: usize, dots: &[Dot], obstacles: &Obstacles, patient_at: Option<f64>) {
        let dot = &dots[i];
        if dot.width <= 0.0 {
            return;
        }
        let mut best = (f64::INFINITY, None);
        for candidate in Candidate::all() {
            // Nothing farther out can be cheaper than its distance alone.
            if best.0 <= candidate.least_cost() {
                break;
            }
            if let Some(cost) = self.cost_below(best.0, i, candidate, dots, obstacles) {
                best = (cost, Some(candidate));
            }
        }
        let (cost, Some(best)) = best else { return };
        let current = self.slots[dot.car].choice;
        let slot_cost = current.and_then(|choice| self.cost_below(f64::INFINITY, i, choice, dots, obstacles));
        let patience_ms = self.patience_ms;
        let slot = &mut self.slots[dot.car];
        let take = match (slot_cost, patient_at) {
            (Some(current), Some(now_ms)) if cost < current * 2.0 / 3.0 => {
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
            slot.choice = Some(best);
            slot.better_since = None;
            self.rects[i] = Some(best.rect(dot));
        }
    }

    /// What a place of dot `i` costs, unless that is `bound` or more: no part is negative, so most places are
    /// given up before all others have been looked at.
    fn cost_below(
        &self,
        bound: f64,
        i: usize,
        candidate: Candidate,
        dots: &[Dot],
        obstacles: &Obstacles,
    ) -> Option<f64> {
        let dot = &dots[i];
        let mut cost = candidate.cost();
        if bound <= cost {
            return None;
        }
        let rect = candidate.rect(dot);
        cost += 40.0 * obstacles.outside(&rect).min(10.0);
        cost += 4.0 * obstacles.track_cells(&rect) as f64;
        cost += 0.4 * obstacles.covered(&rect);
        let leader = candidate.has_leader().then(|| [dot.at, rect.centre()]);
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
                    && label.is_crossed_by(leader)
                {
                    cost += 30.0;
                }
            }
        }
        (cost < bound).then_some(cost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STILL: Manner = Manner { glide: false, pace: 1.0 };

    fn obstacles() -> Obstacles {
        let mut obstacles = Obstacles::default();
        obstacles.begin([400.0, 300.0]);
        obstacles.add_line(&[[0.0, 150.0], [400.0, 150.0]]);
        obstacles
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
        labels.update(&dots, &obstacles(), 0.0, STILL);
        for (i, dot) in dots.iter().enumerate() {
            let label = rect(&labels, dot);
            assert_eq!(obstacles().track_cells(&label), 0, "{i}");
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
        labels.update(&dots, &obstacles(), 0.0, STILL);
        assert!(obstacles().outside(&rect(&labels, &dots[0])) <= 0.0);
    }

    #[test]
    fn numbers_beside_the_track_give_way_to_dots_and_labels() {
        let dots = dots(&[100.0]);
        let mut labels = Labels::default();
        labels.update(&dots, &obstacles(), 0.0, STILL);
        let free = |at| labels.leave_free(&TrackNumber { of: Numbered::Corner, number: 1, at }, &dots);
        assert!(free([300.0, 100.0]));
        assert!(!free([104.0, 155.0]), "on the dot");
        assert!(!free(rect(&labels, &dots[0]).centre()), "on the label");
    }

    #[test]
    fn a_label_moves_only_after_patience() {
        let mut labels = Labels::default();
        let mut pair = dots(&[100.0, 300.0]);
        labels.update(&pair, &obstacles(), 0.0, STILL);
        let before = labels.slots[0].choice;
        // The other car comes to stand exactly on the first one's label.
        pair[1].at = rect(&labels, &pair[0]).centre();
        for frame in 1..20 {
            labels.update(&pair, &obstacles(), f64::from(frame) * 16.0, STILL);
            assert_eq!(labels.slots[0].choice, before, "frame {frame}");
        }
        for frame in 20..60 {
            labels.update(&pair, &obstacles(), f64::from(frame) * 16.0, STILL);
        }
        assert_ne!(labels.slots[0].choice, before);
    }

    #[test]
    fn a_still_picture_has_still_labels() {
        let dots = dots(&[100.0, 104.0, 120.0, 125.0, 200.0, 205.0, 211.0]);
        let mut labels = Labels::default();
        labels.update(&dots, &obstacles(), 0.0, STILL);
        for frame in 0..200 {
            labels.update(&dots, &obstacles(), f64::from(frame) * 16.0, STILL);
        }
        let places: Vec<_> = dots.iter().map(|dot| labels.place(dot)).collect();
        for frame in 200..600 {
            labels.update(&dots, &obstacles(), f64::from(frame) * 16.0, STILL);
            assert_eq!(places, dots.iter().map(|dot| labels.place(dot)).collect::<Vec<_>>());
        }
    }
}
