//! Past sessions from a server on loopback that has the archive's layout, into staging, each once.

use gridcast_producer::pacer::Speed;
use gridcast_producer::stand_in::{FileFault, Script, StandIn, archive_of};

use crate::{Place, recording, text_of};

#[test]
fn a_session_of_the_archive_is_in_staging_once_however_often_it_is_asked_for() {
    let Some(folder) = recording("static/2024_spain_qualifying") else { return };
    let files = archive_of("2024/10/Q".parse().unwrap(), &folder);
    let server = StandIn::start(files, Script::default(), Speed::Max);
    let place = Place::new();
    let sessions = place.path("sessions");
    let backfill = |wanted: &str| {
        let mut command = place.warehouse();
        command.args(["backfill", wanted, "--without-season-data", "--archive", &server.archive_url()]);
        command.arg("--sessions").arg(&sessions).output().unwrap()
    };
    // The race is listed, and nothing is there of it: that costs only itself.
    let output = backfill("2024/10");
    let said = text_of(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("2 sessions, 0 done before, 1 failed"), "{said}");
    let n_laps = place.number("SELECT count(*) FROM stg_laps");
    assert!(200 < n_laps, "{n_laps} laps");
    let session =
        place.rows("SELECT record_content->>'Season', record_content->>'Round' FROM stg_session LIMIT 1");
    assert_eq!(session, ["2024 10"]);

    server.spoil("TimingData", FileFault::Html);
    let output = backfill("2024/10/Q");
    assert!(output.status.success(), "{}", text_of(&output));
    assert!(
        text_of(&output).contains("1 sessions, 1 done before, 0 failed; 0 records"),
        "{}",
        text_of(&output)
    );
    assert_eq!(place.number("SELECT count(*) FROM stg_laps"), n_laps);

    let unknown = backfill("2024/10/S");
    assert!(text_of(&unknown).contains("has no S, it has Q, R"), "{}", text_of(&unknown));
}
