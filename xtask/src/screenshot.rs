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
    /// Where the pictures go: docs/pictures, or target/pictures with --charts.
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Instead of the documentation's pictures every chart in the colour-blind palette as deuteranopes see it, on both
    /// sizes in both themes, to be looked at.
    #[arg(long)]
    charts: bool,
    /// With --charts: the mart documents to show instead of the simulated race's.
    #[arg(long, value_name = "DIR", requires = "charts")]
    marts: Option<PathBuf>,
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
    let usual = if arguments.charts { "target/pictures" } else { "docs/pictures" };
    let to = arguments.to.clone().unwrap_or_else(|| usual.into());
    playwright.env("GRIDCAST_PICTURES", crate::repository::root().join(to));
    playwright.args(if arguments.charts {
        &["charts.spec.ts"][..]
    } else {
        &["live.spec.ts", "race.spec.ts"]
    });
    if let Some(marts) = &arguments.marts {
        playwright.env("GRIDCAST_PICTURES_MARTS", marts);
    }
    playwright.env("GRIDCAST_PICTURES_OF", arguments.gateway.join("\n"));
    playwright.env("GRIDCAST_WAREHOUSE_PROGRAM", program("gridcast-warehouse", Profile::Dev)?);
    step(
        "take pictures",
        "the live page and the one after the race, dark and light, or every chart; some minutes",
        || run(&mut playwright),
    )
}
