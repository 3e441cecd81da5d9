//! Telemetry of two to four laps by distance: speed, throttle, brake, gear, DRS, and the time between them.

use gridcast_shared::mart::Track;

use crate::charts::axis::scale::Scale;
use crate::charts::axis::span::Span;
use crate::charts::axis::ticks;
use crate::charts::build::builder::{ChartBuilder, Description};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart};
use crate::charts::build::table::Table;
use crate::charts::data::corners::corners;
use crate::charts::data::entrants::Entrants;
use crate::charts::data::lap_trace::Channel;
use crate::charts::data::lap_trace::{LapTrace, delta, series, traces};
use crate::charts::data::series::Series;
use crate::charts::documents::Documents;
use crate::charts::draw::decimate::by_column;
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::{Anchor, LineStyle};
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::figures::{lap_time, number, signed};
use crate::format;
use crate::units::{Speed, Units};

const KIND: ChartKind = ChartKind::Telemetry;

/// Most places of a lap that can be pointed at.
const MOST_TARGETS: usize = 400;

/// Metres between rows of the table on the page; a file has every sample.
const TABLE_STEP_M: f64 = 100.0;

/// Space above every panel, for its name, CSS px.
const GUTTER: f64 = 20.0;

/// A panel: a channel on its own scale.
struct Panel {
    channel: Channel,
    /// Of the height that all panels share.
    share: f64,
    range: [f64; 2],
    /// Values change at once and then hold.
    stepped: bool,
    /// Where its values are read off.
    ticks: &'static [f64],
    value: fn(&LapTrace, usize) -> f64,
}

const PANELS: [Panel; 5] = [
    Panel {
        channel: Channel::Speed,
        share: 4.0,
        range: [40.0, 360.0],
        stepped: false,
        ticks: &[100.0, 200.0, 300.0],
        value: |trace, row| f64::from(trace.lap.speed[row]),
    },
    Panel {
        channel: Channel::Throttle,
        share: 1.6,
        range: [0.0, 100.0],
        stepped: false,
        ticks: &[0.0, 50.0, 100.0],
        value: |trace, row| f64::from(trace.lap.throttle[row].min(100)),
    },
    Panel {
        channel: Channel::Brake,
        share: 0.7,
        range: [0.0, 1.0],
        stepped: true,
        ticks: &[0.0],
        value: |trace, row| f64::from(trace.lap.brake[row].min(1)),
    },
    Panel {
        channel: Channel::Gear,
        share: 1.6,
        range: [1.0, 8.0],
        stepped: true,
        ticks: &[2.0, 4.0, 6.0, 8.0],
        value: |trace, row| f64::from(trace.lap.gear[row].min(9)),
    },
    Panel {
        channel: Channel::Drs,
        share: 0.7,
        range: [0.0, 1.0],
        stepped: true,
        ticks: &[0.0],
        value: |trace, row| f64::from(trace.lap.drs[row].min(1)),
    },
];

/// Share of the panel of times.
const DELTA_SHARE: f64 = 2.0;

/// The chart.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let mut builder = ChartBuilder::new(canvas, view);
    let traces = traces(documents.telemetry);
    if traces.is_empty() {
        let words = if view.compare.is_empty() { Missing::LapsToCompare } else { Missing::Telemetry };
        return builder.empty(KIND, words);
    }
    let entrants = documents.race.map(|race| Entrants::new(race, view, &builder.palette));
    let series = series(&traces, entrants.as_ref(), &builder.palette);
    let length = traces.iter().map(LapTrace::length).fold(0.0, f64::max);
    // A lap is no longer than 65 km.
    builder.metres = length.ceil() as u16;
    let (from, to) = view.range(Span::Metres(builder.metres));
    let seen = [f64::from(from), f64::from(to).min(length)];

    let plot = builder.plot([builder.width_of("+0.25", 500) + 10.0, 28.0, 8.0, 26.0]);
    let x = Scale::new(seen, [plot.left, plot.right]);
    names(&mut builder, documents, &traces, &series, plot.left);
    x_axis(&mut builder, documents.track, &x, &plot);
    let shares: f64 = PANELS.iter().map(|panel| panel.share).sum::<f64>()
        + if 1 < traces.len() { DELTA_SHARE } else { 0.0 };
    let count = PANELS.len() as f64 + if 1 < traces.len() { 1.0 } else { 0.0 };
    let unit = ((plot.height() - GUTTER * count) / shares).max(0.0);
    let mut top = plot.top + GUTTER - 6.0;
    if 1 < traces.len() {
        let area = Bounds::new(plot.left, top, plot.right, top + DELTA_SHARE * unit);
        deltas(&mut builder, &traces, &series, &x, &area);
        top = area.bottom + GUTTER;
    }
    for panel in &PANELS {
        let area = Bounds::new(plot.left, top, plot.right, top + panel.share * unit);
        top = area.bottom + GUTTER;
        let y = Scale::new(panel.range, [area.bottom, area.top]);
        panel_axis(&mut builder, panel, &y, &area);
        for (trace, series) in traces.iter().zip(&series).rev() {
            let points = points(trace, panel, &x, &y);
            builder.line(&points, LineStyle::solid(series.colour, 1.5).dashed(series.dash), &area);
        }
        if panel.channel == Channel::Speed {
            targets(&mut builder, &traces, (&x, &y), &area);
        }
    }
    let description = Description {
        sentence: words::telemetry::sentence().to_owned(),
        table: table(&traces, length, builder.is_for_file()),
        summary: words::telemetry::summary(traces.iter().map(|trace| (trace, time_of(documents, trace)))),
        missing: (traces.len() < documents.telemetry.len().max(view.compare.len()))
            .then_some(Missing::SomeTelemetry),
    };
    builder.series = series;
    builder.finish(KIND, plot, AxisKind::Distance, x, description)
}

/// The lap's time by the timing, or by its telemetry where that is not known, ms.
fn time_of(documents: &Documents, trace: &LapTrace) -> f64 {
    let timed = || {
        let (race, laps) = (documents.race?, documents.laps?);
        let driver = race.drivers.iter().position(|driver| driver.code == trace.lap.code)?;
        let mut of_lap = laps.driver.iter().zip(&laps.lap).zip(&laps.time);
        of_lap.find(|((of, lap), _)| usize::from(**of) == driver && **lap == trace.lap.lap)?.1.as_ref()
    };
    f64::from(*timed().unwrap_or(&trace.lap.time[trace.rows - 1]))
}

/// Who is which line, above the plot.
fn names(
    builder: &mut ChartBuilder,
    documents: &Documents,
    traces: &[LapTrace],
    series: &[Series],
    left: f64,
) {
    let mut left = left;
    for (trace, series) in traces.iter().zip(series) {
        let points = vec![[left, 10.0], [left + 22.0, 10.0]];
        let stroke = LineStyle::solid(series.colour, 2.5).dashed(series.dash);
        builder.commands.push(crate::charts::draw::command::Command::Line { points, stroke });
        let time = lap_time(time_of(documents, trace));
        let text =
            if builder.is_narrow() { series.name.clone() } else { format!("{}\u{2002}{time}", series.name) };
        let ink = builder.palette.colours.ink;
        builder.text([left + 28.0, 10.0], text.clone(), 600, ink, Anchor::Start);
        left += 28.0 + builder.width_of(&text, 600) + 18.0;
    }
}

/// Corners where they are known, else metres.
fn x_axis(builder: &mut ChartBuilder, track: Option<&Track>, x: &Scale, plot: &Bounds) {
    let y = plot.bottom + 13.0;
    let ink = builder.palette.colours.ink3;
    let corners = track.map(corners).unwrap_or_default();
    if corners.is_empty() {
        for tick in ticks::numbers(x.data[0], x.data[1], (plot.width() / 80.0) as usize) {
            let text = words::telemetry::metres(tick);
            // The last one stands whole at the edge.
            let most = plot.right + 8.0 - builder.width_of(&text, 500) / 2.0;
            builder.text([x.px(tick).min(most), y], text, 500, ink, Anchor::Middle);
        }
        return;
    }
    builder.text([plot.left - 6.0, y], words::telemetry::turn(), 500, ink, Anchor::End);
    let mut free = plot.left;
    for (i, &metres) in corners.iter().enumerate() {
        let px = x.px(metres);
        if plot.left <= px && px <= plot.right {
            builder.rule([px, plot.top], [px, plot.bottom]);
            let text = (i + 1).to_string();
            let half = builder.width_of(&text, 500) / 2.0;
            if free <= px - half {
                builder.text([px, y], text, 500, ink, Anchor::Middle);
                free = px + half + 4.0;
            }
        }
    }
}

/// 50, 100, 150 and 200 mph, km/h.
const MPH_TICKS: &[f64] = &[80.467, 160.934, 241.402, 321.869];

/// Where a panel's values are read off: round figures of the unit that speeds are told in.
fn ticks_of(panel: &Panel) -> &'static [f64] {
    match (panel.channel, Units::chosen().speed) {
        (Channel::Speed, Speed::Mph) => MPH_TICKS,
        _ => panel.ticks,
    }
}

fn figure(panel: &Panel, tick: f64) -> String {
    if panel.channel == Channel::Speed { format::speed(tick) } else { number(tick, 0) }
}

fn panel_axis(builder: &mut ChartBuilder, panel: &Panel, y: &Scale, area: &Bounds) {
    let colours = builder.palette.colours;
    for &tick in ticks_of(panel) {
        builder.rule([area.left, y.px(tick)], [area.right, y.px(tick)]);
        // Pressed or not needs no figure.
        if 1 < ticks_of(panel).len() && 10.0 < y.unit() * (ticks_of(panel)[1] - ticks_of(panel)[0]) {
            builder.text([area.left - 6.0, y.px(tick)], figure(panel, tick), 500, colours.ink3, Anchor::End);
        }
    }
    builder.text(
        [area.left, area.top - 9.0],
        words::telemetry::channel(panel.channel),
        500,
        colours.ink3,
        Anchor::Start,
    );
}

fn points(trace: &LapTrace, panel: &Panel, x: &Scale, y: &Scale) -> Vec<[f64; 2]> {
    let mut points: Vec<[f64; 2]> = Vec::with_capacity(trace.rows);
    for row in 0..trace.rows {
        let at = [x.px(trace.metres(row)), y.px((panel.value)(trace, row))];
        if let Some(last) = points.last().copied()
            && panel.stepped
            && 0.5 < (at[1] - last[1]).abs()
        {
            points.push([at[0], last[1]]);
        }
        points.push(at);
    }
    by_column(&points)
}

fn deltas(builder: &mut ChartBuilder, traces: &[LapTrace], series: &[Series], x: &Scale, area: &Bounds) {
    let (first, others) = (&traces[0], &traces[1..]);
    let way = |other: &LapTrace| -> Vec<(f64, f64)> {
        (0..other.rows).map(|row| (other.metres(row), delta(first, other, other.metres(row)))).collect()
    };
    let ways: Vec<Vec<(f64, f64)>> = others.iter().map(way).collect();
    let seen = || ways.iter().flatten().filter(|at| x.holds(at.0)).map(|at| at.1);
    let low = seen().fold(-50.0, f64::min);
    let high = seen().fold(50.0, f64::max);
    let y = Scale::new([low * 1.05, high * 1.05], [area.bottom, area.top]);
    let colours = builder.palette.colours;
    let ticks = ticks::numbers(low, high, ((area.height() / 30.0) as usize).max(1));
    let decimals = ticks::decimals(&ticks.iter().map(|tick| tick / 1000.0).collect::<Vec<_>>()).max(1);
    for &tick in &ticks {
        let rgb = if tick == 0.0 { colours.edge } else { colours.line };
        builder.line(&[[area.left, y.px(tick)], [area.right, y.px(tick)]], LineStyle::solid(rgb, 1.0), area);
        builder.text([area.left - 6.0, y.px(tick)], signed(tick, decimals), 500, colours.ink3, Anchor::End);
    }
    for (way, series) in ways.iter().zip(&series[1..]).rev() {
        let points: Vec<[f64; 2]> = way.iter().map(|at| [x.px(at.0), y.px(at.1)]).collect();
        builder.line(&by_column(&points), LineStyle::solid(series.colour, 2.0).dashed(series.dash), area);
    }
    let name = words::telemetry::behind(&series[0].name);
    builder.text([area.left, area.top - 9.0], name, 500, colours.ink3, Anchor::Start);
}

fn targets(builder: &mut ChartBuilder, traces: &[LapTrace], scales: (&Scale, &Scale), area: &Bounds) {
    for (i, trace) in traces.iter().enumerate() {
        let step = trace.rows.div_ceil(MOST_TARGETS).max(1);
        for row in (0..trace.rows).step_by(step) {
            let metres = trace.metres(row);
            let speed = trace.lap.speed[row];
            let behind = (0 < i).then(|| delta(&traces[0], trace, metres));
            let [value, words] = words::telemetry::sample(trace, row, behind);
            let at = [scales.0.px(metres), scales.1.px(f64::from(speed))];
            builder.target(area, i, metres, at, value, words);
        }
    }
}

fn table(traces: &[LapTrace], length: f64, for_file: bool) -> Table {
    let samples = traces.iter().map(|trace| trace.lap.step_m).fold(f64::INFINITY, f64::min);
    let (step, most) = if for_file { (samples, 20_000) } else { (TABLE_STEP_M, 1000) };
    let decimals = if step.fract() == 0.0 { 0 } else { 2 };
    let head = words::telemetry::heads(traces);
    let mut table = Table::new(head.iter().map(String::as_str));
    let rows = ((length / step) as usize).min(most);
    for i in 0..=rows {
        let metres = i as f64 * step;
        let mut cells = vec![number(metres, decimals)];
        for (i, trace) in traces.iter().enumerate() {
            if trace.length() < metres {
                cells.extend(std::iter::repeat_n(String::new(), if i == 0 { 6 } else { 7 }));
                continue;
            }
            let row = trace.row_at(metres);
            let lap = trace.lap;
            if 0 < i {
                cells.push(number(delta(&traces[0], trace, metres) / 1000.0, 3));
            }
            cells.push(number(trace.time_at(metres) / 1000.0, 3));
            cells.extend([
                format::speed(lap.speed[row].into()),
                lap.throttle[row].to_string(),
                lap.brake[row].to_string(),
            ]);
            cells.extend([lap.gear[row].to_string(), lap.drs[row].to_string()]);
        }
        table.push_at(metres, cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, sample, telemetry};

    #[test]
    fn a_file_has_every_sample_of_what_is_seen_and_the_time_between() {
        let telemetry = [&telemetry("NOR", 5, 1000), &telemetry("VER", 5, 1010)];
        let documents = Documents { telemetry: &telemetry, ..Documents::default() };
        let view = ViewState { part: Some((1000, 1200)), ..ViewState::default() };
        let on_page = chart(&documents, &view, &canvas(900.0, 560.0));
        assert_eq!(on_page.table.rows.len(), 51);
        let for_file = Canvas { for_file: true, ..canvas(900.0, 560.0) };
        let table = chart(&documents, &view, &for_file).seen();
        let metres: Vec<&str> = table.rows.iter().map(|row| row.cells[0].as_str()).collect();
        assert_eq!((metres.len(), metres[0], metres[20]), (21, "1000", "1200"));
        let column = table.head.iter().position(|head| head == "VER 5 behind NOR 5, s").unwrap();
        assert_eq!(table.rows[0].cells[column], "0.170");
    }

    #[test]
    fn lines_figures_and_what_is_missing() {
        let (race, _) = sample();
        let laps = [&telemetry("NOR", 43, 1000), &telemetry("VER", 43, 1010)];
        let view = ViewState {
            compare: ["NOR", "VER", "PIA"].map(|code| (code.to_owned(), 43)).to_vec(),
            ..ViewState::default()
        };
        let documents = Documents { race: Some(&race), telemetry: &laps, ..Documents::default() };
        let chart = chart(&documents, &view, &canvas(900.0, 560.0));
        assert_eq!(
            chart.series.iter().map(|series| series.name.as_str()).collect::<Vec<_>>(),
            ["NOR 43", "VER 43"]
        );
        assert!(chart.missing.is_some());
        assert_eq!(chart.table.rows.len(), 51);
        assert!(
            chart
                .targets
                .iter()
                .filter(|target| target.series == 1)
                .all(|target| target.value.contains("km/h"))
        );
    }

    #[test]
    fn a_lap_takes_what_the_timing_has_for_it() {
        let (race, laps) = sample();
        let nor = race.drivers.iter().position(|driver| driver.code == "NOR").unwrap();
        let row =
            (0..laps.lap.len()).find(|&i| usize::from(laps.driver[i]) == nor && laps.lap[i] == 5).unwrap();
        let telemetry = [&telemetry("NOR", 5, 1000), &telemetry("NOR", 99, 1000)];
        let documents =
            Documents { race: Some(&race), laps: Some(&laps), telemetry: &telemetry, ..Documents::default() };
        let chart = chart(&documents, &ViewState::default(), &canvas(900.0, 560.0));
        let timed = lap_time(f64::from(laps.time[row].unwrap()));
        assert!(
            timed != "1:25.000" && chart.summary.starts_with(&format!("NOR 5: {timed},")),
            "{}",
            chart.summary
        );
        assert!(chart.summary.contains("NOR 99: 1:25.000,"), "{}", chart.summary);
    }
}
