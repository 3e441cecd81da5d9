//! Which sessions somebody wants, as people write it: `2025`, `2025/1`, `2025/1/R`.

use std::fmt;
use std::str::FromStr;

use gridcast_shared::session::SessionKind;

/// The first season of which the archive has what a page needs.
pub const FIRST_SEASON: u16 = 2018;

/// A session of a weekend, by the letters that everybody uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SessionName {
    /// First practice.
    Fp1,
    /// Second practice.
    Fp2,
    /// Third practice.
    Fp3,
    /// Qualifying.
    Q,
    /// Qualifying of the sprint.
    Sq,
    /// The sprint.
    S,
    /// The race.
    R,
}

impl SessionName {
    /// All, as they follow each other in most weekends.
    pub const ALL: [Self; 7] = [Self::Fp1, Self::Fp2, Self::Fp3, Self::Sq, Self::S, Self::Q, Self::R];

    /// As it is written: `R`, `FP1`.
    pub fn letters(self) -> &'static str {
        match self {
            Self::Fp1 => "FP1",
            Self::Fp2 => "FP2",
            Self::Fp3 => "FP3",
            Self::Q => "Q",
            Self::Sq => "SQ",
            Self::S => "S",
            Self::R => "R",
        }
    }

    /// The kind of session that it is.
    pub fn kind(self) -> SessionKind {
        match self {
            Self::Fp1 | Self::Fp2 | Self::Fp3 => SessionKind::Practice,
            Self::Q => SessionKind::Qualifying,
            Self::Sq => SessionKind::SprintQualifying,
            Self::S => SessionKind::Sprint,
            Self::R => SessionKind::Race,
        }
    }
}

impl fmt::Display for SessionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.letters())
    }
}

impl FromStr for SessionName {
    type Err = BadWanted;

    fn from_str(text: &str) -> Result<Self, BadWanted> {
        let of = |name: &Self| name.letters().eq_ignore_ascii_case(text);
        Self::ALL.into_iter().find(of).ok_or_else(|| BadWanted::session(text))
    }
}

/// A season, a round of it, or one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Year.
    pub season: u16,
    /// From 1, counted by races that were held; all without it.
    pub round: Option<u8>,
    /// All of the round without it.
    pub session: Option<SessionName>,
}

impl Wanted {
    /// Whether one session is meant and no more.
    pub fn is_one(&self) -> bool {
        self.session.is_some()
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.season)?;
        self.round.map_or(Ok(()), |round| write!(f, "/{round}"))?;
        self.session.map_or(Ok(()), |session| write!(f, "/{session}"))
    }
}

/// Why a text is no [`Wanted`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}; sessions are written SEASON[/ROUND[/SESSION]], such as 2025, 2025/1 or 2025/1/R")]
pub struct BadWanted(String);

impl BadWanted {
    fn of(what: &str, text: &str) -> Self {
        Self(format!("{what}, got {:?}", text.chars().take(20).collect::<String>()))
    }

    fn session(text: &str) -> Self {
        Self::of("a session is one of FP1, FP2, FP3, SQ, S, Q and R", text)
    }
}

impl FromStr for Wanted {
    type Err = BadWanted;

    fn from_str(text: &str) -> Result<Self, BadWanted> {
        let mut parts = text.split('/');
        let season = parts.next().unwrap_or_default();
        let season = match season.parse() {
            Ok(year) if (FIRST_SEASON..=2100).contains(&year) => year,
            _ => return Err(BadWanted::of("a season is a year from 2018 on", season)),
        };
        let round = parts.next().map(|round| match round.parse::<u8>() {
            Ok(number) if 0 < number => Ok(number),
            _ => Err(BadWanted::of("a round is a number from 1", round)),
        });
        let (round, session) = (round.transpose()?, parts.next().map(str::parse).transpose()?);
        match parts.next() {
            Some(rest) => Err(BadWanted::of("nothing comes after the session", rest)),
            None => Ok(Self { season, round, session }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_is_read_and_shown() {
        for text in ["2018", "2025/1", "2025/24/FP3", "2023/4/SQ"] {
            assert_eq!(text.parse::<Wanted>().unwrap().to_string(), text);
        }
        assert_eq!("2025/1/r".parse::<Wanted>().unwrap().session, Some(SessionName::R));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (text, what) in [
            ("2017", "got \"2017\""),
            ("latest", "a year from 2018"),
            ("2025/0", "a round is a number from 1, got \"0\""),
            ("2025/1/FP4", "FP1, FP2, FP3, SQ, S, Q and R, got \"FP4\""),
            ("2025/1/R/x", "got \"x\""),
            ("", "got \"\""),
        ] {
            let error = text.parse::<Wanted>().unwrap_err().to_string();
            assert!(error.contains(what), "{text}: {error}");
        }
    }
}
