//! Draws every chart as SVG from a folder of mart documents, to be looked at without the page:
//! `cargo run -p gridcast-core --example charts -- FOLDER OUT [WIDTH] [dark|light] ["drivers=NOR,VER&..."]`.
//!
//! The folder holds `result.json`, `laps.json`, ... as docs/marts.md names them, and laps of telemetry as `NOR-43.json`.
//! Widths of texts are estimated, so labels stand a little off what a browser would do.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use gridcast_core::charts::build::canvas::Canvas;
use gridcast_core::charts::build::chart::Chart;
use gridcast_core::charts::documents::Documents;
use gridcast_core::charts::draw::command::Command;
use gridcast_core::charts::draw::geometry::pattern_lines;
use gridcast_core::charts::draw::style::{Anchor, Colour, LineStyle, Shape};
use gridcast_core::charts::interact::cursor;
use gridcast_core::charts::kind::ChartKind;
use gridcast_core::charts::layout::{self, chart};
use gridcast_core::charts::link;
use gridcast_core::charts::palette::ChartPalette;
use gridcast_core::charts::words::title;
use gridcast_core::theme::Theme;
use gridcast_shared::mart::{
    Bests, LapTelemetry, Laps, LongRuns, Pace, PitStops, Qualifying, Race, Standings, Stints, Track,
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, out, rest @ ..] = arguments.as_slice() else {
        return Err("folder and out are needed".into());
    };
    let width: f64 = rest.first().map_or(Ok(900.0), |width| width.parse())?;
    let theme = if rest.get(1).is_some_and(|theme| theme == "light") { Theme::Light } else { Theme::Dark };
    let view = link::parse(rest.get(2).map_or("", String::as_str));

    let folder = Path::new(folder);
    let race: Option<Race> = read(folder, "result")?;
    let laps: Option<Laps> = read(folder, "laps")?;
    let stints: Option<Stints> = read(folder, "stints")?;
    let pit_stops: Option<PitStops> = read(folder, "pit_stops")?;
    let pace: Option<Pace> = read(folder, "pace")?;
    let bests: Option<Bests> = read(folder, "bests")?;
    let qualifying: Option<Qualifying> = read(folder, "qualifying")?;
    let long_runs: Option<LongRuns> = read(folder, "long_runs")?;
    let track: Option<Track> = read(folder, "track")?;
    let standings: Option<Standings> = read(folder, "standings")?;
    let mut telemetry: Vec<LapTelemetry> = Vec::new();
    for (code, lap) in &view.compare {
        telemetry.extend(read::<LapTelemetry>(folder, &format!("{code}-{lap}"))?);
    }
    let telemetry: Vec<&LapTelemetry> = telemetry.iter().collect();
    let documents = Documents {
        race: race.as_ref(),
        laps: laps.as_ref(),
        stints: stints.as_ref(),
        pit_stops: pit_stops.as_ref(),
        pace: pace.as_ref(),
        bests: bests.as_ref(),
        qualifying: qualifying.as_ref(),
        long_runs: long_runs.as_ref(),
        track: track.as_ref(),
        telemetry: &telemetry,
        standings: standings.as_ref(),
    };
    let measure = |text: &str, size: f32, _weight: u16| text.chars().count() as f32 * size * 0.6;
    let palette = ChartPalette::new(theme, view.scheme);
    let mut page = format!(
        "<body style='margin:16px;background:#{:06x};color:#{:06x};font:14px Archivo,Liberation Sans Narrow,sans-serif;width:{width}px'>",
        palette.colours.ground, palette.colours.ink
    );
    for kind in ChartKind::ALL {
        let height = layout::height(kind, &documents, width);
        let canvas = Canvas { width, height, theme, beside_table: false, for_file: false, measure: &measure };
        let drawn = chart(kind, &documents, &view, &canvas);
        let mut commands = drawn.commands.clone();
        if let Some(lap) = view.cursor.filter(|&lap| drawn.px_of_lap(lap).is_some()) {
            commands.extend(cursor::commands(
                &drawn,
                f64::from(lap),
                Some(&format!("Lap {lap}")),
                &palette,
                &canvas,
            ));
        }
        write!(page, "<h3 id='{}' style='margin:24px 0 2px'>{}</h3>", kind.id(), title(kind))?;
        write!(page, "<p style='margin:0 0 8px'>{}</p>{}", drawn.sentence, svg(&drawn, &commands)?)?;
        write!(page, "<p>{} {}</p>", drawn.summary, drawn.missing.unwrap_or_default())?;
    }
    std::fs::write(out, page)?;
    Ok(())
}

fn read<T: serde::de::DeserializeOwned>(folder: &Path, name: &str) -> Result<Option<T>, Box<dyn Error>> {
    match std::fs::read(folder.join(format!("{name}.json"))) {
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn svg(chart: &Chart, commands: &[Command]) -> Result<String, std::fmt::Error> {
    let [width, height] = chart.size;
    let mut svg = format!("<svg width='{width}' height='{height}' style='display:block'>");
    for command in commands {
        match command {
            Command::Line { points, stroke } => line(&mut svg, points, stroke)?,
            Command::Area { points, fill } => {
                write!(svg, "<polygon points='{}' {}/>", list(points), filled(Some(*fill)))?;
            }
            Command::Rect { rect, radius, fill, pattern, stroke } => {
                let shape = format!(
                    "<rect x='{:.2}' y='{:.2}' width='{:.2}' height='{:.2}' rx='{radius}'",
                    rect.left,
                    rect.top,
                    rect.width(),
                    rect.height()
                );
                write!(svg, "{shape} {}/>", filled(*fill))?;
                if let Some((pattern, colour)) = pattern {
                    for [from, to] in pattern_lines(rect, *pattern) {
                        line(
                            &mut svg,
                            &[from, to],
                            &LineStyle { colour: *colour, ..LineStyle::solid(0, 1.0) },
                        )?;
                    }
                }
                if let Some(stroke) = stroke {
                    write!(svg, "{shape} fill='none' {}/>", stroked(stroke))?;
                }
            }
            Command::Mark { at, shape, radius, fill, stroke } => {
                mark(&mut svg, *at, *shape, *radius, *fill, *stroke)?;
            }
            Command::Text { at, text, size, weight, colour, anchor, halo } => {
                let anchor = match anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                };
                let halo = halo.map_or_else(String::new, |halo| {
                    format!("stroke='#{:06x}' stroke-width='4' paint-order='stroke'", halo.rgb)
                });
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                write!(
                    svg,
                    "<text x='{:.2}' y='{:.2}' font-size='{size}' font-weight='{weight}' text-anchor='{anchor}' {} {halo}>{text}</text>",
                    at[0],
                    at[1] + size * 0.35,
                    filled(Some(*colour))
                )?;
            }
        }
    }
    svg.push_str("</svg>");
    Ok(svg)
}

fn mark(
    svg: &mut String,
    at: [f64; 2],
    shape: Shape,
    radius: f64,
    fill: Option<Colour>,
    stroke: Option<LineStyle>,
) -> std::fmt::Result {
    let [x, y] = at;
    let style = format!("{} {}", filled(fill), stroke.map_or_else(String::new, |stroke| stroked(&stroke)));
    let r = radius;
    let corners = match shape {
        Shape::Circle => return write!(svg, "<circle cx='{x:.2}' cy='{y:.2}' r='{r}' {style}/>"),
        Shape::Cross => {
            let stroke = stroke.unwrap_or_else(|| LineStyle::solid(0, 1.5));
            line(svg, &[[x - r, y - r], [x + r, y + r]], &stroke)?;
            return line(svg, &[[x - r, y + r], [x + r, y - r]], &stroke);
        }
        Shape::Diamond => vec![[x, y - r], [x + r, y], [x, y + r], [x - r, y]],
        Shape::Square => vec![[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]],
        Shape::Up => vec![[x, y - r], [x + r, y + r], [x - r, y + r]],
        Shape::Down => vec![[x, y + r], [x + r, y - r], [x - r, y - r]],
    };
    write!(svg, "<polygon points='{}' {style}/>", list(&corners))
}

fn line(svg: &mut String, points: &[[f64; 2]], stroke: &LineStyle) -> std::fmt::Result {
    write!(
        svg,
        "<polyline points='{}' fill='none' stroke-linejoin='round' {}/>",
        list(points),
        stroked(stroke)
    )
}

fn list(points: &[[f64; 2]]) -> String {
    points.iter().map(|[x, y]| format!("{x:.2},{y:.2}")).collect::<Vec<_>>().join(" ")
}

fn filled(fill: Option<Colour>) -> String {
    fill.map_or_else(
        || "fill='none'".to_owned(),
        |fill| format!("fill='#{:06x}' fill-opacity='{}'", fill.rgb, fill.alpha),
    )
}

fn stroked(stroke: &LineStyle) -> String {
    let dashes: Vec<String> = stroke.dash.lengths().iter().map(f64::to_string).collect();
    format!(
        "stroke='#{:06x}' stroke-opacity='{}' stroke-width='{}' stroke-dasharray='{}'",
        stroke.colour.rgb,
        stroke.colour.alpha,
        stroke.width,
        dashes.join(" ")
    )
}
