//! The sheet of the TV delay: set it, find it by one tap, give it to other devices.

use gridcast_core::address;
use gridcast_core::clock::Delay;
use gridcast_core::common_delay::Standing;
use gridcast_core::words::time as words;
use gridcast_shared::address::Address;
use gridcast_shared::delay_code::DelayCode;
use gridcast_viewer::erased::{Show, act, effect, flag, memo, part, text};
use gridcast_words::live;
use leptos::html::{Button, Div};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{FocusEvent, KeyboardEvent};

use crate::common_delay::{self, set_delay};
use crate::fetch;
use crate::page::PageHandle;
use crate::shown::Shown;
use crate::timer::now_ms;

/// What a tap has found.
#[derive(Clone, Debug, PartialEq)]
enum Found {
    /// Nothing has been asked.
    Nothing,
    /// The delays that fit, the least first.
    Delays(Vec<Delay>),
}

/// The key that says the delay, and the sheet behind it.
#[component]
pub fn DelayKey() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let open = RwSignal::new(false);
    let delay = memo(move || shown.time.with(|time| time.delay));
    let label = move || words::delay_key(delay.get());
    let key = NodeRef::<Button>::new();
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            // Before what has the focus is gone.
            if let Some(key) = key.get_untracked() {
                key.focus().ok();
            }
            open.set(false);
            event.prevent_default();
            event.stop_propagation();
        }
    };
    view! {
        <div class="delay" on:keydown=act(escape)>
            <button
                node_ref=key
                class="key"
                aria-label=text(label)
                title=text(label)
                aria-expanded=text(move || if open.get() { "true" } else { "false" })
                aria-controls="delay-sheet"
                on:click=act(move |_| open.update(|open| *open = !*open))
            >
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3H14V11H2ZM6 14H10M8 5V7.500L10 8.500"/></svg>
                <span class:none=flag(move || delay.get().is_none())>{text(move || if delay.get().is_none() { live::delay_short().to_owned() } else { words::seconds(delay.get()) })}</span>
            </button>
            <Show when=move || open.get()>
                <DelaySheet delay/>
            </Show>
        </div>
    }
}

#[component]
fn DelaySheet(
    /// The viewer's delay.
    delay: Memo<Delay>,
) -> impl IntoView {
    view! {
        <div class="delay-sheet" id="delay-sheet" role="dialog" aria-label=live::delay_tv()>
            <DelayKeys delay/>
        </div>
    }
}

/// What sets the delay: in the sheet of a wide page, in a panel of its own on a phone.
#[component]
pub fn DelayKeys(
    /// The viewer's delay.
    delay: Memo<Delay>,
) -> impl IntoView {
    let page = expect_context::<PageHandle>();
    let found = RwSignal::new(Found::Nothing);
    // By the page's own: what is shown comes a little later, and taps come fast.
    let by = move |tenths: i64| {
        let delay = page.with_value(|page| page.live.delay());
        set_delay(page, Delay::from_tenths(i64::from(delay.tenths()) + tenths));
    };
    let typed = move |event| {
        if let Some(delay) = Delay::parse(&event_target_value(&event)) {
            set_delay(page, delay);
        }
    };
    let tap = move |_| {
        let tapped_ms = now_ms();
        spawn_local(async move {
            let delays = fetch::delays_of_tap(page, tapped_ms).await;
            if let Some(first) = delays.first() {
                set_delay(page, *first);
            }
            found.set(Found::Delays(delays));
        });
    };
    view! {
        <p class="label">{live::delay_waits()}</p>
        <div class="set">
            <button class="key" aria-label=live::delay_second_less() on:click=act(move |_| by(-10))>"\u{2212}1"</button>
            <button class="key" aria-label=live::delay_tenth_less() on:click=act(move |_| by(-1))>"\u{2212}0.1"</button>
            <label>
                <span class="hidden">{live::delay_field()}</span>
                <input type="text" inputmode="decimal" autocomplete="off"
                    prop:value=text(move || delay.get().to_string()) on:change=act(typed)/>
                " s"
            </label>
            <button class="key" aria-label=live::delay_tenth_more() on:click=act(move |_| by(1))>"+0.1"</button>
            <button class="key" aria-label=live::delay_second_more() on:click=act(move |_| by(10))>"+1"</button>
        </div>
        <button class="key tap" on:click=act(tap)>
            {live::delay_tap()}
        </button>
        <p class="found" role="status">{part(move || match found.get() {
            Found::Nothing => ().into_any(),
            Found::Delays(delays) if delays.is_empty() => {
                live::delay_tap_none().into_any()
            }
            Found::Delays(delays) => view! {
                <span>{live::delay_tap_found()}</span>
                {delays.into_iter().take(5).map(|found| view! {
                    <button
                        class="key"
                        aria-pressed=text(move || if delay.get() == found { "true" } else { "false" })
                        on:click=act(move |_| set_delay(page, found))
                    >
                        {words::seconds(found)}
                    </button>
                }).collect_view()}
            }.into_any(),
        })}</p>
        <OtherDevices delay/>
    }
}

/// What gives the delay to other devices, and takes theirs.
#[component]
fn OtherDevices(
    /// The viewer's delay.
    delay: Memo<Delay>,
) -> impl IntoView {
    let page = expect_context::<PageHandle>();
    let shown = expect_context::<Shown>();
    let standing = shown.standing;
    let code = memo(move || match standing.get() {
        Standing::With(code) => Some(code),
        Standing::Alone | Standing::NoSuch | Standing::Unanswered => None,
    });
    let link = move || given(delay.get(), code.get());
    let told = move || match standing.get() {
        Standing::With(_) => live::delay_code_follow(),
        Standing::NoSuch => live::delay_code_none(),
        Standing::Unanswered => live::delay_code_unanswered(),
        Standing::Alone => "",
    };
    let typed = move |event| common_delay::take(page, &event_target_value(&event));
    let group = NodeRef::<Div>::new();
    let before = StoredValue::new(code.get_untracked());
    effect(move || {
        let now = code.get();
        // The key that was pressed is gone, and with it the focus.
        if before.get_value() != now
            && let Some(group) = group.get_untracked()
        {
            before.set_value(now);
            group.focus().ok();
        }
    });
    view! {
        <div class="others" role="group" aria-label=live::delay_others() tabindex="-1" node_ref=group>
            <h3 class="label">{live::delay_others()}</h3>
            {part(move || match code.get() {
                Some(code) => view! {
                    <div class="code">
                        <img alt=live::delay_code_picture() width="132" height="132"
                            src=text(move || address::delay_picture(code, delay.get()))/>
                        <div>
                            <b class="figure">{code.to_string()}</b>
                            <button class="key" on:click=act(move |_| common_delay::leave(page))>{live::delay_code_leave()}</button>
                        </div>
                    </div>
                }.into_any(),
                None => view! {
                    <div class="code">
                        <button class="key" on:click=act(move |_| common_delay::give(page))>{live::delay_code_give()}</button>
                        <label>
                            <span class="label">{live::delay_code_take()}</span>
                            <input type="text" maxlength="8" autocomplete="off" autocapitalize="characters" spellcheck="false"
                                on:change=act(typed)/>
                        </label>
                    </div>
                }.into_any(),
            })}
            <p class="told" role="status">{text(told)}</p>
            <label class="give">
                <span class="label">{live::delay_give()}</span>
                <input type="text" readonly prop:value=text(link) on:focus=act(move |event: FocusEvent| {
                    event_target::<web_sys::HtmlInputElement>(&event).select();
                })/>
            </label>
        </div>
    }
}

/// The page's address with a delay in it, and with the code by which others have the same.
fn given(delay: Delay, code: Option<DelayCode>) -> String {
    let location = window().location();
    let [origin, path] = [location.origin(), location.pathname()].map(Result::unwrap_or_default);
    let said = Address { delay: Some(delay.to_string()), sync: code, ..Address::default() };
    format!("{origin}{path}?{said}")
}
