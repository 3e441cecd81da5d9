//! The archive's list of a season: `{"Year","Meetings":[{"Sessions":[…]}]}`, as `2025/Index.json` has it.
//!
//! Its own numbers of meetings are no rounds: testing has one, a cancelled race keeps its own. A round here is the
//! place among the races that were held, which is what everybody else counts.

use serde::Deserialize;

use super::wanted::{SessionName, Wanted};

/// A season of the archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Season {
    /// Year.
    pub year: u16,
    /// In the order in which they were held.
    pub rounds: Vec<Round>,
}

/// A weekend with a race.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// From 1.
    pub number: u8,
    /// The feed's own key of the meeting.
    pub meeting: Option<i64>,
    /// "Australian Grand Prix".
    pub event: String,
    /// In the archive's order.
    pub sessions: Vec<Listed>,
}

/// A session that the archive lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub name: SessionName,
    /// Its folder below the archive's base, with a slash at its end; none when nothing is kept of it, since it was
    /// cancelled or has not been held yet.
    pub path: Option<String>,
    /// Its start by the clock at the track, "2025-03-16T15:00:00"; empty when it is not told.
    pub starts: String,
}

/// A session that the archive keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Year.
    pub season: u16,
    /// From 1.
    pub round: u8,
    /// "Australian Grand Prix".
    pub event: String,
    /// Which.
    pub name: SessionName,
    /// Its folder below the archive's base, with a slash at its end.
    pub path: String,
    /// Its start by the clock at the track, "2025-03-16T15:00:00"; empty when it is not told.
    pub starts: String,
}

impl std::fmt::Display for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.season, self.round, self.name)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RawIndex {
    year: u16,
    #[serde(default)]
    meetings: Vec<RawMeeting>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RawMeeting {
    #[serde(default)]
    key: Option<i64>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    sessions: Vec<RawSession>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RawSession {
    #[serde(default)]
    r#type: Option<String>,
    #[serde(default)]
    number: Option<i64>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    start_date: Option<String>,
    #[serde(default)]
    path: Option<String>,
}

impl Season {
    /// Reads a list.
    ///
    /// # Errors
    /// When it is no such JSON, or lists a session outside the archive.
    pub fn parse(text: &[u8]) -> Result<Self, String> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let raw: RawIndex = serde_json::from_slice(text).map_err(|error| error.to_string())?;
        let mut meetings = Vec::new();
        for meeting in raw.meetings {
            let mut sessions = Vec::new();
            for session in meeting.sessions {
                let Some(name) = name_of(&session) else { continue };
                if let Some(path) = &session.path
                    && !is_inside(path)
                {
                    return Err(format!("a session lies at {path:?}"));
                }
                let starts = session.start_date.unwrap_or_default();
                sessions.push(Listed { name, path: session.path, starts });
            }
            meetings.push(Meeting { key: meeting.key, event: meeting.name.unwrap_or_default(), sessions });
        }
        Ok(Self { year: raw.year, rounds: rounds(meetings) })
    }

    /// The number of the round that the feed knows by this key.
    pub fn round_of(&self, meeting: i64) -> Option<u8> {
        self.rounds.iter().find(|round| round.meeting == Some(meeting)).map(|round| round.number)
    }

    /// The sessions that are wanted and kept.
    ///
    /// # Errors
    /// What is not there, in words: the round, the session, or what is kept of it.
    pub fn find(&self, wanted: Wanted) -> Result<Vec<Kept>, String> {
        let rounds: Vec<&Round> =
            self.rounds.iter().filter(|of| wanted.round.is_none_or(|round| of.number == round)).collect();
        if let (Some(round), []) = (wanted.round, rounds.as_slice()) {
            return Err(format!("season {} has {} rounds, none is {round}", self.year, self.rounds.len()));
        }
        let mut found = Vec::new();
        for round in &rounds {
            for session in &round.sessions {
                let is_wanted = wanted.session.is_none_or(|name| name == session.name);
                if let (true, Some(path)) = (is_wanted, &session.path) {
                    found.push(Kept {
                        season: self.year,
                        round: round.number,
                        event: round.event.clone(),
                        name: session.name,
                        path: path.clone(),
                        starts: session.starts.clone(),
                    });
                }
            }
        }
        if !found.is_empty() {
            return Ok(found);
        }
        let of_round = |round: &&Round| {
            let names: Vec<&str> = round.sessions.iter().map(|session| session.name.letters()).collect();
            let is_listed = round.sessions.iter().any(|session| Some(session.name) == wanted.session);
            match wanted.session {
                Some(name) if is_listed => {
                    format!("nothing is kept of {name} of the {}: it was not held, or not yet", round.event)
                }
                Some(name) => format!("the {} has no {name}, it has {}", round.event, names.join(", ")),
                None => format!("nothing is kept of the {}: it was not held, or not yet", round.event),
            }
        };
        let nothing = || format!("season {} has nothing that is kept", self.year);
        Err(rounds.first().map_or_else(nothing, of_round))
    }
}

/// A meeting of the list.
struct Meeting {
    key: Option<i64>,
    event: String,
    sessions: Vec<Listed>,
}

/// Meetings with a race, numbered. One whose race is not kept counts until a later race is: then it was cancelled.
fn rounds(meetings: Vec<Meeting>) -> Vec<Round> {
    let race = |sessions: &[Listed]| sessions.iter().find(|session| session.name == SessionName::R).cloned();
    let is_kept = |sessions: &[Listed]| race(sessions).is_some_and(|race| race.path.is_some());
    let last_kept = meetings.iter().rposition(|meeting| is_kept(&meeting.sessions));
    let mut rounds = Vec::new();
    for (place, Meeting { key, event, sessions }) in meetings.into_iter().enumerate() {
        let counts =
            race(&sessions).is_some() && (is_kept(&sessions) || last_kept.is_none_or(|last| last < place));
        if let (true, Ok(number)) = (counts, u8::try_from(rounds.len() + 1)) {
            rounds.push(Round { number, meeting: key, event, sessions });
        }
    }
    rounds
}

/// Which session it is; none for what is no session of a weekend, such as a test of the track.
///
/// The sprint is a race by its type, and its name has changed: "Sprint Qualifying" in 2021, "Sprint" since. The
/// qualifying of the sprint was "Sprint Shootout" in 2023 and is "Sprint Qualifying" since.
fn name_of(session: &RawSession) -> Option<SessionName> {
    let name = session.name.as_deref()?;
    match session.r#type.as_deref()? {
        "Race" if name == "Race" => Some(SessionName::R),
        "Race" if name.contains("Sprint") => Some(SessionName::S),
        "Qualifying" if name.contains("Sprint") => Some(SessionName::Sq),
        "Qualifying" => Some(SessionName::Q),
        "Practice" => match session.number? {
            1 => Some(SessionName::Fp1),
            2 => Some(SessionName::Fp2),
            3 => Some(SessionName::Fp3),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a path leads to a folder below the base and nowhere else: it becomes a folder of the cache.
fn is_inside(path: &str) -> bool {
    let Some(folders) = path.strip_suffix('/') else { return false };
    path.len() <= 300
        && folders.split('/').all(|part| {
            !part.is_empty()
                && !part.starts_with('.')
                && !part.contains(['\\', ':', '?', '#', '%'])
                && !part.contains(char::is_control)
        })
}

/// Where the streams of a session lie: `{"Feeds":{topic:{"StreamPath"}}}`, as its own `Index.json` has it.
///
/// # Errors
/// When it is no such JSON.
pub fn streams(text: &[u8]) -> Result<Vec<String>, String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct RawFeeds {
        feeds: serde_json::Map<String, serde_json::Value>,
    }
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let raw: RawFeeds = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    Ok(raw
        .feeds
        .into_iter()
        .filter(|(_, feed)| feed["StreamPath"].is_string())
        .map(|(topic, _)| topic)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn season(sessions: &str) -> Season {
        Season::parse(format!("\u{feff}{{\"Year\":2021,\"Meetings\":[{sessions}]}}").as_bytes()).unwrap()
    }

    fn meeting(name: &str, sessions: &[&str]) -> String {
        format!("{{\"Name\":\"{name}\",\"Number\":9,\"Sessions\":[{}]}}", sessions.join(","))
    }

    fn session(of_type: &str, name: &str, path: &str) -> String {
        let path = if path.is_empty() { String::new() } else { format!(",\"Path\":\"{path}/\"") };
        format!("{{\"Key\":1,\"Type\":\"{of_type}\",\"Name\":\"{name}\",\"Number\":-1{path}}}")
    }

    #[test]
    fn a_sprint_is_one_by_any_of_its_names_and_a_test_of_the_track_is_nothing() {
        let sessions = [
            session("Qualifying", "Qualifying", "q"),
            session("Race", "Sprint Qualifying", "s"),
            session("Qualifying", "Sprint Shootout", "sq"),
            session("Race", "High Speed Track Test", "t"),
            session("Race", "Race", "r"),
            "{\"Key\":-1,\"Type\":\"Race\"}".to_owned(),
        ];
        let sessions: Vec<&str> = sessions.iter().map(String::as_str).collect();
        let season = season(&meeting("British Grand Prix", &sessions));
        let names: Vec<&str> = season.rounds[0].sessions.iter().map(|of| of.name.letters()).collect();
        assert_eq!(names, ["Q", "S", "SQ", "R"]);
    }

    #[test]
    fn rounds_are_races_that_were_held_and_those_to_come() {
        let kept = session("Race", "Race", "r");
        let none = session("Race", "Race", "");
        let meetings = [
            meeting("Pre-Season Testing", &[&session("Practice", "Practice 1", "p")]),
            meeting("First", &[&kept]),
            meeting("Cancelled", &[&none]),
            meeting("Second", &[&kept]),
            meeting("To come", &[&none]),
        ];
        let season = season(&meetings.join(","));
        let rounds: Vec<(u8, &str)> =
            season.rounds.iter().map(|round| (round.number, round.event.as_str())).collect();
        assert_eq!(rounds, [(1, "First"), (2, "Second"), (3, "To come")]);
        let not_yet = season.find("2021/3/R".parse().unwrap()).unwrap_err();
        assert!(not_yet.contains("nothing is kept of R of the To come"), "{not_yet}");
        let none = season.find("2021/9".parse().unwrap()).unwrap_err();
        assert!(none.contains("3 rounds, none is 9"), "{none}");
        let other = season.find("2021/1/SQ".parse().unwrap()).unwrap_err();
        assert!(other.contains("the First has no SQ, it has R"), "{other}");
        assert_eq!(season.find("2021".parse().unwrap()).unwrap().len(), 2);
    }

    #[test]
    fn a_path_out_of_the_archive_is_refused() {
        for bad in ["../../etc", "/etc", "a//b", "c:", "a?b", ".ssh"] {
            assert!(!is_inside(&format!("{bad}/")), "{bad}");
        }
        assert!(
            !is_inside("no/slash") && is_inside("2025/2025-11-09_São_Paulo_Grand_Prix/2025-11-08_Sprint/")
        );
        let text =
            format!("{{\"Year\":2021,\"Meetings\":[{}]}}", meeting("x", &[&session("Race", "Race", "../x")]));
        assert!(Season::parse(text.as_bytes()).unwrap_err().contains("../x/"));
        assert!(Season::parse(b"<html>").is_err() && streams(b"[]").is_err());
    }

    #[test]
    fn the_years_that_there_are_have_their_rounds() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/static");
        let folder = std::env::var_os("GRIDCAST_DATA")
            .map_or(folder, |data| std::path::Path::new(&data).join("static"));
        if !folder.is_dir() {
            assert!(
                std::env::var_os("GRIDCAST_REQUIRE_DATA").is_none(),
                "no recordings at {}",
                folder.display()
            );
            return;
        }
        let read = |year: u16| {
            Season::parse(&std::fs::read(folder.join(format!("Index_{year}.json"))).unwrap()).unwrap()
        };
        for (year, n_rounds, n_sprints) in [(2019, 21, 0), (2021, 22, 3), (2023, 22, 6)] {
            let season = read(year);
            let sprints =
                season.rounds.iter().flat_map(|of| &of.sessions).filter(|of| of.name == SessionName::S);
            assert_eq!((season.rounds.len(), sprints.count()), (n_rounds, n_sprints), "{year}");
        }
        let monaco = read(2023).find("2023/6/FP2".parse().unwrap()).unwrap();
        assert_eq!(monaco[0].event, "Monaco Grand Prix");
        assert!(
            read(2019).find("2019/17/FP3".parse().unwrap()).unwrap_err().contains("nothing is kept of FP3")
        );
        let text = std::fs::read(folder.join("session_Index_2021_italy_race.json")).unwrap();
        assert_eq!(streams(&text).unwrap().len(), 31);
    }
}
