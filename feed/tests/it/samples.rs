//! Samples against a decoding that shares no line with the crate's own.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use base64::Engine as _;
use gridcast_shared::topics::Record;
use serde_json::Value;

use crate::support::{read, recording, session};

/// Stamp and values of each sample of each car: car data by their channels, positions by their axes.
#[derive(Debug, Default)]
struct Decoded {
    car_data: BTreeMap<(String, String), Vec<i64>>,
    positions: BTreeMap<(String, String), Vec<i64>>,
    codes: BTreeMap<String, String>,
}

fn unpacked(packed: &str) -> Value {
    let packed = base64::engine::general_purpose::STANDARD.decode(packed).unwrap();
    let mut text = String::new();
    flate2::bufread::DeflateDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

impl Decoded {
    fn take(&mut self, topic: &str, payload: &Value) {
        match topic {
            "CarData.z" => {
                for entry in unpacked(payload.as_str().unwrap())["Entries"].as_array().unwrap() {
                    for (car, told) in entry["Cars"].as_object().unwrap() {
                        let channels =
                            ["0", "2", "3", "4", "5", "45"].map(|c| told["Channels"][c].as_i64().unwrap());
                        let stamp = entry["Utc"].as_str().unwrap().to_owned();
                        self.car_data.insert((stamp, car.clone()), channels.to_vec());
                    }
                }
            }
            "Position.z" => {
                for entry in unpacked(payload.as_str().unwrap())["Position"].as_array().unwrap() {
                    for (car, told) in entry["Entries"].as_object().unwrap() {
                        let place = ["X", "Y", "Z"].map(|axis| told[axis].as_i64().unwrap());
                        let stamp = entry["Timestamp"].as_str().unwrap().to_owned();
                        self.positions.insert((stamp, car.clone()), place.to_vec());
                    }
                }
            }
            "DriverList" => {
                for (car, told) in payload.as_object().unwrap() {
                    if let Some(code) = told["Tla"].as_str() {
                        self.codes.insert(car.clone(), code.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
}

/// The wire recording, decoded by hand.
fn decoded() -> Option<Decoded> {
    let mut decoded = Decoded::default();
    for line in read(&recording("live/2023_monaco_fp2_signalr_wire.txt.zst")?).lines() {
        let Ok(said) = serde_json::from_str::<Value>(line) else { continue };
        for (topic, payload) in said["R"].as_object().into_iter().flatten() {
            decoded.take(topic, payload);
        }
        for invocation in said["M"].as_array().into_iter().flatten() {
            decoded.take(invocation["A"][0].as_str().unwrap(), &invocation["A"][1]);
        }
    }
    Some(decoded)
}

#[test]
fn samples_of_the_practice_in_monaco_are_those_of_another_decoding() {
    let (Some(decoded), Some((feed, records))) = (decoded(), session("2023_monaco_fp2_relaid")) else {
        return;
    };
    let ms = |stamp: &str| -> i64 {
        let stamp: jiff::Timestamp = stamp.parse().unwrap();
        stamp.as_millisecond()
    };
    let mut expected = BTreeSet::new();
    for ((stamp, car), values) in &decoded.car_data {
        expected.insert(("car", ms(stamp), decoded.codes[car].clone(), values.clone()));
    }
    for ((stamp, car), values) in &decoded.positions {
        expected.insert(("pos", ms(stamp), decoded.codes[car].clone(), values.clone()));
    }
    assert_eq!((decoded.positions.len(), decoded.car_data.len()), (1_262 * 20, 1_206 * 20));
    let mut told = BTreeSet::new();
    let mut n_along = 0;
    for record in &records {
        let Record::Tele(record) = record else { continue };
        let whole = |value: Option<f64>| value.map(|value| value as i64);
        let (source, values) = match record.source.as_deref() {
            Some("car") => {
                assert_eq!((record.x, record.y, record.z, &record.status), (None, None, None, &None));
                let brake = record.brake.map(|pressed| if pressed { 100 } else { 0 });
                let values = [
                    whole(record.rpm),
                    whole(record.speed),
                    record.n_gear,
                    whole(record.throttle),
                    brake,
                    record.drs,
                ];
                ("car", values.to_vec())
            }
            Some("pos") => {
                assert_eq!((record.rpm, record.speed, record.n_gear), (None, None, None));
                ("pos", vec![whole(record.x), whole(record.y), whole(record.z)])
            }
            other => panic!("{other:?}"),
        };
        n_along += usize::from(record.relative_distance.is_some());
        assert!(record.relative_distance.is_none_or(|share| (-0.01..1.05).contains(&share)), "{record:?}");
        assert!(record.distance_to_driver_ahead.is_none_or(|ahead| (0.0..3_400.0).contains(&ahead)));
        let values = values.into_iter().map(Option::unwrap).collect();
        told.insert((source, record.date, record.driver.to_string(), values));
    }
    // Brakes are told as 0 or 100, and once as something else: pressed is pressed.
    let pressed = |mut sample: (&'static str, i64, String, Vec<i64>)| {
        if sample.0 == "car" {
            sample.3[4] = if 0 < sample.3[4] { 100 } else { 0 };
        }
        sample
    };
    let expected: BTreeSet<_> = expected.into_iter().map(pressed).collect();
    let (missing, surplus) = (expected.difference(&told).count(), told.difference(&expected).count());
    eprintln!("{missing} missing, {surplus} surplus, {n_along} along; {:?}", feed.counts().refused);
    let again = feed.counts().refused.get("position_again").copied().unwrap_or(0);
    assert_eq!((missing, surplus), (again as usize, 0));
}
