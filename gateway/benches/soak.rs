//! Soak: a whole race with spectators who watch, come and go, stall, and mean no good.
//!
//! `cargo xtask bench soak [-- SPECTATORS [MINUTES]]`: a thousand over twelve minutes, which is the 2025 Australian
//! Grand Prix at ten times its pace; without the recording it is the simulated race. Memory is looked at without the
//! recording that the gateway keeps, which grows with the race to its own bound. A shorter form is a test.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "figures are what a bench prints")]

#[path = "support/gateway.rs"]
mod gateway;
#[path = "support/soak.rs"]
mod soak;
#[path = "support/spectator.rs"]
mod spectator;

use std::time::Duration;

use anyhow::Context;

use gateway::Process;
use soak::{Look, Plan};
use spectator::{percentile_ms, recording};

const DEFAULT_SPECTATORS: usize = 1000;
const DEFAULT_MINUTES: f64 = 12.0;

fn main() -> anyhow::Result<()> {
    let mut wanted = std::env::args().skip(1).filter_map(|argument| argument.parse::<f64>().ok());
    let n = wanted.next().map_or(DEFAULT_SPECTATORS, |n| n as usize);
    let time = Duration::from_secs_f64(wanted.next().unwrap_or(DEFAULT_MINUTES) * 60.0);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(Plan::of(n, time)))
}

async fn measure(plan: Plan) -> anyhow::Result<()> {
    let file = recording();
    let mut words = vec!["--speed", "10", "--loop", "--source"];
    if let Some(file) = &file {
        words.extend(["recording", file.to_str().context("a path in UTF-8")?]);
    } else {
        eprintln!("without the recording the race is a simulated one");
        words.push("demo");
    }
    let gateway = Process::start(&words)?;
    let report = soak::run(&gateway, plan).await?;
    let (early, late) = report.early_and_late(&plan);
    let mean = |looks: &[Look], of: fn(&Look) -> f64| looks.iter().map(of).sum::<f64>() / looks.len() as f64;
    let own_mb = |look: &Look| (look.rss_kb - look.recorded_kb) / 1024.0;
    println!("figure soak.minutes {:.1} min", plan.time.as_secs_f64() / 60.0);
    println!("figure soak.spectators {:.0} spectators", mean(&late, |look| look.spectators));
    println!("figure soak.rss_mb {:.1} MB after warm-up, without the recording", mean(&early, own_mb));
    println!(
        "figure soak.rss_growth_mb {:.1} MB to the last quarter",
        mean(&late, own_mb) - mean(&early, own_mb)
    );
    let tasks = |look: &Look| look.tasks;
    println!(
        "figure soak.tasks {:.0} after warm-up, {:.0} at the end",
        mean(&early, tasks),
        mean(&late, tasks)
    );
    println!(
        "figure soak.tasks_left {:.0} more than before budget <= 0",
        report.after.tasks - report.alone.tasks
    );
    let left = report.after.descriptors as i64 - report.alone.descriptors as i64;
    println!("figure soak.descriptors_left {left} more than before budget <= 0");
    println!("figure soak.median_age_ms {:.1} ms", percentile_ms(&report.ages_us, 50));
    println!("figure soak.p99_age_ms {:.1} ms budget <= 100", percentile_ms(&report.ages_us, 99));
    println!("figure soak.lost {} frames budget <= 0", report.lost);
    println!("figure soak.let_go {} who behave budget <= 0", report.let_go);
    for reason in ["flooding", "malformed", "too_slow", "stuck", "closed", "gone"] {
        println!("figure soak.disconnects_{reason} {:.0} times", report.disconnects(reason));
    }
    Ok(())
}
