//! `screenshot`: the documentation's pictures, taken from the page as it is now.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::cache::step;
use crate::process::run;
use crate::run::Profile;
use crate::test::Browser;

/// Arguments of `screenshot`.
#[derive(Debug, Args)]
pub(crate) struct ScreenshotArguments {
    /// A recording to show instead of the simulated race.
    #[arg(long, value_name = "FILE")]
    recording: Option<PathBuf>,
    /// Lap from which the recording is shown.
    #[arg(long, value_name = "LAP", requires = "recording")]
    from: Option<u8>,
    /// Where the pictures go.
    #[arg(long, value_name = "DIR", default_value = "docs/pictures")]
    to: PathBuf,
}

/// Takes the pictures.
///
/// # Errors
/// When something cannot be built, or the page does not come to show a race.
pub(crate) fn screenshot(arguments: &ScreenshotArguments) -> Result<()> {
    let browser = Browser::prepare(Profile::Release)?;
    let mut script = browser.node("screenshot.js");
    script.arg(crate::root().join(&arguments.to));
    if let Some(recording) = &arguments.recording {
        script.arg(recording.canonicalize()?);
        script.args(arguments.from.map(|lap| lap.to_string()));
    }
    step("take pictures", "four sizes, dark and light; half a minute", || run(&mut script))
}
