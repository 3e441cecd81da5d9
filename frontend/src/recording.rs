//! A session's recording as documents and files: which chunks there are, where each is, what has happened.
//!
//! The same addresses are a gateway's and those of a folder of files. Without an answer the page shows what it has.

use gloo_net::http::{Request, Response};
use gridcast_core::address;
use gridcast_core::by_key::ByKey;
use gridcast_core::live::Wanted;
use gridcast_core::timeline::{KNOWN_AFTER_MS, LapEnd, Told};
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::pit_loss::{Seen, Under};
use gridcast_shared::race::{EventKind, Message, MessageKind, RaceEvent, Weather};
use gridcast_shared::session::{Driver, SessionKind};
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::timer::sleep;

/// What could not be had is asked for again after this, ms.
pub const AGAIN_MS: f64 = 1_000.0;

/// Most chunks fetched at once.
const MAX_FETCHED: usize = 6;

/// The recording of the session shown.
#[derive(Debug, Default)]
pub struct Recording {
    /// Which session.
    pub session: Option<SessionId>,
    /// Hashes of the closed chunks, which are part of their addresses.
    pub hashes: ByKey<u32, String>,
    /// Chunks that are being fetched, by run and number.
    pub fetching: ByKey<(u32, u32), ()>,
    /// Where its charts are; empty when that is not known.
    pub charts: String,
}

impl Recording {
    /// The session shown has this name from now on; whether another one had been.
    pub fn turn_to(&mut self, session: &SessionId) -> bool {
        if self.session.as_ref() == Some(session) {
            return false;
        }
        *self = Self { session: Some(session.clone()), ..Self::default() };
        true
    }

    /// Notes those of the wanted chunks that are fetched from now on, and says where each is.
    pub fn begin(&mut self, wanted: Vec<Wanted>) -> Vec<(Wanted, String)> {
        let Some(session) = &self.session else { return Vec::new() };
        let mut begun = Vec::new();
        for wanted in wanted {
            if MAX_FETCHED <= self.fetching.all().len() {
                break;
            }
            if self.fetching.insert((wanted.run, wanted.chunk), ()) {
                let closed = self.hashes.get(wanted.chunk);
                let closed = closed.map(|hash| address::closed_chunk(session, wanted.chunk, hash));
                begun.push((wanted, closed.unwrap_or_else(|| address::chunk(session, wanted.chunk))));
            }
        }
        begun
    }
}

/// What is to be fetched.
#[derive(Debug, Default)]
pub struct Needs {
    /// Chunks, and where they are.
    pub chunks: Vec<(Wanted, String)>,
    /// Session whose chunks are to be listed.
    pub manifest: Option<SessionId>,
    /// Session before which the season's standings are to be told.
    pub season: Option<SessionId>,
    /// Session whose past is to be told.
    pub timeline: Option<SessionId>,
}

/// What an answer says of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// All of it is there.
    Whole,
    /// It still grows.
    Growing,
    /// There is none of this name.
    Missing,
    /// There was no answer.
    Unknown,
}

/// Where a lap has just begun, UTC ms, so that the picture of that moment shows it: a driver's, or, where that is not
/// known, the leader's.
pub async fn start_of_lap(session: &SessionId, lap: u8, driver: Option<&str>) -> Option<f64> {
    let told = ask(&address::timeline(session)).await?;
    let is_of = |car: &JsValue| driver.is_some() && get(car, "driver").as_string().as_deref() == driver;
    let cars = list(&told, "cars");
    let laps = cars.iter().find(is_of).map(|car| list(&car, "laps"));
    // A lap begins where the one before ends.
    let ends_before = |end: &JsValue| get(end, "lap").as_f64() == Some(f64::from(lap) - 1.0);
    let of_driver = laps.and_then(|laps| get(&laps.iter().find(ends_before)?, "endMs").as_f64());
    let of_leader = || read(&told, &[]).laps.into_iter().find(|(number, _)| *number == lap);
    let start_ms = of_driver.or_else(|| of_leader().map(|(_, start_ms)| start_ms as f64))?;
    Some(start_ms + KNOWN_AFTER_MS)
}

/// A recording in the list of all.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name in addresses.
    pub id: String,
    /// Where its charts are; empty when that is not known.
    pub charts: String,
    /// What kind of session.
    pub kind: SessionKind,
    /// "Australian Grand Prix"; empty when unknown.
    pub name: String,
    /// "Melbourne"; empty when unknown.
    pub circuit: String,
    /// Its day and time where the reader is, as the reader writes them: a weekend's practices differ in nothing else.
    pub day: String,
    /// When it begins, UTC ms.
    pub start_ms: f64,
    /// When it ends, UTC ms; none while it grows.
    pub end_ms: Option<f64>,
    /// Whether it grows.
    pub is_live: bool,
}

/// The recordings there are, the newest first, as soon as there is an answer.
pub async fn all() -> Vec<Entry> {
    let Some(index) = ask_until_told(address::RECORDINGS).await else { return Vec::new() };
    let text = |value: &JsValue, field: &str| get(value, field).as_string().unwrap_or_default();
    let entry = |entry: JsValue| {
        let start_ms = get(&entry, "startMs").as_f64()?;
        Some(Entry {
            id: get(&entry, "id").as_string()?,
            charts: charts(&entry),
            kind: kind_of(&entry)?,
            name: text(&entry, "name"),
            circuit: text(&entry, "circuit"),
            day: day_and_time(start_ms),
            start_ms,
            end_ms: get(&entry, "endMs").as_f64(),
            is_live: get(&entry, "live").as_bool().unwrap_or_default(),
        })
    };
    list(&index, "sessions").iter().filter_map(entry).collect()
}

fn day_and_time(utc_ms: f64) -> String {
    let options = Object::new();
    for (what, how) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        Reflect::set(&options, &what.into(), &how.into()).ok();
    }
    js_sys::Date::new(&utc_ms.into()).to_locale_string("default", &options).into()
}

/// The kind of session that an entry of a document names.
fn kind_of(session: &JsValue) -> Option<SessionKind> {
    Some(match get(session, "kind").as_string()?.as_str() {
        "Race" => SessionKind::Race,
        "Sprint" => SessionKind::Sprint,
        "Qualifying" => SessionKind::Qualifying,
        "SprintQualifying" => SessionKind::SprintQualifying,
        "Practice" => SessionKind::Practice,
        _ => return None,
    })
}

/// Where the charts of a session are that an entry of a document names; empty when that is not known.
pub fn charts(session: &JsValue) -> String {
    let number = |field: &str| get(session, field).as_f64();
    let address = number("season").zip(number("round")).zip(kind_of(session));
    let address =
        address.and_then(|((season, round), kind)| address::charts(season as u16, round as u8, kind));
    address.unwrap_or_default()
}

/// A JSON document; none without an answer.
pub async fn ask(path: &str) -> Option<JsValue> {
    let answer = Request::get(path).send().await.ok().filter(Response::ok)?;
    parse(answer).await
}

/// A JSON document, asked for again until there is an answer; none where that is that there is no such document.
pub async fn ask_until_told(path: &str) -> Option<JsValue> {
    loop {
        match Request::get(path).send().await {
            Ok(answer) if answer.ok() => {
                if let Some(told) = parse(answer).await {
                    return Some(told);
                }
            }
            Ok(answer) if answer.status() == 404 => return None,
            Ok(_) | Err(_) => {}
        }
        sleep(AGAIN_MS).await;
    }
}

/// An answer's JSON.
pub async fn parse(answer: Response) -> Option<JsValue> {
    JSON::parse(&answer.text().await.ok()?).ok()
}

/// The document as `gridcast_shared::recording::Timeline` has it, without a reader of JSON of our own.
pub fn read(document: &JsValue, drivers: &[Driver]) -> Told {
    let car_of = |code: &JsValue| {
        let code = code.as_string()?;
        let place = drivers.iter().position(|driver| driver.code.as_str() == code)?;
        Some(CarIndex(place as u8))
    };
    let list = |field: &str| list(document, field);
    let number = |value: &JsValue, field: &str| get(value, field).as_f64().unwrap_or(0.0);
    let event = |event: JsValue| {
        Some(RaceEvent {
            date_ms: number(&event, "dateMs") as i64,
            lap: number(&event, "lap") as u8,
            kind: EventKind::of_word(&get(&event, "kind").as_string()?)?,
            car: car_of(&get(&event, "driver")),
            other: car_of(&get(&event, "other")),
            value: number(&event, "value") as u32,
        })
    };
    let message = |said: JsValue| Message {
        date_ms: number(&said, "dateMs") as i64,
        lap: number(&said, "lap") as u8,
        kind: match get(&said, "kind").as_string().as_deref() {
            Some("teamRadio") => MessageKind::TeamRadio,
            _ => MessageKind::RaceControl,
        },
        car: car_of(&get(&said, "driver")),
        text: get(&said, "text").as_string().unwrap_or_default(),
    };
    let lap = |lap: JsValue| LapEnd {
        lap: number(&lap, "lap") as u8,
        end_ms: number(&lap, "endMs") as i64,
        place: number(&lap, "place") as u8,
        ahead: car_of(&get(&lap, "ahead")),
        interval_ms: get(&lap, "aheadMs").as_f64().map(|ms| ms as u32),
    };
    let stop = |stop: JsValue| {
        Some(Seen {
            car: car_of(&get(&stop, "driver"))?,
            lap: number(&stop, "lap") as u8,
            under: Under::of_word(&get(&stop, "under").as_string()?)?,
            ms: number(&stop, "costMs") as u32,
            known_ms: number(&stop, "dateMs") as i64,
        })
    };
    let weather = |weather: JsValue| {
        let told = Weather {
            air_dc: number(&weather, "airDc") as i16,
            track_dc: number(&weather, "trackDc") as i16,
            humidity_pct: number(&weather, "humidityPct") as u8,
            wind_dms: number(&weather, "windDms") as u16,
            wind_from_deg: number(&weather, "windFromDeg") as u16,
            rain: get(&weather, "rain").as_bool().unwrap_or_default(),
        };
        (number(&weather, "dateMs") as i64, told)
    };
    let mut cars = vec![Vec::new(); drivers.len()];
    for told in list("cars").iter() {
        if let Some(laps) = car_of(&get(&told, "driver")).and_then(|car| cars.get_mut(car.index())) {
            *laps = self::list(&told, "laps").iter().map(lap).collect();
        }
    }
    Told {
        until_ms: number(document, "untilMs") as i64,
        laps: list("laps")
            .iter()
            .map(|lap| Array::from(&lap))
            .filter_map(|lap| Some((lap.get(0).as_f64()? as u8, lap.get(1).as_f64()? as i64)))
            .collect(),
        events: list("events").iter().filter_map(event).collect(),
        messages: list("messages").iter().map(message).collect(),
        cars,
        stops: list("stops").iter().filter_map(stop).collect(),
        weather: list("weather").iter().map(weather).collect(),
    }
}

/// A field of an object that is a list; an empty one where it is none.
pub fn list(value: &JsValue, field: &str) -> Array {
    let value = get(value, field);
    if Array::is_array(&value) { Array::from(&value) } else { Array::new() }
}

/// A field of an object; undefined where it is none.
pub fn get(value: &JsValue, field: &str) -> JsValue {
    Reflect::get(value, &field.into()).unwrap_or(JsValue::UNDEFINED)
}
