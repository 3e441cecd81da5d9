//! TV delays that devices have in common: of each code the delay, and who follows it.
//!
//! They are kept in memory alone. After a restart the first device that finds its code unknown sets it anew; and where
//! there are too many, the oldest that nobody follows makes room.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use gridcast_shared::delay_code::{DelayCode, LONGEST_DELAY_TENTHS};
use serde::Serialize;
use tokio::sync::watch;

use crate::connections::network;

/// Most codes.
const MOST: usize = 20_000;

/// Most codes that one address has made: a household needs one, and many stand behind some addresses, as behind a proxy
/// that nobody has named.
const MOST_OF_ADDRESS: usize = 256;

/// Longest mark of a device.
const LONGEST_MARK: usize = 24;

/// A delay, and which device set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Tenths of a second, up to [`LONGEST_DELAY_TENTHS`].
    pub tenths: u16,
    /// A mark by which the device that set it knows its own word again.
    pub by: String,
}

impl Told {
    /// What a device tells; `None` for a delay that is too long, and for a mark that is none: up to 24 letters, figures
    /// and hyphens.
    pub fn new(tenths: u16, by: &str) -> Option<Self> {
        let is_mark =
            by.len() <= LONGEST_MARK && by.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (tenths <= LONGEST_DELAY_TENTHS && is_mark).then(|| Self { tenths, by: by.to_owned() })
    }
}

/// Why a delay is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSet {
    /// There are as many codes as there may be, and all are followed.
    Full,
    /// There is such a code, and it was to be made.
    Exists,
}

/// Whether a delay is set whatever was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Yes.
    Always,
    /// Only where there is no such code.
    New,
}

/// All codes.
#[derive(Debug, Default)]
pub struct Delays {
    codes: Mutex<HashMap<DelayCode, Common>>,
}

#[derive(Debug)]
struct Common {
    told: watch::Sender<Told>,
    /// Who made the code: an address, or a network that is as easy to have.
    maker: IpAddr,
    set: Instant,
}

impl Delays {
    /// A client sets a code's delay, and makes the code if there is none; all that follow it are told.
    ///
    /// # Errors
    /// When there is such a code that was to be made, or there are too many codes, in all or of this client, and all are
    /// followed.
    pub fn set(
        &self,
        (code, told): (DelayCode, Told),
        how: Set,
        client: IpAddr,
        now: Instant,
    ) -> Result<(), NotSet> {
        let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(common) = codes.get_mut(&code) {
            if how == Set::New {
                return Err(NotSet::Exists);
            }
            common.set = now;
            common.told.send_replace(told);
            return Ok(());
        }
        let maker = network(client);
        if MOST_OF_ADDRESS <= codes.values().filter(|common| common.maker == maker).count() {
            make_room(&mut codes, |common| common.maker == maker)?;
        }
        if MOST <= codes.len() {
            make_room(&mut codes, |_| true)?;
        }
        codes.insert(code, Common { told: watch::Sender::new(told), maker, set: now });
        Ok(())
    }

    /// What a code's delay is, and word of its changes; `None` for a code that nobody has set.
    pub fn follow(&self, code: DelayCode) -> Option<watch::Receiver<Told>> {
        let codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.get(&code).map(|common| common.told.subscribe())
    }
}

/// Forgets the oldest of some codes that nobody follows: a device that comes back to it makes it anew.
fn make_room(codes: &mut HashMap<DelayCode, Common>, of: impl Fn(&Common) -> bool) -> Result<(), NotSet> {
    let free = codes.iter().filter(|(_, common)| of(common) && common.told.receiver_count() == 0);
    let oldest = free.min_by_key(|(_, common)| common.set).map(|(code, _)| *code);
    codes.remove(&oldest.ok_or(NotSet::Full)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const AWAY: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    fn code(number: usize) -> DelayCode {
        let mut rest = number;
        DelayCode::drawn(|| {
            let letter = rest % 30;
            rest /= 30;
            (letter as f64 + 0.5) / 30.0
        })
    }

    fn told(tenths: u16) -> Told {
        Told::new(tenths, "a-1").unwrap()
    }

    #[test]
    fn who_follows_a_code_has_its_delay_and_hears_of_changes() {
        let (delays, now) = (Delays::default(), Instant::now());
        assert!(delays.follow(code(1)).is_none());
        delays.set((code(1), told(350)), Set::New, HOME, now).unwrap();
        let mut one = delays.follow(code(1)).unwrap();
        let mut other = delays.follow(code(1)).unwrap();
        assert_eq!(one.borrow_and_update().tenths, 350);
        assert_eq!(delays.set((code(1), told(9)), Set::New, AWAY, now), Err(NotSet::Exists));
        delays.set((code(1), told(402)), Set::Always, AWAY, now).unwrap();
        delays.set((code(2), told(7)), Set::Always, AWAY, now).unwrap();
        for follower in [&mut one, &mut other] {
            assert!(follower.has_changed().unwrap());
            assert_eq!(*follower.borrow_and_update(), told(402));
        }
    }

    #[test]
    fn one_address_does_not_take_all_codes_and_those_that_nobody_follows_make_room() {
        let (delays, now) = (Delays::default(), Instant::now());
        let set = |number, client, later_ms| {
            let at = now + Duration::from_millis(later_ms);
            delays.set((code(number), told(1)), Set::Always, client, at)
        };
        for number in 0..MOST_OF_ADDRESS {
            set(number, HOME, number as u64).unwrap();
        }
        let next = MOST_OF_ADDRESS;
        let mut followed: Vec<_> = (0..next).filter_map(|number| delays.follow(code(number))).collect();
        assert_eq!(set(next, HOME, 1_000), Err(NotSet::Full), "all of its are followed");
        assert_eq!(set(0, HOME, 1_000), Ok(()), "one that is there may be set");
        assert_eq!(set(next, AWAY, 1_000), Ok(()));
        followed.drain(3..5);
        assert_eq!(set(next + 1, HOME, 1_000), Ok(()));
        assert!(
            delays.follow(code(3)).is_none() && delays.follow(code(4)).is_some(),
            "the oldest has made room"
        );
    }

    #[test]
    fn what_is_no_delay_and_no_mark_is_refused() {
        for (tenths, by, is) in
            [(0, "", true), (3_000, "x7-12", true), (3_001, "", false), (1, "a b", false), (1, "é", false)]
        {
            assert_eq!(Told::new(tenths, by).is_some(), is, "{tenths} {by}");
        }
        assert!(Told::new(1, &"a".repeat(25)).is_none());
    }
}
