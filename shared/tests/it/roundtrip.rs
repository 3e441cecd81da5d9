//! What goes in comes out.

use std::sync::Arc;

use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::race::RaceState;
use gridcast_shared::session::Session;
use gridcast_shared::telemetry::{CarData, Halves, Position, Sample};
use gridcast_shared::units::{MAX_CARS, MAX_XY, MAX_Z};
use gridcast_shared::wire::{Decoder, Encoded, Encoder, Frame};
use proptest::prelude::*;

use crate::made_up::{self, Numbers, START_MS};

fn empty() -> RaceState {
    RaceState::new(Arc::new(Session::unknown(SessionId::from_start(0))))
}

fn halves(bits: u8) -> Halves {
    Halves { car_data: bits & 1 != 0, position: bits & 2 != 0 }
}

/// The order that a frame gives back: by date, a car's samples of one date in their order.
fn by_date_and_car(mut samples: Vec<Sample>) -> Vec<Sample> {
    samples.sort_by_key(|sample| (sample.date_ms, sample.car));
    samples
}

fn decode_all(decoder: &mut Decoder, frames: &[Encoded]) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut frame = Frame::default();
    for encoded in frames {
        decoder.decode(&encoded.bytes, &mut frame).unwrap();
        assert_eq!((frame.chunk, frame.index), (encoded.chunk, encoded.index));
        samples.extend_from_slice(&frame.samples);
    }
    samples
}

fn any_sample() -> impl Strategy<Value = Sample> {
    let car_data =
        (0..=511_u16, 0..=127_u8, 0..=511_u16, 0..=8_u8, any::<bool>(), any::<bool>(), any::<u8>()).prop_map(
            |(speed_kmh, throttle_pct, rpm_steps, gear, brake, drs_open, lap)| CarData {
                speed_kmh,
                throttle_pct,
                rpm_steps,
                gear,
                brake,
                drs_open,
                lap,
            },
        );
    let position =
        (-MAX_XY..=MAX_XY, -MAX_XY..=MAX_XY, -MAX_Z..=MAX_Z).prop_map(|(x, y, z)| Position { x, y, z });
    (0..30_000_i64, 0..MAX_CARS as u8, 1..4_u8, any::<u8>(), car_data, position).prop_map(
        |(date, car, present, measured, car_data, position)| Sample {
            date_ms: START_MS + date,
            car: CarIndex(car),
            measured: halves(measured & present),
            car_data: (present & 1 != 0).then_some(car_data),
            position: (present & 2 != 0).then_some(position),
        },
    )
}

proptest! {
    #[test]
    fn any_samples_survive(samples in prop::collection::vec(any_sample(), 0..600)) {
        let (mut encoder, mut decoder) = (Encoder::new(), Decoder::new());
        let mut frames = Vec::new();
        encoder.encode(START_MS + 30_000, &mut samples.clone(), &empty(), &mut frames);
        let decoded = decode_all(&mut decoder, &frames);
        prop_assert_eq!(by_date_and_car(decoded), by_date_and_car(samples));
    }

    #[test]
    fn any_race_survives(seed: u64, n_drivers in 0..=MAX_CARS) {
        let mut numbers = Numbers(seed);
        let (mut encoder, mut decoder) = (Encoder::new(), Decoder::new());
        let mut date = START_MS;
        let mut state = made_up::state(&mut numbers, n_drivers, date);
        for _ in 0..40 {
            date += 200 + numbers.below(900) as i64;
            let before = state.clone();
            for _ in 0..numbers.below(4) {
                made_up::change(&mut numbers, &mut state, date);
            }
            let mut samples: Vec<Sample> = (0..20).map(|car| made_up::sample(&mut numbers, date, car)).collect();
            let expected = samples.clone();
            let mut frames = Vec::new();
            encoder.encode(date, &mut samples, &state, &mut frames);
            prop_assert_eq!(frames.len(), 1);
            let mut frame = Frame::default();
            decoder.decode(&frames[0].bytes, &mut frame).unwrap();
            prop_assert_eq!(frame.date_ms, date);
            prop_assert_eq!(&frame.samples, &expected);
            prop_assert_eq!(&**decoder.state().unwrap(), &state);
            prop_assert!(frame.state_changed || before == state);
        }
    }
}
