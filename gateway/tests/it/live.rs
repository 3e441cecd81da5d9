//! The live timing, from a server on loopback that stands in for the official one through a real Kafka.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gridcast_producer::live::Live;
use gridcast_producer::live::options::ListenerOptions;
use gridcast_producer::live::token::{Token, TokenFrom};
use gridcast_producer::pacer::Speed;
use gridcast_producer::stand_in::{Script, StandIn, Tokens};
use gridcast_shared::race::{CarStatus, EventKind, Missing, RaceState, TrackStatus};
use gridcast_shared::session::TokenFault;
use gridcast_shared::topics::Topic;

use crate::archived::recorded;
use crate::kafka::Topics;
use crate::support::{Spectator, get};

/// A token that runs out after so long.
fn token(for_s: u64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    format!("head.{}.sign", URL_SAFE_NO_PAD.encode(format!("{{\"exp\":{}}}", now + for_s)))
}

/// Publishes what the live source gives, until this is dropped.
async fn publish(topics: &Topics, mut live: Live) {
    while let Some(item) = live.next().await {
        let Ok(timed) = item else { continue };
        let mut value = Vec::new();
        timed.record.write_json(&mut value);
        topics.hand_over(timed.record.topic(), timed.record.key(), &value).await;
    }
}

fn is_without_cars(token: Option<TokenFault>) -> impl Fn(&RaceState) -> bool {
    let missing = Missing { topics: [Topic::Tele].into_iter().collect(), token };
    move |state| state.status.missing == missing
}

async fn until(spectator: &mut Spectator, holds: impl Fn(&RaceState) -> bool) {
    while spectator.frames.is_empty() || !holds(spectator.state()) {
        assert!(spectator.next().await, "the connection ended");
    }
}

/// What the board tells that only goes on.
fn told(state: &RaceState) -> (u32, u32, u32) {
    let times = state.cars.iter().map(|car| car.last_lap_ms + car.sectors_ms.iter().sum::<u32>());
    (state.n_messages, state.cars.iter().map(|car| u32::from(car.lap)).sum(), times.sum())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_runs_out_costs_the_cars_alone_and_is_told_to_the_page() {
    let (Some(topics), Some(file)) =
        (Topics::new("token"), recorded("live/2023_monaco_fp2_signalr_wire.txt.zst"))
    else {
        return;
    };
    topics.create(&["tele", "laps", "session", "timing", "race_control", "weather"], 2).await;
    let gateway = topics.start().await;
    let mut spectator = Spectator::join(gateway.address).await;
    let script = Script::open(&file);
    // Five minutes in twenty seconds; the token is good for half of them.
    let until_step = script.steps.len() / 2;
    let server = StandIn::start(BTreeMap::new(), script, Speed::Times(16.0));
    let good = token(9);
    server.ask_for(Tokens { good: good.clone(), until_step });
    let live = Live::start(ListenerOptions {
        hub: server.hub_url(),
        token: TokenFrom::Given(Token::parse(&good).unwrap()),
        missed_after: Duration::from_millis(800),
        ..ListenerOptions::default()
    });
    let watching = async {
        while spectator.n_samples < 1000 {
            assert!(spectator.next().await, "the connection ended");
        }
        assert_eq!(spectator.state().status.missing, Missing::default());
        until(&mut spectator, is_without_cars(Some(TokenFault::Ended))).await;
        let before = told(spectator.state());
        until(&mut spectator, |state| before.1 < told(state).1 && before.2 != told(state).2).await;
        // Samples that were on their way when that was said have come by now.
        let (newest_ms, before) = (spectator.newest_ms, told(spectator.state()));
        until(&mut spectator, |state| before.1 < told(state).1 && before.2 != told(state).2).await;
        assert_eq!(spectator.newest_ms, newest_ms, "no car was measured any more");
        let state = spectator.state();
        assert_ne!(state.status.track, TrackStatus::Red);
        assert!(state.cars.iter().all(|car| car.status != CarStatus::Retired));
        assert!(!state.events.iter().any(|event| event.kind == EventKind::Out));
        let status = get(gateway.address, "/api/live", &[]).await.json()["status"].clone();
        assert_eq!((&status["missing"], &status["token"]), (&serde_json::json!(["tele"]), &"Ended".into()));
    };
    tokio::select! {
        () = publish(&topics, live.unwrap()) => panic!("the live source ended"),
        () = watching => {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn timing_alone_is_a_race_from_the_grid_to_the_flag() {
    let (Some(topics), Some(folder)) = (Topics::new("alone"), recorded("static/2018_azerbaijan_race")) else {
        return;
    };
    topics.create(&["tele", "laps", "session", "timing", "race_control", "weather"], 2).await;
    let gateway = topics.start().await;
    let mut spectator = Spectator::join(gateway.address).await;
    let server = StandIn::start(BTreeMap::new(), Script::open(&folder), Speed::Times(400.0));
    // Nobody has a token.
    server.ask_for(Tokens { good: "good".to_owned(), until_step: usize::MAX });
    let live = Live::start(ListenerOptions {
        hub: server.hub_url(),
        missed_after: Duration::from_millis(500),
        ..ListenerOptions::default()
    });
    let watching = async {
        until(&mut spectator, is_without_cars(Some(TokenFault::Absent))).await;
        let is_over = |state: &RaceState| {
            13 == state.cars.iter().filter(|car| car.status == CarStatus::Finished).count()
        };
        until(&mut spectator, is_over).await;
        assert_eq!(spectator.n_samples, 0);
        let state = spectator.state();
        let order = state.order().into_iter().take(13).map(|car| state.session.drivers[car.index()].code);
        let order: Vec<String> = order.map(|code| code.to_string()).collect();
        assert_eq!(order.join(" "), "HAM RAI PER VET SAI LEC ALO STR VAN HAR ERI GAS MAG");
    };
    tokio::select! {
        () = publish(&topics, live.unwrap()) => panic!("the live source ended"),
        () = watching => {}
    }
}
