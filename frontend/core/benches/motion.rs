//! How truthfully cars move, on recordings as they are, in other batches, in parts that begin from nothing, with half
//! of the field, with worse stamps and with holes of three seconds (at the least lag, and at the one that the page's
//! clock comes to), beside linear interpolation in the same run.
//!
//! `cargo bench -p gridcast-core --bench motion [-- --frames FILE.csv]` prints a line a figure,
//! `figure motion.KEY VALUE UNIT [budget <= N]`. `--frames` also writes every frame that the estimator drew, as
//! driver, source time (UTC ms), x, y (the feed's own units, 0.1 m) and recording, so that anyone can check the
//! figures with a program of their own. The definitions stand in motion/metrics.rs.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a bench prints")]
#![allow(clippy::disallowed_methods, reason = "a bench measures time")]
#![allow(missing_docs, reason = "not a library")]

#[path = "motion/drive.rs"]
mod drive;
#[path = "motion/metrics.rs"]
mod metrics;
#[path = "motion/race.rs"]
mod race;
#[path = "motion/recording.rs"]
mod recording;

use std::io::Write;
use std::process::ExitCode;

use gridcast_shared::units::UNITS_PER_METRE;
use metrics::{Metrics, SHIFTS, Truth, quantile, rms, share_above};
use race::Race;
use recording::Feed;

type Csv = Option<std::io::BufWriter<std::fs::File>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("motion: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> std::io::Result<()> {
    let mut args = std::env::args().skip_while(|arg| arg != "--frames").skip(1);
    let mut csv: Csv = match args.next() {
        Some(path) => Some(std::io::BufWriter::new(std::fs::File::create(path)?)),
        None => None,
    };
    if let Some(csv) = &mut csv {
        writeln!(csv, "driver,source_time_ms,x,y,recording")?;
    }
    let Some(folder) = recording::folder() else {
        eprintln!("motion: skipped, there are no recordings (GRIDCAST_DATA or ../shared/data)");
        return Ok(());
    };
    match recording::australia(&folder) {
        Some(mut feed) => {
            for (name, length) in [("aus_025", 0.25), ("aus_2", 2.0), ("aus_1", 1.0)] {
                feed.in_batches(length);
                measure(name, &feed, &feed, race::Race::read(&folder, &feed).as_ref(), &mut csv)?;
            }
            let holes = feed.with_holes(23.0, 3.0);
            measure("aus_holes", &feed, &holes, None, &mut csv)?;
            measure("aus_holes_page", &feed, &holes.at_the_pages_lag(), None, &mut csv)?;
            let noisy = feed.noisier();
            measure("aus_noisy", &noisy, &noisy, None, &mut csv)?;
            for (i, part) in (1..).zip(feed.parts(6)) {
                measure(&format!("aus_part_{i}"), &part, &part, None, &mut csv)?;
            }
            let half = feed.half_of_the_field();
            measure("aus_half", &half, &half, None, &mut csv)?;
        }
        None => eprintln!("motion: skipped Australia, tele/2025_australia_race.jsonl.zst is not there"),
    }
    match recording::monaco(&folder) {
        Some(feed) => {
            measure("monaco", &feed, &feed, None, &mut csv)?;
            let holes = feed.with_holes(23.0, 3.0);
            measure("monaco_holes", &feed, &holes, None, &mut csv)?;
            measure("monaco_holes_page", &feed, &holes.at_the_pages_lag(), None, &mut csv)?;
            let noisy = feed.noisier();
            measure("monaco_noisy", &noisy, &noisy, None, &mut csv)?;
        }
        None => eprintln!("motion: skipped Monaco, live/2023_monaco_fp2_signalr_wire.txt.zst is not there"),
    }
    match recording::mexico(&folder) {
        Some(feed) => measure("mexico", &feed, &feed, None, &mut csv)?,
        None => {
            eprintln!("motion: skipped Mexico, live/2024_mexico_fp3_fastf1_livetiming.txt.zst is not there");
        }
    }
    match recording::styria(&folder) {
        Some((played, known)) => measure("styria", &known, &played, None, &mut csv)?,
        None => eprintln!("motion: skipped Styria, static/2021_styria_race_slice is not there"),
    }
    csv.map_or(Ok(()), |mut csv| csv.flush())
}

/// Plays a feed and measures what was drawn against `feed`, which is the same or knows more.
fn measure(
    name: &str,
    feed: &Feed,
    played: &Feed,
    race: Option<&Race>,
    csv: &mut Csv,
) -> std::io::Result<()> {
    let truth = Truth::of(feed);
    let (mut ours, mut linear) = (Metrics::default(), Metrics::default());
    let mut all_linear = Vec::new();
    let (all_ours, spent) = drive::estimator(played);
    let n_frames: usize = all_ours.iter().map(|drawn| drawn.points.len()).sum();
    for ((i, car), drawn) in played.cars.iter().enumerate().zip(&all_ours) {
        ours.add(feed, &truth, i, drawn);
        if let Some(csv) = csv {
            for (frame, point) in drawn.points.iter().enumerate() {
                if let Some([x, y]) = point {
                    let time_ms = feed.origin_ms as f64 + drawn.time(frame) * 1000.0;
                    let [x, y] = [x, y].map(|metres| metres * UNITS_PER_METRE);
                    writeln!(csv, "{},{time_ms},{x},{y},{name}", car.driver)?;
                }
            }
        }
        let line = drive::linear(played, car);
        linear.add(feed, &truth, i, &line);
        all_linear.push(line);
    }
    let figure = |key: &str, value: f64, unit: &str, budget: Option<f64>| {
        let budget = budget.map_or(String::new(), |budget| format!(" budget <= {budget}"));
        println!("figure motion.{name}.{key} {value:.3} {unit}{budget}");
    };
    let (median_batch, longest_batch) = played.batch_intervals();
    figure("lag_s", played.lag, "s", None);
    figure("batch_median_s", median_batch, "s", None);
    figure("batch_max_s", longest_batch, "s", None);
    figure("jumps", truth.n_jumps() as f64, "", None);
    let best = ours.best_shift();
    let left_out = 1.0 - ours.speed_clean[best].len() as f64 / ours.speed[best].len().max(1) as f64;
    figure("left_out_pct", 100.0 * left_out, "%", None);
    figure("best_shift_ms", SHIFTS[best] * 1000.0, "ms", None);
    figure("speed_rms_clean_pct", 100.0 * rms(&ours.speed_clean[best]), "%", Some(2.5));
    figure("speed_p95_clean_pct", 100.0 * quantile(&ours.speed_clean[best], 0.95), "%", Some(4.5));
    figure("frames_off_pct", 100.0 * share_above(&ours.speed[best], 0.1), "%", Some(0.5));
    figure("along_median_m", quantile(&ours.along_mended, 0.5), "m", Some(1.0));
    figure("along_p95_m", quantile(&ours.along_mended, 0.95), "m", Some(4.5));
    figure("cross_p95_m", quantile(&ours.cross, 0.95), "m", Some(0.1));
    figure("jerk_rms", rms(&ours.jerk), "m/s3", Some(350.0));
    figure("jerk_own", truth.jerk, "m/s3", None);
    figure("acceleration_own", truth.acceleration, "m/s2", None);
    for (of, metrics, drawn) in [("", &ours, &all_ours), ("linear_", &linear, &all_linear)] {
        let more = |key: &str, value: f64, unit: &str| figure(&format!("{of}{key}"), value, unit, None);
        if !of.is_empty() {
            let best = metrics.best_shift();
            more("speed_rms_clean_pct", 100.0 * rms(&metrics.speed_clean[best]), "%");
            more("speed_p95_clean_pct", 100.0 * quantile(&metrics.speed_clean[best], 0.95), "%");
            more("frames_off_pct", 100.0 * share_above(&metrics.speed[best], 0.1), "%");
            more("along_median_m", quantile(&metrics.along_mended, 0.5), "m");
            more("along_p95_m", quantile(&metrics.along_mended, 0.95), "m");
            more("cross_p95_m", quantile(&metrics.cross, 0.95), "m");
            more("jerk_rms", rms(&metrics.jerk), "m/s3");
        }
        for (shift, name) in [(0, "0"), (5, "55")] {
            more(&format!("speed_rms_at_{name}_ms_pct"), 100.0 * rms(&metrics.speed[shift]), "%");
            more(&format!("speed_p95_at_{name}_ms_pct"), 100.0 * quantile(&metrics.speed[shift], 0.95), "%");
            more(&format!("speed_rms_clean_at_{name}_ms_pct"), 100.0 * rms(&metrics.speed_clean[shift]), "%");
            let p95 = quantile(&metrics.speed_clean[shift], 0.95);
            more(&format!("speed_p95_clean_at_{name}_ms_pct"), 100.0 * p95, "%");
        }
        more("speed_rms_pct", 100.0 * rms(&metrics.speed[metrics.best_shift()]), "%");
        more("along_raw_median_m", quantile(&metrics.along_raw, 0.5), "m");
        more("along_raw_p95_m", quantile(&metrics.along_raw, 0.95), "m");
        more("cross_median_m", quantile(&metrics.cross, 0.5), "m");
        more("acceleration_rms", rms(&metrics.acceleration), "m/s2");
        more("backward_ppm", metrics.n_backward as f64 / metrics.speed[0].len().max(1) as f64 * 1e6, "ppm");
        more("max_step_m", metrics.max_step, "m");
        more("steps_over_2.5_m", metrics.n_long_steps as f64, "");
        if let Some(race) = race {
            let order = race.compare(feed, drawn);
            more("order_wrong_ppm", order.n_wrong as f64 / order.n_pairs.max(1) as f64 * 1e6, "ppm");
            more("flips", order.n_flips as f64, "");
            more("flips_raw", order.n_raw_flips as f64, "");
            more("gap_median_ms", quantile(&order.gaps, 0.5), "ms");
            more("gap_p95_ms", quantile(&order.gaps, 0.95), "ms");
            more("gap_order_wrong", order.n_wrong_at_line as f64, "");
            more("gaps", order.gaps.len() as f64, "");
            more("lap_time_median_ms", quantile(&order.lap_times, 0.5), "ms");
            more("lap_time_p95_ms", quantile(&order.lap_times, 0.95), "ms");
        }
        more("jerk_rms_all", rms(&metrics.jerk_all), "m/s3");
        more("off_track_p99_m", quantile(&metrics.off_track, 0.99), "m");
        more("off_track_max_m", quantile(&metrics.off_track, 1.0), "m");
        more("top_speed_kmh", metrics.top_speed * 3.6, "km/h");
        more("standing_p99", quantile(&metrics.standing, 0.99), "m/s");
    }
    figure("ns_per_car_frame", spent.as_nanos() as f64 / n_frames.max(1) as f64, "ns", None);
    Ok(())
}
