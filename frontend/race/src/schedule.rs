//! One piece of work a task, so that a click or a scroll never waits for all charts.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

use leptos::prelude::set_timeout;

type Job = Box<dyn FnOnce()>;

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    runs: bool,
    /// Nothing waits: what is not there when the browser prints is not on paper.
    at_once: bool,
}

/// Runs `job` in a task of its own, after those that were given before.
pub fn later(job: impl FnOnce() + 'static) {
    if QUEUE.with_borrow(|queue| queue.at_once) {
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

/// From now on every job runs as soon as it is given, those that wait before it; or again in its turn.
pub fn at_once(at_once: bool) {
    QUEUE.with_borrow_mut(|queue| queue.at_once = at_once);
    while at_once && let Some(job) = QUEUE.with_borrow_mut(|queue| queue.jobs.pop_front()) {
        job();
    }
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
