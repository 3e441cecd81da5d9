//! The configuration as people write it, through the program itself.

use std::process::{Command, Output};

use crate::support::scratch;

fn run(words: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gridcast-gateway"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GRIDCAST_")) {
        command.env_remove(name);
    }
    command.args(words).envs(environment.iter().copied()).output().unwrap()
}

fn refusal(words: &[&str], environment: &[(&str, &str)]) -> String {
    let output = run(words, environment);
    assert!(!output.status.success(), "{words:?} was accepted");
    String::from_utf8(output.stderr).unwrap()
}

fn printed(words: &[&str], environment: &[(&str, &str)]) -> String {
    let output = run(&[words, &["--print-config"]].concat(), environment);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_does_not_do_is_one_line_by_its_name() {
    for (words, says) in [
        (&["--frames-per-second", "0"][..], "--frames-per-second must be 1 to 25, got 0"),
        (&["--listen", "nowhere"], "--listen must be an address"),
        (&["--source", "radio"], "--source must be demo, recording or kafka, got \"radio\""),
        (&["--session", "2025/1"], "--session must be one, such as 2025/1/R, got \"2025/1\""),
        (&["--session", "2025/1/X"], "a session is one of FP1, FP2, FP3, SQ, S, Q and R, got \"X\""),
        (&["--session", "2025/1/R", "--source", "kafka"], "it goes with no --source, got \"kafka\""),
        (&["--source", "recording"], "--source recording needs a file"),
        (&["--source", "recording", "/nonexistent.jsonl"], "/nonexistent.jsonl: no such file"),
        (&["--source", "demo", "file"], "--source demo takes no second word"),
        (&["--speed", "0"], "--speed must be 0.1 to 600, got 0"),
        (&["--site", "/nonexistent"], "no index.html in it"),
        (&["--ping-s", "40"], "--idle-s must be at least twice --ping-s, got 60 and 40"),
        (&["--max-connections", "3"], "--max-connections must be 4 at least, got 3"),
        (&["--request-s", "0"], "--request-s must be 1 to 3600 seconds, got 0"),
        (&["--trusted-proxies", "10.0.0.0/8,proxy"], "--trusted-proxies must be addresses or networks"),
        (&["--ws-origins", "fans.example"], "--ws-origins must be *, self, null, or origins such as"),
        (&["--metrics-listen", "nowhere"], "--metrics-listen must be an address"),
        (&["--config", "/nonexistent.toml"], "cannot read /nonexistent.toml: No such file"),
        (&["--source", "kafka", "--kafka-security", "tls"], "--kafka-security must be plaintext, ssl"),
        (
            &["--source", "kafka", "--kafka-security", "sasl_ssl"],
            "needs --kafka-username and GRIDCAST_KAFKA_PASSWORD",
        ),
        (&["--source", "kafka", "--kafka-property", "sasl.password=x"], "a secret belongs in"),
        (&["--source", "kafka", "--kafka-property", "enable.partition.eof=false"], "is the gateway's own"),
        (&["--source", "kafka", "--kafka-property", "no.such.thing=1"], "No such configuration property"),
        (&["--source", "kafka", "--since", "yesterday"], "--since must be earliest"),
        (&["--source", "kafka", "--topic-prefix", "f1 "], "is no name of a Kafka topic"),
    ] {
        let said = refusal(words, &[]);
        assert!(said.contains(says) && said.trim_end().lines().count() == 1, "{words:?} said: {said}");
        assert!(said.starts_with("gridcast-gateway: "), "{said}");
    }
    assert!(refusal(&["--no-such-flag"], &[]).contains("unexpected argument '--no-such-flag'"));
}

#[test]
fn flags_go_before_environment_before_file_before_defaults() {
    let file = scratch("gateway.toml");
    std::fs::write(&file, "speed = 2.0\nseed = 7\nport = 1\n[spectators]\nping_s = 9\n").unwrap();
    let file = ["--config", file.to_str().unwrap()];
    let text =
        printed(&[&file[..], &["--port", "3"]].concat(), &[("GRIDCAST_PORT", "2"), ("GRIDCAST_SPEED", "4")]);
    for line in ["port = 3", "speed = 4.0", "seed = 7", "ping_s = 9", "idle_s = 60", "source = \"demo\""] {
        assert!(text.lines().any(|l| l == line), "{line} in {text}");
    }
}

#[test]
fn what_is_printed_says_the_same_as_a_file() {
    let (race, file) = (scratch("race.jsonl"), scratch("gateway.toml"));
    std::fs::write(&race, "").unwrap();
    let words = ["--source", "recording", race.to_str().unwrap(), "--kafka-property", "fetch.min.bytes=7"];
    let text = printed(&words, &[]);
    assert!(text.contains(&format!("recording = {:?}", race.display().to_string())), "{text}");
    assert!(text.contains("\"fetch.min.bytes\" = \"(hidden)\""), "{text}");
    std::fs::write(&file, &text).unwrap();
    assert_eq!(printed(&["--config", file.to_str().unwrap()], &[]), text);
}

#[test]
fn a_file_with_an_unknown_name_is_refused_with_its_line() {
    let file = scratch("gateway.toml");
    std::fs::write(&file, "port = 1\n\n[kafka]\nbroker = \"x\"\n").unwrap();
    let said = refusal(&["--config", file.to_str().unwrap()], &[]);
    assert!(said.contains("line 4: unknown field `broker`"), "{said}");
}

#[test]
fn secrets_are_never_printed() {
    let file = scratch("gateway.toml");
    let text = "[kafka]\nusername = \"u\"\nsecurity = \"sasl_ssl\"\n[kafka.properties]\n\"ssl.key.password\" = \"hush\"\n";
    std::fs::write(&file, text).unwrap();
    let words = ["--source", "kafka", "--config", file.to_str().unwrap()];
    let text = printed(&words, &[("GRIDCAST_KAFKA_PASSWORD", "hush")]);
    assert!(!text.contains("hush"), "{text}");
    assert!(text.contains("password = \"(hidden)\""), "{text}");
}

#[test]
fn help_teaches_by_examples() {
    let output = run(&["--help"], &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Examples:") && text.contains("--source recording race.jsonl.zst"), "{text}");
}
