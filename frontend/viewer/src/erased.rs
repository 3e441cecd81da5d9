//! Closures in markup behind one type each kind.
//!
//! The framework compiles its code anew for each type of a closure in `view!`; that was more than half of the live
//! page's program. What goes through here is compiled once, and runs no otherwise.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;

/// A text that follows the signals `f` reads.
pub fn text<T: Into<String>>(mut f: impl FnMut() -> T + Send + 'static) -> SharedReactiveFunction<String> {
    Arc::new(Mutex::new(move || f().into()))
}

/// Whether something holds, by the signals `f` reads.
pub fn flag(f: impl FnMut() -> bool + Send + 'static) -> SharedReactiveFunction<bool> {
    Arc::new(Mutex::new(f))
}

/// What is done on an event.
pub fn act<E: 'static>(f: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(f)
}

/// A piece of markup that is made anew when the signals `f` reads change.
pub fn part<V: IntoAny>(mut f: impl FnMut() -> V + Send + 'static) -> SharedReactiveFunction<AnyView> {
    Arc::new(Mutex::new(move || f().into_any()))
}

/// What is made of the signals `f` reads, and wakes others only when it is another value.
pub fn memo<T: PartialEq + Send + Sync + 'static>(f: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    fn made<T: PartialEq + Send + Sync + 'static>(f: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| f())
    }
    made(Box::new(f))
}

/// Runs `f` after the page is drawn, and again when the signals it reads change; ends with its owner.
pub fn effect(f: impl FnMut() + 'static) {
    fn start(f: Box<dyn FnMut()>) {
        Effect::new(f);
    }
    start(Box::new(f));
}

/// The children while `when` holds, `fallback` while it does not: the framework's component of this name, compiled once.
#[component(transparent)]
pub fn Show<W>(
    /// What is shown while `when` holds.
    children: ChildrenFn,
    /// Reads the signals that say whether.
    when: W,
    /// What is shown otherwise; nothing when left out.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView
where
    W: Fn() -> bool + Send + Sync + 'static,
{
    shown(Arc::new(when), children, fallback)
}

fn shown(
    when: Arc<dyn Fn() -> bool + Send + Sync>,
    children: ChildrenFn,
    fallback: ViewFn,
) -> SharedReactiveFunction<AnyView> {
    let when = ArcMemo::new(move |_| when());
    part(move || if when.get() { children() } else { fallback.run() })
}
