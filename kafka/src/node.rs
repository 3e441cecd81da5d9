//! For tests: a Kafka node of a test's own, a proxy before it, and access rules on any node.
//!
//! The node is `cargo xtask kafka` as a program, by `GRIDCAST_XTASK_PROGRAM`; where that is not set a test says that
//! it skips, unless `GRIDCAST_REQUIRE_KAFKA=1`. All here panics when something fails, as a test does.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test that skips says so")]
#![expect(clippy::missing_panics_doc, reason = "all of it panics when the test's surroundings fail")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A node that runs until it is dropped.
#[derive(Debug)]
pub struct Node {
    program: PathBuf,
    port: u16,
    folder: PathBuf,
    child: Option<Child>,
}

impl Node {
    /// Starts a node with these properties over the usual ones. `None` where there is no program to start.
    pub fn start(properties: &[(&str, &str)]) -> Option<Self> {
        let mut node = Self::prepare()?;
        node.run(properties);
        Some(node)
    }

    /// A node that has a port and a folder but does not run yet.
    pub fn prepare() -> Option<Self> {
        let Some(program) = std::env::var_os("GRIDCAST_XTASK_PROGRAM") else {
            assert!(
                std::env::var_os("GRIDCAST_REQUIRE_KAFKA").is_none(),
                "GRIDCAST_XTASK_PROGRAM is not set"
            );
            eprintln!("skipped: GRIDCAST_XTASK_PROGRAM names no program that starts a node");
            return None;
        };
        // The controller takes the second.
        let port = free_ports(2);
        let folder = std::env::temp_dir().join(format!("gridcast-node-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Some(Self { program: program.into(), port, folder, child: None })
    }

    /// Runs the node, anew or for the first time, and waits until it takes requests.
    pub fn run(&mut self, properties: &[(&str, &str)]) {
        assert!(self.child.is_none(), "the node runs already");
        let mut command = Command::new(&self.program);
        command.args(["kafka", "--port", &self.port.to_string(), "--dir"]).arg(self.folder.join("node"));
        for (key, value) in properties {
            command.args(["--property", &format!("{key}={value}")]);
        }
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        self.child = Some(child);
        let said: Vec<String> = lines
            .by_ref()
            .map(Result::unwrap)
            .take_while(|line| !line.starts_with("kafka ready at"))
            .collect();
        assert!(self.child.as_mut().unwrap().try_wait().unwrap().is_none(), "{}", said.join("\n"));
        // What the node says later is read on, so that it need not wait for a reader.
        std::thread::spawn(move || lines.for_each(drop));
    }

    /// Lets the node stand still: its connections stay, and it answers nothing.
    pub fn pause(&self) {
        assert!(self.signal("STOP"), "there is no node to be paused");
    }

    /// Lets it go on where it stood.
    pub fn resume(&self) {
        assert!(self.signal("CONT"), "there is no node to go on");
    }

    /// Signals the node itself, which the program has started.
    fn signal(&self, name: &str) -> bool {
        let Some(child) = &self.child else { return false };
        let mut kill = Command::new("pkill");
        kill.arg(format!("-{name}")).args(["-P", &child.id().to_string()]);
        kill.status().unwrap().success()
    }

    /// Stops the node; its data stays.
    pub fn stop(&mut self) {
        // One that stands still would not hear it.
        self.signal("CONT");
        if let Some(mut child) = self.child.take() {
            Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
            child.wait().unwrap();
        }
    }

    /// `host:port` of the listener `PLAINTEXT`.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A folder that goes with it.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.stop();
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

/// The first of so many free ports side by side, below those that systems give to clients: a node takes them again after a
/// restart, and nobody may have been given one meanwhile.
pub fn free_ports(n: u16) -> u16 {
    const FIRST: u32 = 12_000;
    const N: u32 = 20_000;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Tests of several programs at once begin at places of their own.
    let begin = std::process::id().wrapping_mul(97);
    let is_free = |port: u16| TcpListener::bind(("127.0.0.1", port)).is_ok();
    loop {
        let step = NEXT.fetch_add(n.into(), Ordering::Relaxed);
        let first = (FIRST + begin.wrapping_add(step) % N) as u16;
        if (first..first + n).all(is_free) {
            return first;
        }
    }
}

/// What a proxy does with what comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Passes it on.
    Open,
    /// Keeps connections and passes nothing on.
    Blackhole,
    /// Ends every connection.
    Closed,
}

/// A TCP proxy.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    passage: Arc<AtomicU8>,
    target: Arc<Mutex<String>>,
}

impl Proxy {
    /// Listens, open, to nowhere yet.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy =
            Self { address: listener.local_addr().unwrap(), passage: Arc::default(), target: Arc::default() };
        let (passage, target) = (Arc::clone(&proxy.passage), Arc::clone(&proxy.target));
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let (Ok(client), target) = (client, target.lock().unwrap().clone()) else { continue };
                let Ok(server) = TcpStream::connect(target) else { continue };
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    let passage = Arc::clone(&passage);
                    std::thread::spawn(move || pump(from, to, &passage));
                }
            }
        });
        proxy
    }

    /// Where it passes what comes from now on.
    pub fn to(&self, target: &str) {
        target.clone_into(&mut self.target.lock().unwrap());
    }

    /// What becomes of what comes from now on.
    pub fn set(&self, passage: Passage) {
        self.passage.store(passage as u8, Ordering::SeqCst);
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

fn pump(mut from: TcpStream, mut to: TcpStream, passage: &AtomicU8) {
    from.set_read_timeout(Some(Duration::from_millis(20))).ok();
    let mut bytes = vec![0; 64 * 1024];
    loop {
        match passage.load(Ordering::SeqCst) {
            closed if closed == Passage::Closed as u8 => break,
            hole if hole == Passage::Blackhole as u8 => {
                std::thread::park_timeout(Duration::from_millis(20));
                continue;
            }
            _ => {}
        }
        match from.read(&mut bytes) {
            Ok(n) if 0 < n && to.write_all(&bytes[..n]).is_ok() => {}
            Err(error)
                if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
            Ok(_) | Err(_) => break,
        }
    }
    from.shutdown(Shutdown::Both).ok();
    to.shutdown(Shutdown::Both).ok();
}

/// What a rule forbids, by Kafka's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Reading a topic's records.
    Read = 3,
    /// Publishing to it.
    Write = 4,
    /// Knowing of it.
    Describe = 8,
}

/// Forbids everybody a deed on a topic, or all rules on it no more. Clients that name nobody are one user to Kafka.
pub fn forbid(address: &str, topic: &str, deed: Deed) {
    // A topic with a rule is closed to whom no rule opens it.
    const ALL: i8 = 2;
    let (allow, deny) = (3, 2);
    let mut body = 2_i32.to_be_bytes().to_vec();
    for (operation, permission) in [(ALL, allow), (deed as i8, deny)] {
        body.push(2);
        put(&mut body, Some(topic));
        body.push(3);
        put(&mut body, Some("User:ANONYMOUS"));
        put(&mut body, Some("*"));
        body.extend([operation as u8, permission]);
    }
    ask(address, 30, &body, 12);
    until_rules(address, topic, true);
}

/// Waits until the broker obeys: rules are made by the controller, which tells the broker of them a little later.
fn until_rules(address: &str, topic: &str, are_there: bool) {
    // Any deed, any permission.
    let mut body = vec![2];
    put(&mut body, Some(topic));
    body.push(3);
    put(&mut body, None);
    put(&mut body, None);
    body.extend([1, 1]);
    let deadline = Instant::now() + Duration::from_mins(2);
    loop {
        assert!(Instant::now() < deadline, "the broker at {address} does not take up the rules on {topic}");
        let answer = ask(address, 29, &body, 8);
        // Behind the code, the length of its text, of which there is none, and then the number of resources.
        let count =
            answer.get(12..16).map(|bytes| i32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        if count.is_some_and(|count| (0 < count) == are_there) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Takes back what was forbidden on a topic.
pub fn permit(address: &str, topic: &str) {
    let mut body = 1_i32.to_be_bytes().to_vec();
    body.push(2);
    put(&mut body, Some(topic));
    body.push(3);
    put(&mut body, None);
    put(&mut body, None);
    body.extend([1, 1]);
    ask(address, 31, &body, 12);
    until_rules(address, topic, false);
}

fn put(body: &mut Vec<u8>, text: Option<&str>) {
    let length = text.map_or(-1, |text| text.len() as i16);
    body.extend(length.to_be_bytes());
    body.extend(text.unwrap_or_default().as_bytes());
}

/// Sends a request of version 1 with a header of version 1. The answer, which has an error's code at an offset: behind the
/// correlation and the throttling, in those of several results behind their number.
fn ask(address: &str, api: i16, body: &[u8], code_at: usize) -> Vec<u8> {
    let mut request = api.to_be_bytes().to_vec();
    request.extend(1_i16.to_be_bytes());
    request.extend(7_i32.to_be_bytes());
    put(&mut request, Some("gridcast-test"));
    request.extend(body);
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(&(request.len() as i32).to_be_bytes()).unwrap();
    stream.write_all(&request).unwrap();
    let mut length = [0; 4];
    stream.read_exact(&mut length).unwrap();
    let mut answer = vec![0; u32::from_be_bytes(length) as usize];
    stream.read_exact(&mut answer).unwrap();
    let code = i16::from_be_bytes([answer[code_at], answer[code_at + 1]]);
    assert_eq!(code, 0, "Kafka refuses request {api}");
    answer
}
