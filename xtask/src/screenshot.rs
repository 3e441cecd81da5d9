//! `screenshot`: the documentation's pictures, taken from the page as it is now.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::browsers::{Browsers, Engine};
use crate::cache::step;
use crate::process::run;
use crate::run::{Profile, program};

/// Arguments of `screenshot`.
#[derive(Debug, Args)]
pub(crate) struct ScreenshotArguments {
    /// Where the pictures go.
    #[arg(long, value_name = "DIR", default_value = "docs/pictures")]
    to: PathBuf,
    /// Options of the gateway that say what to show instead of the simulated race, such as
    /// `-- --source recording FILE --laps FILE --from 30`.
    #[arg(last = true)]
    gateway: Vec<String>,
}

/// Takes the pictures.
///
/// # Errors
/// When something cannot be built, or the page does not come to show a race.
pub(crate) fn screenshot(arguments: &ScreenshotArguments) -> Result<()> {
    let browser = Browsers::prepare(Profile::Release, &[Engine::Chromium])?;
    let mut playwright = browser.playwright(&["pictures"]);
    playwright.env("GRIDCAST_PICTURES", crate::repository::root().join(&arguments.to));
    playwright.env("GRIDCAST_PICTURES_OF", arguments.gateway.join("\n"));
    playwright.env("GRIDCAST_WAREHOUSE_PROGRAM", program("gridcast-warehouse", Profile::Dev)?);
    step("take pictures", "the live page and the one after the race, dark and light; a minute", || {
        run(&mut playwright)
    })
}
