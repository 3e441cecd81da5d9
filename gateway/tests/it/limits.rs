//! Limits of requests and connections: sizes, times, addresses, descriptors, and a stop that nobody holds up.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::raw::{Raw, handshake};
use crate::support::{Answer, PATIENCE, ask, get, recording, scratch, start, until};

/// A request that is never finished.
const HALF: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: gridcast.test\r\nX-Half:";

/// A connection with a request that is never finished.
async fn half_sent(address: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // Who was let go at once has not taken it.
    stream.write_all(HALF).await.ok();
    stream
}

/// Waits until the gateway has hung up.
async fn hung_up(stream: &mut TcpStream) {
    let mut answer = Vec::new();
    // A connection that is closed with something unread is reset.
    tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("it hangs up").ok();
    assert!(answer.is_empty(), "{}", String::from_utf8_lossy(&answer));
}

fn counts(answer: &Answer, name: &str, reason: &str, n: usize) -> bool {
    answer.text().contains(&format!("gridcast_connections_{name}_total{{reason=\"{reason}\"}} {n}\n"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_not_finished_is_not_waited_for() {
    let file = recording(2);
    let words = ["--source", "recording", file.to_str().unwrap(), "--request-s", "1", "--keep-alive-s", "2"];
    let gateway = start(&words).await;
    let mut half = half_sent(gateway.address).await;
    let mut silent = TcpStream::connect(gateway.address).await.unwrap();
    let mut kept = TcpStream::connect(gateway.address).await.unwrap();
    kept.write_all(b"GET /healthz HTTP/1.1\r\nHost: gridcast.test\r\n\r\n").await.unwrap();
    hung_up(&mut half).await;
    hung_up(&mut silent).await;
    let mut answer = String::new();
    tokio::time::timeout(PATIENCE, kept.read_to_string(&mut answer)).await.unwrap().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok\n"), "{answer}");
    until(gateway.address, "/metrics", |answer| {
        // Who asks here may be slow too, on a busy machine.
        (2..9).any(|n| counts(answer, "let_go", "slow_request", n)) && counts(answer, "let_go", "idle", 1)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_oldest_unfinished_request_makes_room_and_spectators_stay() {
    let file = recording(60);
    let words = ["--source", "recording", file.to_str().unwrap(), "--max-connections", "8"];
    let gateway = start(&words).await;
    let mut spectator = Raw::join(gateway.address, &[]).await;
    let mut all = Vec::new();
    for _ in 0..30 {
        all.push(half_sent(gateway.address).await);
    }
    assert_eq!(get(gateway.address, "/healthz", &[]).await.text(), "ok\n");
    for oldest in &mut all[..20] {
        hung_up(oldest).await;
    }
    assert!(spectator.say(&crate::raw::frame(0x88, b"")).await);
    assert_eq!(spectator.into_messages().await.last(), Some(&(0x88, Vec::new())), "it was there to the end");
}

/// The program itself under a limit of open files; killed when dropped.
struct Limited {
    child: Child,
    address: SocketAddr,
}

impl Limited {
    fn start(descriptors: u32, words: &[&str]) -> Self {
        let mut child = Command::new("sh")
            .args(["-c", &format!("ulimit -n {descriptors} && exec \"$0\" \"$@\"")])
            .arg(env!("CARGO_BIN_EXE_gridcast-gateway"))
            .args(["--listen", "127.0.0.1:0"])
            .args(words)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit_once("http://").expect("it starts").1.parse().unwrap();
        Self { child, address }
    }
}

impl Drop for Limited {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn half_sent_requests_do_not_make_a_gateway_with_few_descriptors_deaf() {
    let file = recording(60);
    let gateway = Limited::start(128, &["--source", "recording", file.to_str().unwrap()]);
    let mut spectator = Raw::join(gateway.address, &[]).await;
    let mut all = Vec::new();
    for _ in 0..256 {
        all.push(half_sent(gateway.address).await);
    }
    for path in ["/healthz", "/api/live", "/metrics"] {
        assert_eq!(get(gateway.address, path, &[]).await.status, 200, "{path}");
    }
    let mut late = Raw::join(gateway.address, &[]).await;
    for spectator in [&mut spectator, &mut late] {
        assert!(spectator.say(&crate::raw::frame(0x88, b"")).await);
    }
    for spectator in [spectator, late] {
        assert_eq!(spectator.into_messages().await.last(), Some(&(0x88, Vec::new())));
    }
    // Spectators never take the last descriptors: the site and the metrics are still answered.
    let mut admitted = Vec::new();
    let full = loop {
        let mut stream = TcpStream::connect(gateway.address).await.unwrap();
        stream.write_all(&handshake(&[])).await.unwrap();
        let mut head = [0; 12];
        tokio::time::timeout(PATIENCE, stream.read_exact(&mut head)).await.unwrap().unwrap();
        if &head != b"HTTP/1.1 101" {
            break String::from_utf8_lossy(&head).into_owned();
        }
        admitted.push(stream);
    };
    assert_eq!(full, "HTTP/1.1 503");
    assert!(admitted.len() < 128, "{} spectators", admitted.len());
    assert_eq!(get(gateway.address, "/metrics", &[]).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_refused_by_name() {
    let file = recording(2);
    let gateway = start(&["--source", "recording", file.to_str().unwrap()]).await;
    let long = "x".repeat(20_000);
    let head = "Host: gridcast.test\r\nConnection: close\r\n";
    let many = "X-Many: 1\r\n".repeat(100);
    for (what, request, status) in [
        ("address", format!("GET /?{} HTTP/1.1\r\n{head}\r\n", "x".repeat(3000)), 414),
        ("head", format!("GET / HTTP/1.1\r\n{head}X-Long: {long}\r\n\r\n"), 431),
        ("number of headers", format!("GET / HTTP/1.1\r\n{head}{many}\r\n"), 431),
        ("body", format!("GET / HTTP/1.1\r\n{head}Content-Length: 20000\r\n\r\n"), 413),
        (
            "body without a length",
            format!("POST / HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\n"),
            413,
        ),
    ] {
        assert_eq!(ask(gateway.address, request.as_bytes()).await.status, status, "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_has_its_share_of_connections() {
    let file = recording(2);
    let words = ["--source", "recording", file.to_str().unwrap(), "--max-connections-per-address", "2"];
    let gateway = start(&words).await;
    let first = Raw::join(gateway.address, &[]).await;
    let second = half_sent(gateway.address).await;
    assert_eq!(get(gateway.address, "/healthz", &[]).await.status, 503);
    drop((first, second));
    // Who has gone is noticed with the next pass.
    let freed = async {
        while get(gateway.address, "/healthz", &[]).await.status != 200 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, freed).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trusted_proxy_tells_whose_share_it_is() {
    let (file, marts) = (recording(2), scratch("marts"));
    let words = ["--source", "recording", file.to_str().unwrap(), "--marts", marts.to_str().unwrap()];
    let limits = ["--max-connections-per-address", "2", "--trusted-proxies", "127.0.0.0/8"];
    let gateway = start(&[&words[..], &limits].concat()).await;
    let of = |address| [("X-Forwarded-For", address)];
    let _watching = [
        Raw::join(gateway.address, &of("192.0.2.1")).await,
        Raw::join(gateway.address, &of("spoofed, 192.0.2.1")).await,
        Raw::join(gateway.address, &of("192.0.2.2")).await,
        Raw::join(gateway.address, &[]).await,
    ];
    let refused = ask(gateway.address, &handshake(&[of("192.0.2.1")[0], ("Connection", "close")])).await;
    assert_eq!(refused.status, 429, "{}", refused.head);
    let changes = get(gateway.address, "/api/marts/changes", &of("192.0.2.1")).await;
    assert_eq!(changes.status, 429, "a stream of events is one of its connections too");
    assert_eq!(get(gateway.address, "/healthz", &of("192.0.2.1")).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_can_have_a_listener_of_their_own() {
    let file = recording(2);
    let words = ["--source", "recording", file.to_str().unwrap(), "--metrics-listen", "127.0.0.1:0"];
    let gateway = start(&words).await;
    let operators = gateway.metrics_address.unwrap();
    for (address, path, status) in [
        (gateway.address, "/metrics", 404),
        (gateway.address, "/healthz", 200),
        (operators, "/metrics", 200),
        (operators, "/healthz", 200),
        (operators, "/api/live", 404),
    ] {
        assert_eq!(get(address, path, &[]).await.status, status, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_open_holds_up_a_stop() {
    let (file, marts) = (recording(60), scratch("marts"));
    let words = ["--source", "recording", file.to_str().unwrap(), "--marts", marts.to_str().unwrap()];
    let mut gateway = start(&words).await;
    let _half = half_sent(gateway.address).await;
    let _silent = TcpStream::connect(gateway.address).await.unwrap();
    let mut kept = TcpStream::connect(gateway.address).await.unwrap();
    kept.write_all(b"GET /healthz HTTP/1.1\r\nHost: gridcast.test\r\n\r\n").await.unwrap();
    let mut events = TcpStream::connect(gateway.address).await.unwrap();
    let request = b"GET /api/marts/changes HTTP/1.1\r\nHost: gridcast.test\r\n\r\n";
    events.write_all(request).await.unwrap();
    for stream in [&mut kept, &mut events] {
        stream.readable().await.unwrap();
    }
    // It reads nothing of what it has asked for: its farewell is not waited for beyond its time.
    let _stalled = Raw::join_narrow(gateway.address).await;
    gateway.stop.cancel();
    // With the default of ten seconds a stop that something holds up ends in an error.
    (&mut gateway.done).await.unwrap().unwrap();
    let mut rest = String::new();
    events.read_to_string(&mut rest).await.unwrap();
    assert!(rest.ends_with("0\r\n\r\n"), "the stream of events is ended in order: {rest}");
}
