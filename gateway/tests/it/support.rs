//! A gateway in the test's own process, and clients for it.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use clap::CommandFactory;
use futures_util::StreamExt;
use gridcast_core::live::Live;
use gridcast_gateway::Gateway;
use gridcast_gateway::config::Config;
use gridcast_gateway::config::options::Cli;
use gridcast_shared::race::RaceState;
use gridcast_shared::recording::{Index, Manifest};
use gridcast_shared::wire::{DecodeError, Decoder, Frame, Notice, split_frames};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tokio_util::sync::CancellationToken;

/// Longest wait for anything that must happen.
pub(crate) const PATIENCE: Duration = Duration::from_mins(3);

/// A running gateway, stopped when dropped.
pub(crate) struct TestGateway {
    pub(crate) address: SocketAddr,
    /// Where `/metrics` is, if that is elsewhere.
    pub(crate) metrics_address: Option<SocketAddr>,
    pub(crate) stop: CancellationToken,
    pub(crate) done: JoinHandle<anyhow::Result<()>>,
}

impl Drop for TestGateway {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// The program itself, killed when dropped.
pub(crate) struct Program {
    child: std::process::Child,
    pub(crate) address: SocketAddr,
}

impl Program {
    pub(crate) fn start(words: &[&str]) -> Self {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_gridcast-gateway"))
            .args(["--listen", "127.0.0.1:0"])
            .args(words)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit_once("http://").expect("it starts").1.parse().unwrap();
        Self { child, address }
    }

    /// Ends it at once, whatever it is doing.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A configuration from words as on the command line; port 0 of the loopback.
pub(crate) fn config(words: &[&str]) -> Config {
    let words = ["gridcast-gateway", "--listen", "127.0.0.1:0"].iter().chain(words);
    let matches = Cli::command_for_update().try_get_matches_from(words).unwrap();
    Config::from_options(&Cli::over_file(matches).unwrap().options).unwrap()
}

/// Starts a gateway.
pub(crate) async fn start(words: &[&str]) -> TestGateway {
    let stop = CancellationToken::new();
    let gateway = Gateway::build(config(words), stop.clone()).await.unwrap();
    let address = gateway.address().unwrap();
    let metrics_address = gateway.metrics_address().unwrap();
    TestGateway { address, metrics_address, stop, done: tokio::spawn(gateway.run()) }
}

/// A recording of two cars that drive a straight line, one sample a car each 200 ms, and its file's name.
pub(crate) fn recording(seconds: i64) -> PathBuf {
    let mut text = String::new();
    for i in 0..seconds * 5 {
        for (j, driver) in ["VER", "NOR"].into_iter().enumerate() {
            text.push_str(&sample(START_MS + i * 200, driver, i * 150 + j as i64 * 90));
            text.push('\n');
        }
    }
    let path = scratch("recording.jsonl");
    std::fs::write(&path, text).unwrap();
    path
}

/// Source time at which made-up sessions begin.
pub(crate) const START_MS: i64 = 1_742_097_600_000;

/// A record of `f1_tele` with both halves measured.
pub(crate) fn sample(date_ms: i64, driver: &str, x: i64) -> String {
    format!(
        r#"{{"Date":{date_ms},"RPM":11000.0,"Speed":270.0,"nGear":7,"Throttle":99.0,"Brake":false,"DRS":0,"X":{x}.0,"Y":10.0,"Z":2.0,"Lap":1,"Driver":"{driver}"}}"#
    )
}

/// A name for a file or folder of this test alone.
pub(crate) fn scratch(name: &str) -> PathBuf {
    static N: AtomicU32 = AtomicU32::new(0);
    let n = N.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("gridcast-it-{}-{n}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// Asks for a path, on a connection of its own.
pub(crate) async fn get(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Answer {
    request(address, "GET", path, headers).await
}

/// The same with any method.
pub(crate) async fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Answer {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: gridcast.test\r\nConnection: close\r\n");
    for (name, value) in headers {
        write!(text, "{name}: {value}\r\n").unwrap();
    }
    text.push_str("\r\n");
    ask(address, text.as_bytes()).await
}

/// Sends bytes on a connection of its own, and takes what comes until its end as an answer.
pub(crate) async fn ask(address: SocketAddr, bytes: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut bytes = Vec::new();
    tokio::time::timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.unwrap().unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head, body: bytes[end + 4..].to_vec() }
}

/// Asks until the answer is as wanted.
pub(crate) async fn until(address: SocketAddr, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
    let asking = async {
        let mut pause = tokio::time::interval(Duration::from_millis(50));
        loop {
            pause.tick().await;
            let answer = get(address, path, &[]).await;
            if wanted(&answer) {
                return answer;
            }
        }
    };
    match tokio::time::timeout(PATIENCE, asking).await {
        Ok(answer) => answer,
        Err(elapsed) => panic!(
            "{elapsed}: {path} did not come to what was wanted: {}",
            get(address, path, &[]).await.text()
        ),
    }
}

/// The ids in the list of recordings.
pub(crate) fn listed(answer: &Answer) -> Vec<String> {
    let index: Index = serde_json::from_slice(&answer.body).unwrap();
    index.sessions.into_iter().map(|session| session.id.to_string()).collect()
}

/// What a recording is made of.
pub(crate) async fn manifest(address: SocketAddr, session: &str) -> Manifest {
    let answer = get(address, &format!("/api/sessions/{session}/manifest.json"), &[]).await;
    serde_json::from_slice(&answer.body).unwrap()
}

/// The samples on a recording, by date and car, in the order in which they are there; once there are so many.
pub(crate) async fn recorded_until(address: SocketAddr, session: &str, n: usize) -> Vec<(i64, u8)> {
    let began = std::time::Instant::now();
    loop {
        let samples = recorded(address, session).await;
        if n <= samples.len() {
            return samples;
        }
        assert!(began.elapsed() < PATIENCE, "{} of {n} samples of {session} are recorded", samples.len());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The samples that are on a recording now.
pub(crate) async fn recorded(address: SocketAddr, session: &str) -> Vec<(i64, u8)> {
    let mut samples = Vec::new();
    let each = |_: &RaceState, frame: &Frame| {
        samples.extend(frame.samples.iter().map(|sample| (sample.date_ms, sample.car.0)));
    };
    each_recorded(address, session, each).await;
    samples
}

/// Goes through the frames that are on a recording now, each with the race as it was then.
pub(crate) async fn each_recorded(
    address: SocketAddr,
    session: &str,
    mut each: impl FnMut(&RaceState, &Frame),
) {
    let folder = format!("/api/sessions/{session}");
    let answer = get(address, &format!("{folder}/manifest.json"), &[]).await;
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&answer.body) else { return };
    let numbers = manifest.chunks.iter().map(|(number, _)| *number).chain(manifest.open);
    let (mut decoder, mut frame) = (Decoder::new(), Frame::default());
    for number in numbers {
        let file = get(address, &format!("{folder}/{number}.bin"), &[]).await;
        for bytes in split_frames(&file.body) {
            decoder.decode(bytes, &mut frame).unwrap();
            each(decoder.state().expect("a frame was decoded"), &frame);
        }
    }
}

/// A spectator that decodes what it gets, and has a page.
pub(crate) struct Spectator {
    page: Live,
    joined: std::time::Instant,
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    decoder: Decoder,
    frame: Frame,
    pub(crate) n_samples: usize,
    /// Date of the newest sample.
    pub(crate) newest_ms: i64,
    /// What was said of the race; not what was skipped.
    pub(crate) notices: Vec<Notice>,
    /// (chunk, index) of the frames decoded.
    pub(crate) frames: Vec<(u32, u8)>,
}

impl Spectator {
    pub(crate) async fn join(address: SocketAddr) -> Self {
        let (socket, _) = connect_async(format!("ws://{address}/ws")).await.unwrap();
        Self::over(socket)
    }

    /// Over a stream that is open.
    pub(crate) fn over(socket: WebSocketStream<MaybeTlsStream<TcpStream>>) -> Self {
        Self {
            page: Live::new(),
            joined: std::time::Instant::now(),
            socket,
            decoder: Decoder::new(),
            frame: Frame::default(),
            n_samples: 0,
            newest_ms: 0,
            notices: Vec::new(),
            frames: Vec::new(),
        }
    }

    /// The race as decoded so far.
    pub(crate) fn state(&self) -> &RaceState {
        self.decoder.state().expect("a frame has come")
    }

    /// Takes the next message; `false` at the end of the connection.
    pub(crate) async fn next(&mut self) -> bool {
        match tokio::time::timeout(PATIENCE, self.socket.next()).await.unwrap() {
            Some(Ok(Message::Binary(bytes))) => {
                self.page.on_message(&bytes, self.now_ms()).unwrap();
                if let Some(notice) = Notice::decode(&bytes) {
                    self.notices.extend(Some(notice).filter(|notice| *notice != Notice::Skipped));
                    return true;
                }
                match self.decoder.decode(&bytes, &mut self.frame) {
                    Ok(()) => {
                        self.n_samples += self.frame.samples.len();
                        let newest = self.frame.samples.iter().map(|sample| sample.date_ms).max();
                        self.newest_ms = self.newest_ms.max(newest.unwrap_or(0));
                        self.frames.push((self.frame.chunk, self.frame.index));
                    }
                    Err(DecodeError::Repeated { .. }) => {}
                    Err(error) => panic!("a frame that cannot be decoded: {error}"),
                }
                true
            }
            Some(Ok(Message::Close(frame))) => {
                assert!(frame.is_some(), "a close frame says why");
                false
            }
            Some(Ok(_)) => true,
            Some(Err(_)) | None => false,
        }
    }

    /// The page's clock, ms.
    fn now_ms(&self) -> f64 {
        self.joined.elapsed().as_secs_f64() * 1000.0
    }

    /// Fetches what the page has missed, as a browser does; the samples that it has then.
    pub(crate) async fn fetch_missed(&mut self, address: SocketAddr) -> u64 {
        let session = self.state().session.id.clone();
        if self.page.wants_list() {
            let listed = manifest(address, session.as_str()).await;
            let numbers = listed.chunks.iter().map(|(number, _)| *number).chain(listed.open);
            self.page.on_manifest(&session, numbers);
        }
        while let Some(wanted) = self.page.wants().first().copied() {
            let path = format!("/api/sessions/{session}/{}.bin", wanted.chunk);
            let file = get(address, &path, &[]).await;
            assert_eq!(file.status, 200, "{path}");
            self.page.on_file(wanted, &file.body, self.now_ms());
        }
        self.page.n_samples().iter().sum()
    }

    /// Takes messages until the source has ended.
    pub(crate) async fn until_ended(&mut self) {
        while !self.notices.contains(&Notice::Ended) {
            assert!(self.next().await, "the connection ended before the race");
        }
    }

    /// Takes messages until a sample of this date has come.
    pub(crate) async fn until_date(&mut self, date_ms: i64) {
        while self.newest_ms < date_ms {
            assert!(self.next().await, "the connection ended before this date");
        }
    }

    /// Takes messages until so many samples have come, and says that there are no more by then.
    pub(crate) async fn until_samples(&mut self, n: usize) {
        while self.n_samples < n {
            assert!(self.next().await, "the connection ended before so many samples");
        }
        assert_eq!(self.n_samples, n, "each sample once");
    }

    /// Takes messages until the gateway says that there is nothing new.
    pub(crate) async fn until_notice(&mut self) {
        let n = self.notices.len();
        while self.notices.len() == n {
            assert!(self.next().await, "the connection ended before a notice");
        }
    }

    pub(crate) fn digest(&self) -> u64 {
        self.decoder.state().map_or(0, |state| state.digest())
    }

    pub(crate) fn drivers(&self) -> Vec<String> {
        let state = self.decoder.state().unwrap();
        state.session.drivers.iter().map(|driver| driver.code.to_string()).collect()
    }
}
