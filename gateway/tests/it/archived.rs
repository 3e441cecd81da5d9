//! A past session, fetched from a server on loopback that has the archive's layout.

use std::path::PathBuf;

use gridcast_producer::pacer::Speed;
use gridcast_producer::stand_in::{Script, StandIn, archive_of};

use crate::support::{Spectator, config, get, scratch, start};

/// A folder of the recordings; says that it is not there.
pub(crate) fn recorded(path: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("GRIDCAST_DATA").map_or_else(beside, PathBuf::from).join(path);
    if folder.exists() {
        return Some(folder);
    }
    assert!(std::env::var_os("GRIDCAST_REQUIRE_DATA").is_none(), "no recording at {}", folder.display());
    eprintln!("skipped: no recording at {}", folder.display());
    None
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_of_the_archive_is_fetched_and_played() {
    let Some(folder) = recorded("static/2023_monaco_fp2_relaid") else { return };
    let files = archive_of("2023/6/FP2".parse().unwrap(), &folder);
    let server = StandIn::start(files, Script::default(), Speed::Max);
    let kept = scratch("kept").with_file_name("sessions");
    let (archive, kept) = (server.archive_url(), kept.to_string_lossy().into_owned());
    let words = ["--session", "2023/6/FP2", "--archive", &archive, "--sessions", &kept, "--speed", "60"];
    let gateway = start(&words).await;
    let mut spectator = Spectator::join(gateway.address).await;
    while spectator.frames.is_empty() || spectator.drivers().len() < 20 {
        assert!(spectator.next().await);
    }
    let session = &spectator.state().session;
    assert_eq!((session.season, session.round, session.event.as_str()), (2023, 6, "Monaco Grand Prix"));
    assert_eq!(get(gateway.address, "/api/live", &[]).await.json()["session"]["event"], "Monaco Grand Prix");

    // What is kept needs no server but for the list, which is kept as well.
    drop(server);
    let gateway = start(&words).await;
    assert_eq!(get(gateway.address, "/healthz", &[]).await.status, 200);
}

#[test]
fn a_session_is_one() {
    let config = config(&["--session", "2023/6/FP2", "--sessions", "/tmp/x"]);
    assert!(format!("{:?}", config.source).contains("Archived"));
}
