//! The gateway as a program under measurement: started, asked, and looked at from outside.

#![allow(dead_code, reason = "each bench uses its part")]

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, ensure};

/// A running gateway; killed when dropped.
pub(crate) struct Process {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Its process id, for `/proc`.
    pub(crate) id: u32,
    made: Arc<Mutex<Vec<Made>>>,
}

/// A frame as the gateway's log tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) chunk: u32,
    pub(crate) index: u8,
    pub(crate) bytes: usize,
    /// When it had been encoded, UTC microseconds.
    pub(crate) at_us: i64,
}

impl Process {
    /// Starts it on a free port and waits for its own word that it listens.
    pub(crate) fn start(arguments: &[&str]) -> anyhow::Result<Self> {
        Self::start_on(0, arguments)
    }

    /// Starts it on a port and waits for its own word that it listens.
    pub(crate) fn start_on(port: u16, arguments: &[&str]) -> anyhow::Result<Self> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gridcast-gateway"))
            .args(["--port", &port.to_string(), "--log-format", "json"])
            .args(arguments)
            .env("GRIDCAST_LOG", "error,gridcast::frames=trace")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start the gateway")?;
        let log = child.stderr.take().context("stderr is piped")?;
        let made = Arc::default();
        let making = Arc::clone(&made);
        std::thread::spawn(move || read_log(log, &making));
        let mut lines = BufReader::new(child.stdout.take().context("stdout is piped")?);
        let mut line = String::new();
        lines.read_line(&mut line)?;
        let address = line.trim().rsplit_once("http://").context("the gateway did not start")?.1.parse()?;
        let id = child.id();
        Ok(Self { child, address, id, made })
    }

    /// The frames made so far.
    pub(crate) fn made(&self) -> Vec<Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A line of `/proc/PID/status` in KB: `VmRSS`, `VmHWM`.
    pub(crate) fn memory_kb(&self, line: &str) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id))?;
        let found =
            status.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':')).context("no such line")?;
        Ok(found.trim().trim_end_matches(" kB").parse()?)
    }

    /// Descriptors that are open.
    pub(crate) fn descriptors(&self) -> anyhow::Result<usize> {
        Ok(std::fs::read_dir(format!("/proc/{}/fd", self.id))?.count())
    }

    /// CPU time used so far.
    pub(crate) fn cpu(&self) -> anyhow::Result<Duration> {
        let mut all = Duration::ZERO;
        for task in std::fs::read_dir(format!("/proc/{}/task", self.id))? {
            // A thread may end between the two looks.
            all += cpu_of(&task?.path().to_string_lossy()).unwrap_or_default();
        }
        Ok(all)
    }

    /// Asks it to stop and waits until it has.
    pub(crate) fn stop(mut self) -> anyhow::Result<()> {
        ensure!(
            Command::new("kill").arg(self.id.to_string()).status()?.success(),
            "it cannot be told to stop"
        );
        ensure!(self.child.wait()?.success(), "it did not stop in order");
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// CPU time of one thread by its folder in `/proc`; it is told in nanoseconds.
pub(crate) fn cpu_of(thread: &str) -> anyhow::Result<Duration> {
    let text = std::fs::read_to_string(format!("{thread}/schedstat"))?;
    Ok(Duration::from_nanos(text.split(' ').next().context("schedstat is empty")?.parse()?))
}

/// UTC microseconds, as the gateway's log has them.
pub(crate) fn now_us() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros() as i64)
}

fn read_log(log: ChildStderr, made: &Mutex<Vec<Made>>) {
    for line in BufReader::new(log).lines().map_while(Result::ok) {
        if let Some(frame) = frame_of(&line) {
            made.lock().unwrap_or_else(PoisonError::into_inner).push(frame);
        } else {
            eprintln!("{line}");
        }
    }
}

fn frame_of(line: &str) -> Option<Made> {
    let json: serde_json::Value = serde_json::from_str(line).ok()?;
    let fields = json.get("fields")?;
    Some(Made {
        chunk: fields.get("chunk")?.as_u64()? as u32,
        index: fields.get("index")?.as_u64()? as u8,
        bytes: fields.get("bytes")?.as_u64()? as usize,
        at_us: fields.get("at_us")?.as_i64()?,
    })
}
