//! Circuits by name: those shipped as facts, and those that races here have driven, so that the next race there has its
//! outline from the first minute.
//!
//! What is kept is for the picture alone. Order and gaps are measured along the line that the race itself has told or
//! learned, which takes the place of the one shown here as soon as it is there.
//!
//! The facts (`facts/circuits.json`) are figures: the centre of the track as one car drove it, in the feed's own plane,
//! first point on the start line; corners; official length; the pit lane where a recording told it. Outlines and
//! corners are of the timing's maps as `MultiViewer` publishes them (2023), lengths of the circuits' owners, the lane at
//! Melbourne of a car's way in the 2025 race.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Context;
use gridcast_shared::session::{Circuit, MAX_LINE_POINTS, Point};
use serde::{Deserialize, Serialize};

/// The shipped facts.
const FACTS: &str = include_str!("../facts/circuits.json");

/// Most circuits that are kept; a calendar has two dozen.
const MAX_KEPT: usize = 200;

/// A circuit as it is kept; points are track units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    /// As the feed names it.
    name: String,
    /// Metres; 0 when unknown.
    length_m: u16,
    outline: Vec<[i32; 2]>,
    corners: Vec<[i32; 2]>,
    lane: Vec<[i32; 2]>,
    /// Where the first two sectors end, ten-thousandths of a lap; absent when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sector_ends: Option<[u16; 2]>,
}

/// The circuits that are known.
#[derive(Debug, Default)]
pub struct Circuits {
    kept: Mutex<BTreeMap<String, Circuit>>,
    /// Where those that were driven are written.
    file: Option<PathBuf>,
}

impl Circuits {
    /// The shipped ones, and those of a file, which is written when one more is known; made when missing.
    ///
    /// # Errors
    /// When the file is there and cannot be read, or holds anything but circuits.
    pub fn open(file: Option<&Path>) -> anyhow::Result<Self> {
        let mut kept = read(FACTS).context("the shipped circuits cannot be read")?;
        if let Some(file) = file.filter(|file| file.exists()) {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("cannot read the circuits in {}", file.display()))?;
            kept.extend(read(&text).with_context(|| format!("{} holds no circuits", file.display()))?);
        }
        Ok(Self { kept: Mutex::new(kept), file: file.map(Path::to_owned) })
    }

    /// A circuit by the feed's name.
    pub fn of(&self, name: &str) -> Option<Circuit> {
        self.lock().get(name).cloned()
    }

    /// Keeps what a race has told or learned of its circuit. Whatever it does not know stays as it was.
    pub fn keep(&self, circuit: &Circuit) {
        let mut kept = self.lock();
        if circuit.name.is_empty() || circuit.outline.is_empty() {
            return;
        }
        let is_known = kept.contains_key(&circuit.name);
        if !is_known && MAX_KEPT <= kept.len() {
            return;
        }
        let known = kept
            .entry(circuit.name.clone())
            .or_insert_with(|| Circuit { name: circuit.name.clone(), ..Circuit::default() });
        let before = known.clone();
        known.outline.clone_from(&circuit.outline);
        for (known, told) in
            [(&mut known.pit_lane, &circuit.pit_lane), (&mut known.corners, &circuit.corners)]
        {
            if !told.is_empty() {
                known.clone_from(told);
            }
        }
        known.sector_ends = circuit.sector_ends.or(known.sector_ends);
        if circuit.length_m != 0 {
            known.length_m = circuit.length_m;
        }
        if *known != before
            && let Some(file) = &self.file
            && let Err(error) = write(file, &kept)
        {
            tracing::warn!("cannot write the circuits to {}: {error}", file.display());
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Circuit>> {
        // Whoever panicked with it left whole circuits.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(text: &str) -> anyhow::Result<BTreeMap<String, Circuit>> {
    let kept: Vec<Kept> = serde_json::from_str(text)?;
    let mut circuits = BTreeMap::new();
    for kept in kept {
        for line in [&kept.outline, &kept.corners, &kept.lane] {
            anyhow::ensure!(line.len() <= MAX_LINE_POINTS, "{}: a line of {} points", kept.name, line.len());
        }
        let line = |points: &[[i32; 2]]| points.iter().map(|&[x, y]| Point { x, y }).collect();
        let circuit = Circuit {
            name: kept.name.clone(),
            length_m: kept.length_m,
            outline: line(&kept.outline),
            pit_lane: line(&kept.lane),
            corners: line(&kept.corners),
            sector_ends: kept.sector_ends,
        };
        circuits.insert(kept.name, circuit);
    }
    Ok(circuits)
}

/// Writes beside the file first, so that it is whole whenever the gateway is killed.
fn write(file: &Path, circuits: &BTreeMap<String, Circuit>) -> std::io::Result<()> {
    let line = |points: &[Point]| points.iter().map(|p| [p.x, p.y]).collect();
    let kept: Vec<Kept> = circuits
        .values()
        .map(|circuit| Kept {
            name: circuit.name.clone(),
            length_m: circuit.length_m,
            outline: line(&circuit.outline),
            corners: line(&circuit.corners),
            lane: line(&circuit.pit_lane),
            sector_ends: circuit.sector_ends,
        })
        .collect();
    let beside = file.with_extension("new");
    std::fs::write(&beside, serde_json::to_vec(&kept)?)?;
    std::fs::rename(beside, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn driven(name: &str) -> Circuit {
        let outline = vec![Point { x: 1, y: 2 }, Point { x: 3, y: 4 }, Point { x: 5, y: 6 }];
        Circuit { name: name.to_owned(), outline, ..Circuit::default() }
    }

    #[test]
    fn the_shipped_circuits_are_whole() {
        let circuits = Circuits::open(None).unwrap();
        for (name, n_corners) in [
            ("Melbourne", 14),
            ("Monte Carlo", 19),
            ("Monza", 11),
            ("Singapore", 19),
            ("Spa-Francorchamps", 19),
        ] {
            let circuit = circuits.of(name).unwrap();
            assert_eq!(circuit.corners.len(), n_corners, "{name}");
            assert!(100 < circuit.outline.len() && 3_000 < circuit.length_m, "{name}");
        }
        assert!(!circuits.of("Melbourne").unwrap().pit_lane.is_empty());
        assert_eq!(circuits.of("nowhere"), None);
    }

    #[test]
    fn what_was_driven_outlasts_the_gateway_and_loses_no_fact() {
        let folder = std::env::temp_dir().join(format!("gridcast-circuits-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("circuits.json");
        let circuits = Circuits::open(Some(&file)).unwrap();
        let home = Circuit { sector_ends: Some([3_000, 6_500]), ..driven("Home") };
        circuits.keep(&home);
        circuits.keep(&driven("Home"));
        circuits.keep(&driven("Melbourne"));
        circuits.keep(&Circuit { outline: Vec::new(), ..driven("Nothing") });
        let again = Circuits::open(Some(&file)).unwrap();
        assert_eq!(again.of("Home"), Some(home), "what is not known changes nothing");
        let melbourne = again.of("Melbourne").unwrap();
        assert_eq!((melbourne.outline.len(), melbourne.corners.len()), (3, 14));
        assert_eq!(again.of("Nothing"), None);
        std::fs::write(&file, "[{}]").unwrap();
        let error = Circuits::open(Some(&file)).unwrap_err();
        assert!(format!("{error:#}").contains("circuits.json holds no circuits"), "{error:#}");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
