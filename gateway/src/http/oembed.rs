//! `/oembed`: what a page of ours looks like in a page of others (oembed.com), and where pages say that there is this.

use std::fmt::Write;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use gridcast_shared::address::{Address, Query, joined};
use gridcast_shared::mart::WeekendSession;
use gridcast_shared::panel::{ChartKind, ChartPage, LivePanel, Panel};
use serde_json::json;

use super::app::App;
use super::client::{host, site};
use super::problem::Problem;

/// Size of a frame where nobody says how large it may be, CSS pixels; made for the pages of most sites.
const SIZE: [u32; 2] = [640, 400];

/// The least that a panel is made for, CSS pixels.
const LEAST: [u32; 2] = [320, 200];

/// How long a consumer may keep an answer, seconds.
const CACHE_S: u32 = 86_400;

/// An answer to a consumer.
pub async fn oembed(State(app): State<App>, request: Request) -> Response {
    let asked = Query::new(request.uri().query().unwrap_or_default());
    let problem = |status, title, detail: &str| Problem::new(status, title, detail).into_response();
    let format = asked.get("format").unwrap_or_else(|| "json".to_owned());
    if format != "json" {
        return problem(StatusCode::NOT_IMPLEMENTED, "no such format", "only format=json is answered");
    }
    let Some(url) = asked.get("url").filter(|url| !url.is_empty()) else {
        return problem(StatusCode::BAD_REQUEST, "no address", "url=… names the page to be framed");
    };
    let Some(framed) = Framed::of(&url, host(request.headers()), app.base.as_str()) else {
        return problem(
            StatusCode::NOT_FOUND,
            "no page of ours",
            "url=… is of no page here that can be framed",
        );
    };
    let size = |key, wanted: u32, least: u32| {
        let most = asked.get(key).and_then(|text| text.parse().ok()).unwrap_or(wanted);
        wanted.min(most).max(least)
    };
    let [width, height] = [size("maxwidth", SIZE[0], LEAST[0]), size("maxheight", SIZE[1], LEAST[1])];
    let title = framed.title();
    let html = format!(
        "<iframe src=\"{}\" title=\"{title}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" allowfullscreen \
         style=\"border:0\"></iframe>",
        framed.address.replace('&', "&amp;")
    );
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": "Gridcast",
        "provider_url": framed.home,
        "title": title,
        "width": width,
        "height": height,
        "cache_age": CACHE_S,
        "html": html,
    });
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, answer.to_string()).into_response()
}

/// What a frame can show, for the page on which one is put together.
pub async fn choices() -> Response {
    let ids = |page: ChartPage| page.charts().iter().map(|kind| kind.id()).collect::<Vec<_>>();
    let choices = json!({
        "live": LivePanel::ALL.map(LivePanel::id),
        "charts": {
            "race": ids(ChartPage::Race),
            "qualifying": ids(ChartPage::Qualifying),
            "practice": ids(ChartPage::Practice),
            "season": ids(ChartPage::Season),
        },
    });
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], choices.to_string())
        .into_response()
}

/// Where a consumer finds [`oembed`] for the page that is asked for; `None` for what is not to be framed.
pub fn discovery(app: &App, uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let base = app.base.as_str();
    let site = site(headers, base)?;
    let address = uri.path_and_query().map_or("/", |address| address.as_str());
    let page = format!("{site}{}", address.trim_start_matches('/'));
    Framed::of(&page, host(headers), base)?;
    Some(format!("{site}oembed?format=json&url={}", encoded(&page)))
}

/// A page of ours as others frame it.
#[derive(Debug, PartialEq, Eq)]
struct Framed {
    /// The site's root.
    home: String,
    address: String,
    panel: Panel,
}

impl Framed {
    /// Of an address as people copy it; `None` where it is not of this site, or of none of its pages.
    fn of(url: &str, host: Option<&str>, base: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let (rest, part) = rest.split_once('#').unwrap_or((rest, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let is_ours = matches!(scheme, "http" | "https")
            && host.is_some_and(|host| host.eq_ignore_ascii_case(authority));
        let page = path.strip_prefix(base.trim_start_matches('/'))?.trim_end_matches('/');
        if !is_ours {
            return None;
        }
        let shown = Page::of(page)?;
        let told = Query::new(query);
        // Links to charts end in the chart's name.
        let panel = told.panel().or_else(|| ChartKind::by_id(part).map(Panel::Chart));
        let panel = panel.filter(|panel| shown.has(*panel)).or_else(|| shown.usual())?;
        let common = Address { panel: Some(panel), parent: None, ..Address::parse(query) }.to_string();
        let others: Vec<String> = told.others().map(|(key, value)| format!("{key}={value}")).collect();
        let query = joined(&[&common, &others.join("&")]);
        let home = format!("{scheme}://{authority}{base}");
        Some(Self { address: format!("{home}{page}?{query}"), home, panel })
    }

    fn title(&self) -> String {
        let name = match self.panel {
            Panel::Live(LivePanel::Board) => "Leaderboard".to_owned(),
            Panel::Live(LivePanel::Map) => "Track map".to_owned(),
            Panel::Live(LivePanel::Events) => "Events".to_owned(),
            Panel::Chart(kind) => kind.id().replace('-', " "),
        };
        format!("Formula 1: {}", name.to_lowercase())
    }
}

/// What an address shows of its page alone; `None` where that shows itself whole, as the panel that is named is not on it.
pub fn alone(path: &str, told: Query<'_>) -> Option<Panel> {
    // As the site and its pages read a path: one slash begins it, any number of them may end it.
    let page = Page::of(path.strip_prefix('/')?.trim_end_matches('/'))?;
    told.panel().filter(|panel| page.has(*panel))
}

/// A page of which there is something to frame.
#[derive(Clone, Copy, Debug)]
enum Page {
    /// What is live, or a recording.
    Live,
    /// After a session, or of a season.
    Charts(ChartPage),
}

impl Page {
    /// Of a path below the site's root; `None` where there is no such page, or nothing to frame.
    fn of(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        let is_name =
            |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        match parts.as_slice() {
            [""] => Some(Self::Live),
            ["replay", id] if is_name(id) => Some(Self::Live),
            ["race"] => Some(Self::Charts(ChartPage::Race)),
            ["race", season, round] if [season, round].into_iter().all(is_name) => {
                Some(Self::Charts(ChartPage::Race))
            }
            ["race", season, round, session] if [season, round].into_iter().all(is_name) => {
                Some(Self::Charts(ChartPage::of(WeekendSession::by_id(session)?.kind())))
            }
            ["season"] => Some(Self::Charts(ChartPage::Season)),
            ["season", season] if is_name(season) => Some(Self::Charts(ChartPage::Season)),
            _ => None,
        }
    }

    /// Whether it shows a panel alone when its address names that.
    fn has(self, panel: Panel) -> bool {
        match (self, panel) {
            (Self::Live, Panel::Live(_)) => true,
            (Self::Charts(page), Panel::Chart(kind)) => page.has(kind),
            _ => false,
        }
    }

    /// What is framed of it when its address names nothing.
    fn usual(self) -> Option<Panel> {
        match self {
            Self::Live => Some(Panel::Live(LivePanel::Map)),
            Self::Charts(page) => page.charts().first().copied().map(Panel::Chart),
        }
    }
}

/// As a value of a query.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            write!(encoded, "%{byte:02X}").ok();
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(url: &str, base: &str) -> Option<String> {
        Framed::of(url, Some("gridcast.test"), base).map(|framed| framed.address)
    }

    #[test]
    fn pages_of_ours_are_framed_by_a_panel() {
        for (url, address) in [
            ("https://gridcast.test/", Some("https://gridcast.test/?panel=map")),
            ("https://gridcast.test", Some("https://gridcast.test/?panel=map")),
            (
                "https://gridcast.test/?panel=board&theme=dark&parent=https://a.example&x=%22%3E",
                Some("https://gridcast.test/?panel=board&theme=dark"),
            ),
            (
                "https://gridcast.test/race/2025/1?drivers=NOR,VER&zoom=5-15#gap",
                Some("https://gridcast.test/race/2025/1?panel=gap&drivers=NOR,VER&zoom=5-15"),
            ),
            ("http://GRIDCAST.test/race/2025/1/q", None),
            (
                "http://gridcast.test/race/2025/1/qualifying",
                Some("http://gridcast.test/race/2025/1/qualifying?panel=parts"),
            ),
            // A chart is on no live page, nor on that of another kind.
            ("http://gridcast.test/?panel=gap", Some("http://gridcast.test/?panel=map")),
            (
                "http://gridcast.test/season/2025?panel=gap",
                Some("http://gridcast.test/season/2025?panel=driver-standings"),
            ),
            (
                "http://gridcast.test/season/2025/",
                Some("http://gridcast.test/season/2025?panel=driver-standings"),
            ),
            ("http://gridcast.test/embed", None),
            ("http://gridcast.test/replay/\"><script>", None),
            ("http://gridcast.test.evil/", None),
            ("javascript://gridcast.test/", None),
            ("gridcast.test/", None),
        ] {
            assert_eq!(framed(url, "/").as_deref(), address, "{url}");
        }
        assert_eq!(
            framed("http://gridcast.test/f1/", "/f1/").as_deref(),
            Some("http://gridcast.test/f1/?panel=map")
        );
        assert_eq!(framed("http://gridcast.test/", "/f1/"), None);
    }

    #[test]
    fn an_address_is_a_value_of_a_query() {
        assert_eq!(encoded("http://a/?b=c&d"), "http%3A%2F%2Fa%2F%3Fb%3Dc%26d");
        assert_eq!(
            Query::new("format=json&url=http%3A%2F%2Fa%2F%3Fb%3Dc%26d").get("url").as_deref(),
            Some("http://a/?b=c&d")
        );
    }
}
