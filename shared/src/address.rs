//! What the query of an address says, for both pages and the gateway: `panel=map&drivers=NOR&theme=dark&lang=de`.
//!
//! | key | value |
//! |---|---|
//! | `panel` | a panel or chart alone, by its name ([`crate::panel`]) |
//! | `drivers` | codes of the chosen drivers, `NOR,VER`; on the live page the first is chosen, the others are compared |
//! | `theme` | `dark` or `light`; the reader's own without it |
//! | `lang` | a language's tag, `de` |
//! | `units` | any of `mph`, `12h`, `f` |
//! | `delay` | seconds that the picture is behind, `35.4` |
//! | `sync` | the code by which devices have the same delay, `K7X2QM` ([`crate::delay_code`]) |
//! | `parent` | origin of the page that frames this one and may speak with it, `https://fans.example` |
//!
//! Other keys belong to one page alone: moments to the replay, zoom and cursor to the charts, which read them by
//! [`Query::pairs`]. What cannot be read is as if it were not there: links are old, cut and typed. What a language or a
//! unit means is the pages' matter; here it is a text of harmless letters.

use std::fmt;

use crate::delay_code::DelayCode;
use crate::panel::{ChartKind, LivePanel, Panel};

/// Most drivers that an address names.
pub const MOST_DRIVERS: usize = 32;

/// The names of the themes.
pub const THEMES: [&str; 2] = ["dark", "light"];

/// Key of the language.
pub const LANGUAGE: &str = "lang";

/// Key of the units.
pub const UNITS: &str = "units";

/// The keys that an [`Address`] has; `driver` is the old name of `drivers`.
const KEYS: [&str; 9] = ["panel", "drivers", "driver", "theme", LANGUAGE, UNITS, "delay", "sync", "parent"];

/// A query as it stands in an address, read as far as it is asked.
#[derive(Clone, Copy, Debug)]
pub struct Query<'q>(&'q str);

impl<'q> Query<'q> {
    /// With or without its question mark.
    pub fn new(text: &'q str) -> Self {
        Self(text.trim_start_matches('?'))
    }

    /// Its keys with their values, decoded.
    pub fn pairs(self) -> impl Iterator<Item = (&'q str, String)> {
        self.0.split('&').filter_map(|pair| pair.split_once('=')).map(|(key, value)| (key, decoded(value)))
    }

    /// The first value of a key.
    pub fn get(self, key: &str) -> Option<String> {
        self.pairs().find(|pair| pair.0 == key).map(|pair| pair.1)
    }

    /// The panel of the live page that is named.
    pub fn live_panel(self) -> Option<LivePanel> {
        LivePanel::by_id(&self.get("panel")?)
    }

    /// The chart that is named.
    pub fn chart(self) -> Option<ChartKind> {
        ChartKind::by_id(&self.get("panel")?)
    }

    /// Either.
    pub fn panel(self) -> Option<Panel> {
        Panel::by_id(&self.get("panel")?)
    }

    /// Codes of drivers, each once, in capitals.
    pub fn drivers(self) -> Vec<String> {
        let mut drivers = Vec::new();
        let named = self.get("drivers").or_else(|| self.get("driver")).unwrap_or_default();
        for code in named.split(',').filter_map(driver_code) {
            if drivers.len() < MOST_DRIVERS && !drivers.contains(&code) {
                drivers.push(code);
            }
        }
        drivers
    }

    /// The theme, one of [`THEMES`].
    pub fn theme(self) -> Option<&'static str> {
        let named = self.get("theme")?;
        THEMES.into_iter().find(|theme| *theme == named)
    }

    /// The language's tag.
    pub fn language(self) -> Option<String> {
        self.harmless(LANGUAGE)
    }

    /// The units' names.
    pub fn units(self) -> Option<String> {
        self.harmless(UNITS)
    }

    /// The delay, seconds.
    pub fn delay(self) -> Option<String> {
        self.harmless("delay").filter(|text| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
    }

    /// The code by which devices have the same delay.
    pub fn sync(self) -> Option<DelayCode> {
        DelayCode::parse(&self.get("sync")?)
    }

    /// The origin of the page that frames this one.
    pub fn parent(self) -> Option<String> {
        self.get("parent").filter(|origin| is_origin(origin))
    }

    /// What stands in it beside what an [`Address`] has, as far as that is harmless.
    pub fn others(self) -> impl Iterator<Item = (&'q str, String)> {
        self.pairs().filter(|(key, value)| !KEYS.contains(key) && is_harmless(key) && is_harmless(value))
    }

    fn harmless(self, key: &str) -> Option<String> {
        self.get(key).filter(|text| is_harmless(text))
    }
}

/// What an address says, to be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// What is shown alone.
    pub panel: Option<Panel>,
    /// Codes of the chosen drivers.
    pub drivers: Vec<String>,
    /// One of [`THEMES`].
    pub theme: Option<&'static str>,
    /// A language's tag.
    pub language: Option<String>,
    /// Names of units.
    pub units: Option<String>,
    /// Seconds.
    pub delay: Option<String>,
    /// The code by which devices have the same delay.
    pub sync: Option<DelayCode>,
    /// The origin of the page that frames this one.
    pub parent: Option<String>,
}

impl Address {
    /// All that a query says.
    pub fn parse(query: &str) -> Self {
        let query = Query::new(query);
        Self {
            panel: query.panel(),
            drivers: query.drivers(),
            theme: query.theme(),
            language: query.language(),
            units: query.units(),
            delay: query.delay(),
            sync: query.sync(),
            parent: query.parent(),
        }
    }
}

/// As a query without its question mark; empty where nothing is said.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let drivers = (!self.drivers.is_empty()).then(|| self.drivers.join(","));
        let sync = self.sync.map(|code| code.to_string());
        let said = [
            ("panel", self.panel.map(Panel::id)),
            ("drivers", drivers.as_deref()),
            ("theme", self.theme),
            (LANGUAGE, self.language.as_deref()),
            (UNITS, self.units.as_deref()),
            ("delay", self.delay.as_deref()),
            ("sync", sync.as_deref()),
            ("parent", self.parent.as_deref()),
        ];
        let said = said.into_iter().filter_map(|(key, value)| Some((key, value?)));
        for (at, (key, value)) in said.enumerate() {
            let before = if at == 0 { "" } else { "&" };
            f.write_str(before)?;
            f.write_str(key)?;
            f.write_str("=")?;
            f.write_str(value)?;
        }
        Ok(())
    }
}

/// Parts of a query put together; those that are empty are left out.
pub fn joined(parts: &[&str]) -> String {
    let mut query = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(part);
    }
    query
}

/// A driver's code: one to eight letters and figures, in capitals.
pub fn driver_code(text: &str) -> Option<String> {
    let fits = (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then(|| text.to_ascii_uppercase())
}

/// Letters, figures and what separates them; never empty, and short.
fn is_harmless(text: &str) -> bool {
    (1..=200).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b',' | b'.' | b':'))
}

/// `https://fans.example`, with a port where it has one.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':' | b'[' | b']'))
    })
}

/// Messengers and scripts write commas and colons as `%2C` and `%3A`.
fn decoded(value: &str) -> String {
    let mut decoded = String::with_capacity(value.len());
    let mut parts = value.split('%');
    decoded.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let (Some(byte), Some(rest)) = (byte.filter(u8::is_ascii), part.get(2..)) {
            decoded.push(char::from(byte));
            decoded.push_str(rest);
        } else {
            decoded.push('%');
            decoded.push_str(part);
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::option;
    use proptest::prelude::*;

    #[test]
    fn all_that_an_address_says() {
        let query = "?panel=map&drivers=NOR%2Cver&theme=light&lang=de-AT&units=mph,12h&delay=35.4&sync=k7x-2qm\
                     &parent=https%3A%2F%2Ffans.example%3A8443&t=1:02:03";
        let address = Address::parse(query);
        assert_eq!(address.panel, Some(Panel::Live(LivePanel::Map)));
        assert_eq!(address.drivers, ["NOR", "VER"]);
        assert_eq!(address.parent.as_deref(), Some("https://fans.example:8443"));
        assert_eq!(
            address.to_string(),
            "panel=map&drivers=NOR,VER&theme=light&lang=de-AT&units=mph,12h&delay=35.4&sync=K7X2QM\
             &parent=https://fans.example:8443"
        );
        assert_eq!(Query::new(query).others().collect::<Vec<_>>(), [("t", "1:02:03".to_owned())]);
    }

    #[test]
    fn what_cannot_be_read_is_not_there() {
        for query in [
            "",
            "?",
            "panel=",
            "panel=Map",
            "panel",
            "subpanel=map",
            "theme=blue",
            "lang=<b>",
            "delay=soon",
            "sync=K7X2Q",
            "drivers=,%,N%C3%98R",
            "parent=fans.example",
            "parent=https://",
            "parent=https://a.example/x",
            "parent=javascript:1",
            "parent=null",
        ] {
            assert_eq!(Address::parse(query), Address::default(), "{query}");
        }
        assert_eq!(Query::new("driver=NOR").drivers(), ["NOR"]);
        assert_eq!(
            Query::new("x=%22%3E&y=1&driver=NOR").others().collect::<Vec<_>>(),
            [("y", "1".to_owned())]
        );
        assert_eq!(joined(&["", "a=1", "", "b=2"]), "a=1&b=2");
    }

    fn panels() -> impl Strategy<Value = Panel> {
        let live = (0..LivePanel::ALL.len()).prop_map(|at| Panel::Live(LivePanel::ALL[at]));
        live.boxed()
            .prop_union((0..ChartKind::ALL.len()).prop_map(|at| Panel::Chart(ChartKind::ALL[at])).boxed())
    }

    prop_compose! {
        fn addresses()(
            panel in option::of(panels()),
            drivers in proptest::collection::btree_set("[A-Z0-9]{1,8}", 0..8),
            theme in option::of(0..THEMES.len()),
            language in option::of("[a-z]{2}(-[A-Z]{2})?"),
            units in option::of("(mph|12h|f)(,(24h|c))?"),
            delay in option::of("[0-9]{1,3}(\\.[0-9])?"),
            sync in option::of("[2-9A-H]{6}"),
            parent in option::of("https?://[a-z]{1,9}\\.example(:[0-9]{4})?"),
        ) -> Address {
            Address {
                panel,
                drivers: drivers.into_iter().collect(),
                theme: theme.map(|at| THEMES[at]),
                language,
                units,
                delay,
                sync: sync.and_then(|code| DelayCode::parse(&code)),
                parent,
            }
        }
    }

    proptest! {
        #[test]
        fn an_address_is_read_as_it_is_printed(address in addresses()) {
            prop_assert_eq!(Address::parse(&address.to_string()), address);
        }

        #[test]
        fn any_query_is_read_and_prints_as_itself(query in "\\PC{0,80}") {
            let address = Address::parse(&query);
            prop_assert_eq!(Address::parse(&address.to_string()), address);
        }
    }
}
