//! The page's clock, and waiting.

use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// Looked up once: it is read twice a frame.
    static CLOCK: Option<web_sys::Performance> = web_sys::window().and_then(|window| window.performance());
}

/// The page's steady clock, ms; 0 outside a page.
pub fn now_ms() -> f64 {
    CLOCK.with(|clock| clock.as_ref().map_or(0.0, web_sys::Performance::now))
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
