//! Packages of the operating system. They are only installed by us where that is ours to do: as root on a
//! machine with apt. Elsewhere the command is named and the developer runs it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{output, run};

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
    /// The browser of all journeys.
    Chromium,
    /// The second browser.
    Firefox,
    /// The third, and its driver.
    WebKit,
    /// A virtual display, for a browser that has no headless mode, and what takes a picture of it.
    Display,
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
            Self::Compiler => ["cc", "c++", "make"].into_iter().all(has),
            Self::OpenSsl => ["openssl", "zlib"]
                .into_iter()
                .all(|library| output(Command::new("pkg-config").args(["--exists", library])).is_ok()),
            Self::Node => has("node") && has("npm"),
            Self::RecentNode => has("npm") && node_version().is_some_and(|version| 20 <= version),
            Self::Java => java_version().is_some_and(|version| 17 <= version),
            Self::Maven => has("mvn"),
            Self::Chromium => chromium().is_some(),
            Self::Firefox => firefox().is_some(),
            Self::WebKit => has("WebKitWebDriver") && minibrowser().is_some(),
            Self::Display => has("Xvfb") && has("import"),
            Self::Chromedriver => has("chromedriver"),
            Self::Python => has("python3"),
            Self::PythonVenv => {
                output(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_ok()
            }
            Self::Zstd => has("zstd"),
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
            Self::Firefox => &["firefox-esr"],
            Self::WebKit => &["webkit2gtk-driver"],
            Self::Display => &["xvfb", "imagemagick"],
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
            Self::Node => "Node and npm, for wasm-opt and esbuild",
            Self::RecentNode => "Node 20 or later and npm, for the browser's tests",
            Self::Java => "Java 17 or later, for the Kafka node of the tests",
            Self::Maven => "Maven, to fetch Kafka's jars",
            Self::Chromium => "Chromium, the browser of the tests",
            Self::Firefox => "Firefox, the second browser of the tests",
            Self::WebKit => "WebKitGTK's browser and driver, the third of the tests",
            Self::Display => "Xvfb and ImageMagick, a display for that browser and pictures of it",
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
    if !has("apt-get") || !is_root() {
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

/// Chromium: `GRIDCAST_CHROMIUM`, else the system's.
pub(crate) fn chromium() -> Option<PathBuf> {
    named("GRIDCAST_CHROMIUM")
        .or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path))
}

/// Firefox: `GRIDCAST_FIREFOX`, else the system's.
pub(crate) fn firefox() -> Option<PathBuf> {
    named("GRIDCAST_FIREFOX").or_else(|| ["firefox-esr", "firefox"].into_iter().find_map(on_path))
}

/// `WebKitGTK`'s browser: `GRIDCAST_WEBKIT`, else the system's, which lies beside its library.
pub(crate) fn minibrowser() -> Option<PathBuf> {
    let below =
        |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let installed = || {
        let machines = below("/usr/lib".into()).chain(["/usr/lib".into(), "/usr/libexec".into()]);
        let versions = machines.flat_map(below).filter(|folder| {
            folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit2gtk-"))
        });
        versions.map(|folder| folder.join("MiniBrowser")).find(|program| program.is_file())
    };
    named("GRIDCAST_WEBKIT").or_else(installed)
}

/// The program that a variable names.
fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}

fn has(program: &str) -> bool {
    on_path(program).is_some()
}

/// Where a program is on the path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|program| program.is_file())
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
