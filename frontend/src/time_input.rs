//! What the viewer does with time: keys and the bar's own, as steps that mean the same wherever they come from.

use gridcast_core::clock::{Delay, Hand, PlayRate};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::page::{Page, PageHandle};
use crate::timer::now_ms;
use crate::viewer::keep_delay;

/// A key's step, ms.
const STEP_MS: f64 = 10_000.0;

/// A step in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Stand, or go on.
    Toggle,
    /// To the live edge, as the viewer's delay has it; of a recording to its end.
    Live,
    /// To a moment, UTC ms.
    To(f64),
    /// On by so much, ms.
    By(f64),
    /// To the beginning of a lap: the next, or the one before.
    Lap {
        /// Whether to the next.
        forward: bool,
    },
    /// To what happened next, or before.
    Event {
        /// Whether to the next.
        forward: bool,
    },
    /// To the beginning of all there is.
    Start,
    /// Play so many rates faster.
    Faster(isize),
    /// Play at a rate.
    Rate(PlayRate),
}

/// Does a step.
pub fn step(page: PageHandle, step: Step) {
    page.update_value(|page| take(page, step, now_ms()));
}

fn take(page: &mut Page, step: Step, now_ms: f64) {
    let live = &mut page.live;
    let Some(from_ms) = live.heading_ms() else { return };
    let hand = live.hand();
    // Who follows and looks at another moment goes on from there.
    let going = match hand {
        Hand::Follow => Hand::Play(PlayRate::One),
        hand => hand,
    };
    let rate = match hand {
        Hand::Play(rate) => rate,
        Hand::Follow | Hand::Paused => page.time.rate,
    };
    let to_ms = match step {
        Step::Toggle => {
            let hand = if hand == Hand::Paused { Hand::Play(page.time.rate) } else { Hand::Paused };
            live.set_hand(hand, now_ms);
            None
        }
        Step::Live if live.arriving().is_none() => live.range_ms(now_ms).map(|(_, end_ms)| end_ms),
        Step::Live => {
            live.set_hand(Hand::Follow, now_ms);
            None
        }
        Step::Rate(_) | Step::Faster(_) => {
            page.time.rate = match step {
                Step::Rate(rate) => rate,
                Step::Faster(steps) => rate.step(steps),
                _ => rate,
            };
            if hand != Hand::Paused {
                live.set_hand(Hand::Play(page.time.rate), now_ms);
            }
            None
        }
        Step::To(at_ms) => Some(at_ms),
        Step::By(ms) => Some(from_ms + ms),
        Step::Lap { forward } => live.timeline().lap_beside(from_ms, forward),
        Step::Event { forward } => live.timeline().event_beside(from_ms, forward),
        Step::Start => live.range_ms(now_ms).map(|(start_ms, _)| start_ms),
    };
    if let Some(to_ms) = to_ms {
        live.seek_to(to_ms, going, now_ms);
    }
    page.time.renew();
}

/// Takes a delay, and keeps it on this device.
pub fn take_delay(page: PageHandle, delay: Delay) {
    keep_delay(delay);
    apply_delay(page, delay);
}

/// Takes a delay for as long as the page is there.
pub fn apply_delay(page: PageHandle, delay: Delay) {
    page.update_value(|page| {
        page.live.set_delay(delay, now_ms());
        page.time.renew();
    });
}

/// A key: Space or `k` stands and goes on, the arrows go ten seconds, `,` and `.` a lap, `[` and `]` an event, `<` and
/// `>` change the rate, `l` goes to the live edge. Whether it was one of them.
pub fn key(event: &KeyboardEvent, page: PageHandle) -> bool {
    let on_key = || {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        target.is_some_and(|target| target.matches("button, a, input, select, summary").unwrap_or_default())
    };
    let taken = match event.key().as_str() {
        // On a key of the page it presses that.
        " " if on_key() => return false,
        " " | "k" => Step::Toggle,
        "l" => Step::Live,
        "ArrowLeft" if !event.shift_key() => Step::By(-STEP_MS),
        "ArrowRight" if !event.shift_key() => Step::By(STEP_MS),
        "," => Step::Lap { forward: false },
        "." => Step::Lap { forward: true },
        "[" => Step::Event { forward: false },
        "]" => Step::Event { forward: true },
        "<" => Step::Faster(-1),
        ">" => Step::Faster(1),
        _ => return false,
    };
    step(page, taken);
    true
}
