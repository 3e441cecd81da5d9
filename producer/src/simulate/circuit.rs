//! A circuit of our own making, and how fast it can be driven.

use std::f64::consts::TAU;

/// Metres between the nodes of the centre line.
const STEP: f64 = 4.0;

/// Metres a lap, about.
const LENGTH: f64 = 5_240.0;

/// Lateral acceleration that tyres alone give, m/s2, and what downforce adds for each (m/s)2.
const GRIP: f64 = 21.0;
const DOWNFORCE: f64 = 0.0034;

/// Fastest that a car goes, m/s.
const TOP_SPEED: f64 = 92.0;

/// Before and behind the start line, the pit lane's ends; the limit holds 60 m inside them.
pub(super) const PIT_ENTRY: f64 = 330.0;
pub(super) const PIT_EXIT: f64 = 290.0;
pub(super) const PIT_LIMIT_INSET: f64 = 60.0;

/// The lane's distance from the centre line, m, to the right.
const PIT_OFFSET: f64 = 22.0;

/// A sharper bend than this is a corner, 1/m.
const CORNER: f64 = 0.0075;

/// Where the centre line goes, in driving direction; the start line is at the first.
const SHAPE: [[f64; 2]; 31] = [
    [0.0, 0.0],
    [180.0, 0.0],
    [400.0, 0.0],
    [545.0, 40.0],
    [600.0, 140.0],
    [545.0, 235.0],
    [420.0, 262.0],
    [310.0, 232.0],
    [215.0, 285.0],
    [275.0, 385.0],
    [225.0, 490.0],
    [330.0, 575.0],
    [520.0, 605.0],
    [695.0, 560.0],
    [775.0, 440.0],
    [840.0, 300.0],
    [950.0, 225.0],
    [1052.0, 300.0],
    [1035.0, 450.0],
    [945.0, 620.0],
    [750.0, 770.0],
    [480.0, 820.0],
    [170.0, 770.0],
    [-55.0, 655.0],
    [-165.0, 490.0],
    [-105.0, 345.0],
    [-195.0, 235.0],
    [-340.0, 190.0],
    [-385.0, 75.0],
    [-300.0, 3.0],
    [-150.0, 0.0],
];

/// The circuit as a closed line of even steps.
#[derive(Clone, Debug)]
pub(super) struct Circuit {
    nodes: Vec<[f64; 2]>,
    /// Left-hand normals.
    normals: Vec<[f64; 2]>,
    /// Fastest speed at each node, m/s.
    speeds: Vec<f64>,
    curvature: Vec<f64>,
    step: f64,
}

impl Circuit {
    /// Builds it.
    pub(super) fn new() -> Self {
        let line = spline(&SHAPE);
        let drawn = length(&line);
        let scale = LENGTH / drawn;
        let line: Vec<[f64; 2]> = line.iter().map(|p| [p[0] * scale, p[1] * scale]).collect();
        let n = (length(&line) / STEP).round() as usize;
        let nodes = even(&line, n);
        let step = length(&nodes) / n as f64;
        let normals: Vec<[f64; 2]> = (0..n)
            .map(|i| {
                let (a, b) = (nodes[(i + n - 1) % n], nodes[(i + 1) % n]);
                let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
                let norm = dx.hypot(dy);
                [-dy / norm, dx / norm]
            })
            .collect();
        let curvature: Vec<f64> = (0..n)
            .map(|i| {
                let (a, b) = (normals[(i + n - 2) % n], normals[(i + 2) % n]);
                (a[0] * b[1] - a[1] * b[0]).clamp(-1.0, 1.0).asin() / (4.0 * step)
            })
            .collect();
        let speeds = speeds(&curvature, step);
        Self { nodes, normals, speeds, curvature, step }
    }

    /// Metres a lap.
    pub(super) fn length(&self) -> f64 {
        self.step * self.nodes.len() as f64
    }

    fn at(&self, along: f64) -> (usize, usize, f64) {
        let n = self.nodes.len();
        let x = along.rem_euclid(self.length()) / self.step;
        let i = (x as usize).min(n - 1);
        (i, (i + 1) % n, x - i as f64)
    }

    /// The fastest speed at a distance along the lap, m/s.
    pub(super) fn speed(&self, along: f64) -> f64 {
        let (i, j, share) = self.at(along);
        self.speeds[i] + share * (self.speeds[j] - self.speeds[i])
    }

    /// How sharp the bend is there, 1/m.
    pub(super) fn bend(&self, along: f64) -> f64 {
        self.curvature[self.at(along).0].abs()
    }

    /// The place `left` metres to the left of the centre line, track units (0.1 m), with height.
    pub(super) fn place(&self, along: f64, left: f64) -> [f64; 3] {
        let (i, j, share) = self.at(along);
        let mix = |a: f64, b: f64| a + share * (b - a);
        let x = mix(self.nodes[i][0], self.nodes[j][0]) + left * mix(self.normals[i][0], self.normals[j][0]);
        let y = mix(self.nodes[i][1], self.nodes[j][1]) + left * mix(self.normals[i][1], self.normals[j][1]);
        let turn = along.rem_euclid(self.length()) / self.length() * TAU;
        let z = 24.0 + 9.0 * (turn + 0.6).sin() + 4.0 * (2.0 * turn).sin();
        [x * 10.0, y * 10.0, z * 10.0]
    }

    /// How far right of the centre line the pit lane is at a distance from the start line, `-PIT_ENTRY..=PIT_EXIT`.
    pub(super) fn pit_offset(from_line: f64) -> f64 {
        let inside = (from_line + PIT_ENTRY).min(PIT_EXIT - from_line);
        let share = (inside / 90.0).clamp(0.0, 1.0);
        PIT_OFFSET * share * share * (3.0 - 2.0 * share)
    }

    /// The outline to publish: a point each 32 m, closer in corners.
    pub(super) fn outline(&self) -> Vec<[i32; 2]> {
        let n = self.nodes.len();
        let mut since = f64::INFINITY;
        let mut points = Vec::new();
        for i in 0..n {
            since += self.step;
            let every = if self.curvature[i].abs() < 0.002 { 48.0 } else { 16.0 };
            if every <= since {
                points.push(rounded(self.place(i as f64 * self.step, 0.0)));
                since = 0.0;
            }
        }
        points
    }

    /// The pit lane to publish.
    pub(super) fn pit_lane(&self) -> Vec<[i32; 2]> {
        let n = 24;
        (0..=n)
            .map(|i| {
                let from_line = -PIT_ENTRY + (PIT_ENTRY + PIT_EXIT) * f64::from(i) / f64::from(n);
                rounded(self.place(from_line, -Self::pit_offset(from_line)))
            })
            .collect()
    }

    /// The sharpest point of each corner, in driving order.
    pub(super) fn corners(&self) -> Vec<[i32; 2]> {
        let n = self.nodes.len();
        let mut corners: Vec<(usize, f64)> = Vec::new();
        for i in 0..n {
            let bend = self.curvature[i];
            if bend.abs() < CORNER {
                continue;
            }
            match corners.last_mut() {
                // The same bend goes on.
                Some(last) if (i - last.0) as f64 * self.step < 70.0 && 0.0 < last.1 * bend => {
                    if last.1.abs() < bend.abs() {
                        *last = (i, bend);
                    }
                }
                _ => corners.push((i, bend)),
            }
        }
        corners.iter().map(|(i, _)| rounded(self.place(*i as f64 * self.step, 0.0))).collect()
    }
}

fn rounded(place: [f64; 3]) -> [i32; 2] {
    [place[0].round() as i32, place[1].round() as i32]
}

/// A closed Catmull-Rom curve through the points, forty steps a span.
fn spline(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let n = points.len();
    let mut line = Vec::with_capacity(n * 40);
    for i in 0..n {
        let [a, b, c, d] = [points[(i + n - 1) % n], points[i], points[(i + 1) % n], points[(i + 2) % n]];
        for k in 0..40 {
            let t = f64::from(k) / 40.0;
            let blend = |axis: usize| {
                let (p, q, r, s) = (a[axis], b[axis], c[axis], d[axis]);
                0.5 * (2.0 * q
                    + (r - p) * t
                    + (2.0 * p - 5.0 * q + 4.0 * r - s) * t * t
                    + (3.0 * q - p - 3.0 * r + s) * t * t * t)
            };
            line.push([blend(0), blend(1)]);
        }
    }
    line
}

fn length(line: &[[f64; 2]]) -> f64 {
    (0..line.len()).map(|i| gap(line[i], line[(i + 1) % line.len()])).sum()
}

fn gap(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// The closed line again in `n` even steps.
fn even(line: &[[f64; 2]], n: usize) -> Vec<[f64; 2]> {
    let step = length(line) / n as f64;
    let mut nodes = Vec::with_capacity(n);
    let mut walked = 0.0;
    for i in 0..line.len() {
        let (a, b) = (line[i], line[(i + 1) % line.len()]);
        let leg = gap(a, b);
        while nodes.len() < n && nodes.len() as f64 * step < walked + leg {
            let share = (nodes.len() as f64 * step - walked) / leg;
            nodes.push([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]);
        }
        walked += leg;
    }
    nodes
}

/// The fastest speed at each node: what the bend allows, then what braking before it and power after it allow.
fn speeds(curvature: &[f64], step: f64) -> Vec<f64> {
    let n = curvature.len();
    let mut speeds: Vec<f64> = curvature
        .iter()
        .map(|k| match k.abs() - DOWNFORCE {
            room if 1e-6 < room => (GRIP / room).sqrt().min(TOP_SPEED),
            _ => TOP_SPEED,
        })
        .collect();
    for i in (0..2 * n).rev() {
        let next = speeds[(i + 1) % n];
        let reach = (next * next + 2.0 * braking(next) * step).sqrt();
        speeds[i % n] = speeds[i % n].min(reach);
    }
    for i in 0..2 * n {
        let last = speeds[(i + n - 1) % n];
        let reach = (last * last + 2.0 * power(last) * step).sqrt();
        speeds[i % n] = speeds[i % n].min(reach);
    }
    speeds
}

/// Acceleration at full throttle, m/s2: traction, then power less drag.
pub(super) fn power(speed: f64) -> f64 {
    (940.0 / speed.max(1.0) - 0.0011 * speed * speed).clamp(0.0, 11.0)
}

/// Deceleration under full braking, m/s2.
pub(super) fn braking(speed: f64) -> f64 {
    (18.0 + 0.0036 * speed * speed).min(44.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_circuit_is_one_that_could_be_built() {
        let circuit = Circuit::new();
        assert!((circuit.length() - LENGTH).abs() < 30.0, "{}", circuit.length());
        let slowest = circuit.speeds.iter().copied().fold(f64::INFINITY, f64::min);
        let fastest = circuit.speeds.iter().copied().fold(0.0, f64::max);
        assert!((15.0..35.0).contains(&slowest), "slowest corner {slowest} m/s");
        assert!((82.0..=TOP_SPEED).contains(&fastest), "fastest straight {fastest} m/s");
        let lap: f64 = circuit.speeds.iter().map(|v| circuit.step / v).sum();
        assert!((75.0..100.0).contains(&lap), "a lap takes {lap} s");
        assert!((9..=20).contains(&circuit.corners().len()), "{} corners", circuit.corners().len());
        assert!((100..=220).contains(&circuit.outline().len()), "{} points", circuit.outline().len());
    }

    #[test]
    fn no_two_stretches_come_near_each_other() {
        let circuit = Circuit::new();
        let n = circuit.nodes.len();
        for i in 0..n {
            for j in i + 1..n {
                let apart = (j - i).min(n - (j - i)) as f64 * circuit.step;
                let near = gap(circuit.nodes[i], circuit.nodes[j]);
                assert!(apart < 160.0 || 45.0 < near, "{near} m between {i} and {j}");
            }
        }
    }

    #[test]
    fn the_pit_lane_leaves_and_joins_the_track() {
        assert!(Circuit::pit_offset(-PIT_ENTRY).abs() < 1e-9 && Circuit::pit_offset(PIT_EXIT).abs() < 1e-9);
        assert!((Circuit::pit_offset(0.0) - PIT_OFFSET).abs() < 1e-9);
    }
}
