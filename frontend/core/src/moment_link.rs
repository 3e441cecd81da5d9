//! Addresses of moments: which page a path names, and what its parameters say of the moment and the view.

use gridcast_shared::address::Address;
use gridcast_shared::ids::{DriverCode, SessionId};
use gridcast_shared::panel::{LivePanel, Panel};

use crate::format;
use crate::outlook::Outlook;

/// What an address shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// The session that arrives.
    Live,
    /// The list of recordings.
    Recordings,
    /// A recording.
    Replay(SessionId),
}

impl Destination {
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

/// The link to a moment of a session: with the drivers that are compared, of whom the first is the chosen one, the panel
/// that a phone shows, and how the page is looked at. It says nothing of what is seen there.
pub fn print(
    session: &SessionId,
    at_ms: i64,
    drivers: impl IntoIterator<Item = DriverCode>,
    panel: LivePanel,
    outlook: Outlook,
) -> String {
    let drivers = drivers.into_iter().map(|code| code.as_str().to_owned()).collect();
    let view = Address { panel: Some(Panel::Live(panel)), drivers, ..Address::default() };
    let key = if outlook == Outlook::default() { "" } else { "&view=" };
    format!("replay/{session}?t={at_ms}&{view}{key}{outlook}")
}

/// The link to a session's charts from a moment of it: with its drivers, and with the cursor on the lap, if it is a race's.
pub fn to_charts(charts: &str, lap: Option<u8>, drivers: impl IntoIterator<Item = DriverCode>) -> String {
    let drivers: Vec<DriverCode> = drivers.into_iter().collect();
    let drivers: Vec<&str> = drivers.iter().map(DriverCode::as_str).collect();
    let drivers = (!drivers.is_empty()).then(|| format!("drivers={}", drivers.join(",")));
    let cursor = lap.filter(|&lap| 0 < lap).map(|lap| format!("cursor={lap}"));
    let said: Vec<String> = [drivers, cursor].into_iter().flatten().collect();
    if said.is_empty() { charts.to_owned() } else { format!("{charts}?{}", said.join("&")) }
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
        let replay = |id: &str| Destination::Replay(SessionId::parse(id).unwrap());
        for (path, place) in [
            ("/", Destination::Live),
            ("/f1/2025-01/", Destination::Live),
            ("/index.html", Destination::Live),
            ("/replay", Destination::Recordings),
            ("/f1/replay/", Destination::Recordings),
            ("/replay/2025-1-race", replay("2025-1-race")),
            ("/f1/replay/2025-1-race/", replay("2025-1-race")),
        ] {
            assert_eq!(Destination::parse(path), place, "{path}");
        }
    }

    #[test]
    fn charts_are_opened_at_the_lap_with_the_drivers() {
        let drivers = |codes: &[&str]| -> Vec<DriverCode> {
            codes.iter().map(|code| DriverCode::parse(code).unwrap()).collect()
        };
        let link = |lap, codes| to_charts("race/2025/1", lap, drivers(codes));
        assert_eq!(link(Some(20), &["NOR", "VER"]), "race/2025/1?drivers=NOR,VER&cursor=20");
        assert_eq!(link(Some(20), &[]), "race/2025/1?cursor=20");
        assert_eq!((link(Some(0), &[]), link(None, &[])), ("race/2025/1".into(), "race/2025/1".into()));
    }

    #[test]
    fn moments_are_read_as_they_are_printed() {
        let session = SessionId::parse("a").unwrap();
        let link = |drivers: &[&str], outlook| {
            let drivers = drivers.iter().map(|code| DriverCode::parse(code).unwrap());
            print(&session, 1_742_098_700_000, drivers, LivePanel::Map, outlook)
        };
        let plain = link(&["NOR"], Outlook::default());
        assert_eq!(plain, "replay/a?t=1742098700000&panel=map&drivers=NOR");
        let outlook = Outlook { as_ring: true, ..Outlook::default() };
        let whole = link(&["NOR", "VER"], outlook);
        assert_eq!(whole, "replay/a?t=1742098700000&panel=map&drivers=NOR,VER&view=ring");
        let query = gridcast_shared::address::Query::new("?t=1&drivers=NOR,VER&view=ring");
        assert_eq!(query.drivers(), ["NOR", "VER"]);
        assert_eq!(query.get("view").map(|text| Outlook::parse(&text)), Some(outlook));
        assert_eq!(At::parse("1742098700000"), Some(At::Utc(1_742_098_700_000)));
        assert_eq!(At::parse("1:02:03"), Some(At::Since(3_723_000)));
        assert_eq!(At::parse("62:03").map(|at| at.utc_ms(1_000.0)), Some(3_724_000.0));
        for text in ["", "x", "1:x", "-1:00", "99999999999999999999", ":"] {
            assert_eq!(At::parse(text), None, "{text}");
        }
    }
}
