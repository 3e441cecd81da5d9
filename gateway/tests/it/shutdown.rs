//! Stopping in order, and what ends a gateway early.

use gridcast_gateway::Gateway;
use gridcast_shared::wire::Notice;
use tokio_util::sync::CancellationToken;

use crate::support::{Spectator, config, recording, start};

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_tells_spectators_and_ends_everything() {
    let file = recording(60);
    let mut gateway = start(&["--source", "recording", file.to_str().unwrap()]).await;
    let mut spectator = Spectator::join(gateway.address).await;
    while spectator.frames.is_empty() {
        assert!(spectator.next().await);
    }
    gateway.stop.cancel();
    while spectator.next().await {}
    assert_eq!(spectator.notices.last(), Some(&Notice::Stopping));
    (&mut gateway.done).await.unwrap().unwrap();
    assert!(tokio::net::TcpStream::connect(gateway.address).await.is_err(), "nobody listens any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_in_use_is_one_clear_line() {
    let file = recording(1);
    let words = ["--source", "recording", file.to_str().unwrap()];
    let first = start(&words).await;
    let mut second = config(&words);
    second.listen = first.address;
    let error = Gateway::build(second, CancellationToken::new()).await.unwrap_err();
    assert!(format!("{error:#}").starts_with(&format!("cannot listen on {}: ", first.address)), "{error:#}");
}
