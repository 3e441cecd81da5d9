//! The gateway as a program under measurement: started, asked, and looked at from outside.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use anyhow::Context;

/// A running gateway; killed when dropped.
pub(crate) struct Process {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Its process id, for `/proc`.
    pub(crate) id: u32,
}

impl Process {
    /// Starts it on a free port and waits for its own word that it listens.
    pub(crate) fn start(arguments: &[&str]) -> anyhow::Result<Self> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gridcast-gateway"))
            .args(["--port", "0"])
            .args(arguments)
            .env("GRIDCAST_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the gateway")?;
        let mut lines = BufReader::new(child.stdout.take().context("stdout is piped")?);
        let mut line = String::new();
        lines.read_line(&mut line)?;
        let address = line.trim().rsplit_once("http://").context("the gateway did not start")?.1.parse()?;
        let id = child.id();
        Ok(Self { child, address, id })
    }

    /// A line of `/proc/PID/status` in KB: `VmRSS`, `VmHWM`.
    pub(crate) fn memory_kb(&self, line: &str) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id))?;
        let found =
            status.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':')).context("no such line")?;
        Ok(found.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
