//! Child processes. Each is the leader of a group of its own, so that it goes with all that it started: at the
//! end of a command, on a failure, on Ctrl-C and on a TERM signal.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long a service may take to stop when asked, before it is killed.
const STOP_DEADLINE: Duration = Duration::from_secs(30);

/// The groups that run now.
static RUNNING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

/// Set once this process is to end: from then on nothing is started.
static STOPPING: AtomicBool = AtomicBool::new(false);

fn running() -> MutexGuard<'static, BTreeSet<u32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on a signal stops every child and then this process, with exit code 130.
///
/// # Errors
/// When the handler cannot be set.
pub(crate) fn stop_all_on_signal() -> Result<()> {
    ctrlc::set_handler(|| {
        STOPPING.store(true, Ordering::SeqCst);
        stop_all();
        std::process::exit(130);
    })
    .context("cannot handle Ctrl-C")
}

/// Asks every child to stop, and kills those that have not within a deadline.
pub(crate) fn stop_all() {
    let groups: Vec<u32> = running().iter().copied().collect();
    for &group in &groups {
        signal(group, "TERM");
    }
    let deadline = Instant::now() + STOP_DEADLINE;
    for group in groups {
        while is_alive(group) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(50));
        }
        signal(group, "KILL");
    }
}

/// Sends a signal to a whole group; one that is gone is no error.
fn signal(group: u32, name: &str) {
    kill(&["-s", name, "--", &format!("-{group}")]);
}

fn is_alive(group: u32) -> bool {
    kill(&["-0", "--", &format!("-{group}")])
}

/// Whether there is a process of this number.
pub(crate) fn is_running(process: u32) -> bool {
    kill(&["-0", &process.to_string()])
}

/// The shell's own `kill`, which is there on every machine.
fn kill(arguments: &[&str]) -> bool {
    let script = format!("kill {}", arguments.join(" "));
    let status = Command::new("sh").args(["-c", &script]).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// A child that is stopped when dropped.
#[derive(Debug)]
pub(crate) struct Running {
    name: String,
    child: Child,
}

impl Running {
    /// Starts a command in a group of its own, with nothing to read.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let name = name_of(command);
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        running().insert(child.id());
        let started = Self { name, child };
        // After the insertion, so that either the signal's handler sees the child or we see the signal.
        if STOPPING.load(Ordering::SeqCst) {
            bail!("stopped before {} was done", started.name);
        }
        Ok(started)
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub(crate) fn wait(&mut self) -> Result<ExitStatus> {
        self.child.wait().with_context(|| format!("cannot wait for {}", self.name))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = self.child.id();
        if matches!(self.child.try_wait(), Ok(None)) {
            signal(group, "TERM");
            let deadline = Instant::now() + STOP_DEADLINE;
            while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(20));
            }
            signal(group, "KILL");
            // The child is gone or just killed; there is nobody to tell of an error.
            drop(self.child.wait());
        }
        running().remove(&group);
    }
}

/// Runs a command to its end.
///
/// # Errors
/// When it cannot be started or fails; the error names it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let mut running = Running::start(command)?;
    let status = running.wait()?;
    if !status.success() {
        bail!("{} failed ({status})", running.name);
    }
    Ok(())
}

/// Runs a command to its end and passes each line that it prints to `line`, standard output only.
///
/// # Errors
/// When it cannot be started or fails.
pub(crate) fn run_with_lines(command: &mut Command, mut line: impl FnMut(&str)) -> Result<()> {
    let mut running = Running::start(command.stdout(Stdio::piped()))?;
    if let Some(stdout) = running.child.stdout.take() {
        for text in BufReader::new(stdout).lines() {
            line(&text.with_context(|| format!("cannot read what {} prints", running.name))?);
        }
    }
    let status = running.wait()?;
    if !status.success() {
        bail!("{} failed ({status})", running.name);
    }
    Ok(())
}

/// Does two things at once, to their ends.
///
/// # Errors
/// That of the first, else of the second.
pub(crate) fn at_once<A: Send, B>(
    one: impl FnOnce() -> Result<A> + Send,
    other: impl FnOnce() -> Result<B>,
) -> Result<(A, B)> {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        let one = one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok((one?, other?))
    })
}

/// Runs a command quietly and returns what it printed.
///
/// # Errors
/// When it cannot be started or fails; its standard error is in the message.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = name_of(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {name}"))?;
    if !output.status.success() {
        bail!("{name} failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("{name} prints no UTF-8"))
}

/// Where a service's standard output goes, after its line of readiness too.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Output<'a> {
    /// To ours.
    Shown,
    /// Into a file.
    File(&'a Path),
}

/// Starts a service and waits for the line of its standard output by which it says that it is ready.
///
/// # Errors
/// When it ends, or `deadline` passes, before it has said so.
pub(crate) fn start_service<T: Send + 'static>(
    command: &mut Command,
    to: Output<'_>,
    deadline: Duration,
    is_ready: impl Fn(&str) -> Option<T> + Send + 'static,
) -> Result<(Running, T)> {
    let mut sink: Box<dyn Write + Send> = match to {
        Output::Shown => Box::new(std::io::stdout()),
        Output::File(path) => {
            Box::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?)
        }
    };
    let mut running = Running::start(command.stdout(Stdio::piped()))?;
    let stdout = running.child.stdout.take().context("a piped child has a standard output")?;
    let (said, ready) = mpsc::sync_channel(1);
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Some(value) = is_ready(&line) {
                // Only the first is waited for.
                drop(said.try_send(value));
            }
            if writeln!(sink, "{line}").is_err() {
                break;
            }
        }
    });
    match ready.recv_timeout(deadline) {
        Ok(value) => Ok((running, value)),
        Err(error) => {
            let why = match error {
                mpsc::RecvTimeoutError::Timeout => format!("is not ready after {} s", deadline.as_secs()),
                mpsc::RecvTimeoutError::Disconnected => "ended before it was ready".into(),
            };
            let log = match to {
                Output::Shown => String::new(),
                Output::File(path) => format!("; its last words:\n{}", last_lines(path)),
            };
            bail!("{} {why}{log}", running.name)
        }
    }
}

fn last_lines(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(12)..).unwrap_or_default().join("\n")
}

fn name_of(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args().take(4));
    let mut name: Vec<String> = words.map(|word| short(word).into_owned()).collect();
    if 4 < command.get_args().len() {
        name.push("…".into());
    }
    format!("`{}`", name.join(" "))
}

fn short(word: &OsStr) -> std::borrow::Cow<'_, str> {
    let path = Path::new(word);
    if path.is_absolute() {
        path.file_name().unwrap_or(word).to_string_lossy()
    } else {
        word.to_string_lossy()
    }
}
