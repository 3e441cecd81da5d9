//! How many tests ended how, and which failed with what words, read from what `cargo test`, pytest and Playwright tell.

use serde_json::Value;

/// How many tests ended how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    /// Names of what failed, with the first line of why where it is told.
    failures: Vec<String>,
    /// The native test whose output is being told.
    telling: Option<String>,
    /// Whether the next line is why that test failed.
    why: bool,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { passed, failed, skipped, .. } = self;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

impl Tally {
    /// What failed, a line each, begun with a line's end.
    pub(crate) fn failures(&self) -> String {
        let lines: Vec<&str> = std::iter::once("").chain(self.failures.iter().map(String::as_str)).collect();
        lines.join("\n    ")
    }

    /// Adds a line of `cargo test`: results such as `test result: ok. 3 passed; 0 failed; 1 ignored; ...`, and what the
    /// section on failures tells. Other lines add nothing.
    pub(crate) fn add_line(&mut self, line: &str) {
        if let Some((_, counts)) = line.trim().strip_prefix("test result: ").and_then(|l| l.split_once(". "))
        {
            self.telling = None;
            counts.split("; ").for_each(|part| self.add_part(part));
        } else if let Some(name) = line.strip_prefix("---- ").and_then(|l| l.strip_suffix(" stdout ----")) {
            self.telling = Some(name.to_owned());
            self.why = false;
        } else if let (true, Some(name)) = (self.why, &self.telling) {
            self.failures.push(format!("{name}: {line}"));
            (self.telling, self.why) = (None, false);
        } else if let (true, Some(name)) = (line.starts_with("Error: "), &self.telling) {
            self.failures.push(format!("{name}: {line}"));
            self.telling = None;
        } else if self.telling.is_some() {
            self.why = line.contains(" panicked at ");
        }
    }

    /// Adds a line of pytest: its last one, such as `1 failed, 30 passed, 2 skipped in 95.20s`, and those of what
    /// failed. Other lines add nothing.
    pub(crate) fn add_summary(&mut self, line: &str) {
        if line.starts_with("FAILED ") || line.starts_with("ERROR ") {
            self.failures.push(line.to_owned());
        } else if let Some((counts, _)) = line.trim_matches(['=', ' ']).rsplit_once(" in ") {
            counts.split(", ").for_each(|part| self.add_part(part));
        }
    }

    /// Adds a count and what it is of.
    fn add_part(&mut self, part: &str) {
        let Some((number, what)) = part.split_once(' ') else { return };
        let Ok(number) = number.parse::<u64>() else { return };
        match what {
            "passed" => self.passed += number,
            "failed" | "error" | "errors" => self.failed += number,
            "ignored" | "skipped" => self.skipped += number,
            _ => {}
        }
    }

    /// From Playwright's report in JSON. A test that passed at its second try has failed.
    pub(crate) fn of_playwright(report: &Value) -> Self {
        let count = |name: &str| report["stats"][name].as_u64().unwrap_or_default();
        let mut tally = Self {
            passed: count("expected"),
            failed: count("unexpected") + count("flaky"),
            skipped: count("skipped"),
            ..Self::default()
        };
        tally.add_suites(&report["suites"]);
        tally
    }

    fn add_suites(&mut self, suites: &Value) {
        for suite in suites.as_array().into_iter().flatten() {
            self.add_suites(&suite["suites"]);
            for spec in suite["specs"].as_array().into_iter().flatten() {
                let tests = spec["tests"].as_array().into_iter().flatten();
                let failed =
                    tests.filter(|test| matches!(test["status"].as_str(), Some("unexpected" | "flaky")));
                self.failures.extend(failed.map(|test| {
                    let words = |of: &Value| of.as_str().unwrap_or_default().to_owned();
                    let results = test["results"].as_array().into_iter().flatten();
                    let why =
                        results.map(|result| &result["error"]["message"]).find(|message| message.is_string());
                    let why = why.map(words).unwrap_or_default();
                    let first = why.lines().next().unwrap_or_default();
                    let [project, file, title] =
                        [&test["projectName"], &spec["file"], &spec["title"]].map(words);
                    format!("[{project}] {file}: {title}: {first}")
                }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Tally;

    #[test]
    fn lines_of_results_are_added_up_and_failures_are_named_with_their_first_line() {
        let mut tally = Tally::default();
        for line in [
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test race::order ... FAILED",
            "---- race::order stdout ----",
            "",
            "thread 'race::order' (17) panicked at gateway/src/race.rs:7:9:",
            "who leads",
            "more words",
            "test result: FAILED. 10 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
        ] {
            tally.add_line(line);
        }
        tally.add_summary("FAILED test_marts.py::test_one - assert 1 == 2");
        tally.add_summary("===== 1 failed, 30 passed, 2 skipped in 95.20s (0:01:35) =====");
        assert_eq!(tally.to_string(), "43 passed, 2 failed, 3 skipped");
        assert_eq!(
            tally.failures(),
            "\n    race::order: who leads\n    FAILED test_marts.py::test_one - assert 1 == 2"
        );
    }

    #[test]
    fn what_failed_in_a_browser_is_named_with_its_file_and_first_line() {
        let spec = |status: &str| {
            let result = json!({ "error": { "message": "expected 1\nreceived 2" } });
            json!({ "file": "a.spec.ts", "title": "goes", "tests": [{
                "projectName": "firefox", "status": status, "results": [result],
            }] })
        };
        let report = json!({
            "stats": { "expected": 1, "unexpected": 1, "flaky": 0, "skipped": 0 },
            "suites": [{ "suites": [{ "specs": [spec("unexpected"), spec("expected")] }] }],
        });
        let tally = Tally::of_playwright(&report);
        assert_eq!(tally.to_string(), "1 passed, 1 failed, 0 skipped");
        assert_eq!(tally.failures(), "\n    [firefox] a.spec.ts: goes: expected 1");
    }
}
