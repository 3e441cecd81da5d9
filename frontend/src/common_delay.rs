//! The TV delay that other devices have too: words to the gateway and from it. Which of them hold is
//! [`gridcast_core::common_delay`]'s to say.

use gloo_net::http::{Request, Response};
use gridcast_core::address;
use gridcast_core::clock::Delay;
use gridcast_core::common_delay::Standing;
use gridcast_shared::delay_code::DelayCode;
use gridcast_viewer::{outside, wish};
use js_sys::{JSON, Math};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::EventSource;

use crate::page::PageHandle;
use crate::recording::{AGAIN_MS, get};
use crate::shared_delay::{SharedDelay, Words};
use crate::time_input::{apply_delay, take_delay};
use crate::timer::sleep;
use crate::viewer::{first_code, keep_code};

/// How often a word is sent that does not arrive: while a code is given, which somebody waits for, and later.
const TRIES_GIVING: u32 = 3;
const TRIES: u32 = 30;

/// What came of a word to the gateway, or of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Yes,
    /// There is no such code.
    None,
    /// Codes are not given here, or no more of them.
    Refused,
    /// There was no answer.
    Lost,
}

/// Whether a word makes a code that nobody has made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// Only where there is none.
    Makes,
    /// It sets the delay whatever was.
    Sets,
}

/// Follows the code that the address names, or that was followed on this device before.
pub fn begin(page: PageHandle) {
    if let Some(code) = first_code() {
        // Both are kept on the device now: who leaves the code has left it for the next time, too.
        if !outside::is_framed() {
            wish::unaddress("sync");
            wish::unaddress("delay");
        }
        follow(page, code);
    }
}

/// Gives a new code to other devices.
pub fn give(page: PageHandle) {
    let code = DelayCode::drawn(Math::random);
    let begun = page.try_update_value(|page| {
        let shared = &mut page.common_delay;
        if shared.giving.is_some() {
            return None;
        }
        let turn = shared.turn();
        shared.giving = Some(code);
        shared.common.set(page.live.delay());
        Some(turn)
    });
    let Some(Some(turn)) = begun else { return };
    spawn_local(async move {
        let answer = send(page, code, Word::Makes, TRIES_GIVING).await;
        if !is_turn(page, turn) {
            return;
        }
        if answer == Answer::Yes {
            page.try_update_value(|page| page.common_delay.giving = None);
            follow(page, code);
        } else {
            give_up(page, Standing::Unanswered);
        }
    });
}

/// Follows the code that a viewer has typed, if there is such a one.
pub fn take(page: PageHandle, typed: &str) {
    give_up(page, Standing::Alone);
    let Some(code) = DelayCode::parse(typed) else { return give_up(page, Standing::NoSuch) };
    let Some(turn) = page.try_update_value(|page| page.common_delay.turn) else { return };
    spawn_local(async move {
        let answer = asked(Request::get(&address::delay(code)).send().await);
        if !is_turn(page, turn) {
            return;
        }
        match answer {
            Answer::Yes => follow(page, code),
            Answer::None => give_up(page, Standing::NoSuch),
            Answer::Refused | Answer::Lost => give_up(page, Standing::Unanswered),
        }
    });
}

/// Has the delay alone again.
pub fn leave(page: PageHandle) {
    keep_code(None);
    give_up(page, Standing::Alone);
}

/// The viewer sets the delay, for all devices that have the same.
pub fn set_delay(page: PageHandle, delay: Delay) {
    take_delay(page, delay);
    let told = page.try_update_value(|page| {
        let shared = &mut page.common_delay;
        let code = shared.code().or(shared.giving)?;
        shared.common.set(delay);
        Some((code, shared.turn))
    });
    let Some(Some((code, turn))) = told else { return };
    spawn_local(async move {
        let answer = send(page, code, Word::Sets, TRIES).await;
        if answer == Answer::Refused && is_turn(page, turn) {
            give_up(page, Standing::Unanswered);
        }
    });
}

/// Whether the viewer has done nothing else with codes since.
fn is_turn(page: PageHandle, turn: u32) -> bool {
    page.try_update_value(|page| page.common_delay.turn == turn) == Some(true)
}

/// Follows no code any more.
fn give_up(page: PageHandle, standing: Standing) {
    page.try_update_value(|page| {
        page.common_delay.turn();
        page.common_delay.standing.set(standing);
    });
}

/// Sends what is to be sent until it has arrived, or the viewer does something else with codes; after so many tries of
/// one word nothing is to be sent any more.
async fn send(page: PageHandle, code: DelayCode, first: Word, tries: u32) -> Answer {
    let Some(turn) = page.try_update_value(|page| page.common_delay.turn) else { return Answer::Lost };
    let (mut word, mut n_lost) = (first, 0);
    while is_turn(page, turn)
        && let Some(Some((delay, mark))) = page.try_update_value(|page| page.common_delay.common.take_word())
    {
        let address = format!("{}?tenths={}&by={mark}", address::delay(code), delay.tenths());
        let request = Request::put(&address);
        let request = if word == Word::Makes { request.header("If-None-Match", "*") } else { request };
        let answer = asked(request.send().await);
        let is_lost = answer == Answer::Lost;
        n_lost = if is_lost { n_lost + 1 } else { 0 };
        let has_failed = tries <= n_lost;
        if !is_turn(page, turn) {
            return answer;
        }
        page.try_update_value(|page| {
            let shared = &mut page.common_delay;
            shared.common.was_sent(!is_lost);
            shared.knows |= answer == Answer::Yes;
            if has_failed {
                shared.common.leave();
            }
        });
        match answer {
            Answer::Yes => word = Word::Sets,
            Answer::None | Answer::Refused => return Answer::Refused,
            Answer::Lost if has_failed => return Answer::Lost,
            Answer::Lost => sleep(AGAIN_MS).await,
        }
    }
    Answer::Yes
}

fn asked(answer: Result<Response, gloo_net::Error>) -> Answer {
    match answer.map(|answer| answer.status()) {
        // One that was to be made is there already.
        Ok(200..300 | 412) => Answer::Yes,
        Ok(404) => Answer::None,
        // A proxy's word, or the gateway's, that it should be tried later.
        Ok(408 | 429) | Err(_) => Answer::Lost,
        Ok(400..=499 | 501) => Answer::Refused,
        Ok(_) => Answer::Lost,
    }
}

fn follow(page: PageHandle, code: DelayCode) {
    keep_code(Some(code));
    let turn = page.try_update_value(|page| {
        page.common_delay.standing.set(Standing::With(code));
        page.common_delay.turn
    });
    if let Some(turn) = turn {
        spawn_local(keep_listening(page, code, turn));
    }
}

/// Listens to what the gateway tells of a code for as long as that is followed; not while nobody sees the page, as a
/// browser has few connections for one host.
async fn keep_listening(page: PageHandle, code: DelayCode, turn: u32) {
    while is_turn(page, turn) {
        let is_seen = !document().hidden() && !outside::is_resting();
        let is_open = page.try_update_value(|page| {
            page.common_delay.words.take_if(|words| !is_seen || words.is_over());
            page.common_delay.words.is_some()
        });
        if is_seen && is_open == Some(false) {
            let answer = asked(Request::get(&address::delay(code)).send().await);
            if !is_turn(page, turn) {
                return;
            }
            match answer {
                Answer::Yes => listen(page, code),
                Answer::None => make_anew(page, code).await,
                Answer::Refused => return give_up(page, Standing::Unanswered),
                Answer::Lost => {}
            }
        }
        sleep(AGAIN_MS).await;
    }
}

/// Tells a gateway that has forgotten a code this device's delay, if that is the code's: who has only come to it waits
/// for one that knows it.
async fn make_anew(page: PageHandle, code: DelayCode) {
    let knows = page.try_update_value(|page| {
        let shared = &mut page.common_delay;
        if shared.knows {
            shared.common.set(page.live.delay());
        }
        shared.knows
    });
    if knows == Some(true) {
        send(page, code, Word::Makes, 1).await;
    }
}

fn listen(page: PageHandle, code: DelayCode) {
    let Ok(source) = EventSource::new(&address::delay_changes(code)) else { return };
    let told = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| hear(page, &event));
    page.try_update_value(|page| page.common_delay.words = Some(Words::new(source, told)));
}

fn hear(page: PageHandle, event: &JsValue) {
    let text = get(event, "data").as_string().unwrap_or_default();
    let Ok(told) = JSON::parse(&text) else { return };
    let Some(tenths) = get(&told, "tenths").as_f64() else { return };
    let by = get(&told, "by").as_string().unwrap_or_default();
    let taken = page.try_update_value(|page| {
        let SharedDelay { common, knows, .. } = &mut page.common_delay;
        *knows = true;
        let taken = common.heard(Delay::from_tenths(tenths as i64), &by)?;
        (taken != page.live.delay()).then_some(taken)
    });
    match taken {
        // What another page wants is not the viewer's own wish.
        Some(Some(delay)) if outside::is_framed() => apply_delay(page, delay),
        Some(Some(delay)) => take_delay(page, delay),
        Some(None) | None => {}
    }
}
