//! All open connections: how many there may be, whose they are, and which is let go when another wants in.
//!
//! A connection is a descriptor, and descriptors are few. So there is a bound that leaves a reserve for everything
//! else; who has asked for nothing goes first when it is reached, then who only waits for news. Whoever is being
//! answered, and every spectator, stays.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::telemetry::Metrics;

/// How long a newcomer waits for the descriptor of who was let go for it.
const MAKING_ROOM: Duration = Duration::from_secs(1);

/// How many there may be, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most at a time.
    pub max: usize,
    /// Most of one address (of one network of 64 bits where it is IPv6); `None` for as many as there are.
    pub max_per_address: Option<usize>,
    /// Within this time after connecting the first request must have come.
    pub request: Duration,
    /// Between two requests it may be silent for this long.
    pub keep_alive: Duration,
    /// An answer must be taken within this time.
    pub answer: Duration,
}

/// What a connection is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It has not asked for anything yet, or not finished asking.
    Asking,
    /// It has been answered and may ask again.
    Idle,
    /// It is being answered.
    Answering,
    /// It is told what changes, for as long as it likes.
    Streaming,
}

/// Why a connection was let go; the label of the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetGo {
    /// Its first request did not come in time.
    SlowRequest,
    /// It asked for nothing more.
    Idle,
    /// It did not take its answer in time.
    SlowAnswer,
    /// Another needed its place.
    MakingRoom,
}

impl LetGo {
    /// A short stable word for counters.
    pub fn name(self) -> &'static str {
        match self {
            Self::SlowRequest => "slow_request",
            Self::Idle => "idle",
            Self::SlowAnswer => "slow_answer",
            Self::MakingRoom => "making_room",
        }
    }
}

/// Why a connection is refused; the label of the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There are as many as there may be, and all are in use.
    Full,
    /// Its address has as many as it may.
    TooManyOfAddress,
}

impl Refused {
    /// A short stable word for counters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::TooManyOfAddress => "too_many_of_address",
        }
    }
}

/// All connections.
#[derive(Debug)]
pub struct Connections {
    limits: Limits,
    metrics: Arc<Metrics>,
    /// Guards the counts; held for a look into them, never across an await.
    state: Mutex<State>,
    /// A connection has ended.
    freed: Notify,
}

#[derive(Debug, Default)]
struct State {
    next: u64,
    /// Those that speak HTTP, in the order in which they came.
    open: BTreeMap<u64, Open>,
    /// Those that have become spectators.
    n_watching: usize,
    by_address: HashMap<IpAddr, usize>,
}

impl State {
    fn n(&self) -> usize {
        self.open.len() + self.n_watching
    }
}

#[derive(Debug)]
struct Open {
    phase: Phase,
    since: Instant,
    let_go: CancellationToken,
}

impl Open {
    fn overdue(&self, limits: &Limits, now: Instant) -> Option<LetGo> {
        let (longest, why) = match self.phase {
            Phase::Asking => (limits.request, LetGo::SlowRequest),
            Phase::Idle => (limits.keep_alive, LetGo::Idle),
            Phase::Answering => (limits.answer, LetGo::SlowAnswer),
            Phase::Streaming => return None,
        };
        (longest <= now.duration_since(self.since) && !self.let_go.is_cancelled()).then_some(why)
    }

    /// The lower, the sooner it makes room for another.
    fn rank(&self) -> Option<(u8, Instant)> {
        let rank = match self.phase {
            Phase::Asking | Phase::Idle => 0,
            Phase::Streaming => 1,
            Phase::Answering => return None,
        };
        (!self.let_go.is_cancelled()).then_some((rank, self.since))
    }
}

impl Connections {
    /// None yet.
    pub fn new(limits: Limits, metrics: Arc<Metrics>) -> Self {
        Self { limits, metrics, state: Mutex::default(), freed: Notify::new() }
    }

    /// Takes one in, after making room for it where there is none. `counted` is the address whose share it is of:
    /// none for a proxy, which speaks for many.
    ///
    /// # Errors
    /// When it has to be refused, why.
    pub async fn admit(self: &Arc<Self>, counted: Option<IpAddr>) -> Result<Connection, Refused> {
        let share = match counted {
            Some(address) => Some(self.share(address)?),
            None => None,
        };
        loop {
            let freed = self.freed.notified();
            tokio::pin!(freed);
            freed.as_mut().enable();
            if let Some((id, let_go)) = self.enter(Instant::now()) {
                return Ok(Connection { all: Arc::clone(self), id, let_go, _share: share });
            }
            let made_room = self.make_room() && tokio::time::timeout(MAKING_ROOM, freed).await.is_ok();
            if !made_room {
                return Err(self.refuse(Refused::Full));
            }
        }
    }

    /// One more of an address, for as long as the share is held.
    ///
    /// # Errors
    /// When it has as many as it may.
    pub fn share(self: &Arc<Self>, address: IpAddr) -> Result<Share, Refused> {
        let address = network(address);
        let mut state = self.lock();
        let n = state.by_address.entry(address).or_default();
        if self.limits.max_per_address.is_some_and(|max| max <= *n) {
            drop(state);
            return Err(self.refuse(Refused::TooManyOfAddress));
        }
        *n += 1;
        drop(state);
        Ok(Share { all: Arc::clone(self), address })
    }

    /// Lets the oldest one go that can be; whether there was one.
    pub fn make_room(&self) -> bool {
        let state = self.lock();
        let oldest =
            state.open.values().filter_map(|open| Some((open.rank()?, open))).min_by_key(|(rank, _)| *rank);
        let Some((_, oldest)) = oldest else { return false };
        oldest.let_go.cancel();
        drop(state);
        self.metrics.connection_let_go(LetGo::MakingRoom.name());
        true
    }

    /// Lets those go that have taken too long over what they are at.
    pub fn let_go_overdue(&self, now: Instant) {
        for open in self.lock().open.values() {
            if let Some(why) = open.overdue(&self.limits, now) {
                open.let_go.cancel();
                self.metrics.connection_let_go(why.name());
            }
        }
    }

    fn enter(&self, now: Instant) -> Option<(u64, CancellationToken)> {
        let mut state = self.lock();
        if self.limits.max <= state.n() {
            return None;
        }
        let (id, let_go) = (state.next, CancellationToken::new());
        state.next += 1;
        state.open.insert(id, Open { phase: Phase::Asking, since: now, let_go: let_go.clone() });
        drop(state);
        self.metrics.connection_opened();
        Some((id, let_go))
    }

    fn refuse(&self, why: Refused) -> Refused {
        self.metrics.connection_refused(why.name());
        why
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connection's place among all; it is free again when this is dropped.
#[derive(Debug)]
pub struct Connection {
    all: Arc<Connections>,
    id: u64,
    let_go: CancellationToken,
    _share: Option<Share>,
}

impl Connection {
    /// It is at something else now.
    pub fn is_at(&self, phase: Phase) {
        if let Some(open) = self.all.lock().open.get_mut(&self.id) {
            (open.phase, open.since) = (phase, Instant::now());
        }
    }

    /// Whether it is being answered or told of changes.
    pub fn is_busy(&self) -> bool {
        let state = self.all.lock();
        let open = state.open.get(&self.id);
        open.is_none_or(|open| matches!(open.phase, Phase::Answering | Phase::Streaming))
    }

    /// It has become a spectator: it is counted, but the limits of requests are not its own.
    pub fn watches(&self) {
        let mut state = self.all.lock();
        if state.open.remove(&self.id).is_some() {
            state.n_watching += 1;
        }
    }

    /// Resolves when it has to end.
    pub async fn let_go(&self) {
        self.let_go.cancelled().await;
    }

    /// All connections, for a share of another address that this one speaks for.
    pub fn all(&self) -> &Arc<Connections> {
        &self.all
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut state = self.all.lock();
        if state.open.remove(&self.id).is_none() {
            state.n_watching -= 1;
        }
        drop(state);
        self.all.metrics.connection_closed();
        self.all.freed.notify_waiters();
    }
}

/// One of the connections that an address may have.
#[derive(Debug)]
pub struct Share {
    all: Arc<Connections>,
    address: IpAddr,
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut state = self.all.lock();
        if let Some(n) = state.by_address.get_mut(&self.address) {
            *n -= 1;
            if *n == 0 {
                state.by_address.remove(&self.address);
            }
        }
    }
}

/// What counts as one address: a network of 64 bits is as easy to have as one address of IPv4.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() >> 64 << 64).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        max: 3,
        max_per_address: Some(2),
        request: Duration::from_secs(10),
        keep_alive: Duration::from_mins(1),
        answer: Duration::from_mins(2),
    };

    fn connections() -> Arc<Connections> {
        Arc::new(Connections::new(LIMITS, Arc::new(Metrics::new())))
    }

    async fn open(all: &Arc<Connections>, phase: Phase) -> Connection {
        let connection = all.admit(None).await.unwrap();
        connection.is_at(phase);
        connection
    }

    #[tokio::test]
    async fn the_oldest_that_asks_for_nothing_makes_room() {
        let all = connections();
        let streaming = open(&all, Phase::Streaming).await;
        let answering = open(&all, Phase::Answering).await;
        let idle = open(&all, Phase::Idle).await;
        let gone = tokio::spawn(async move {
            idle.let_go().await;
            drop(idle);
        });
        let asking = all.admit(None).await.unwrap();
        gone.await.unwrap();
        asking.is_at(Phase::Answering);
        let gone = tokio::spawn(async move {
            streaming.let_go().await;
            drop(streaming);
        });
        let _last = open(&all, Phase::Answering).await;
        gone.await.unwrap();
        assert_eq!(all.admit(None).await.unwrap_err(), Refused::Full, "who is being answered stays");
        assert!(!answering.let_go.is_cancelled());
    }

    #[tokio::test]
    async fn a_spectator_is_counted_and_stays() {
        let all = connections();
        let mut watching = Vec::new();
        for _ in 0..LIMITS.max {
            let connection = open(&all, Phase::Answering).await;
            connection.watches();
            watching.push(connection);
        }
        assert_eq!(all.admit(None).await.unwrap_err(), Refused::Full);
        watching.pop();
        assert!(all.admit(None).await.is_ok());
    }

    #[tokio::test]
    async fn an_address_has_its_share_and_no_more() {
        let all = connections();
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        let first = all.admit(Some(address("2001:db8::1"))).await.unwrap();
        let _second = all.share(address("2001:db8::2:0:0:1")).unwrap();
        assert_eq!(all.share(address("2001:db8::3")).unwrap_err(), Refused::TooManyOfAddress);
        assert!(all.share(address("2001:db8:0:1::1")).is_ok(), "another network");
        drop(first);
        assert!(all.share(address("2001:db8::3")).is_ok());
        let _v4 = [all.share(address("192.0.2.1")).unwrap(), all.share(address("::ffff:192.0.2.1")).unwrap()];
        assert!(all.share(address("192.0.2.1")).is_err(), "written either way it is the same address");
        assert!(all.share(address("192.0.2.2")).is_ok());
    }

    #[tokio::test]
    async fn each_phase_has_its_time() {
        let all = connections();
        let start = Instant::now();
        let asking = open(&all, Phase::Asking).await;
        let idle = open(&all, Phase::Idle).await;
        let answering = open(&all, Phase::Answering).await;
        let opened = Instant::now();
        let gone = || [&asking, &idle, &answering].map(|connection| connection.let_go.is_cancelled());
        for (since, seconds, expected) in [
            (start, 9, [false, false, false]),
            (opened, 11, [true, false, false]),
            (opened, 61, [true, true, false]),
            (opened, 121, [true, true, true]),
        ] {
            all.let_go_overdue(since + Duration::from_secs(seconds));
            assert_eq!(gone(), expected, "after {seconds} s");
        }
    }
}
