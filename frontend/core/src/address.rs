//! The one place that makes addresses of our own.
//!
//! A page may lie at a site's root, under a path behind a proxy, or in a folder of files. So all addresses are relative
//! to the document's base (`<base href>`), which the gateway and the export write into the page; a browser resolves
//! them in links, fetches and the history alike. What it does not resolve, the socket and which page the address bar
//! names, is made here from that base.

use std::fmt::Display;

use gridcast_shared::session::SessionKind;

/// The present race as JSON.
pub const LIVE: &str = "api/live";
/// All that was said in it.
pub const LIVE_MESSAGES: &str = "api/live/messages";
/// The list of recordings.
pub const RECORDINGS: &str = "api/sessions/index.json";
/// Word of documents that change.
pub const MART_CHANGES: &str = "api/marts/changes";
/// The live page.
pub const HOME: &str = "./";
/// The newest race's charts.
pub const NEWEST_RACE: &str = "race";
/// The newest season.
pub const NEWEST_SEASON: &str = "season";

/// What a recording is made of.
pub fn manifest(session: impl Display) -> String {
    format!("api/sessions/{session}/manifest.json")
}

/// What is marked in a recording.
pub fn timeline(session: impl Display) -> String {
    format!("api/sessions/{session}/timeline.json")
}

/// A chunk as it is now, whether or not it grows.
pub fn chunk(session: impl Display, number: u32) -> String {
    format!("api/sessions/{session}/{number}.bin")
}

/// A closed chunk by its content.
pub fn closed_chunk(session: impl Display, number: u32, hash: &str) -> String {
    format!("api/sessions/{session}/{number}-{hash}.bin")
}

/// The delay that all devices with a code have.
pub fn delay(code: impl Display) -> String {
    format!("api/delays/{code}")
}

/// Word of its changes.
pub fn delay_changes(code: impl Display) -> String {
    format!("api/delays/{code}/changes")
}

/// A picture of the page's address with a code and a delay; by the delay, so that another is fetched with each.
pub fn delay_picture(code: impl Display, delay: impl Display) -> String {
    format!("api/delays/{code}/qr.svg?delay={delay}")
}

/// A document of the warehouse, such as `2025/1/race/laps`.
pub fn mart(name: &str) -> String {
    format!("api/marts/{name}.json")
}

/// The charts of a session by its kind; none of a practice, as a weekend has up to three of that kind, and those of the
/// race would tell its result.
pub fn charts(season: u16, round: u8, kind: SessionKind) -> Option<String> {
    let session = match kind {
        SessionKind::Race => "",
        SessionKind::Sprint => "/sprint",
        SessionKind::Qualifying => "/qualifying",
        SessionKind::SprintQualifying => "/sprint-qualifying",
        SessionKind::Practice => return None,
    };
    Some(format!("race/{season}/{round}{session}"))
}

/// A file of words, by the name that `gridcast_words::spoken` gives it.
pub fn words(name: &str) -> String {
    format!("words/{name}")
}

/// The stream beside the page; `None` where the base is no address of the web.
pub fn socket(base_uri: &str) -> Option<String> {
    let (scheme, rest) = base_uri.split_once("://")?;
    let host = rest.split('/').next()?;
    let scheme = match scheme {
        "https" => "wss",
        "http" => "ws",
        _ => return None,
    };
    Some(format!("{scheme}://{host}{}ws", base_path(base_uri)))
}

/// Which of our pages an address bar shows: its path below the base, without a slash at its beginning.
pub fn below_base<'a>(base_uri: &str, pathname: &'a str) -> &'a str {
    // An address outside the base is of no page of ours; as the whole of it no page is called.
    pathname.strip_prefix(base_path(base_uri)).unwrap_or(pathname)
}

/// The base's path through its last slash.
fn base_path(base_uri: &str) -> &str {
    let path = base_uri.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    let path = path.unwrap_or("/").split(['?', '#']).next().unwrap_or("/");
    path.rfind('/').and_then(|last| path.get(..=last)).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_is_beside_the_page_wherever_that_lies() {
        for (base, address) in [
            ("https://gridcast.example/", "wss://gridcast.example/ws"),
            ("http://127.0.0.1:8080/", "ws://127.0.0.1:8080/ws"),
            ("https://fans.example/f1/", "wss://fans.example/f1/ws"),
            ("https://fans.example/f1/index.html?t=/3#/x", "wss://fans.example/f1/ws"),
            ("http://[::1]:8080", "ws://[::1]:8080/ws"),
        ] {
            assert_eq!(socket(base).as_deref(), Some(address), "{base}");
        }
        for none in ["file:///tmp/race/index.html", "about:srcdoc", ""] {
            assert_eq!(socket(none), None, "{none}");
        }
    }

    #[test]
    fn charts_are_those_of_the_session_and_no_other() {
        use gridcast_shared::mart::{SessionKey, WeekendSession};
        for session in WeekendSession::ALL {
            let address = charts(2025, 6, session.kind());
            let key = SessionKey { season: 2025, round: 6, session };
            match session {
                WeekendSession::Fp1 | WeekendSession::Fp2 | WeekendSession::Fp3 => assert_eq!(address, None),
                WeekendSession::Race => assert_eq!(address.as_deref(), Some("race/2025/6")),
                _ => assert_eq!(address, Some(format!("race/{key}"))),
            }
        }
    }

    #[test]
    fn a_page_is_named_by_its_path_below_the_base() {
        for (base, path, page) in [
            ("https://gridcast.example/", "/race/2025/1", "race/2025/1"),
            ("https://fans.example/f1/2025-01/", "/f1/2025-01/race/2025/1/", "race/2025/1/"),
            ("https://fans.example/f1/", "/f1/", ""),
            ("https://fans.example/f1/", "/f2/race", "/f2/race"),
        ] {
            assert_eq!(below_base(base, path), page, "{path} in {base}");
        }
    }
}
