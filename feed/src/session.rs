//! What the session is and how far it has come: `f1_session` from six topics.

use gridcast_shared::ids::SessionId;
use gridcast_shared::session::{SessionKind, SessionStatus};
use gridcast_shared::topics::{ClockRecord, SessionRecord};
use serde_json::Value;

use crate::known::Known;
use crate::merge::list;
use crate::text::{clock_ms, utc_ms};
use crate::topic::FeedTopic;
use crate::value::{flag, name, small, text, whole};

/// Before the scheduled start, how long the feed may have been speaking, ms. Session times count from there where
/// nobody has told the archive's zero, so that each recording of a session has the same.
const BEFORE_START_MS: i64 = 3_600_000;

/// What kind of session it is, by the feed's type and name. A sprint has the type of a race, and in 2021 the name
/// "Sprint Qualifying"; sprint qualifying has had the name "Sprint Shootout".
pub(crate) fn kind(known: &Known) -> Option<SessionKind> {
    let info = known.topic(FeedTopic::SessionInfo);
    let of_sprint = text(info, "Name").unwrap_or_default().contains("Sprint");
    match text(info, "Type") {
        Some("Race") if of_sprint => Some(SessionKind::Sprint),
        Some("Race") => Some(SessionKind::Race),
        Some("Qualifying") if of_sprint => Some(SessionKind::SprintQualifying),
        Some("Qualifying") => Some(SessionKind::Qualifying),
        Some(_) => Some(SessionKind::Practice),
        None => kind_by_forecast(known).or_else(|| kind_by_timing(known)),
    }
}

/// Without the session's information, race control's forecast before it names it: "RISK OF RAIN FOR F1 THIRD PRACTICE
/// SESSION IS 0 %".
fn kind_by_forecast(known: &Known) -> Option<SessionKind> {
    let messages = known.topic(FeedTopic::RaceControlMessages).get("Messages")?;
    list(messages).iter().find_map(|(_, message)| {
        let forecast = text(message, "Message")?.strip_prefix("RISK OF RAIN FOR F1 ")?;
        let (session, _) = forecast.split_once(" IS ")?;
        let names = |word| session.contains(word);
        if names("PRACTICE") {
            Some(SessionKind::Practice)
        } else if names("SPRINT") && (names("QUALIFYING") || names("SHOOTOUT")) {
            Some(SessionKind::SprintQualifying)
        } else if names("QUALIFYING") {
            Some(SessionKind::Qualifying)
        } else if names("SPRINT") {
            Some(SessionKind::Sprint)
        } else {
            names("RACE").then_some(SessionKind::Race)
        }
    })
}

/// Without the session's information, the names that the gaps have tell what kind it is.
fn kind_by_timing(known: &Known) -> Option<SessionKind> {
    let timing = known.topic(FeedTopic::TimingData);
    if timing.get("SessionPart").is_some() {
        return Some(SessionKind::Qualifying);
    }
    let lines = timing.get("Lines")?.as_object()?;
    lines.values().find_map(|line| {
        let has = |key| line.get(key).is_some();
        if has("GapToLeader") {
            Some(SessionKind::Race)
        } else if has("TimeDiffToFastest") {
            Some(SessionKind::Practice)
        } else {
            has("BestLapTimes").then_some(SessionKind::Qualifying)
        }
    })
}

/// The feed's own key of the session: another one is another session.
pub(crate) fn key(info: &Value) -> Option<i64> {
    whole(info, "Key")
}

/// The feed's own key of the meeting that a `SessionInfo` is of.
pub fn meeting(info: &Value) -> Option<i64> {
    whole(info.get("Meeting")?, "Key")
}

/// The year and the meeting's key of a `SessionInfo` that does not tell the round.
pub fn unnumbered_meeting(info: &Value) -> Option<(u16, i64)> {
    let is_numbered = small::<u8>(info.get("Meeting")?, "Number").is_some();
    if is_numbered { None } else { season(info).zip(meeting(info)) }
}

/// UTC milliseconds at which session times are 0 where nobody has told: an hour before the scheduled start.
pub(crate) fn usual_zero_ms(known: &Known) -> Option<i64> {
    let info = known.topic(FeedTopic::SessionInfo);
    let local = utc_ms(text(info, "StartDate")?)?;
    Some(local - clock_ms(text(info, "GmtOffset")?)? - BEFORE_START_MS)
}

/// How far the session has come.
pub(crate) fn status(known: &Known) -> Option<SessionStatus> {
    let told = text(known.topic(FeedTopic::SessionStatus), "Status").and_then(status_of);
    let series = || {
        let series = known.topic(FeedTopic::SessionData).get("StatusSeries")?;
        list(series).iter().rev().find_map(|(_, change)| status_of(text(change, "SessionStatus")?))
    };
    let info = || status_of(text(known.topic(FeedTopic::SessionInfo), "SessionStatus")?);
    told.or_else(series).or_else(info)
}

fn status_of(word: &str) -> Option<SessionStatus> {
    Some(match word {
        "Inactive" => SessionStatus::Inactive,
        "Started" => SessionStatus::Started,
        "Aborted" => SessionStatus::Aborted,
        "Finished" => SessionStatus::Finished,
        "Finalised" => SessionStatus::Finalised,
        "Ends" => SessionStatus::Ends,
        _ => return None,
    })
}

/// Part of qualifying, 1 to 3.
pub(crate) fn part(known: &Known) -> Option<u8> {
    let told = small(known.topic(FeedTopic::TimingData), "SessionPart");
    let series = || {
        let series = known.topic(FeedTopic::SessionData).get("Series")?;
        list(series).iter().rev().find_map(|(_, change)| small(change, "QualifyingPart"))
    };
    told.or_else(series).filter(|part| (1..=3).contains(part))
}

/// The session's id: "2025-01-race". A season before 2025 does not tell the round; without it the feed's key of
/// the meeting stands in. Without anything it is called by its zero.
pub(crate) fn id(known: &Known, round: Option<u8>, zero_ms: i64) -> SessionId {
    let unnamed = || SessionId::from_start(zero_ms);
    let info = known.topic(FeedTopic::SessionInfo);
    let (Some(season), Some(kind)) = (season(info), kind(known)) else { return unnamed() };
    let meeting = info.get("Meeting").unwrap_or(&Value::Null);
    let round = match round.or_else(|| small(meeting, "Number")) {
        Some(round) => format!("{round:02}"),
        None => match whole(meeting, "Key") {
            Some(key) => format!("m{key}"),
            None => return unnamed(),
        },
    };
    let kind = match kind {
        SessionKind::Race => "race".to_owned(),
        SessionKind::Sprint => "sprint".to_owned(),
        SessionKind::Qualifying => "qualifying".to_owned(),
        SessionKind::SprintQualifying => "sprint-qualifying".to_owned(),
        SessionKind::Practice => {
            let digit = text(info, "Name").and_then(|name| name.chars().find(char::is_ascii_digit));
            digit.map_or_else(|| "practice".to_owned(), |digit| format!("fp{digit}"))
        }
    };
    SessionId::parse(&format!("{season}-{round}-{kind}")).unwrap_or_else(|_| unnamed())
}

fn season(info: &Value) -> Option<u16> {
    text(info, "StartDate")?.get(..4)?.parse().ok()
}

/// All that is known of the session by now but for who drives.
pub(crate) fn record(known: &Known, round: Option<u8>, zero_ms: i64) -> SessionRecord {
    let info = known.topic(FeedTopic::SessionInfo);
    let meeting = info.get("Meeting").unwrap_or(&Value::Null);
    let circuit = meeting.get("Circuit").and_then(|circuit| name(circuit, "ShortName"));
    let offset_ms = text(info, "GmtOffset").and_then(clock_ms);
    let entries = known.topic(FeedTopic::TimingData).get("NoEntries").map(list).unwrap_or_default();
    let cut_off = entries.iter().skip(1).filter_map(|(_, n)| u8::try_from(n.as_i64()?).ok());
    SessionRecord {
        start_date: Some(zero_ms),
        kind: kind(known),
        season: season(info),
        round: round.or_else(|| small(meeting, "Number")),
        event: name(meeting, "Name"),
        circuit,
        scheduled_laps: small(known.topic(FeedTopic::LapCount), "TotalLaps"),
        utc_offset_minutes: offset_ms.and_then(|ms| i16::try_from(ms / 60_000).ok()),
        status: status(known),
        clock: clock(known.topic(FeedTopic::ExtrapolatedClock)),
        part: part(known),
        cut_off: cut_off.filter(|n| 0 < *n).take(2).collect(),
        ..SessionRecord::new(id(known, round, zero_ms))
    }
}

fn clock(told: &Value) -> Option<ClockRecord> {
    Some(ClockRecord {
        date: utc_ms(text(told, "Utc")?)?,
        remaining: u32::try_from(clock_ms(text(told, "Remaining")?)?).ok()?,
        running: flag(told, "Extrapolating")?,
    })
}
