//! What is under the pointer, and which place comes next for the keyboard.

use super::scene::Chart;

/// How much nearer a chosen series seems than it is, CSS px.
const CHOSEN_BONUS: f64 = 4.0;

/// A step by keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// To the place before, of the same series.
    Back,
    /// To the place after.
    Forth,
    /// To the series above, at the same x as far as it goes.
    Up,
    /// To the series below.
    Down,
}

/// Index of the target nearest to a place, at most `reach` px away.
pub fn nearest(chart: &Chart, at: [f64; 2], reach: f64) -> Option<usize> {
    let chosen = |series: usize| chart.series.get(series).is_some_and(|series| series.chosen);
    let mut best: Option<(f64, usize)> = None;
    for (i, target) in chart.targets.iter().enumerate() {
        let dx = ((at[0] - target.at[0]).abs() - target.half[0]).max(0.0);
        let dy = ((at[1] - target.at[1]).abs() - target.half[1]).max(0.0);
        let distance = dx.hypot(dy);
        if distance <= reach {
            let felt = if chosen(target.series) { distance - CHOSEN_BONUS } else { distance };
            if best.is_none_or(|best| felt < best.0) {
                best = Some((felt, i));
            }
        }
    }
    best.map(|best| best.1)
}

/// Targets at an x: of each series the nearest, within half a unit of the axis or 4 px.
pub fn at_x(chart: &Chart, x: f64) -> Vec<usize> {
    let reach = (4.0 / chart.x.unit().max(1e-9)).max(0.5);
    let apart = |i: usize| (chart.targets[i].x - x).abs();
    let mut found: Vec<usize> = Vec::new();
    for (i, target) in chart.targets.iter().enumerate() {
        if apart(i) <= reach {
            match found.iter_mut().find(|known| chart.targets[**known].series == target.series) {
                Some(known) if apart(i) < apart(*known) => *known = i,
                Some(_) => {}
                None => found.push(i),
            }
        }
    }
    found
}

/// The target that a step leads to; the first of all from nowhere, the same where there is none.
pub fn step(chart: &Chart, from: Option<usize>, step: Step) -> Option<usize> {
    let Some((i, here)) = from.and_then(|i| Some((i, chart.targets.get(i)?))) else {
        return (!chart.targets.is_empty()).then_some(0);
    };
    let found = match step {
        Step::Forth | Step::Back => {
            let next = if step == Step::Forth { i.checked_add(1) } else { i.checked_sub(1) };
            next.filter(|&next| chart.targets.get(next).is_some_and(|target| target.series == here.series))
        }
        Step::Up | Step::Down => {
            let below = step == Step::Down;
            let sideways = |x: f64| (x - here.x).abs();
            // Of every other series the place at the nearest x, then the nearest of those above or below.
            chart
                .targets
                .iter()
                .enumerate()
                .filter(|(_, target)| target.series != here.series)
                .filter(|(_, target)| {
                    let down = target.at[1] - here.at[1];
                    let down = if down == 0.0 { target.series as f64 - here.series as f64 } else { down };
                    (0.0 < down) == below
                })
                .min_by(|(_, a), (_, b)| {
                    let apart = |y: f64| (y - here.at[1]).abs();
                    sideways(a.x).total_cmp(&sideways(b.x)).then(apart(a.at[1]).total_cmp(&apart(b.at[1])))
                })
                .map(|(next, _)| next)
        }
    };
    Some(found.unwrap_or(i))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, documents, sample};
    use crate::charts::view::View;
    use crate::charts::{ChartKind, chart};

    fn gap_chart() -> Chart {
        let (race, laps) = sample();
        let view = View { drivers: vec!["VER".to_owned()], ..View::default() };
        chart(ChartKind::LapChart, &documents(&race, &laps), &view, &canvas(800.0, 400.0))
    }

    #[test]
    fn the_pointer_finds_the_place_it_is_on() {
        let chart = gap_chart();
        for (i, target) in chart.targets.iter().enumerate().step_by(7) {
            let found = nearest(&chart, [target.at[0] + 0.5, target.at[1]], 10.0).unwrap();
            let found = &chart.targets[found];
            let apart = (found.at[0] - target.at[0]).hypot(found.at[1] - target.at[1]);
            assert!(apart <= CHOSEN_BONUS + 1.0, "{i}");
        }
        assert_eq!(nearest(&chart, [-500.0, 0.0], 10.0), None);
    }

    #[test]
    fn keys_walk_along_and_across() {
        let chart = gap_chart();
        let first = step(&chart, None, Step::Down).unwrap();
        let second = step(&chart, Some(first), Step::Forth).unwrap();
        assert_eq!(chart.targets[second].series, chart.targets[first].series);
        assert!(chart.targets[first].x < chart.targets[second].x);
        assert_eq!(step(&chart, Some(first), Step::Back), Some(first));
        let below = &chart.targets[step(&chart, Some(second), Step::Down).unwrap()];
        assert!(chart.targets[second].at[1] < below.at[1]);
        assert!((below.x - chart.targets[second].x).abs() < 1e-9);
        assert_eq!(step(&chart, Some(usize::MAX), Step::Up), Some(0));
    }

    #[test]
    fn a_lap_has_one_place_a_series() {
        let chart = gap_chart();
        let found = at_x(&chart, 3.0);
        assert!(2 < found.len() && found.len() <= chart.series.len());
    }
}
