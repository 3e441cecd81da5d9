//! The page's clock, and waiting.

use wasm_bindgen_futures::JsFuture;

/// The page's steady clock, ms; 0 outside a page.
pub fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
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
