//! A subscriber's token, without which the feed has kept back car data and positions since August 2025.
//!
//! It is a JSON Web Token: its `exp` says when it ends. It is shown nowhere: neither in the log nor in metrics,
//! recordings or errors.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::SourceError;

/// So long before its end it is said, once a day.
const TOLD_BEFORE: Duration = Duration::from_hours(7 * 24);

/// Longest token that is taken, bytes.
const MAX_BYTES: usize = 16 * 1024;

/// Where a token comes from.
#[derive(Clone, Debug, Default)]
pub enum TokenFrom {
    /// There is none.
    #[default]
    Nowhere,
    /// It was given.
    Given(Token),
    /// A file, read again for each connection and while cars are missing: a new one is taken without a restart.
    File(PathBuf),
}

impl TokenFrom {
    /// The token as it is now.
    ///
    /// # Errors
    /// When the file cannot be read, or holds none.
    pub fn read(&self) -> Result<Option<Token>, SourceError> {
        match self {
            Self::Nowhere => Ok(None),
            Self::Given(token) => Ok(Some(token.clone())),
            Self::File(file) => {
                let text = std::fs::read_to_string(file)
                    .map_err(|source| SourceError::Open { file: file.clone(), source })?;
                Token::parse(&text)
                    .map(Some)
                    .map_err(|reason| SourceError::NotFound { file: file.clone(), reason })
            }
        }
    }
}

/// A token.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    text: String,
    /// UTC seconds.
    ends: Option<i64>,
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("ends", &self.ends).finish_non_exhaustive()
    }
}

impl Token {
    /// Takes a token, with or without the word `Bearer`.
    ///
    /// # Errors
    /// In words, without the token, when it cannot be one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let text = text.strip_prefix("Bearer").unwrap_or(text).trim();
        if text.is_empty() {
            return Err("holds no token".to_owned());
        }
        if MAX_BYTES < text.len() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("holds something that is no token".to_owned());
        }
        Ok(Self { ends: ends(text), text: text.to_owned() })
    }

    /// The value of the header `Authorization`.
    pub(super) fn header(&self) -> String {
        format!("Bearer {}", self.text)
    }

    /// How long it is good for from a moment (UTC ms); zero when it has ended, none when it does not say.
    pub fn left(&self, now_ms: i64) -> Option<Duration> {
        let left_ms = self.ends?.saturating_mul(1000).saturating_sub(now_ms);
        Some(Duration::from_millis(u64::try_from(left_ms).unwrap_or(0)))
    }

    /// What is to be said of its end, if that is near or past.
    pub fn warning(&self, now_ms: i64) -> Option<String> {
        let left = self.left(now_ms).filter(|left| *left < TOLD_BEFORE)?;
        let at = self.ends.and_then(|ends| jiff::Timestamp::from_second(ends).ok());
        let at = at.map_or(String::new(), |at| format!(" ({at})"));
        let hours = left.as_secs() / 3600;
        Some(match hours {
            _ if left.is_zero() => {
                format!("it ran out{at}; a new one is taken from its file without a restart")
            }
            0 => format!("it runs out in {} min{at}", left.as_secs() / 60),
            1..48 => format!("it runs out in {hours} h{at}"),
            _ => format!("it runs out in {} days{at}", hours / 24),
        })
    }
}

/// The end that a token tells in its second part.
fn ends(text: &str) -> Option<i64> {
    let claims = text.split('.').nth(1)?;
    let claims = URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).ok()?;
    serde_json::from_slice::<serde_json::Value>(&claims).ok()?.get("exp")?.as_i64()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_742_000_000_000;

    fn token(claims: &str) -> Token {
        Token::parse(&format!(" Bearer h.{}.s\n", URL_SAFE_NO_PAD.encode(claims))).unwrap()
    }

    fn ending_in(seconds: i64) -> Token {
        token(&format!("{{\"exp\":{}}}", NOW_MS / 1000 + seconds))
    }

    #[test]
    fn its_end_is_told_days_ahead() {
        let said = |seconds| ending_in(seconds).warning(NOW_MS).unwrap_or_default();
        assert_eq!(said(8 * 86_400), "");
        assert!(
            said(3 * 86_400 + 5).starts_with("it runs out in 3 days (2025-03-18T00:53:25Z"),
            "{}",
            said(3 * 86_400 + 5)
        );
        assert!(said(7200).starts_with("it runs out in 2 h") && said(90).starts_with("it runs out in 1 min"));
        assert!(said(0).starts_with("it ran out") && said(-5).starts_with("it ran out"));
    }

    #[test]
    fn a_token_that_says_no_end_is_taken_and_none_is_shown() {
        let token = token("{}");
        assert_eq!((token.left(NOW_MS), token.warning(NOW_MS)), (None, None));
        assert!(token.header().starts_with("Bearer h."));
        assert_eq!(format!("{token:?}"), "Token { ends: None, .. }");
        for odd in
            ["opaque", "a.b", "a.!!.c", "..", &format!("a.{}.c", URL_SAFE_NO_PAD.encode("{\"exp\":\"x\"}"))]
        {
            assert_eq!(Token::parse(odd).unwrap().ends, None, "{odd}");
        }
        for bad in ["", " Bearer ", "two words", "a\nb"] {
            let error = Token::parse(bad).unwrap_err();
            assert!(error.starts_with("holds"), "{error}");
        }
    }
}
