//! Parts of the page that come one after another, each in a task of its own: a browser compiles code as it is first
//! run, and lays out what has come at its next frame, so that all parts at once would keep it from answering.

use leptos::prelude::*;

use crate::schedule;

/// So many first steps wait for a frame each: what they bring is in the window, and is laid out.
const IN_WINDOW: usize = 4;

/// Counts from 0 to `n`, a task a step.
pub fn stages(n: usize) -> RwSignal<usize> {
    let stage = RwSignal::new(0);
    step(stage, n);
    stage
}

/// Counts on to `n`, a task a step.
pub fn step(stage: RwSignal<usize>, n: usize) {
    schedule::later(move || {
        // The page may be gone by now.
        let now = stage.try_update(|stage| {
            *stage += 1;
            *stage
        });
        match now {
            Some(now) if now < n.min(IN_WINDOW) => schedule::at_next_frame(move || step(stage, n)),
            Some(now) if now < n => step(stage, n),
            _ => {}
        }
    });
}

/// A part of the page that comes at its stage.
#[component]
pub fn Stage(
    /// What counts.
    stage: RwSignal<usize>,
    /// When the part comes.
    at: usize,
    /// The part.
    children: ChildrenFn,
) -> impl IntoView {
    let is_here = Memo::new(move |_| at <= stage.get());
    move || is_here.get().then(|| children())
}
