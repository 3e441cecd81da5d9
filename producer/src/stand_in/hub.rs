//! The stand-in's hub: where its script is, what a snapshot says there, and what goes wrong next.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::fault::{HubFault, Refusal};
use super::files::Answer;
use super::samples::restamped;
use super::script::{Script, Step, is_deflated, merge};
use crate::pacer::{Pacer, Speed};

/// Who is told car data and positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// The token that is good; any other is refused.
    pub good: String,
    /// From this step on it is good no more.
    pub until_step: usize,
}

/// The hub.
#[derive(Debug)]
pub(crate) struct Hub {
    pub(crate) script: Script,
    next: usize,
    pub(crate) faults: BTreeMap<usize, Vec<HubFault>>,
    pub(crate) refusals: VecDeque<Refusal>,
    pub(crate) tokens: Option<Tokens>,
    pub(crate) sent: Vec<(usize, i64)>,
    pub(crate) n_subscriptions: usize,
    /// The connection that is told; an older one ends.
    pub(crate) owner: u64,
    pacer: Pacer,
    began: Instant,
    positions: Positions,
    big_by: usize,
}

/// What positions do.
#[derive(Debug)]
enum Positions {
    /// What the script says.
    Move,
    /// The next of them is repeated from then on.
    Freeze,
    /// This one is.
    Repeat(Step),
}

/// What to say next.
#[derive(Debug)]
pub(crate) struct Next {
    /// Its number.
    pub(crate) number: usize,
    /// How long until then.
    pub(crate) wait: Duration,
}

impl Hub {
    pub(crate) fn new(script: Script, speed: Speed) -> Self {
        Self {
            script,
            next: 0,
            faults: BTreeMap::new(),
            refusals: VecDeque::new(),
            tokens: None,
            sent: Vec::new(),
            n_subscriptions: 0,
            owner: 0,
            pacer: Pacer::new(speed),
            began: Instant::now(),
            positions: Positions::Move,
            big_by: 0,
        }
    }

    /// Answers a negotiation.
    pub(crate) fn negotiate(&mut self, token: Option<&str>) -> Answer {
        match self.refusals.pop_front() {
            Some(Refusal::Status(status)) => return Answer::new(status, Vec::new()),
            Some(Refusal::Html) => return Answer::html(),
            None => {}
        }
        if token.is_some() && !self.is_good(token) {
            return Answer::new(401, Vec::new());
        }
        self.owner += 1;
        let body = json!({
            "negotiateVersion": 1,
            "connectionId": "id",
            "connectionToken": format!("connection {}", self.owner),
            "availableTransports": [{"transport": "WebSockets", "transferFormats": ["Text", "Binary"]}],
        });
        Answer::new(200, body.to_string().into_bytes())
            .with("Content-Type", "application/json".to_owned())
            .with("Set-Cookie", format!("AWSALBCORS=server-{}; Path=/; Secure", self.owner))
    }

    fn is_good(&self, token: Option<&str>) -> bool {
        self.tokens
            .as_ref()
            .is_some_and(|tokens| Some(tokens.good.as_str()) == token && self.next < tokens.until_step)
    }

    /// Whether a connection with this token is told a topic now.
    fn tells(&self, topic: &str, token: Option<&str>) -> bool {
        !is_deflated(topic) || self.tokens.is_none() || self.is_good(token)
    }

    /// The completion of a subscription: all that is known.
    pub(crate) fn snapshot(&mut self, invocation: &Value, token: Option<&str>) -> String {
        self.n_subscriptions += 1;
        let mut known = self.script.known.clone();
        known.retain(|topic, _| self.tells(topic, token));
        if 0 < self.big_by {
            known.insert("Padding".to_owned(), "x".repeat(std::mem::take(&mut self.big_by)).into());
        }
        json!({"type": 3, "invocationId": invocation, "result": known}).to_string()
    }

    pub(crate) fn position(&self) -> usize {
        self.next
    }

    /// Notes that a step was sent whole.
    pub(crate) fn note_sent(&mut self, step: usize) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.sent.push((step, now.as_micros() as i64));
    }

    /// The step to come; none at the script's end.
    pub(crate) fn next(&mut self) -> Option<Next> {
        let step = self.script.steps.get(self.next)?;
        let wait = self.pacer.wait(self.began.elapsed(), step.at_ms);
        Some(Next { number: self.next, wait })
    }

    /// Lets steps pass that nobody is told.
    pub(crate) fn pass(&mut self, n_steps: usize) {
        for _ in 0..n_steps {
            self.take();
        }
    }

    /// Exchanges the step to come with the one after it.
    pub(crate) fn swap(&mut self) {
        if self.next + 1 < self.script.steps.len() {
            self.script.steps.swap(self.next, self.next + 1);
        }
    }

    pub(crate) fn freeze(&mut self) {
        self.positions = Positions::Freeze;
    }

    pub(crate) fn thaw(&mut self) {
        self.positions = Positions::Move;
    }

    pub(crate) fn make_snapshot_big(&mut self, by: usize) {
        self.big_by = by;
    }

    /// Takes the step to come; what it changes is known from now on.
    fn take(&mut self) -> Option<Step> {
        let step = self.script.steps.get(self.next)?.clone();
        self.next += 1;
        merge(self.script.known.entry(step.topic.clone()).or_insert(json!({})), &step.payload);
        Some(step)
    }

    /// The step to come as the hub says it, its stamp so much earlier; none when this connection is not told it.
    pub(crate) fn say(&mut self, token: Option<&str>, back_ms: i64) -> Option<String> {
        let mut step = self.take()?;
        if !self.tells(&step.topic, token) {
            return None;
        }
        match &self.positions {
            _ if step.topic != "Position.z" => {}
            Positions::Move => {}
            Positions::Freeze => self.positions = Positions::Repeat(step.clone()),
            Positions::Repeat(first) => {
                step.payload = restamped(&first.payload, step.at_ms - first.at_ms);
            }
        }
        let at = jiff::Timestamp::from_millisecond(step.at_ms - back_ms).unwrap_or_default();
        let said =
            json!({"type": 1, "target": "feed", "arguments": [step.topic, step.payload, at.to_string()]});
        Some(said.to_string())
    }
}
