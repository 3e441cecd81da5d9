//! The shorter form of the soak bench: nothing is left behind, and those who behave notice nothing.

use std::time::Duration;

use crate::gateway::Process;
use crate::load::{Plan, run};
use crate::support::recording;

#[tokio::test(flavor = "multi_thread")]
async fn those_who_mean_no_good_leave_nothing_behind_and_cost_nobody_a_frame() {
    let file = recording(600);
    let words =
        ["--source", "recording", file.to_str().unwrap(), "--speed", "10", "--loop", "--request-s", "1"];
    let gateway = Process::start(&words).unwrap();
    let plan = Plan::of(100, Duration::from_secs(8));
    let report = run(&gateway, plan).await.unwrap();
    assert_eq!((report.lost, report.let_go), (0, 0), "{}", report.metrics);
    assert!(
        0.0 < report.disconnects("flooding") && 0.0 < report.disconnects("malformed"),
        "{}",
        report.metrics
    );
    assert!(report.metrics.contains("gridcast_connections_let_go_total{reason=\"slow_request\"}"));
    let (alone, after) = (report.alone, report.after);
    assert!(after.descriptors <= alone.descriptors && after.tasks <= alone.tasks, "{alone:?} {after:?}");
    let most = report.looks.iter().map(|look| look.tasks).fold(0.0, f64::max);
    assert!(most < alone.tasks + 100.0, "a spectator has no task: {most} of them");
}
