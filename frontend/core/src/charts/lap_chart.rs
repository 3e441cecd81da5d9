//! Lap chart: everybody's place at the end of every lap, from the grid to the flag, and why it changed.

use super::cast::{Cast, Member, reason_out};
use super::figures::{counted, listed};
use super::geometry::Rect;
use super::penalties;
use super::rows::Rows;
use super::scale::Scale;
use super::scene::{AxisOf, Chart, Shape};
use super::sheet::{EndLabel, Names, Sheet, Side, Told, race_laps};
use super::table::Table;
use super::view::View;
use super::{Canvas, ChartKind, Documents};
use crate::format::ordinal;
use gridcast_shared::mart::{Outcome, Penalty, ResultRow};

const KIND: ChartKind = ChartKind::LapChart;

/// A driver's way through the race.
struct Way {
    /// Lap and place; lap 0 is the grid. Laps ascend, some may be missing.
    points: Vec<(u16, u16)>,
}

/// Places on the grid: those from the pit lane stand behind the others in order of the result; none of whom nobody
/// tells.
fn grid(cast: &Cast) -> Vec<Option<u16>> {
    let told = |i: usize| cast.members[i].result.and_then(|row| row.grid);
    let mut order: Vec<(bool, u8, usize)> =
        (0..cast.members.len()).filter_map(|i| told(i).map(|place| (place == 0, place, i))).collect();
    order.sort_unstable();
    let mut places = vec![None; cast.members.len()];
    for (place, (.., i)) in (1..).zip(order) {
        places[i] = Some(place);
    }
    places
}

fn ways(cast: &Cast, rows: &Rows) -> Vec<Way> {
    grid(cast)
        .into_iter()
        .enumerate()
        .map(|(driver, start)| {
            let laps = rows.of(driver).iter();
            let laps = laps.filter_map(|row| Some((row.lap, u16::from(row.position?))));
            Way { points: start.map(|start| (0, start)).into_iter().chain(laps).collect() }
        })
        .collect()
}

/// How a place went from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// On the track.
    Passed,
    /// The loser was in the pits, in or out.
    Stopped,
    /// The loser drove no farther.
    Out,
}

/// A place that changed hands in a lap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    winner: usize,
    loser: usize,
    how: How,
}

/// Who came past whom in a lap, by winner, then loser. Cars in the pits win nothing.
fn changes(rows: &Rows, cast: &Cast, lap: u16) -> Vec<Change> {
    let Some(before) = lap.checked_sub(1) else { return Vec::new() };
    let was = |driver: usize| rows.lap(driver, before)?.position;
    let lapped = |driver: usize| {
        let row = rows.lap(driver, lap)?;
        Some((was(driver)?, row.position?, row.pit_in || row.pit_out))
    };
    let all = || 0..rows.drivers().min(cast.members.len());
    let here: Vec<_> = all().filter_map(|driver| Some((driver, lapped(driver)?))).collect();
    let is_gone = |driver: &usize| rows.lap(*driver, lap).is_none() && cast.members[*driver].is_out();
    let gone: Vec<_> = all().filter(is_gone).filter_map(|driver| Some((driver, was(driver)?))).collect();
    let mut changes = Vec::new();
    for &(winner, (from, to, stops)) in &here {
        if stops {
            continue;
        }
        for &(loser, (ahead, behind, stopped)) in &here {
            if ahead < from && to < behind {
                changes.push(Change { winner, loser, how: if stopped { How::Stopped } else { How::Passed } });
            }
        }
        let out = gone.iter().filter(|(_, ahead)| *ahead < from);
        changes.extend(out.map(|&(loser, _)| Change { winner, loser, how: How::Out }));
    }
    changes
}

/// The chart.
pub fn chart(documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    let mut sheet = Sheet::new(canvas, view);
    let Some(race) = documents.race else { return sheet.empty(KIND, "The race has not been loaded.") };
    let Some(laps) = documents.laps else { return sheet.empty(KIND, "There are no laps of this race.") };
    let rows = Rows::new(race, laps);
    if rows.is_empty() {
        return sheet.empty(KIND, "There are no laps of this race.");
    }
    let cast = Cast::new(race, view, &sheet.inks);
    let ways = ways(&cast, &rows);
    let most = ways.iter().flat_map(|way| &way.points).map(|point| point.1).max().unwrap_or(1).max(2);

    // By lap, from lap 0.
    let changes: Vec<Vec<Change>> = (0..=rows.last_lap()).map(|lap| changes(&rows, &cast, lap)).collect();

    let (first, last) = view.lap_range(race_laps(race, rows.last_lap()));
    let codes = sheet.widest(cast.members.iter().map(|member| member.code), 700);
    let left = codes + 16.0;
    let right = codes + sheet.width_of("00 ", 700) + 18.0;
    let plot = sheet.plot([left, 24.0, right, 28.0]);
    let x = Scale::new([f64::from(first), f64::from(last)], [plot.left, plot.right]);
    let y = Scale::new([1.0, f64::from(most)], [plot.top + 8.0, plot.bottom - 16.0]);

    sheet.bands(&race.periods, &x, &plot, Names::Foot);
    let has_grid = ways.iter().any(|way| way.points.first().is_some_and(|point| point.0 == 0));
    sheet.lap_axis(&x, &plot, if has_grid { "Grid" } else { "" });
    sheet.series = cast.series();
    let px = |&(lap, place): &(u16, u16)| [x.px(f64::from(lap)), y.px(f64::from(place))];
    let order = cast.drawing_order(view);
    for &driver in &order {
        for part in ways[driver].points.chunk_by(|a, b| b.0 - a.0 == 1) {
            let points: Vec<[f64; 2]> = part.iter().map(px).collect();
            sheet.driver_line(&points, &cast.members[driver], &plot);
        }
    }
    for &driver in &order {
        marks(&mut sheet, &cast, (&rows, &changes), driver, &ways[driver], (&x, &y, &plot));
    }
    penalty_marks(&mut sheet, &race.penalties, &ways, (&x, &y));
    ends(&mut sheet, &cast, &ways, (first, last), &plot, &y);
    for (driver, way) in ways.iter().enumerate() {
        for point in way.points.iter().filter(|point| 0 < point.0) {
            let member = &cast.members[driver];
            let changes = changes.get(usize::from(point.0)).map_or(&[][..], Vec::as_slice);
            let is_end = member.is_out() && way.points.last() == Some(point);
            let words = format!(
                "{}, lap {}: {}{}{}",
                member.code,
                point.0,
                ordinal(u32::from(point.1)),
                cause(&rows, &cast, changes, driver, point.0),
                if is_end { format!(", then out{}", reason(member)) } else { String::new() }
            );
            let words = words + &penalty_words(&race.penalties, &ways[driver], driver, point.0);
            sheet.target(&plot, driver, f64::from(point.0), px(point), format!("P{}", point.1), words);
        }
    }
    let told = Told {
        sentence:
            "Position at the line. Rings are stops, crosses cars out, triangles places won on the track; a \
                   diamond is a penalty, or places lost after the flag. Dashes are a team's second car."
                .to_owned(),
        table: table(&cast, &rows, &ways, &changes),
        summary: summary(&cast, &ways),
        missing: None,
    };
    let mut chart = sheet.finish(KIND, plot, AxisOf::Lap, x, told);
    tell_penalties(&mut chart.table, &race.penalties, &cast, &ways);
    chart
}

/// Why the place may have changed: ", in the pits", ", passed ALO", ", passed by LEC", ", VER stopped".
fn cause(rows: &Rows, cast: &Cast, changes: &[Change], driver: usize, lap: u16) -> String {
    let mut words = String::new();
    if rows.lap(driver, lap).is_some_and(|row| row.pit_in) {
        words.push_str(", in the pits");
    }
    let won = |how: How| {
        codes(cast, changes.iter().filter(|c| c.winner == driver && c.how == how).map(|c| c.loser))
    };
    let lost = changes.iter().filter(|c| c.loser == driver && c.how == How::Passed).map(|c| c.winner);
    for (before, who, after) in [
        ("passed ", won(How::Passed), ""),
        ("passed by ", codes(cast, lost), ""),
        ("", won(How::Stopped), " stopped"),
        ("", won(How::Out), " out"),
    ] {
        if let Some(who) = who {
            words = format!("{words}, {before}{who}{after}");
        }
    }
    words
}

fn codes(cast: &Cast, drivers: impl Iterator<Item = usize>) -> Option<String> {
    let codes: Vec<String> = drivers.map(|driver| cast.code(driver).to_owned()).collect();
    (!codes.is_empty()).then(|| listed(&codes))
}

/// Why places changed in a lap, each cause once: "NOR and VER stopped; ALO out, collision; LEC passed PIA".
fn why(rows: &Rows, cast: &Cast, changes: &[Change], lap: u16) -> String {
    let all = || 0..cast.members.len();
    let mut words = Vec::new();
    words.extend(
        codes(cast, all().filter(|&driver| rows.lap(driver, lap).is_some_and(|row| row.pit_in)))
            .map(|who| format!("{who} stopped")),
    );
    for driver in all().filter(|&driver| rows.of(driver).last().is_some_and(|row| row.lap + 1 == lap)) {
        let member = &cast.members[driver];
        if member.is_out() {
            words.push(format!("{} out{}", member.code, reason(member)));
        }
    }
    for driver in all() {
        let passed = changes.iter().filter(|c| c.winner == driver && c.how == How::Passed).map(|c| c.loser);
        words.extend(codes(cast, passed).map(|whom| format!("{} passed {whom}", cast.code(driver))));
    }
    words.join("; ")
}

/// ", collision".
fn reason(member: &Member) -> String {
    member.result.and_then(reason_out).map_or_else(String::new, |reason| format!(", {reason}"))
}

fn marks(
    sheet: &mut Sheet,
    cast: &Cast,
    (rows, changes): (&Rows, &[Vec<Change>]),
    driver: usize,
    way: &Way,
    (x, y, plot): (&Scale, &Scale, &Rect),
) {
    let member = &cast.members[driver];
    let px = |point: &(u16, u16)| [x.px(f64::from(point.0)), y.px(f64::from(point.1))];
    let seen = |point: &&(u16, u16)| x.holds(f64::from(point.0));
    let won = |lap: u16| {
        let changes = changes.get(usize::from(lap)).map_or(&[][..], Vec::as_slice);
        changes.iter().any(|change| change.winner == driver && change.how == How::Passed)
    };
    for point in way.points.iter().filter(seen) {
        if rows.lap(driver, point.0).is_some_and(|row| row.pit_in) {
            sheet.ring(px(point), member);
        } else if won(point.0) {
            let (radius, rgb) =
                if member.chosen { (3.5, member.colour) } else { (2.25, sheet.inks.palette.edge) };
            sheet.mark(px(point), Shape::Up, radius, Some(rgb), None);
        }
    }
    let Some(end) = way.points.last().filter(seen) else { return };
    if member.is_out() {
        // On the grid the codes stand beside the plot.
        if 0 < end.0 {
            sheet.named_out(px(end), member, plot);
        } else {
            sheet.out(px(end), member);
        }
    }
    if member.result.is_some_and(|row| has_lost(row, member.position())) && !member.is_out() {
        let ink = sheet.inks.palette.ink;
        sheet.mark(px(end), Shape::Diamond, 4.5, Some(ink), None);
    }
}

/// Whether places were lost after the flag, to a penalty or by a disqualification. Who moved up behind has none lost.
fn has_lost(row: &ResultRow, place: Option<u8>) -> bool {
    match (row.position, place) {
        (Some(at_flag), Some(place)) => at_flag < place,
        (Some(_), None) => row.outcome == Outcome::Disqualified,
        (None, _) => false,
    }
}

impl Way {
    /// The lap of a driver's own that a leader's lap falls on: a lapped car, or one out, has none of that number.
    fn own_lap(&self, lap: u16) -> Option<u16> {
        self.points.iter().rev().map(|point| point.0).find(|&own| own <= lap)
    }
}

fn penalty_marks(sheet: &mut Sheet, penalties: &[Penalty], ways: &[Way], (x, y): (&Scale, &Scale)) {
    let ink = sheet.inks.palette.ink;
    for penalty in penalties {
        let Some(way) = ways.get(usize::from(penalty.driver)) else { continue };
        let lap = way.own_lap(penalty.lap);
        let at = way.points.iter().find(|point| Some(point.0) == lap && x.holds(f64::from(point.0)));
        if let Some(&(lap, place)) = at {
            sheet.mark([x.px(f64::from(lap)), y.px(f64::from(place))], Shape::Diamond, 4.0, Some(ink), None);
        }
    }
}

/// What the stewards gave a driver in a lap, and what was served: ", 5 s penalty, speeding in the pit lane".
fn penalty_words(penalties: &[Penalty], way: &Way, driver: usize, lap: u16) -> String {
    let mut words = String::new();
    for penalty in penalties.iter().filter(|penalty| usize::from(penalty.driver) == driver) {
        if way.own_lap(penalty.lap) == Some(lap) {
            words = format!("{words}, {}", penalties::words(penalty));
        }
        if penalty.served.and_then(|served| way.own_lap(served)) == Some(lap) {
            words = format!("{words}, {} served", penalties::name(penalty));
        }
    }
    words
}

/// Puts penalties into the table's last column, which says why places changed, in the rows of their laps.
fn tell_penalties(table: &mut Table, penalties: &[Penalty], cast: &Cast, ways: &[Way]) {
    if penalties.is_empty() {
        return;
    }
    for row in &mut table.rows {
        let Some(lap) = row.first().and_then(|lap| lap.parse().ok()) else { continue };
        for (driver, way) in ways.iter().enumerate() {
            let words = penalty_words(penalties, way, driver, lap);
            if let (Some(words), Some(cell)) = (words.strip_prefix(", "), row.last_mut()) {
                let before = if cell.is_empty() { "" } else { "; " };
                *cell = format!("{cell}{before}{} {words}", cast.code(driver));
            }
        }
    }
}

fn ends(sheet: &mut Sheet, cast: &Cast, ways: &[Way], (first, last): (u16, u16), plot: &Rect, y: &Scale) {
    // Without a grid the lines begin with the first lap.
    let begin =
        ways.iter().flat_map(|way| &way.points).map(|point| point.0).filter(|&lap| first <= lap).min();
    let begin = begin.unwrap_or_default();
    let mut left = Vec::new();
    let mut right = Vec::new();
    for (member, way) in cast.members.iter().zip(ways) {
        let chosen = member.chosen;
        if let Some((_, place)) = way.points.iter().find(|point| point.0 == begin) {
            left.push(EndLabel { y: y.px(f64::from(*place)), text: member.code.to_owned(), chosen });
        }
        if let Some((_, place)) = member.end_of(&way.points, (first, last)) {
            let text = format!("{place} {}", member.code);
            right.push(EndLabel { y: y.px(f64::from(*place)), text, chosen });
        }
    }
    sheet.end_labels(left, plot, Side::Left);
    sheet.end_labels(right, plot, Side::Right);
}

fn table(cast: &Cast, rows: &Rows, ways: &[Way], changes: &[Vec<Change>]) -> Table {
    let codes = cast.members.iter().map(|member| member.code);
    let mut table = Table::new(["Lap"].into_iter().chain(codes).chain(["Why"]));
    let has_grid = ways.iter().any(|way| way.points.first().is_some_and(|point| point.0 == 0));
    for (lap, changes) in (0..).zip(changes).skip(usize::from(!has_grid)) {
        let mut row = vec![if lap == 0 { "Grid".to_owned() } else { lap.to_string() }];
        for way in ways {
            let found = way.points.binary_search_by_key(&lap, |point| point.0).ok();
            row.push(found.map_or_else(String::new, |i| way.points[i].1.to_string()));
        }
        row.push(why(rows, cast, changes, lap));
        table.push(row);
    }
    table
}

fn summary(cast: &Cast, ways: &[Way]) -> String {
    let mut words = Vec::new();
    if let (Some(member), Some(way)) = (cast.members.first(), ways.first())
        && let (Some(start), Some(end)) = (way.points.first(), way.points.last())
    {
        let began = if start.0 == 0 { "started".to_owned() } else { format!("was, after lap {},", start.0) };
        words.push(format!(
            "{} {began} {} and was {} after lap {}.",
            member.code,
            ordinal(u32::from(start.1)),
            ordinal(u32::from(end.1)),
            end.0
        ));
    }
    let won = |way: &Way| {
        way.points.first().filter(|point| point.0 == 0)?;
        let finish = way.points.last().filter(|point| 0 < point.0)?;
        Some(i32::from(way.points.first()?.1) - i32::from(finish.1))
    };
    let finished = (0..ways.len()).filter(|&i| cast.members[i].position().is_some());
    if let Some((best, i)) = finished.filter_map(|i| Some((won(&ways[i])?, i))).max_by_key(|won| won.0)
        && 0 < best
    {
        words.push(format!("{} won most: {}.", cast.code(i), counted(best as usize, "place", "places")));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::inks::{Inks, Scheme};
    use crate::charts::scene::Command;
    use crate::charts::testing::{canvas, cut_laps, disqualify_the_winner, documents, sample, texts};
    use crate::theme::Theme;
    use gridcast_shared::mart::{Laps, PenaltyKind, Race};

    fn drawn(view: &View) -> Chart {
        let (race, laps) = sample();
        chart(&documents(&race, &laps), view, &canvas(900.0, 400.0))
    }

    #[test]
    fn a_grid_that_nobody_tells_is_not_made_up() {
        let (mut race, laps) = sample();
        race.results.iter_mut().for_each(|row| row.grid = None);
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 400.0));
        assert_eq!(chart.table.rows[0][0], "1");
        assert!(!texts(&chart).contains(&"Grid"));
        assert!(!chart.summary.contains("started"), "{}", chart.summary);
    }

    #[test]
    fn both_ends_are_named_and_those_from_the_pit_lane_start_last() {
        let chart = drawn(&View::default());
        let texts = texts(&chart);
        for label in ["NOR", "1 NOR", "3 PIA", "HAD", "Safety car", "Grid", "20"] {
            assert!(texts.contains(&label), "{label} in {texts:?}");
        }
        assert_eq!(chart.table.rows[0], ["Grid", "1", "3", "2", "4", "5", ""]);
        assert_eq!(chart.table.rows.len(), 21);
    }

    #[test]
    fn cars_out_are_crossed_and_stops_ringed() {
        let view = View { drivers: vec!["NOR".to_owned()], ..View::default() };
        let chart = drawn(&view);
        let marks = |wanted: Shape| {
            chart
                .commands
                .iter()
                .filter(|c| matches!(c, Command::Mark { shape, .. } if *shape == wanted))
                .count()
        };
        // The others' stops are ringed, too, quietly.
        assert_eq!((marks(Shape::Cross), marks(Shape::Circle)), (2, 4));
        let rings = chart.commands.iter().filter_map(|c| match c {
            Command::Mark { shape: Shape::Circle, radius, .. } => Some(*radius),
            _ => None,
        });
        assert_eq!(rings.filter(|radius| *radius < 3.0).count(), 3);
    }

    #[test]
    fn a_winner_disqualified_lost_the_place_after_the_flag() {
        let (mut race, laps) = sample();
        disqualify_the_winner(&mut race);
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 400.0));
        let diamonds = chart
            .commands
            .iter()
            .filter(|c| matches!(c, Command::Mark { shape: Shape::Diamond, .. }))
            .count();
        // The two behind moved up and lost nothing.
        assert_eq!(diamonds, 1);
    }

    #[test]
    fn a_penalty_is_marked_where_it_was_given_and_said_in_the_table() {
        let (mut race, mut laps) = sample();
        // PIA is lapped: the leader's lap 20 is its 19th.
        cut_laps(&mut laps, 2, 19);
        let of = |driver, lap, reason: &str, served| Penalty {
            driver,
            lap,
            kind: PenaltyKind::Time,
            seconds: Some(5),
            reason: Some(reason.to_owned()),
            served,
        };
        race.penalties = vec![
            of(1, 6, "SPEEDING IN THE PIT LANE", Some(9)),
            of(2, 20, "UNSAFE RELEASE", None),
            // Nobody.
            of(99, 6, "TRACK LIMITS", None),
        ];
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 400.0));
        let is_diamond = |c: &&Command| matches!(c, Command::Mark { shape: Shape::Diamond, .. });
        assert_eq!(chart.commands.iter().filter(is_diamond).count(), 2);
        let words = |code: &str, lap: u16| {
            let start = format!("{code}, lap {lap}:");
            let of = chart.targets.iter().map(|target| target.words.as_str());
            of.into_iter().find(|words| words.starts_with(&start)).unwrap_or_default()
        };
        assert!(words("VER", 6).ends_with(", 5 s penalty, speeding in the pit lane"), "{}", words("VER", 6));
        assert!(words("VER", 9).ends_with(", 5 s penalty served"), "{}", words("VER", 9));
        assert!(words("PIA", 19).ends_with(", 5 s penalty, unsafe release"), "{}", words("PIA", 19));
        let last = |lap: usize| chart.table.rows[lap].last().map(String::as_str).unwrap_or_default();
        assert!(last(6).ends_with("VER 5 s penalty, speeding in the pit lane"), "{}", last(6));
        assert!(last(19).ends_with("PIA 5 s penalty, unsafe release"), "{}", last(19));
        assert!(chart.table.rows.iter().all(|row| row.len() == chart.table.head.len()));
    }

    #[test]
    fn places_lost_to_a_penalty_after_the_flag_are_marked() {
        let lost = |timing, official, outcome| {
            let row =
                ResultRow { position: timing, official_position: official, outcome, ..ResultRow::default() };
            has_lost(&row, super::super::cast::final_position(&row))
        };
        assert!(lost(Some(4), Some(6), Outcome::Finished) && lost(Some(1), None, Outcome::Disqualified));
        assert!(!lost(Some(4), Some(3), Outcome::Finished) && !lost(Some(4), None, Outcome::Finished));
        assert!(!lost(None, Some(15), Outcome::Finished));
    }

    #[test]
    fn lapped_cars_are_named_at_the_right_and_cars_that_never_started_are_not() {
        let (race, mut laps) = sample();
        cut_laps(&mut laps, 2, 18);
        let view = View::default();
        let all = chart(&documents(&race, &laps), &view, &canvas(900.0, 400.0));
        assert!(texts(&all).contains(&"3 PIA"), "{:?}", texts(&all));
        assert!(!texts(&all).iter().any(|text| text.ends_with(" HAD") || text.ends_with(" ALO")));
        // Where its line is not to be seen there is nothing to name.
        let view = View { zoom: Some((19, 20)), ..View::default() };
        let end = chart(&documents(&race, &laps), &view, &canvas(900.0, 400.0));
        assert!(!texts(&end).iter().any(|text| text.ends_with(" PIA")), "{:?}", texts(&end));
    }

    /// NOR leads, then VER, PIA, ALO at the ends of the first laps; what the laps say of a lap is put in by hand.
    fn placed(lap: u16, places: [Option<u8>; 4], pits: Option<usize>) -> (Race, Laps) {
        let (mut race, mut laps) = sample();
        race.results[3].official_status = Some("Collision".to_owned());
        for i in 0..laps.lap.len() {
            let driver = usize::from(laps.driver[i]);
            if driver < 4 && laps.lap[i] == lap - 1 {
                laps.position[i] = Some(driver as u8 + 1);
            } else if driver < 4 && laps.lap[i] == lap {
                laps.position[i] = places[driver];
                laps.pit_in[i] = pits == Some(driver);
            }
        }
        (race, laps)
    }

    fn words_at(chart: &Chart, code: &str, lap: u16) -> String {
        let of = |words: &&str| words.starts_with(&format!("{code}, lap {lap}:"));
        chart.targets.iter().map(|target| target.words.as_str()).find(of).unwrap_or_default().to_owned()
    }

    #[test]
    fn places_won_and_lost_have_a_cause() {
        // PIA passes VER, and ALO comes past NOR, who stops.
        let (race, laps) = placed(5, [Some(4), Some(3), Some(1), Some(2)], Some(0));
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 400.0));
        for (code, words) in [
            ("NOR", "NOR, lap 5: 4th, in the pits"),
            ("VER", "VER, lap 5: 3rd, passed by PIA and ALO, NOR stopped"),
            ("PIA", "PIA, lap 5: 1st, passed VER, NOR stopped"),
            ("ALO", "ALO, lap 5: 2nd, passed VER, NOR stopped"),
        ] {
            assert_eq!(words_at(&chart, code, 5), words);
        }
        let why = |lap: usize| chart.table.rows[lap].last().cloned().unwrap_or_default();
        assert_eq!(why(5), "NOR stopped; PIA passed VER; ALO passed VER");
    }

    #[test]
    fn a_car_out_says_why_and_whose_place_it_left() {
        let (mut race, mut laps) = sample();
        race.results[3].official_status = Some("Collision".to_owned());
        for i in 0..laps.lap.len() {
            let driver = laps.driver[i];
            match (driver, laps.lap[i]) {
                (3, 12) => laps.position[i] = Some(1),
                (0..3, 12) => laps.position[i] = Some(driver + 2),
                (0..3, 13) => laps.position[i] = Some(driver + 1),
                _ => {}
            }
        }
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 400.0));
        assert!(
            words_at(&chart, "ALO", 12).ends_with(", then out, collision"),
            "{}",
            words_at(&chart, "ALO", 12)
        );
        assert_eq!(words_at(&chart, "NOR", 13), "NOR, lap 13: 1st, ALO out");
        assert_eq!(chart.table.rows[13].last().map(String::as_str), Some("ALO out, collision"));
    }

    #[test]
    fn nobody_is_passed_before_the_first_lap_or_after_the_last() {
        let (race, laps) = sample();
        let rows = Rows::new(&race, &laps);
        let cast = Cast::new(&race, &View::default(), &Inks::new(Theme::Light, Scheme::Team));
        assert!([0, 1, 99, u16::MAX].iter().all(|&lap| changes(&rows, &cast, lap).is_empty()));
    }

    #[test]
    fn the_zoom_cuts_lines_and_targets() {
        let chart = drawn(&View { zoom: Some((5, 10)), ..View::default() });
        assert!(chart.targets.iter().all(|target| (5.0..=10.0).contains(&target.x)));
        assert_eq!(chart.lap_at(chart.plot.right), Some(10));
        assert_eq!(chart.px_of_lap(11), None);
    }
}
