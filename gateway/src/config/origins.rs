//! Which sites may do something: `*`, `self`, `null` (a sandboxed frame), or `https://a.example`,
//! `https://*.b.example`, and several of them.

use super::error::ConfigError;

/// Sites, told by their origin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<Site>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Site {
    Any,
    /// The one that the gateway itself is reached under.
    Own,
    /// A frame whose sandbox takes its origin away; it says `null` of itself.
    Sandboxed,
    /// An origin, in lower case.
    One(String),
    /// All below a domain: the scheme with `://`, and what the rest ends with.
    Below(String, String),
}

impl Origins {
    /// All sites.
    pub fn any() -> Self {
        Self(vec![Site::Any])
    }

    /// Reads a list.
    ///
    /// # Errors
    /// When a word of it is no origin, by the option's name.
    pub fn parse(option: &str, words: &[String]) -> Result<Self, ConfigError> {
        let sites = words.iter().map(|word| Site::parse(word.trim()).ok_or(word)).collect::<Result<_, _>>();
        sites.map(Self).map_err(|word| {
            ConfigError::Value(format!(
                "--{option} must be *, self, null, or origins such as https://a.example or https://*.a.example, \
                 got {word:?}"
            ))
        })
    }

    /// Whether every site may.
    pub fn is_any(&self) -> bool {
        self.0.contains(&Site::Any)
    }

    /// Whether a page of an origin may, on a gateway that it reaches as `host`.
    pub fn allow(&self, origin: &str, host: Option<&str>) -> bool {
        let origin = origin.to_ascii_lowercase();
        self.0.iter().any(|site| match site {
            Site::Any => true,
            Site::Own => origin
                .split_once("://")
                .zip(host)
                .is_some_and(|((_, authority), host)| authority.eq_ignore_ascii_case(host)),
            Site::Sandboxed => origin == "null",
            Site::One(one) => *one == origin,
            Site::Below(scheme, end) => origin.strip_prefix(scheme.as_str()).is_some_and(|rest| {
                end.len() < rest.len() && rest.ends_with(end.as_str()) && !rest.contains('/')
            }),
        })
    }

    /// As the sources of a Content-Security-Policy.
    pub fn as_sources(&self) -> String {
        let words: Vec<String> = self.0.iter().filter_map(Site::as_source).collect();
        if words.is_empty() { "'none'".to_owned() } else { words.join(" ") }
    }
}

impl Site {
    fn parse(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        match word.as_str() {
            "*" => return Some(Self::Any),
            "self" => return Some(Self::Own),
            "null" => return Some(Self::Sandboxed),
            _ => {}
        }
        let (scheme, authority) = word.split_once("://")?;
        let host = authority.strip_prefix("*.").unwrap_or(authority);
        let is_host = !host.is_empty()
            && host
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':' | b'[' | b']'));
        if !matches!(scheme, "http" | "https") || !is_host {
            return None;
        }
        Some(if authority.len() == host.len() {
            Self::One(word)
        } else {
            Self::Below(format!("{scheme}://"), format!(".{host}"))
        })
    }

    /// A policy has no word for a page without an origin.
    fn as_source(&self) -> Option<String> {
        match self {
            Self::Any => Some("*".to_owned()),
            Self::Own => Some("'self'".to_owned()),
            Self::Sandboxed => None,
            Self::One(origin) => Some(origin.clone()),
            Self::Below(scheme, end) => Some(format!("{scheme}*{end}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins(words: &[&str]) -> Result<Origins, ConfigError> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Origins::parse("ws-origins", &words)
    }

    #[test]
    fn an_origin_is_allowed_by_what_the_list_says() {
        let list = origins(&["self", "https://a.example", "https://*.b.example:8443"]).unwrap();
        for (origin, allowed) in [
            ("https://gridcast.test", true),
            ("http://GRIDCAST.test", true),
            ("https://a.example", true),
            ("https://A.example", true),
            ("http://a.example", false),
            ("https://a.example.evil.test", false),
            ("https://x.y.b.example:8443", true),
            ("https://b.example:8443", false),
            ("https://x.b.example", false),
            ("https://evil.test/.b.example:8443", false),
            ("null", false),
            ("", false),
        ] {
            assert_eq!(list.allow(origin, Some("gridcast.test")), allowed, "{origin}");
        }
        assert!(!list.allow("https://gridcast.test", None));
        assert!(Origins::any().allow("null", None));
        assert!(origins(&["self", "null"]).unwrap().allow("null", Some("gridcast.test")));
        assert!(!Origins::default().allow("https://a.example", Some("a.example")));
    }

    #[test]
    fn a_list_is_the_sources_of_a_policy() {
        for (words, sources) in [
            (&["*"][..], "*"),
            (&["self", "https://A.example"], "'self' https://a.example"),
            (&["https://*.b.example"], "https://*.b.example"),
            (&["self", "null"], "'self'"),
            (&[], "'none'"),
        ] {
            assert_eq!(origins(words).unwrap().as_sources(), sources);
        }
    }

    #[test]
    fn what_is_no_origin_is_refused_by_the_options_name() {
        for word in
            ["a.example", "ftp://a.example", "https://", "https://a.example/path", "https://a; b", "*.a"]
        {
            let error = origins(&[word]).unwrap_err().to_string();
            assert!(error.starts_with("--ws-origins must be") && error.contains(word), "{error}");
        }
    }
}
