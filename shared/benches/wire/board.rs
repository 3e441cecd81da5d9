//! What the race state costs on top of telemetry: recorded laps, and a board made up between them.
//!
//! Laps, sectors, tyres and places at the line are recorded. Between two lines the gap to the leader runs linearly
//! from the one to the other and is published when a car passes one of 24 timing points a lap, about each 4 s a
//! car, with some noise; the places follow the gaps. Events: a pass whenever the order changes, pits and
//! fastest laps as recorded, and the recorded messages of race control. The circuit is the recorded outline at 150
//! points; names, teams and colours are the season's. A frame each 200 ms, a key frame each 10 s, no samples.
pub(crate) fn measure() {}
