//! Wrong input is one clear line and a non-zero exit.

use crate::{TeleFile, producer, sample};

fn check(args: &[&str], code: i32, expected: &str) {
    let output = producer().args(args).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{args:?}: {text}");
    assert!(text.contains(expected), "{args:?}: {text}");
}

#[test]
fn a_missing_file_is_named() {
    let expected = "gridcast-producer: cannot open /nowhere/tele.jsonl: No such file";
    check(&["replay", "--tele", "/nowhere/tele.jsonl"], 1, expected);
}

#[test]
fn a_wrong_flag_is_named() {
    check(&["replay", "--tele", "x", "--speed", "fast"], 2, "got \"fast\"");
    check(&["simulate", "--laps", "1"], 2, "--laps");
    check(&["record", "--to", "x", "--rotate", "0.01"], 2, "a second at least");
    check(&["record", "--to", "x", "--rotate", "NaN"], 2, "a second at least");
    check(&["simulate", "--property", "novalue"], 1, "--property must be KEY=VALUE");
    check(&["simulate", "--property", "no.such.setting=1"], 1, "no.such.setting");
}

#[test]
fn an_unreachable_broker_is_named() {
    let tele = TeleFile::new(&[sample("VER", 1000)]);
    let file = tele.0.to_str().unwrap();
    // Port 1 is reserved, and nothing listens there.
    check(&["replay", "--tele", file, "--brokers", "127.0.0.1:1"], 1, "cannot reach Kafka at 127.0.0.1:1");
}
