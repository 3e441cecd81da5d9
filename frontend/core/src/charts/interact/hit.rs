//! What is under the pointer, and which place comes next for the keyboard.

use crate::charts::build::chart::{AxisKind, Chart, Target};

/// How much nearer a chosen series seems than it is, CSS px.
const CHOSEN_BONUS: f64 = 4.0;

/// How much nearer a point seems than it is where there are bars, too, CSS px: dots lie on them.
const POINT_BONUS: f64 = 3.5;

/// Middles of one row differ by no more than this, CSS px.
const SAME_ROW: f64 = 0.5;

/// A step by keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// To the place before: on the same line, in the same row, round the track.
    Back,
    /// To the place after.
    Forth,
    /// To the line or row above, at the same x as far as it goes; on a track to the place before of another series.
    Up,
    /// To the line or row below; on a track to the place after of another series.
    Down,
}

/// Index of the target nearest to a place, at most `reach` px away.
pub fn nearest(chart: &Chart, at: [f64; 2], reach: f64) -> Option<usize> {
    let chosen = |series: usize| chart.series.get(series).is_some_and(|series| series.chosen);
    let mut best: Option<(f64, usize)> = None;
    for (i, target) in chart.targets.iter().enumerate() {
        let dx = beyond(at[0], target.at[0], target.half[0]);
        let dy = beyond(at[1], target.at[1], target.half[1]);
        let distance = dx.hypot(dy);
        if distance <= reach {
            let chosen = if chosen(target.series) { CHOSEN_BONUS } else { 0.0 };
            let point = if target.is_point() { POINT_BONUS } else { 0.0 };
            let felt = distance - chosen - point;
            if best.is_none_or(|best| felt < best.0) {
                best = Some((felt, i));
            }
        }
    }
    best.map(|best| best.1)
}

/// The distance that a pointer shows, which points at a target or at none; on a track there is none beside the places.
pub fn metres(chart: &Chart, px: f64, target: Option<usize>) -> Option<f64> {
    match (target.and_then(|i| chart.targets.get(i)), chart.axis) {
        (Some(target), AxisKind::Distance | AxisKind::Track) => Some(target.x),
        (None, AxisKind::Distance) => Some(chart.x.data(px.clamp(chart.plot.left, chart.plot.right))),
        _ => None,
    }
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

/// The target of a series at an x: the one that spans it, else the nearest. `None` for a series without targets.
pub fn of_series_at(chart: &Chart, series: usize, x: f64) -> Option<usize> {
    // A lap ends at its number: a bar that spans it has its middle, half a lap before.
    let half_lap = if chart.axis == AxisKind::Lap { 0.5 } else { 0.0 };
    let apart = |target: &Target| {
        let px = chart.x.px(if target.is_point() { x } else { x - half_lap });
        beyond(px, target.at[0], target.half[0])
    };
    let own = chart.targets.iter().enumerate().filter(|(_, target)| target.series == series);
    own.min_by(|a, b| apart(a.1).total_cmp(&apart(b.1))).map(|(i, _)| i)
}

/// The series that keys begin with: the first chosen of those that have a place, else the first of all that have.
pub fn first_series(chart: &Chart) -> Option<usize> {
    let series = || chart.targets.iter().map(|target| target.series);
    let chosen = |series: &usize| chart.series.get(*series).is_some_and(|series| series.chosen);
    series().filter(chosen).min().or_else(|| series().min())
}

/// The target that a step leads to; the first of all from nowhere, the same where there is none.
pub fn step(chart: &Chart, from: Option<usize>, step: Step) -> Option<usize> {
    let Some(i) = from.filter(|&i| i < chart.targets.len()) else {
        return (!chart.targets.is_empty()).then_some(0);
    };
    let points = chart.targets.iter().filter(|target| target.is_point()).count();
    let found = if chart.axis == AxisKind::Track {
        step_on_track(&chart.targets, i, step)
    } else if points == chart.targets.len() {
        step_on_lines(&chart.targets, i, step)
    } else if 0 < points {
        step_on_boxes(&chart.targets, i, step)
    } else {
        step_on_rows(&chart.targets, i, step)
    };
    Some(found.unwrap_or(i))
}

/// How far a place is beyond an extent about a middle; 0 within it.
fn beyond(place: f64, middle: f64, half: f64) -> f64 {
    ((place - middle).abs() - half).max(0.0)
}

/// Round the track to the next place, or to the next of another series.
fn step_on_track(targets: &[Target], i: usize, step: Step) -> Option<usize> {
    let another = |next: &usize| targets[*next].series != targets[i].series;
    match step {
        Step::Forth => Some(i + 1).filter(|&next| next < targets.len()),
        Step::Back => i.checked_sub(1),
        Step::Down => (i + 1..targets.len()).find(another),
        Step::Up => (0..i).rev().find(another),
    }
}

/// Along a line, or to the line above or below at the same x.
fn step_on_lines(targets: &[Target], i: usize, step: Step) -> Option<usize> {
    let here = &targets[i];
    let same_series = |next: &usize| targets.get(*next).is_some_and(|target| target.series == here.series);
    let below = match step {
        Step::Forth => return Some(i + 1).filter(same_series),
        Step::Back => return i.checked_sub(1).filter(same_series),
        Step::Down => true,
        Step::Up => false,
    };
    let sideways = |target: &Target| (target.x - here.x).abs();
    let apart = |target: &Target| (target.at[1] - here.at[1]).abs();
    // Of every other series the place at the nearest x, then the nearest of those above or below.
    let others = targets.iter().enumerate().filter(|(_, target)| {
        let down = target.at[1] - here.at[1];
        let down = if down == 0.0 { target.series as f64 - here.series as f64 } else { down };
        target.series != here.series && (0.0 < down) == below
    });
    others
        .min_by(|(_, a), (_, b)| sideways(a).total_cmp(&sideways(b)).then(apart(a).total_cmp(&apart(b))))
        .map(|(next, _)| next)
}

/// Among dots and their box by x, or to the box above or below.
fn step_on_boxes(targets: &[Target], i: usize, step: Step) -> Option<usize> {
    let here = &targets[i];
    let forwards = matches!(step, Step::Forth | Step::Down);
    let place = |next: usize| (targets[next].x, next);
    let order = |a: &usize, b: &usize| {
        let ((x, i), (other, j)) = (place(*a), place(*b));
        x.total_cmp(&other).then(i.cmp(&j))
    };
    if matches!(step, Step::Forth | Step::Back) {
        let own = (0..targets.len()).filter(|&next| targets[next].series == here.series);
        let wanted = if forwards { std::cmp::Ordering::Greater } else { std::cmp::Ordering::Less };
        let ahead = own.filter(|next| order(next, &i) == wanted);
        return if forwards { ahead.min_by(order) } else { ahead.max_by(order) };
    }
    let own = targets.iter().find(|target| target.series == here.series && !target.is_point());
    let y = own.unwrap_or(here).at[1];
    let down = |next: &usize| if forwards { targets[*next].at[1] - y } else { y - targets[*next].at[1] };
    let boxes = (0..targets.len()).filter(|&next| !targets[next].is_point() && SAME_ROW < down(&next));
    boxes.min_by(|a, b| down(a).total_cmp(&down(b)))
}

/// Along a row, or to the row above or below and there to what lies over or under this place's middle. Whose the rows
/// are and what their x measures plays no part: a driver may have several rows, and bars begin and end anywhere.
fn step_on_rows(targets: &[Target], i: usize, step: Step) -> Option<usize> {
    let here = targets[i].at;
    let forwards = matches!(step, Step::Forth | Step::Down);
    // Distance in the direction of the step.
    let ahead = |target: &Target, axis: usize| {
        let distance = target.at[axis] - here[axis];
        if forwards { distance } else { -distance }
    };
    let in_row = |target: &Target, y: f64| (target.at[1] - y).abs() <= SAME_ROW;
    let all = || targets.iter().enumerate();
    if matches!(step, Step::Forth | Step::Back) {
        return all()
            .filter(|(next, target)| *next != i && in_row(target, here[1]) && 0.0 < ahead(target, 0))
            .min_by(|a, b| ahead(a.1, 0).total_cmp(&ahead(b.1, 0)))
            .map(|(next, _)| next);
    }
    let rows = all().map(|(_, target)| target).filter(|target| SAME_ROW < ahead(target, 1));
    let y = rows.min_by(|a, b| ahead(a, 1).total_cmp(&ahead(b, 1)))?.at[1];
    let sideways =
        |target: &Target| (beyond(here[0], target.at[0], target.half[0]), (here[0] - target.at[0]).abs());
    all()
        .filter(|(_, target)| in_row(target, y))
        .min_by(|a, b| {
            let (a, b) = (sideways(a.1), sideways(b.1));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        })
        .map(|(next, _)| next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gridcast_shared::mart::{PitStop, PitStops};

    use crate::charts::documents::Documents;
    use crate::charts::kind::ChartKind;
    use crate::charts::layout::chart;
    use crate::charts::testing::{canvas, documents, sample, telemetry};
    use crate::charts::view_state::ViewState;

    fn gap_chart() -> Chart {
        let (race, laps) = sample();
        let view = ViewState { drivers: vec!["VER".to_owned()], ..ViewState::default() };
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
    fn keys_walk_among_the_laps_of_a_box_and_from_box_to_box() {
        let (race, laps) = sample();
        let chart = chart(
            ChartKind::DriverPace,
            &documents(&race, &laps),
            &ViewState::default(),
            &canvas(800.0, 400.0),
        );
        let boxes: Vec<usize> = (0..chart.targets.len()).filter(|&i| !chart.targets[i].is_point()).collect();
        // Before any of its laps, so that keys begin with it.
        assert_eq!(boxes[0], 0);
        let mut at = boxes[0];
        let mut seen = vec![at];
        for direction in [Step::Back, Step::Forth] {
            while let Some(next) = step(&chart, Some(at), direction).filter(|&next| next != at) {
                assert_eq!(chart.targets[next].series, chart.targets[at].series);
                at = next;
                seen.push(at);
            }
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), chart.targets.iter().filter(|target| target.series == 0).count());
        assert_eq!(step(&chart, Some(at), Step::Down), Some(boxes[1]));
        assert_eq!(step(&chart, Some(boxes[1]), Step::Up), Some(boxes[0]));
        // A dot on its box is found where it is.
        let dot = chart.targets.iter().position(Target::is_point).unwrap();
        let found = nearest(&chart, chart.targets[dot].at, 18.0).unwrap();
        assert!(chart.targets[found].is_point());
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

    fn drawn(kind: ChartKind, view: &ViewState) -> Chart {
        let (race, laps) = sample();
        chart(kind, &documents(&race, &laps), view, &canvas(900.0, 400.0))
    }

    /// Where steps lead to, in words, until they lead nowhere.
    fn walk(chart: &Chart, from: usize, direction: Step) -> Vec<&str> {
        let mut words = vec![chart.targets[from].words.as_str()];
        let mut at = from;
        while let Some(next) = step(chart, Some(at), direction).filter(|&next| next != at) {
            words.push(&chart.targets[next].words);
            at = next;
        }
        words
    }

    #[test]
    fn a_bar_is_as_near_as_its_edge() {
        let chart = drawn(ChartKind::Tyres, &ViewState::default());
        let bar = &chart.targets[0];
        let edge = [bar.at[0] - bar.half[0], bar.at[1]];
        assert_eq!(nearest(&chart, edge, 0.5), Some(0));
        assert_eq!(nearest(&chart, [edge[0] - 9.0, edge[1]], 10.0), Some(0));
        assert_eq!(nearest(&chart, [edge[0] - 11.0, edge[1]], 10.0), None);
        assert_eq!(nearest(&chart, [bar.at[0], bar.at[1] + bar.half[1]], 0.5), Some(0));
    }

    #[test]
    fn rows_are_walked_along_and_across_as_they_stand() {
        let tyres = drawn(ChartKind::Tyres, &ViewState::default());
        assert_eq!(
            walk(&tyres, 0, Step::Forth),
            ["NOR, laps 1 to 8: medium, new", "NOR, laps 9 to 20: hard, new"]
        );
        // From the middle of laps 9 to 20 down to whoever drove then.
        let down = walk(&tyres, 1, Step::Down);
        assert_eq!(down.len(), 4);
        assert!(down[1].starts_with("VER, laps 10") && down[3].starts_with("ALO, laps 12"), "{down:?}");
        // Lap 12 was in PIA's second stint, though the first one's last lap is nearer.
        assert!(walk(&tyres, 7, Step::Up)[1].starts_with("PIA, laps 11"));

        // One box a row: boxes overlap in lap times, so only the rows can tell the way.
        let pace = drawn(ChartKind::DriverPace, &ViewState { points: false, ..ViewState::default() });
        assert_eq!(walk(&pace, 0, Step::Down).len(), pace.targets.len());
        assert_eq!(walk(&pace, 0, Step::Forth).len(), 1);
    }

    #[test]
    fn every_stop_is_on_the_way_down() {
        let (race, laps) = sample();
        let stop = |driver, lap, lost| PitStop {
            driver,
            stop: 1,
            lap,
            entered: None,
            lane: None,
            official: None,
            lost: Some(lost),
            compounds: (None, None),
            under: None,
        };
        let stops = vec![stop(0, 8, 19_000), stop(0, 15, 25_000), stop(1, 9, 21_000), stop(2, 3, 90_000)];
        let stops = PitStops { version: 1, stops };
        let documents = Documents { pit_stops: Some(&stops), ..documents(&race, &laps) };
        let chart = chart(ChartKind::PitStops, &documents, &ViewState::default(), &canvas(700.0, 200.0));
        let down = walk(&chart, 0, Step::Down);
        let who: Vec<&str> = down.iter().filter_map(|words| words.split(':').next()).collect();
        assert_eq!(who, ["NOR, lap 8", "NOR, lap 15", "VER, lap 9", "PIA, lap 3"]);
    }

    #[test]
    fn keys_go_round_the_track_whoever_is_fastest() {
        let one = telemetry("NOR", 43, 1000);
        let mut other = telemetry("VER", 43, 1000);
        // Faster by turns: every other tenth of the lap.
        let time = |row: usize| {
            let gained = if (row / 50).is_multiple_of(2) { row % 50 } else { 50 - row % 50 };
            one.time[row] - gained as u32
        };
        other.time = (0..one.time.len()).map(time).collect();
        let documents = Documents { telemetry: &[&one, &other], ..Documents::default() };
        let chart = chart(ChartKind::Dominance, &documents, &ViewState::default(), &canvas(600.0, 400.0));
        let round = walk(&chart, 0, Step::Forth);
        assert_eq!(round.len(), chart.targets.len());
        assert!(round[24].starts_with("Piece 25:"));
        assert_eq!(walk(&chart, 24, Step::Back).len(), chart.targets.len());
        let next = step(&chart, Some(0), Step::Down).unwrap();
        assert!(0 < next && chart.targets[next].series != chart.targets[0].series);
        assert!(chart.targets[..next].iter().all(|target| target.series == chart.targets[0].series));
        assert_eq!(step(&chart, Some(next), Step::Up), Some(next - 1));
    }

    #[test]
    fn a_lap_is_in_the_bar_that_spans_it() {
        let chart = drawn(ChartKind::Tyres, &ViewState::default());
        let words = |lap| chart.targets[of_series_at(&chart, 0, lap).unwrap()].words.as_str();
        for (lap, wanted) in
            [(1.0, "1 to 8"), (7.0, "1 to 8"), (8.0, "1 to 8"), (9.0, "9 to 20"), (10.0, "9 to 20")]
        {
            assert!(words(lap).contains(wanted), "{lap}: {}", words(lap));
        }
        // ALO's second set was on for lap 12 alone.
        let alo = of_series_at(&chart, 3, 18.0).unwrap();
        assert!(chart.targets[alo].words.starts_with("ALO, laps 12 to 12"));
        let lines = drawn(ChartKind::LapChart, &ViewState::default());
        let at = &lines.targets[of_series_at(&lines, 1, 8.0).unwrap()];
        assert!(at.words.starts_with("VER, lap 8:"), "{}", at.words);
        assert_eq!(of_series_at(&chart, 4, 3.0), None);
    }

    #[test]
    fn keys_begin_with_the_first_chosen() {
        let chosen = |code: &str| ViewState { drivers: vec![code.to_owned()], ..ViewState::default() };
        assert_eq!(first_series(&drawn(ChartKind::LapChart, &chosen("PIA"))), Some(2));
        assert_eq!(first_series(&drawn(ChartKind::LapChart, &ViewState::default())), Some(0));
        // HAD did not start and has no place to begin at.
        assert_eq!(first_series(&drawn(ChartKind::Tyres, &chosen("HAD"))), Some(0));
        assert_eq!(
            first_series(&chart(
                ChartKind::Gap,
                &Documents::default(),
                &ViewState::default(),
                &canvas(9.0, 9.0)
            )),
            None
        );
    }
}
