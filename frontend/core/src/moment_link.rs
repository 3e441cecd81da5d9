//! Addresses of moments: which page a path names, and what its parameters say of the moment and the view.

use gridcast_shared::address::Address;
use gridcast_shared::ids::{DriverCode, SessionId};
use gridcast_shared::panel::{LivePanel, Panel};

use crate::format;

/// What an address shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The session that arrives.
    Live,
    /// The list of recordings.
    Recordings,
    /// A recording.
    Replay(SessionId),
}

impl Place {
    /// Of an address's path, wherever the site lies: `/replay` and `/replay/{id}` at its end.
    pub fn parse(path: &str) -> Self {
        let mut parts = path.trim_end_matches('/').rsplit('/');
        let (last, before) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        match SessionId::parse(last) {
            _ if last == "replay" => Self::Recordings,
            Ok(session) if before == "replay" => Self::Replay(session),
            _ => Self::Live,
        }
    }
}

/// A moment as an address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// UTC ms.
    Utc(i64),
    /// Since the recording's beginning, ms.
    Since(i64),
}

impl At {
    /// `1742098700000` is UTC ms, `1:02:03` or `62:03` is time since the beginning.
    pub fn parse(text: &str) -> Option<Self> {
        if !text.contains(':') {
            return text.parse().ok().map(Self::Utc);
        }
        let seconds = text.split(':').try_fold(0i64, |sum, part| {
            sum.checked_mul(60)?.checked_add(i64::from(part.parse::<u16>().ok()?))
        });
        Some(Self::Since(seconds?.checked_mul(1000)?))
    }

    /// The moment, UTC ms, of a recording that begins at one.
    pub fn utc_ms(self, start_ms: f64) -> f64 {
        match self {
            Self::Utc(ms) => ms as f64,
            Self::Since(ms) => start_ms + ms as f64,
        }
    }
}

/// The link to a moment of a session: with the chosen driver, and the panel that a phone shows. It says nothing of what
/// is seen there.
pub fn print(session: &SessionId, at_ms: i64, chosen: Option<DriverCode>, panel: LivePanel) -> String {
    let drivers = chosen.map(|code| code.as_str().to_owned()).into_iter().collect();
    let view = Address { panel: Some(Panel::Live(panel)), drivers, ..Address::default() };
    format!("replay/{session}?t={at_ms}&{view}")
}

/// A session's length in words, "1:58:20"; empty while it grows.
pub fn length(start_ms: f64, end_ms: Option<f64>) -> String {
    end_ms.map(|end_ms| format::countdown((end_ms - start_ms).clamp(0.0, 1e9) as u32)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_pages_wherever_the_site_lies() {
        let replay = |id: &str| Place::Replay(SessionId::parse(id).unwrap());
        for (path, place) in [
            ("/", Place::Live),
            ("/f1/2025-01/", Place::Live),
            ("/index.html", Place::Live),
            ("/replay", Place::Recordings),
            ("/f1/replay/", Place::Recordings),
            ("/replay/2025-1-race", replay("2025-1-race")),
            ("/f1/replay/2025-1-race/", replay("2025-1-race")),
        ] {
            assert_eq!(Place::parse(path), place, "{path}");
        }
    }

    #[test]
    fn moments_are_read_as_they_are_printed() {
        let session = SessionId::parse("a").unwrap();
        let link = print(&session, 1_742_098_700_000, DriverCode::parse("NOR").ok(), LivePanel::Map);
        assert_eq!(link, "replay/a?t=1742098700000&panel=map&drivers=NOR");
        assert_eq!(At::parse("1742098700000"), Some(At::Utc(1_742_098_700_000)));
        assert_eq!(At::parse("1:02:03"), Some(At::Since(3_723_000)));
        assert_eq!(At::parse("62:03").map(|at| at.utc_ms(1_000.0)), Some(3_724_000.0));
        for text in ["", "x", "1:x", "-1:00", "99999999999999999999", ":"] {
            assert_eq!(At::parse(text), None, "{text}");
        }
    }
}
