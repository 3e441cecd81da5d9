//! Packages of the operating system. They are only installed by us where that is ours to do: as root on a
//! machine with apt. Elsewhere the command is named and the developer runs it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{is_on_path, output, run};

/// Something of the system that a command needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A C compiler, make and zlib's headers, for librdkafka and zstd.
    Compiler,
    /// TLS for librdkafka.
    OpenSsl,
    /// The page's build.
    Node,
    /// The browser's tests: they use what Node has since version 20.
    RecentNode,
    /// The Kafka node of tests and benches.
    Java,
    /// Fetches Kafka's jars.
    Maven,
    /// The browser.
    Chromium,
    /// Runs WASM tests in the browser.
    Chromedriver,
    /// The independent decoder of the wire format.
    Python,
    /// dbt, Dagster and their tests.
    PythonVenv,
    /// Unpacks recordings for tests that read them independently of our own code.
    Zstd,
}

impl Need {
    /// What building the gateway and the page needs.
    pub(crate) const TO_RUN: &[Self] = &[Self::Compiler, Self::OpenSsl, Self::Node];

    fn is_there(self) -> bool {
        match self {
            Self::Compiler => ["cc", "c++", "make"].into_iter().all(is_on_path),
            Self::OpenSsl => ["openssl", "zlib"]
                .into_iter()
                .all(|library| output(Command::new("pkg-config").args(["--exists", library])).is_ok()),
            Self::Node => is_on_path("node") && is_on_path("npm"),
            Self::RecentNode => is_on_path("npm") && node_version().is_some_and(|version| 20 <= version),
            Self::Java => java_version().is_some_and(|version| 17 <= version),
            Self::Maven => is_on_path("mvn"),
            Self::Chromium => chromium().is_some(),
            Self::Chromedriver => is_on_path("chromedriver"),
            Self::Python => is_on_path("python3"),
            Self::PythonVenv => {
                output(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_ok()
            }
            Self::Zstd => is_on_path("zstd"),
        }
    }

    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Compiler => &["build-essential"],
            Self::OpenSsl => &["pkg-config", "libssl-dev", "zlib1g-dev"],
            Self::Node | Self::RecentNode => &["nodejs", "npm"],
            Self::Java => &["default-jre-headless"],
            Self::Maven => &["maven"],
            Self::Chromium => &["chromium"],
            Self::Chromedriver => &["chromium-driver"],
            Self::Python => &["python3"],
            Self::PythonVenv => &["python3-venv"],
            Self::Zstd => &["zstd"],
        }
    }

    fn why(self) -> &'static str {
        match self {
            Self::Compiler => "a C and C++ compiler, for librdkafka and zstd",
            Self::OpenSsl => "the headers of OpenSSL and zlib, for librdkafka",
            Self::Node => "Node and npm, for wasm-opt",
            Self::RecentNode => "Node 20 or later and npm, for the browser's tests",
            Self::Java => "Java 17 or later, for the Kafka node of the tests",
            Self::Maven => "Maven, to fetch Kafka's jars",
            Self::Chromium => "Chromium, the browser of the tests",
            Self::Chromedriver => "chromedriver, for the tests in WASM",
            Self::Python => "Python 3, for the independent decoder of the wire format",
            Self::PythonVenv => "Python 3 with venv, for dbt, Dagster and the tests of the models",
            Self::Zstd => "zstd, to unpack recordings for the tests",
        }
    }
}

/// Sees to it that all of `needs` are there.
///
/// # Errors
/// When something is missing and cannot be installed here; the message has the command that would.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let missing: Vec<Need> = needs.iter().copied().filter(|need| !need.is_there()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages()).copied().collect();
    let why: Vec<&str> = missing.iter().map(|need| need.why()).collect();
    let packages_in_line = packages.join(" ");
    if !is_on_path("apt-get") || !is_root() {
        bail!(
            "missing: {}.\nOn Debian and Ubuntu this installs it:\n\n    sudo apt-get update && \
             sudo apt-get install -y --no-install-recommends {packages_in_line}\n",
            why.join("; ")
        );
    }
    crate::cache::step(
        &format!("apt-get install {packages_in_line}"),
        &format!("{}; about a minute", why.join("; ")),
        || {
            run(Command::new("apt-get").args(["update", "-q"]))?;
            let mut install = Command::new("apt-get");
            install.args(["install", "-y", "-q", "--no-install-recommends"]).args(&packages);
            run(install.env("DEBIAN_FRONTEND", "noninteractive"))
        },
    )?;
    match missing.into_iter().find(|need| !need.is_there()) {
        Some(need) => bail!("apt-get has run, but still missing: {}", need.why()),
        None => Ok(()),
    }
}

/// The browser of the tests: `GRIDCAST_CHROMIUM`, else the system's.
pub(crate) fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("GRIDCAST_CHROMIUM") {
        return Some(named.into());
    }
    let folders = std::env::split_paths(&std::env::var_os("PATH")?).collect::<Vec<_>>();
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|program| program.is_file()))
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// The main version of the `java` on the path.
fn java_version() -> Option<u32> {
    let text = output(Command::new("sh").args(["-c", "java -version 2>&1"])).ok()?;
    let (_, version) = text.split_once('"')?;
    version.split(['.', '"', '-']).next()?.parse().ok()
}

/// The main version of the `node` on the path.
fn node_version() -> Option<u32> {
    let text = output(Command::new("node").arg("--version")).ok()?;
    text.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}
