//! A recording that is begun in the middle.

use std::path::PathBuf;

use gridcast_producer::simulate::{SimulateOptions, Simulation};
use gridcast_shared::topics::Record;

use crate::support::{START_MS, Spectator, manifest, scratch, start};

/// A simulated race of three laps as a recording of samples and laps alone: nobody tells the circuit.
fn recording() -> PathBuf {
    let tele_file = scratch("tele.jsonl");
    let (mut tele, mut laps) = (Vec::new(), Vec::new());
    let options = SimulateOptions { seed: 3, laps: 3, start_ms: START_MS };
    for timed in Simulation::new(&options) {
        let lines = match timed.record {
            Record::Tele(_) => &mut tele,
            Record::Lap(_) => &mut laps,
            Record::Session(_) | Record::Timing(_) | Record::RaceControl(_) | Record::Weather(_) => continue,
        };
        timed.record.write_json(lines);
        lines.push(b'\n');
    }
    std::fs::write(&tele_file, tele).unwrap();
    std::fs::write(tele_file.with_file_name("laps.jsonl"), laps).unwrap();
    tele_file
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_begun_in_the_middle_has_the_circuit_of_the_laps_before() {
    let file = recording();
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--from", "3"]).await;
    let mut spectator = Spectator::join(gateway.address).await;
    // The chunk that is sent first began in the lap before.
    while spectator.frames.is_empty() || spectator.state().status.lap < 3 {
        assert!(spectator.next().await);
    }
    let circuit = &spectator.state().session.circuit;
    assert!(30 < circuit.outline.len() && 3_000 < circuit.length_m, "{} points", circuit.outline.len());
    // The chunk that it is given began seconds before the lap did.
    while spectator.state().status.lap < 3 {
        assert!(spectator.next().await);
    }
    let state = spectator.state();
    assert!(state.events.iter().all(|event| START_MS <= event.date_ms), "{:?}", state.events);
    // What was before can be rewound to.
    let manifest = manifest(gateway.address, state.session.id.as_str()).await;
    assert!(10 < manifest.chunks.len(), "{manifest:?}");
}
