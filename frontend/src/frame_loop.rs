//! Calls back once a drawn frame until it is dropped, or less often where the callback wants to wait.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::timer::{frame_ms, sleep};

/// Two calls within this are of one drawn frame, ms: where several of our pages stand in another one, Chromium calls each
/// of them once for every one of them.
const SAME_FRAME_MS: f64 = 2.5;

type Callback = Closure<dyn FnMut(f64)>;

/// A running loop; dropping it cancels the next frame.
#[derive(Debug)]
pub struct FrameLoop {
    callback: Rc<RefCell<Option<Callback>>>,
    request: Rc<Cell<i32>>,
}

impl FrameLoop {
    /// Begins to call `each` with the time of each frame, ms of the page's clock. It says how long to wait before
    /// the next one is asked for, ms; 0 for every frame.
    pub fn start(mut each: impl FnMut(f64) -> f64 + 'static) -> Self {
        let callback: Rc<RefCell<Option<Callback>>> = Rc::default();
        let request = Rc::new(Cell::new(0));
        let (next, id) = (Rc::downgrade(&callback), Rc::clone(&request));
        let (mut wait_ms, mut before_ms) = (0.0, f64::NEG_INFINITY);
        *callback.borrow_mut() = Some(Closure::new(move |steady_ms: f64| {
            if (steady_ms - before_ms).abs() < SAME_FRAME_MS {
                return ask_after(0.0, &next, &id);
            }
            before_ms = steady_ms;
            // Asked for before the work, so that a slow frame does not delay the next one's request.
            ask_after(wait_ms, &next, &id);
            wait_ms = each(frame_ms(steady_ms));
        }));
        request.set(ask(callback.borrow().as_ref()));
        Self { callback, request }
    }
}

impl Drop for FrameLoop {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            // A frame that is not waited for any more need not be cancelled.
            drop(window.cancel_animation_frame(self.request.get()));
        }
        self.callback.borrow_mut().take();
    }
}

/// Asks for the next frame: now, so that it is the very next, or after a wait.
fn ask_after(wait_ms: f64, next: &Weak<RefCell<Option<Callback>>>, id: &Rc<Cell<i32>>) {
    let (next, id) = (Weak::clone(next), Rc::clone(id));
    let request = move || {
        if let Some(next) = next.upgrade() {
            id.set(ask(next.borrow().as_ref()));
        }
    };
    if wait_ms <= 0.0 {
        request();
        return;
    }
    spawn_local(async move {
        sleep(wait_ms).await;
        request();
    });
}

fn ask(callback: Option<&Callback>) -> i32 {
    let Some((window, callback)) = web_sys::window().zip(callback) else { return 0 };
    window.request_animation_frame(callback.as_ref().unchecked_ref()).unwrap_or(0)
}
