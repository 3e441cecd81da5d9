//! The page's clock, and waiting.

use std::cell::Cell;

use gridcast_core::page_clock::PageClock;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// Looked up once: it is read twice a frame.
    static STEADY: Option<web_sys::Performance> = web_sys::window().and_then(|window| window.performance());
    static CLOCK: Cell<PageClock> = Cell::default();
}

/// The page's clock, ms: steady, sleep included.
pub fn now_ms() -> f64 {
    let steady_ms = STEADY.with(|clock| clock.as_ref().map_or(0.0, web_sys::Performance::now));
    let mut clock = CLOCK.get();
    let now_ms = clock.now_ms(steady_ms, js_sys::Date::now());
    CLOCK.set(clock);
    now_ms
}

/// The page's time, ms, at which a frame is drawn of which the browser says when by its own steady clock.
pub fn frame_ms(steady_ms: f64) -> f64 {
    now_ms();
    steady_ms + slept_ms()
}

/// How long the device has slept since the page came without the browser's steady clock knowing, ms.
pub fn slept_ms() -> f64 {
    CLOCK.get().slept_ms()
}

/// Waits for so many milliseconds.
pub async fn sleep(ms: f64) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Without a timer the promise stays open, as it does when the page goes away.
            drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms as i32));
        }
    });
    // The promise is only ever resolved.
    drop(JsFuture::from(promise).await);
}
