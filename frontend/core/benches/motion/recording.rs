//! Recordings as feeds: measured samples by car, each with the time at which it arrives; and what can be done to them.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use base64::Engine;
use gridcast_core::clock::{LiveEdge, Stream};
use gridcast_core::motion::{Odometer, Vec2};
use gridcast_shared::clean::{Cleaner, Keep};
use gridcast_shared::ids::{CarIndex, DriverCode};
use gridcast_shared::topics::{Record, TeleRecord, Topic};
use gridcast_shared::units::UNITS_PER_METRE;
use serde_json::Value;

/// Seconds that the picture is behind the newest sample, with the feed's own batches.
const LAG_S: f64 = 1.2;

/// A recording with arrivals. Times are seconds since `origin_ms`, places metres.
#[derive(Clone)]
pub(crate) struct Feed {
    pub(crate) origin_ms: i64,
    pub(crate) cars: Vec<Car>,
    /// Arrivals of batches.
    pub(crate) batches: Vec<f64>,
    /// How far behind the newest sample it is played, seconds.
    pub(crate) lag: f64,
}

#[derive(Clone)]
pub(crate) struct Car {
    pub(crate) driver: String,
    /// In the order of arrival.
    pub(crate) samples: Vec<(f64, Sample)>,
    /// All positions by time.
    pub(crate) positions: Vec<(f64, Vec2)>,
    /// All speeds by time, m/s.
    pub(crate) speeds: Vec<(f64, f64)>,
}

#[derive(Clone, Copy)]
pub(crate) enum Sample {
    Position(f64, Vec2),
    Speed(f64, f64),
}

impl Sample {
    pub(crate) fn time(self) -> f64 {
        match self {
            Self::Position(time, _) | Self::Speed(time, _) => time,
        }
    }
}

impl Feed {
    /// Gives every sample the end of its batch of `length` seconds as arrival: the newest sample is at its arrival.
    pub(crate) fn in_batches(&mut self, length: f64) {
        let batch = |time: f64| (time / length).floor() as i64;
        let mut newest: BTreeMap<i64, f64> = BTreeMap::new();
        for (_, sample) in self.cars.iter().flat_map(|car| &car.samples) {
            let end = newest.entry(batch(sample.time())).or_insert(sample.time());
            *end = end.max(sample.time());
        }
        for (arrival, sample) in self.cars.iter_mut().flat_map(|car| &mut car.samples) {
            *arrival = newest[&batch(sample.time())];
        }
        self.batches = newest.into_values().collect();
        let (median, _) = self.batch_intervals();
        self.lag = LAG_S.max(if median < 1.5 { 0.0 } else { median + 0.2 });
    }

    /// The same as far behind as the page's clock comes to play it.
    pub(crate) fn at_the_pages_lag(mut self) -> Self {
        let mut arrivals: Vec<(f64, Stream, f64)> = Vec::new();
        for (arrival, sample) in self.cars.iter().flat_map(|car| &car.samples) {
            arrivals.push(match sample {
                Sample::Position(time, _) => (*arrival, Stream::Position, *time),
                Sample::Speed(time, _) => (*arrival, Stream::CarData, *time),
            });
        }
        arrivals.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut edge = LiveEdge::default();
        for batch in arrivals.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
            let newest = |stream: Option<Stream>| {
                let of = batch.iter().filter(|(_, other, _)| stream.is_none_or(|stream| stream == *other));
                of.map(|(.., time)| time * 1000.0).reduce(f64::max)
            };
            let arrival = batch[0].0 * 1000.0;
            edge.arrived(newest(None).unwrap_or(arrival), arrival, false);
            for stream in [Stream::Position, Stream::CarData] {
                if let Some(newest) = newest(Some(stream)) {
                    edge.stream_arrived(stream, newest, arrival);
                }
            }
        }
        self.lag = edge.lag_ms() / 1000.0;
        self
    }

    /// The same with nothing in `length` of every `every` seconds.
    pub(crate) fn with_holes(&self, every: f64, length: f64) -> Self {
        let kept = |time: f64| length <= time.rem_euclid(every);
        let mut feed = self.clone();
        for car in &mut feed.cars {
            car.samples.retain(|(_, sample)| kept(sample.time()));
        }
        feed
    }

    /// So many parts of equal length, each as if nothing had come before.
    pub(crate) fn parts(&self, n: usize) -> impl Iterator<Item = Self> {
        let all = || self.cars.iter().flat_map(|car| &car.samples);
        let end = all().map(|(arrival, _)| *arrival).fold(0.0, f64::max) + 1e-6;
        (0..n).map(move |i| {
            let [from, to] = [i, i + 1].map(|i| end * i as f64 / n as f64);
            let is_in = |time: f64| (from..to).contains(&time);
            let mut feed = self.clone();
            for car in &mut feed.cars {
                car.samples.retain(|(arrival, _)| is_in(*arrival));
                car.positions.retain(|(time, _)| is_in(*time));
                car.speeds.retain(|(time, _)| is_in(*time));
            }
            feed.cars.retain(|car| !car.positions.is_empty());
            feed.batches.retain(|arrival| is_in(*arrival));
            feed
        })
    }

    /// Every other car alone.
    pub(crate) fn half_of_the_field(&self) -> Self {
        let cars = self.cars.iter().step_by(2).cloned().collect();
        Self { cars, batches: self.batches.clone(), ..*self }
    }

    /// The same with worse stamps and places: three in ten stamps another 90 ms too early at most, for all cars alike,
    /// and every place off by up to 0.5 m.
    pub(crate) fn noisier(&self) -> Self {
        let early = |time: f64| {
            let (which, much) = (share(time, 1), share(time, 2));
            if which < 0.3 { 0.09 * much } else { 0.0 }
        };
        let mut feed = self.clone();
        for (i, car) in feed.cars.iter_mut().enumerate() {
            let off = |time: f64, axis: u64| share(time, 3 + axis + 2 * i as u64) - 0.5;
            car.positions.clear();
            for (_, sample) in &mut car.samples {
                if let Sample::Position(time, point) = sample {
                    let [x, y] = *point;
                    *sample = Sample::Position(*time - early(*time), [x + off(*time, 0), y + off(*time, 1)]);
                }
                if let Sample::Position(time, point) = *sample {
                    car.positions.push((time, point));
                }
            }
            car.sort();
        }
        feed
    }

    /// Median and longest time between batches.
    pub(crate) fn batch_intervals(&self) -> (f64, f64) {
        let mut intervals: Vec<f64> = self.batches.windows(2).map(|pair| pair[1] - pair[0]).collect();
        intervals.sort_by(f64::total_cmp);
        (intervals[intervals.len() / 2], intervals[intervals.len() - 1])
    }
}

/// A number from 0 to 1 that a time and a seed always have, and that looks like chance.
fn share(time: f64, seed: u64) -> f64 {
    let mut x = (time * 1000.0).round() as i64 as u64 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for _ in 0..2 {
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x ^= x >> 27;
    }
    (x >> 11) as f64 / (1u64 << 53) as f64
}

impl Car {
    fn new(driver: &str) -> Self {
        Self { driver: driver.to_owned(), samples: Vec::new(), positions: Vec::new(), speeds: Vec::new() }
    }

    fn take(&mut self, arrival: f64, sample: Sample) {
        self.samples.push((arrival, sample));
        match sample {
            Sample::Position(time, point) => self.positions.push((time, point)),
            Sample::Speed(time, speed) => self.speeds.push((time, speed)),
        }
    }

    fn sort(&mut self) {
        self.positions.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.speeds.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
}

/// Speed and distance over a whole recording, found by bisection.
pub(crate) struct Speeds<'a> {
    car: &'a Car,
    distances: Vec<f64>,
}

impl<'a> Speeds<'a> {
    pub(crate) fn of(car: &'a Car) -> Self {
        let mut distance = 0.0;
        let mut distances = vec![0.0; car.speeds.len()];
        for (i, pair) in car.speeds.windows(2).enumerate() {
            distance += f64::midpoint(pair[0].1, pair[1].1) * (pair[1].0 - pair[0].0);
            distances[i + 1] = distance;
        }
        Self { car, distances }
    }

    pub(crate) fn speed(&self, time: f64) -> f64 {
        self.local(time).map_or(0.0, |(_, odometer)| odometer.speed(time))
    }

    /// Speed where it is known: between two samples less than two seconds apart.
    pub(crate) fn known(&self, time: f64) -> Option<f64> {
        let after = self.car.speeds.partition_point(|(t, _)| *t <= time);
        let ((before, _), (after, _)) =
            (self.car.speeds.get(after.checked_sub(1)?)?, self.car.speeds.get(after)?);
        (after - before < 2.0).then(|| self.speed(time))
    }

    pub(crate) fn distance(&self, time: f64) -> f64 {
        self.local(time).map_or(0.0, |(before, odometer)| before + odometer.distance(time))
    }

    fn local(&self, time: f64) -> Option<(f64, Odometer)> {
        let speeds = &self.car.speeds;
        let at = speeds.partition_point(|(t, _)| *t <= time).saturating_sub(1);
        let mut odometer = Odometer::default();
        for (time, speed) in speeds.get(at..(at + 2).min(speeds.len()))? {
            odometer.push(*time, *speed);
        }
        Some((*self.distances.get(at)?, odometer))
    }
}

/// Where the recordings are; `None` when they are not.
pub(crate) fn folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::var_os("GRIDCAST_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// The 2025 Australian Grand Prix, measured halves; arrivals are set with [`Feed::in_batches`].
pub(crate) fn australia(folder: &Path) -> Option<Feed> {
    let file = open(&folder.join("tele/2025_australia_race.jsonl.zst"))?;
    let mut indices: BTreeMap<DriverCode, CarIndex> = BTreeMap::new();
    let mut cars: Vec<Car> = Vec::new();
    let mut cleaner = Cleaner::new(Keep::Measured);
    let (mut records, mut samples): (Vec<(CarIndex, TeleRecord)>, Vec<_>) = (Vec::new(), Vec::new());
    for line in file.split(b'\n').map_while(Result::ok) {
        let Ok(Record::Tele(record)) = Record::parse(Topic::Tele, &line) else { continue };
        if records.first().is_some_and(|(_, first)| first.date != record.date) {
            cleaner.clean(&records, &mut samples, |_, _| {});
            records.clear();
        }
        let index = CarIndex(indices.len() as u8);
        let index = *indices.entry(record.driver).or_insert(index);
        if index.index() == cars.len() {
            cars.push(Car::new(record.driver.as_str()));
        }
        records.push((index, record));
    }
    cleaner.clean(&records, &mut samples, |_, _| {});
    let origin_ms = samples.first()?.date_ms;
    for sample in samples.iter().map(|sample| sample.only_measured()) {
        let time = (sample.date_ms - origin_ms) as f64 / 1000.0;
        let car = &mut cars[sample.car.index()];
        if let Some(data) = sample.car_data {
            car.take(time, Sample::Speed(time, f64::from(data.speed_kmh) / 3.6));
        }
        if let Some(place) = sample.position {
            car.take(time, Sample::Position(time, metres(place.x.into(), place.y.into())));
        }
    }
    cars.iter_mut().for_each(Car::sort);
    Some(Feed { origin_ms, cars, batches: Vec::new(), lag: LAG_S })
}

/// A message of the live feed: its topic, what is in it unpacked, and the server's stamp, UTC ms.
type Message = (String, Value, i64);

/// The live feed of Monaco FP2, with its own batches.
pub(crate) fn monaco(folder: &Path) -> Option<Feed> {
    let file = open(&folder.join("live/2023_monaco_fp2_signalr_wire.txt.zst"))?;
    let messages = file.lines().map_while(Result::ok).flat_map(|line| {
        let line: Value = serde_json::from_str(&line).unwrap_or_default();
        let updates = line["M"].as_array().cloned().unwrap_or_default();
        updates.into_iter().filter_map(|update| {
            let [topic, payload, stamp] = update["A"].as_array()?.as_slice() else { return None };
            message(topic.as_str()?, payload.as_str(), stamp.as_str()?)
        })
    });
    of_feed(messages)
}

/// The same of Mexico City FP3, of which nothing was tuned on.
pub(crate) fn mexico(folder: &Path) -> Option<Feed> {
    let file = open(&folder.join("live/2024_mexico_fp3_fastf1_livetiming.txt.zst"))?;
    of_feed(file.lines().map_while(Result::ok).filter_map(|line| {
        // A list as Python writes it: ['Position.z', 'base64', 'stamp'].
        let mut parts = line.split('\'').skip(1).step_by(2);
        let (topic, first, last) = (parts.next()?, parts.next()?, parts.last());
        message(topic, last.map(|_| first), last.unwrap_or(first))
    }))
}

fn message(topic: &str, payload: Option<&str>, stamp: &str) -> Option<Message> {
    let payload = payload.filter(|_| matches!(topic, "Position.z" | "CarData.z")).and_then(inflate);
    Some((topic.to_owned(), payload.unwrap_or_default(), utc_ms(stamp)?))
}

/// A feed of messages; one arrives at the largest stamp of the server so far.
fn of_feed(messages: impl Iterator<Item = Message>) -> Option<Feed> {
    let mut cars: BTreeMap<String, Car> = BTreeMap::new();
    let mut arrival_ms = i64::MIN;
    let (mut origin_ms, mut batches) = (None, Vec::new());
    for (topic, payload, stamp) in messages {
        arrival_ms = arrival_ms.max(stamp);
        if payload.is_null() {
            continue;
        }
        let origin_ms = *origin_ms.get_or_insert(stamp);
        let seconds = |ms: i64| (ms - origin_ms) as f64 / 1000.0;
        let arrival = seconds(arrival_ms);
        if topic == "Position.z" {
            batches.push(arrival);
        }
        for batch in payload["Position"].as_array().into_iter().flatten() {
            let Some(time) = batch["Timestamp"].as_str().and_then(utc_ms).map(seconds) else { continue };
            for (number, entry) in batch["Entries"].as_object().into_iter().flatten() {
                let (x, y) = (entry["X"].as_f64().unwrap_or(0.0), entry["Y"].as_f64().unwrap_or(0.0));
                if x != 0.0 || y != 0.0 {
                    let car = cars.entry(number.clone()).or_insert_with(|| Car::new(number));
                    car.take(arrival, Sample::Position(time, metres(x, y)));
                }
            }
        }
        for batch in payload["Entries"].as_array().into_iter().flatten() {
            let Some(time) = batch["Utc"].as_str().and_then(utc_ms).map(seconds) else { continue };
            for (number, entry) in batch["Cars"].as_object().into_iter().flatten() {
                let Some(kmh) = entry["Channels"]["2"].as_f64() else { continue };
                let car = cars.entry(number.clone()).or_insert_with(|| Car::new(number));
                car.take(arrival, Sample::Speed(time, kmh / 3.6));
            }
        }
    }
    // Safety cars have no car data.
    let is_whole = |car: &Car| !car.positions.is_empty() && !car.speeds.is_empty();
    let mut cars: Vec<Car> = cars.into_values().filter(is_whole).collect();
    // The line that the earliest arrivals draw goes through zero: then a lag is against the newest sample.
    let all = || cars.iter().flat_map(|car| &car.samples);
    let early = all().map(|(arrival, sample)| sample.time() - arrival).fold(f64::NEG_INFINITY, f64::max);
    for car in &mut cars {
        car.samples.iter_mut().for_each(|(arrival, _)| *arrival += early);
        car.sort();
    }
    Some(Feed { origin_ms: origin_ms?, cars, batches, lag: LAG_S })
}

/// A hundred seconds of the archive's positions of Styria 2021, without car data; arrivals are the lines' own times.
/// The first feed is what is played, the second has speeds taken from the positions, half a second to either side.
pub(crate) fn styria(folder: &Path) -> Option<(Feed, Feed)> {
    let text =
        std::fs::read_to_string(folder.join("static/2021_styria_race_slice/Position.z.jsonStream")).ok()?;
    let mut cars: BTreeMap<String, Car> = BTreeMap::new();
    let (mut origin_ms, mut batches) = (None, Vec::new());
    for line in text.trim_start_matches('\u{feff}').lines() {
        let Some(payload) = line.split('"').nth(1).and_then(inflate) else { continue };
        let entries = payload["Position"].as_array().map_or(&[][..], Vec::as_slice);
        let stamp = |batch: &Value| batch["Timestamp"].as_str().and_then(utc_ms);
        let Some(newest) = entries.iter().filter_map(stamp).max() else { continue };
        let origin_ms = *origin_ms.get_or_insert(newest);
        let seconds = |ms: i64| (ms - origin_ms) as f64 / 1000.0;
        batches.push(seconds(newest));
        for batch in entries {
            let Some(time) = stamp(batch).map(seconds) else { continue };
            for (number, entry) in batch["Entries"].as_object().into_iter().flatten() {
                let (x, y) = (entry["X"].as_f64().unwrap_or(0.0), entry["Y"].as_f64().unwrap_or(0.0));
                if x != 0.0 || y != 0.0 {
                    let car = cars.entry(number.clone()).or_insert_with(|| Car::new(number));
                    car.take(seconds(newest), Sample::Position(time, metres(x, y)));
                }
            }
        }
    }
    let mut cars: Vec<Car> = cars.into_values().collect();
    cars.iter_mut().for_each(Car::sort);
    let played = Feed { origin_ms: origin_ms?, cars, batches, lag: LAG_S };
    let mut known = played.clone();
    for car in &mut known.cars {
        let near = |time: f64| car.positions.partition_point(|(t, _)| *t <= time);
        car.speeds = car
            .positions
            .iter()
            .filter_map(|(time, _)| {
                let way = car.positions.get(near(time - 0.5)..near(time + 0.5))?;
                let ((first, _), (last, _)) = (way.first()?, way.last()?);
                let step =
                    |pair: &[(f64, Vec2)]| (pair[1].1[0] - pair[0].1[0]).hypot(pair[1].1[1] - pair[0].1[1]);
                (first < last).then(|| (*time, way.windows(2).map(step).sum::<f64>() / (last - first)))
            })
            .collect();
    }
    Some((played, known))
}

fn metres(x: f64, y: f64) -> Vec2 {
    [x / UNITS_PER_METRE, y / UNITS_PER_METRE]
}

fn open(path: &Path) -> Option<impl BufRead + use<>> {
    let mut decoder = zstd::Decoder::new(std::fs::File::open(path).ok()?).ok()?;
    decoder.window_log_max(27).ok()?;
    Some(BufReader::with_capacity(1 << 20, decoder))
}

fn inflate(text: &str) -> Option<Value> {
    let packed = base64::engine::general_purpose::STANDARD.decode(text).ok()?;
    let mut json = Vec::new();
    flate2::read::DeflateDecoder::new(&packed[..]).read_to_end(&mut json).ok()?;
    serde_json::from_slice(&json).ok()
}

/// UTC milliseconds of "2023-05-26T15:31:42.7034098Z", rounded.
fn utc_ms(text: &str) -> Option<i64> {
    let (date, time) = text.trim_end_matches('Z').split_once('T')?;
    let part = |text: Option<&str>| text?.parse::<i64>().ok();
    let mut parts = date.split('-');
    let (year, month, day) = (part(parts.next())?, part(parts.next())?, part(parts.next())?);
    let mut parts = time.split(':');
    let (hour, minute) = (part(parts.next())?, part(parts.next())?);
    let second: f64 = parts.next()?.parse().ok()?;
    // Days since 1970 with years that begin in March.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    Some(((days * 24 + hour) * 60 + minute) * 60_000 + (second * 1000.0).round() as i64)
}
