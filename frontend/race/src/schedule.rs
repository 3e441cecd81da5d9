//! One piece of work a task, or a frame, so that a click or a scroll never waits for all charts.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

use leptos::prelude::{document, request_animation_frame, set_timeout};

type Job = Box<dyn FnOnce()>;

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    runs: bool,
    /// Those that wait for a frame each.
    of_frames: VecDeque<Job>,
    /// Nothing waits: what is not there when the browser prints is not on paper.
    at_once: bool,
}

/// Runs `job` in a task of its own, after those that were given before.
pub fn later(job: impl FnOnce() + 'static) {
    if is_at_once() {
        return job();
    }
    let start = QUEUE.with_borrow_mut(|queue| {
        queue.jobs.push_back(Box::new(job));
        !std::mem::replace(&mut queue.runs, true)
    });
    if start {
        next();
    }
}

/// Runs `job` in the next frame.
pub fn at_next_frame(job: impl FnOnce() + 'static) {
    // Pages that are not seen have no frames.
    if is_at_once() || document().hidden() {
        return later(job);
    }
    QUEUE.with_borrow_mut(|queue| queue.of_frames.push_back(Box::new(job)));
    request_animation_frame(|| {
        if let Some(job) = QUEUE.with_borrow_mut(|queue| queue.of_frames.pop_front()) {
            job();
        }
    });
}

/// From now on every job runs as soon as it is given, those that wait before it; or again in its turn.
pub fn at_once(at_once: bool) {
    QUEUE.with_borrow_mut(|queue| queue.at_once = at_once);
    let next = |queue: &mut Queue| queue.jobs.pop_front().or_else(|| queue.of_frames.pop_front());
    while at_once && let Some(job) = QUEUE.with_borrow_mut(next) {
        job();
    }
}

/// Whether jobs run as soon as they are given.
pub fn is_at_once() -> bool {
    QUEUE.with_borrow(|queue| queue.at_once)
}

fn next() {
    set_timeout(
        || {
            let job = QUEUE.with_borrow_mut(|queue| {
                let job = queue.jobs.pop_front();
                queue.runs = job.is_some();
                job
            });
            if let Some(job) = job {
                job();
                next();
            }
        },
        Duration::ZERO,
    );
}

/// The page's own clock, ms.
pub fn now_ms() -> f64 {
    leptos::prelude::window().performance().map_or(0.0, |performance| performance.now())
}
