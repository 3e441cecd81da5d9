//! What race state costs on the wire where the feed's own timing is recorded: laps, sectors, mini-sectors, gaps, flags,
//! messages and weather of five sessions, as the gateway's race makes states of them.
//!
//! `cargo xtask bench board`; needs recordings of the official timing. A frame each second, as the feed's batches come,
//! without samples; what frames without any state take is taken off.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "figures are what a bench prints")]

#[path = "support/play.rs"]
mod play;

use std::path::{Path, PathBuf};

use gridcast_producer::Timed;
use gridcast_producer::replay::{FeedOptions, FeedReplay};
use gridcast_shared::ids::SessionId;
use gridcast_shared::race::RaceState;
use gridcast_shared::session::Session;
use gridcast_shared::wire::Encoder;

use crate::play::play;

/// A frame for so much source time, ms.
const FRAME_MS: i64 = 1_000;

/// Bytes a second that race state may cost.
const BUDGET: f64 = 160.0;

const SESSIONS: [(&str, &str); 5] = [
    ("azerbaijan_2018_race", "static/2018_azerbaijan_race"),
    ("miami_2025_sprint", "static/2025_miami_sprint"),
    ("spain_2024_qualifying", "static/2024_spain_qualifying"),
    ("britain_2024_practice", "static/2024_britain_fp1"),
    ("monaco_2023_practice", "static/2023_monaco_fp2_relaid"),
];

fn main() -> anyhow::Result<()> {
    let data = std::env::var_os("GRIDCAST_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    for (name, folder) in SESSIONS {
        let options = FeedOptions { path: data.join(folder), ..FeedOptions::default() };
        if !options.path.is_dir() {
            eprintln!("board skipped: no recording at {}", options.path.display());
            continue;
        }
        let Some(replay) = FeedReplay::open(&options)? else {
            eprintln!("board skipped: no feed in {}", options.path.display());
            continue;
        };
        let records: Vec<Timed> = replay.flatten().collect();
        let cost = cost_of(&records);
        println!("figure board.{name} {:.1} B/s budget <= {BUDGET}", cost.bytes_per_second());
        println!("figure board.{name}.most {:.1} B/s", cost.most_per_second);
    }
    Ok(())
}

#[derive(Default)]
struct Cost {
    bytes: i64,
    first_ms: i64,
    last_ms: i64,
    /// Of the minute that cost most.
    most_per_second: f64,
}

impl Cost {
    fn bytes_per_second(&self) -> f64 {
        self.bytes as f64 * 1000.0 / (self.last_ms - self.first_ms).max(1) as f64
    }
}

fn cost_of(records: &[Timed]) -> Cost {
    const MINUTE_MS: i64 = 60_000;
    let nothing = RaceState::new(Session::unknown(SessionId::from_start(0)).into());
    let (mut encoder, mut empty) = (Encoder::new(), Encoder::new());
    let (mut frames, mut cost, mut minute) = (Vec::new(), Cost::default(), (0, 0));
    let mut take = |encoder: &mut Encoder, now_ms: i64, state: &RaceState| {
        encoder.encode(now_ms, &mut Vec::new(), state, &mut frames);
        frames.drain(..).map(|frame| frame.bytes.len() as i64).sum::<i64>()
    };
    play(records, FRAME_MS, |now_ms, state| {
        let bytes = take(&mut encoder, now_ms, state) - take(&mut empty, now_ms, &nothing);
        if cost.first_ms == 0 {
            (cost.first_ms, minute) = (now_ms, (now_ms, 0));
        }
        cost.bytes += bytes;
        cost.last_ms = now_ms;
        minute.1 += bytes;
        if minute.0 + MINUTE_MS <= now_ms {
            let per_second = minute.1 as f64 * 1000.0 / (now_ms - minute.0) as f64;
            cost.most_per_second = cost.most_per_second.max(per_second);
            minute = (now_ms, 0);
        }
    });
    cost
}
