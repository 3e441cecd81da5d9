//! The path below which everything is served.

use super::error::{ConfigError, bad};

/// A path with a slash at both ends: `/`, `/f1/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasePath(String);

impl BasePath {
    /// Reads `/f1`, `/f1/` or `f1`.
    pub(super) fn parse(text: &str) -> Result<Self, ConfigError> {
        let trimmed = text.trim().trim_matches('/');
        let is_part = |part: &str| {
            !matches!(part, "" | "." | "..")
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
        };
        match trimmed {
            "" => Ok(Self("/".to_owned())),
            _ if trimmed.split('/').all(is_part) => Ok(Self(format!("/{trimmed}/"))),
            _ => bad(format!("--base-path must be a path such as /f1, got {text:?}")),
        }
    }

    /// With a slash at both ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the root of its site.
    pub fn is_root(&self) -> bool {
        self.0 == "/"
    }

    /// A path without the base before it; as it is where a proxy has taken that off already.
    pub fn strip<'a>(&self, path: &'a str) -> &'a str {
        let base = self.0.trim_end_matches('/');
        path.strip_prefix(base).filter(|rest| rest.starts_with('/')).unwrap_or(if path == base {
            "/"
        } else {
            path
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_has_a_slash_at_both_ends_however_it_is_written() {
        for (text, base) in
            [("/f1", "/f1/"), ("f1/", "/f1/"), ("/a/b-2.c/", "/a/b-2.c/"), ("/", "/"), ("", "/")]
        {
            assert_eq!(BasePath::parse(text).unwrap().as_str(), base, "{text}");
        }
        for bad in ["/a//b", "/..", "/a b", "/\"><script>", "https://a.example/f1"] {
            assert!(BasePath::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_asked_for_is_found_whether_or_not_the_proxy_takes_the_base_off() {
        let base = BasePath::parse("/f1").unwrap();
        for (asked, path) in [
            ("/f1/ws", "/ws"),
            ("/f1/", "/"),
            ("/f1", "/"),
            ("/ws", "/ws"),
            ("/", "/"),
            ("/f10/ws", "/f10/ws"),
        ] {
            assert_eq!(base.strip(asked), path, "{asked}");
        }
        assert_eq!(BasePath::parse("/").unwrap().strip("/ws"), "/ws");
    }
}
