//! One connection to the hub, from its negotiation to its end.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use gridcast_feed::FeedTopic;
use gridcast_shared::session::TokenFault;
use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;
use url::Url;

use super::heard::{Cars, Heard, Received, now_ms};
use super::negotiate::negotiate;
use super::options::ListenerOptions;
use super::protocol::{Cutter, HANDSHAKE, PING, Said, read, subscription};
use super::socket::{Socket, open};
use super::token::Token;
use crate::SourceError;

/// Between two pings of ours.
const PING_EVERY: Duration = Duration::from_secs(15);

/// How long a write may be stuck.
const WRITE: Duration = Duration::from_secs(10);

/// Between two looks at what is missing.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Between two words about a token that ends.
const WARN_EVERY: Duration = Duration::from_hours(24);

/// What outlives a connection.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// A token that was refused, and when: it is not tried again for a while.
    refused: Option<(Token, Instant)>,
    /// When the token's end was told last.
    warned: Option<Instant>,
    /// Why the token that was read last is of no use.
    fault: Option<TokenFault>,
    /// What was told of car data and positions last.
    cars: Option<Cars>,
    /// It was told that the token cannot be read.
    is_unreadable: bool,
}

impl Memory {
    /// Whether a token was refused less than so long ago.
    fn has_refused(&self, token: &Token, for_long: Duration) -> bool {
        self.refused.as_ref().is_some_and(|(refused, at)| refused == token && at.elapsed() < for_long)
    }
}

/// How a connection ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// Why.
    pub(super) error: SourceError,
    /// It had given a snapshot: the service is well.
    pub(super) has_spoken: bool,
}

/// What a connection needs.
pub(super) struct Connection<'a> {
    pub(super) hub: &'a Url,
    pub(super) options: &'a ListenerOptions,
    pub(super) out: &'a mpsc::Sender<Heard>,
    pub(super) again: &'a Notify,
}

/// What is known while it runs.
struct Running {
    token: Option<Token>,
    has_spoken: bool,
    n_subscriptions: u64,
    last_said: Instant,
    last_update: Option<Instant>,
    /// When car data or positions came last; at first when they could have come.
    last_deflated: Instant,
    has_deflated: bool,
}

impl Running {
    /// Why the token brings no car data and positions; none where it should.
    fn fault(&self, memory: &Memory) -> Option<TokenFault> {
        match &self.token {
            Some(token) if token.left(now_ms()) == Some(Duration::ZERO) => Some(TokenFault::Ended),
            Some(_) => None,
            None => memory.fault,
        }
    }
}

/// Why there are no car data and positions, in words.
fn reason(fault: Option<TokenFault>) -> &'static str {
    match fault {
        Some(TokenFault::Absent) => {
            "the live timing gives them to subscribers only: a token in GRIDCAST_F1_TOKEN or --token-file brings them"
        }
        Some(TokenFault::Refused) => "the token was refused",
        Some(TokenFault::Ended) => "the token ran out",
        None => "the live timing does not send them at present",
    }
}

/// The listener was dropped.
struct Gone;

enum Stop {
    Gone,
    Lost(SourceError),
}

impl From<Gone> for Stop {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

impl From<SourceError> for Stop {
    fn from(error: SourceError) -> Self {
        Self::Lost(error)
    }
}

impl Connection<'_> {
    /// Connects and listens; returns when nobody listens any more.
    ///
    /// # Errors
    /// How the connection ended.
    pub(super) async fn run(&self, memory: &mut Memory) -> Result<(), Ended> {
        let now = Instant::now();
        let mut running = Running {
            token: None,
            has_spoken: false,
            n_subscriptions: 0,
            last_said: now,
            last_update: None,
            last_deflated: now,
            has_deflated: false,
        };
        match self.connect_and_listen(memory, &mut running).await {
            Ok(never) => match never {},
            Err(Stop::Gone) => Ok(()),
            Err(Stop::Lost(error)) => Err(Ended { error, has_spoken: running.has_spoken }),
        }
    }

    async fn connect_and_listen(
        &self,
        memory: &mut Memory,
        running: &mut Running,
    ) -> Result<std::convert::Infallible, Stop> {
        running.token = self.token(memory).await?;
        let mut socket = match self.connect(running.token.as_ref()).await {
            // Refused with a token is not refused without: the timing goes on.
            Err(SourceError::Refused { status: status @ (401 | 403), .. }) if running.token.is_some() => {
                // Refused without it as well, it was not the token, which is tried the next time, too.
                let socket = self.connect(None).await?;
                memory.refused = running.token.take().map(|token| (token, Instant::now()));
                memory.fault = Some(TokenFault::Refused);
                let reason = format!("the live timing refuses it ({status}); going on without");
                self.lack("the token", reason).await?;
                socket
            }
            connected => connected?,
        };
        self.write(&mut socket, HANDSHAKE.to_owned()).await?;
        self.listen(&mut socket, memory, running).await
    }

    async fn listen(
        &self,
        socket: &mut Socket,
        memory: &mut Memory,
        running: &mut Running,
    ) -> Result<std::convert::Infallible, Stop> {
        let mut cutter = Cutter::default();
        let mut ping = interval(PING_EVERY);
        let mut look = interval(LOOK_EVERY);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        running.last_said = Instant::now();
        loop {
            tokio::select! {
                () = self.out.closed() => return Err(Stop::Gone),
                () = sleep_until(running.last_said + self.options.silence) => {
                    let reason = format!("it said nothing for {} s", self.options.silence.as_secs());
                    return Err(self.lost(reason).into());
                }
                message = socket.next() => {
                    running.last_said = Instant::now();
                    match message {
                        Some(Ok(Message::Text(part))) => {
                            self.take(&part, &mut cutter, socket, running).await?;
                        }
                        Some(Ok(Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                        Some(Ok(Message::Close(_))) | None => {
                            return Err(self.lost("it closed the connection".to_owned()).into());
                        }
                        Some(Err(error)) => return Err(self.lost(error.to_string()).into()),
                    }
                    // The queue may have been full for long; that is not the server's silence.
                    running.last_said = Instant::now();
                }
                _ = ping.tick() => if running.has_spoken { self.write(socket, PING.to_owned()).await?; },
                () = self.again.notified() => if running.has_spoken { self.subscribe(socket, running).await?; },
                _ = look.tick() => self.look(memory, running).await?,
            }
        }
    }

    /// Takes a part of what the server says.
    async fn take(
        &self,
        part: &str,
        cutter: &mut Cutter,
        socket: &mut Socket,
        running: &mut Running,
    ) -> Result<(), Stop> {
        let arrived_ms = now_ms();
        let mut messages = Vec::new();
        let cut = cutter.take(part, &mut messages);
        for text in messages {
            let said = match read(&text) {
                Ok(said) => said,
                Err(error) if text.trim_start().starts_with('<') => {
                    return Err(self.unexpected(format!("HTML, where JSON should be ({error})")).into());
                }
                // One bad message is for the reader to count.
                Err(_) => Said::Other,
            };
            match &said {
                Said::Greeting => self.subscribe(socket, running).await?,
                Said::Snapshot => {
                    running.has_spoken = true;
                    running.last_deflated = Instant::now();
                }
                Said::Feed { topic } => match FeedTopic::parse(topic) {
                    Some(topic) if topic.is_deflated() => {
                        running.last_deflated = Instant::now();
                        running.has_deflated = true;
                    }
                    _ => running.last_update = Some(Instant::now()),
                },
                Said::Failed(error) => return Err(self.unexpected(error.clone()).into()),
                Said::Close { error, may_reconnect } => {
                    let reason = error.clone().unwrap_or_else(|| "it closes the connection".to_owned());
                    let error = if *may_reconnect { self.lost(reason) } else { self.unexpected(reason) };
                    return Err(error.into());
                }
                Said::Ping | Said::Other => {}
            }
            if !matches!(said, Said::Ping | Said::Greeting) {
                self.tell(Heard::Message(Received { arrived_ms, said, text })).await?;
            }
        }
        cut.map_err(|too_long| self.unexpected(too_long.to_string()).into())
    }

    /// Tells of a token's end, and of car data and positions that do not come; ends the connection where a token may
    /// bring them.
    async fn look(&self, memory: &mut Memory, running: &Running) -> Result<(), Stop> {
        let warning = running.token.as_ref().and_then(|token| token.warning(now_ms()));
        if let Some(warning) = &warning
            && memory.warned.is_none_or(|warned| WARN_EVERY <= warned.elapsed())
        {
            memory.warned = Some(Instant::now());
            self.lack("the token", warning.clone()).await?;
        }
        let speaks = running.last_update.is_some_and(|last| last.elapsed() < self.options.missed_after * 3);
        let cars = if self.options.missed_after <= running.last_deflated.elapsed() {
            speaks.then(|| Cars::Missing(running.fault(memory)))
        } else {
            running.has_deflated.then_some(Cars::Come)
        };
        if matches!(cars, Some(Cars::Missing(_))) && self.has_token_to_try(memory, running) {
            return Err(self.lost("there is a token to try".to_owned()).into());
        }
        if let Some(cars) = cars
            && memory.cars.replace(cars) != Some(cars)
        {
            if let Cars::Missing(fault) = cars {
                self.lack("car data and positions", format!("{}; the timing goes on", reason(fault))).await?;
            }
            self.tell(Heard::Cars(cars)).await?;
        }
        Ok(())
    }

    /// Whether there is a token that may be good now: one that has come since the connection was made, or that was
    /// refused long ago.
    fn has_token_to_try(&self, memory: &Memory, running: &Running) -> bool {
        let may_be_good = |token: &Token| {
            running.token.as_ref() != Some(token)
                && !memory.has_refused(token, self.options.refused_token_again)
                && token.left(now_ms()) != Some(Duration::ZERO)
        };
        self.options.token.read().is_ok_and(|token| token.as_ref().is_some_and(may_be_good))
    }

    /// The token to connect with: as it is now, if it is good for anything.
    async fn token(&self, memory: &mut Memory) -> Result<Option<Token>, Stop> {
        let token = match self.options.token.read() {
            Ok(token) => {
                memory.is_unreadable = false;
                token
            }
            Err(error) => {
                if !memory.is_unreadable {
                    memory.is_unreadable = true;
                    self.lack("the token", error.to_string()).await?;
                }
                None
            }
        };
        memory.fault = match &token {
            None => Some(TokenFault::Absent),
            Some(token) if token.left(now_ms()) == Some(Duration::ZERO) => Some(TokenFault::Ended),
            Some(token) if memory.has_refused(token, self.options.refused_token_again) => {
                Some(TokenFault::Refused)
            }
            Some(_) => None,
        };
        if let Some(token) = &token
            && memory.fault.is_some()
            && let Some(warning) = token.warning(now_ms())
            && memory.warned.is_none_or(|warned| WARN_EVERY <= warned.elapsed())
        {
            memory.warned = Some(Instant::now());
            self.lack("the token", warning).await?;
        }
        Ok(token.filter(|_| memory.fault.is_none()))
    }

    async fn connect(&self, token: Option<&Token>) -> Result<Socket, SourceError> {
        let (hub, with) = (self.hub.clone(), token.cloned());
        let negotiated = tokio::task::spawn_blocking(move || negotiate(&hub, with.as_ref()));
        let negotiated = negotiated.await.map_err(|error| self.lost(error.to_string()))??;
        open(self.hub, &negotiated, token).await
    }

    async fn subscribe(&self, socket: &mut Socket, running: &mut Running) -> Result<(), Stop> {
        let asked = subscription(running.n_subscriptions);
        running.n_subscriptions += 1;
        self.write(socket, asked).await
    }

    async fn write(&self, socket: &mut Socket, text: String) -> Result<(), Stop> {
        match timeout(WRITE, socket.send(Message::text(text))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(self.lost(error.to_string()).into()),
            Err(_) => Err(self.lost(format!("it took nothing for {} s", WRITE.as_secs())).into()),
        }
    }

    async fn lack(&self, what: &str, reason: String) -> Result<(), Gone> {
        self.tell(Heard::Lacking(SourceError::Lacking { what: what.to_owned(), reason })).await
    }

    async fn tell(&self, heard: Heard) -> Result<(), Gone> {
        self.out.send(heard).await.map_err(|_nobody| Gone)
    }

    fn lost(&self, reason: String) -> SourceError {
        SourceError::Unreachable { url: self.hub.to_string(), reason }
    }

    fn unexpected(&self, reason: String) -> SourceError {
        SourceError::Unexpected { url: self.hub.to_string(), reason }
    }
}
