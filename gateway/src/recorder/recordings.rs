//! All recordings, and what becomes of them when there are too many.

use std::time::{Duration, SystemTime};

use gridcast_shared::ids::SessionId;

use super::recording::Recording;
use super::stamps::{Origin, Span};
use super::store::Gone;

/// Most bytes of recordings that are held in memory.
pub const BUDGET_BYTES: usize = 16 * 1024 * 1024;

/// Most names of recordings that are gone and will not be given again.
const MOST_GONE: usize = 4_096;

/// What recordings may take on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all chunks; the recordings to which nothing was added for longest go first.
    pub max_bytes: u64,
    /// A recording to which nothing was added for longer goes.
    pub max_age: Option<Duration>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Recordings {
    /// In the order in which they began.
    pub(super) all: Vec<Recording>,
    /// What was among them and was removed, oldest first.
    pub(super) gone: Vec<Gone>,
    /// Frames so far.
    pub(super) n_frames: u64,
    /// Nothing more will come.
    pub(super) is_closed: bool,
}

impl Recordings {
    pub(super) fn find(&self, id: &str) -> Option<&Recording> {
        self.all.iter().find(|recording| recording.id().as_str() == id)
    }

    pub(super) fn find_mut(&mut self, id: &SessionId) -> Option<&mut Recording> {
        self.all.iter_mut().find(|recording| recording.id() == id)
    }

    pub(super) fn bytes(&self) -> usize {
        self.all.iter().map(Recording::memory_bytes).sum()
    }

    /// The name of a recording that was removed and whose run is read again from this record on.
    pub(super) fn gone_of(&self, origin: Origin) -> Option<&SessionId> {
        self.gone.iter().find(|gone| gone.span.is_some_and(|span| span.is_of(origin))).map(|gone| &gone.id)
    }

    /// A name that no recording has or had.
    pub(super) fn free_name(&self, name: &SessionId) -> SessionId {
        let is_taken =
            |id: &SessionId| self.find(id.as_str()).is_some() || self.gone.iter().any(|gone| gone.id == *id);
        let numbered = (2..).map(|n| numbered(name, n));
        std::iter::once(name.clone()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_else(|| name.clone())
    }

    /// Takes a recording out; its name is not given again. `span` is when its run was told.
    pub(super) fn remove(&mut self, id: &SessionId, span: Option<Span>) {
        self.all.retain(|recording| recording.id() != id);
        self.gone.retain(|gone| gone.id != *id);
        if self.gone.len() == MOST_GONE {
            self.gone.remove(0);
        }
        self.gone.push(Gone { id: id.clone(), span });
    }

    /// Keeps what is in memory within its bounds. What is on disk leaves the memory by itself, so there only chunks go
    /// that the disk does not take.
    pub(super) fn keep_budget(&mut self, has_store: bool) {
        while BUDGET_BYTES < self.bytes() {
            let in_memory = self.all.iter().filter(|recording| 0 < recording.memory_bytes());
            let oldest =
                in_memory.min_by_key(|recording| recording.last_frame).map(|oldest| oldest.id().clone());
            let is_alone = self.all.iter().filter(|recording| 0 < recording.memory_bytes()).count() == 1;
            let Some(oldest) = oldest else { return };
            if !has_store && !is_alone {
                let span = self.find(oldest.as_str()).and_then(|oldest| oldest.stamps.span());
                self.remove(&oldest, span);
            } else if !self.all.iter_mut().any(Recording::forget_oldest) {
                return;
            }
        }
    }

    /// Bytes of all chunks that are on disk.
    pub(super) fn disk_bytes(&self) -> u64 {
        self.all.iter().map(Recording::disk_bytes).sum()
    }

    /// Recordings that are to go, and why; what is being fed stays.
    pub(super) fn too_much(&self, limits: Limits) -> Vec<(SessionId, &'static str)> {
        let now = SystemTime::now();
        let mut total = self.disk_bytes();
        let mut idle: Vec<&Recording> = self.all.iter().filter(|recording| !recording.is_fed).collect();
        idle.sort_by_key(|recording| recording.touched);
        let mut gone = Vec::new();
        for recording in idle {
            let age = now.duration_since(recording.touched).unwrap_or_default();
            let why = if limits.max_age.is_some_and(|max| max < age) {
                "it is older than --recordings-max-age"
            } else if limits.max_bytes < total {
                "all together are larger than --recordings-max-bytes"
            } else {
                continue;
            };
            total -= recording.disk_bytes();
            gone.push((recording.id().clone(), why));
        }
        gone
    }

    /// Takes the oldest chunk of the largest recording out while there is more than fits.
    pub(super) fn take_too_much(&mut self, limits: Limits) -> Option<(SessionId, (u32, String))> {
        if self.disk_bytes() <= limits.max_bytes {
            return None;
        }
        let largest = self.all.iter_mut().max_by_key(|recording| recording.disk_bytes())?;
        Some((largest.id().clone(), largest.take_oldest()?))
    }
}

/// The name of a session's second, third, … run; as long as a name may be.
fn numbered(name: &SessionId, n: u32) -> SessionId {
    let suffix = format!("-run{n}");
    let base: String = name.as_str().chars().take(40 - suffix.len()).collect();
    SessionId::parse(&(base + &suffix)).unwrap_or_else(|_| name.clone())
}
