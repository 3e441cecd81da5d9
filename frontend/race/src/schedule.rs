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
}

/// Runs `job` in a task of its own, after those that were given before.
pub fn later(job: impl FnOnce() + 'static) {
    let start = QUEUE.with_borrow_mut(|queue| {
        queue.jobs.push_back(Box::new(job));
        !std::mem::replace(&mut queue.runs, true)
    });
    if start {
        next();
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
