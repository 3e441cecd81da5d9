//! One TV delay on all of a viewer's devices: what a device tells of its own, and which of the words it hears hold.
//!
//! The gateway keeps a delay a code, tells every change to all that follow the code, who made it included, and the last
//! word to reach it holds. So a device sends one word at a time, and its own comes back to it: what it said before its
//! last word is no news to it, and while it has something to send it listens to nobody, as that will come last.

use gridcast_shared::delay_code::DelayCode;

use crate::clock::Delay;

/// How a device stands to others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Its delay is its own.
    #[default]
    Alone,
    /// It has the delay of all that follow this code.
    With(DelayCode),
    /// A code was asked for that nobody has given.
    NoSuch,
    /// No code can be given or asked for here.
    Unanswered,
}

/// A device's side of a common delay.
#[derive(Clone, Debug, Default)]
pub struct CommonDelay {
    /// What tells this device from others.
    device: String,
    /// Words sent so far.
    sent: u32,
    /// What is to be sent.
    wanted: Option<Delay>,
    on_its_way: Option<Delay>,
}

impl CommonDelay {
    /// The side of a device of such a mark: letters and figures, up to 12.
    pub fn new(device: String) -> Self {
        Self { device, ..Self::default() }
    }

    /// The viewer has set the delay here.
    pub fn set(&mut self, delay: Delay) {
        self.wanted = Some(delay);
    }

    /// What is to be sent now, with its mark; none while a word is on its way.
    pub fn take_word(&mut self) -> Option<(Delay, String)> {
        if self.on_its_way.is_some() {
            return None;
        }
        let delay = self.wanted.take()?;
        self.on_its_way = Some(delay);
        self.sent += 1;
        Some((delay, self.mark()))
    }

    /// The word that was on its way has arrived; or perhaps not, and it is sent again unless there is a newer one.
    pub fn was_sent(&mut self, has_arrived: bool) {
        let word = self.on_its_way.take().filter(|_| !has_arrived);
        self.wanted = self.wanted.or(word);
    }

    /// Others are followed no more: nothing is to be sent.
    pub fn leave(&mut self) {
        (self.wanted, self.on_its_way) = (None, None);
    }

    /// A word of somebody, this device perhaps; the delay to be taken from it.
    pub fn heard(&self, delay: Delay, by: &str) -> Option<Delay> {
        let is_own = by.rsplit_once('-').is_some_and(|(device, _)| device == self.device);
        (self.wanted.is_none() && (!is_own || by == self.mark())).then_some(delay)
    }

    fn mark(&self) -> String {
        format!("{}-{}", self.device, self.sent)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use proptest::prelude::*;

    use super::*;

    fn delay(tenths: i64) -> Delay {
        Delay::from_tenths(tenths)
    }

    #[test]
    fn a_word_is_sent_once_and_again_when_it_did_not_arrive() {
        let mut common = CommonDelay::new("a".to_owned());
        assert_eq!(common.take_word(), None);
        common.set(delay(350));
        assert_eq!(common.take_word(), Some((delay(350), "a-1".to_owned())));
        common.set(delay(360));
        assert_eq!(common.take_word(), None, "one at a time");
        common.was_sent(true);
        assert_eq!(common.take_word(), Some((delay(360), "a-2".to_owned())));
        common.was_sent(false);
        assert_eq!(common.take_word(), Some((delay(360), "a-3".to_owned())));
        common.was_sent(true);
        assert_eq!(common.take_word(), None);
    }

    #[test]
    fn what_this_device_said_before_is_no_news_and_others_are() {
        let mut common = CommonDelay::new("a".to_owned());
        assert_eq!(common.heard(delay(10), "b-1"), Some(delay(10)));
        common.set(delay(20));
        assert_eq!(common.heard(delay(11), "b-2"), None, "what is said here comes later");
        common.take_word().unwrap();
        common.set(delay(30));
        common.was_sent(true);
        let (_, mark) = common.take_word().unwrap();
        assert_eq!(common.heard(delay(12), "b-3"), Some(delay(12)), "it may come after what is on its way");
        common.was_sent(true);
        assert_eq!(common.heard(delay(20), "a-1"), None);
        assert_eq!(common.heard(delay(30), &mark), Some(delay(30)));
        assert_eq!(common.heard(delay(5), ""), Some(delay(5)));
    }

    /// A device, what it has, the word that it sends and whether that has arrived, and what the gateway has told it.
    struct Device {
        common: CommonDelay,
        has: Delay,
        on_its_way: Option<(Delay, String)>,
        has_arrived: bool,
        told: VecDeque<(Delay, String)>,
    }

    #[derive(Clone, Copy, Debug)]
    enum Step {
        Set(i64),
        Send,
        Arrive,
        Answer,
        /// The answer is lost, or the word was.
        Fail,
        Hear,
    }

    fn step(devices: &mut [Device; 3], gateway: &mut Delay, at: usize, step: Step) {
        let device = &mut devices[at];
        match step {
            Step::Set(tenths) => {
                device.has = delay(tenths);
                device.common.set(delay(tenths));
            }
            Step::Send => {
                if let Some(word) = device.common.take_word() {
                    (device.on_its_way, device.has_arrived) = (Some(word), false);
                }
            }
            Step::Arrive => {
                if let Some(word) = device.on_its_way.clone().filter(|_| !device.has_arrived) {
                    device.has_arrived = true;
                    *gateway = word.0;
                    for device in devices {
                        device.told.push_back(word.clone());
                    }
                }
            }
            Step::Answer | Step::Fail => {
                let has_answer = matches!(step, Step::Answer);
                if device.on_its_way.is_some() && (device.has_arrived || !has_answer) {
                    device.on_its_way = None;
                    device.common.was_sent(has_answer);
                }
            }
            Step::Hear => {
                if let Some((told, by)) = device.told.pop_front() {
                    device.has = device.common.heard(told, &by).unwrap_or(device.has);
                }
            }
        }
    }

    fn steps() -> impl Strategy<Value = Step> {
        prop_oneof![
            (0..3_000_i64).prop_map(Step::Set),
            Just(Step::Send),
            Just(Step::Arrive),
            Just(Step::Answer),
            Just(Step::Fail),
            Just(Step::Hear),
        ]
    }

    proptest! {
        #[test]
        fn all_devices_have_the_same_delay_in_the_end(taken in prop::collection::vec((0..3_usize, steps()), 0..150)) {
            let new = |mark: &str| Device {
                common: CommonDelay::new(mark.to_owned()),
                has: delay(0),
                on_its_way: None,
                has_arrived: false,
                told: VecDeque::new(),
            };
            let mut devices = ["a", "b", "c"].map(new);
            let mut gateway = delay(0);
            for (at, taken) in taken {
                step(&mut devices, &mut gateway, at, taken);
            }
            for _ in 0..200 {
                for last in [Step::Send, Step::Arrive, Step::Answer, Step::Hear] {
                    (0..3).for_each(|at| step(&mut devices, &mut gateway, at, last));
                }
            }
            let has = devices.map(|device| device.has);
            prop_assert!(has.iter().all(|has| *has == gateway), "{has:?}, {gateway:?}");
        }
    }
}
