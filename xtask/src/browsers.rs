//! What Playwright's journeys need: the programs, the site, and the browsers.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::at_once;
use crate::run::{Profile, program, stand_in};
use crate::setup;
use crate::system::{self, Need, ensure, on_path};

/// A browser that journeys run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Debian's, headless, by Playwright.
    Chromium,
    /// Debian's, headless, over `WebDriver` `BiDi`.
    Firefox,
    /// `WebKitGTK`'s own small browser, over `WebDriver`, on a virtual display.
    WebKit,
}

impl Engine {
    /// All that the tests run in.
    pub(crate) const ALL: &[Self] = &[Self::Chromium, Self::Firefox, Self::WebKit];

    /// What of the system it needs.
    pub(crate) fn needs(self) -> &'static [Need] {
        match self {
            Self::Chromium => &[Need::Chromium],
            Self::Firefox => &[Need::Firefox],
            Self::WebKit => &[Need::WebKit, Need::Display],
        }
    }

    /// Where its programs are, by the variables in which e2e/browsers expects them.
    fn programs(self) -> Vec<(&'static str, Option<PathBuf>)> {
        match self {
            Self::Chromium => vec![("GRIDCAST_CHROMIUM", system::chromium())],
            Self::Firefox => vec![("GRIDCAST_FIREFOX", system::firefox())],
            Self::WebKit => vec![
                ("GRIDCAST_WEBKIT", system::minibrowser()),
                ("GRIDCAST_WEBKIT_DRIVER", on_path("WebKitWebDriver")),
                ("GRIDCAST_XVFB", on_path("Xvfb")),
            ],
        }
    }
}

/// All that Playwright needs, in the environment.
#[derive(Debug)]
pub(crate) struct Browsers {
    variables: Vec<(&'static str, PathBuf)>,
}

impl Browsers {
    /// Builds and installs it.
    ///
    /// # Errors
    /// When something cannot be built or installed.
    pub(crate) fn prepare(profile: Profile, engines: &[Engine]) -> Result<Self> {
        let needs: Vec<Need> = engines.iter().flat_map(|engine| engine.needs()).copied().collect();
        ensure(&[Need::TO_RUN, &[Need::RecentNode, Need::Zstd], needs.as_slice()].concat())?;
        setup::e2e_packages()?;
        let programs = || {
            Ok([program("gridcast-gateway", profile)?, program("gridcast-producer", profile)?, stand_in()?])
        };
        let (site, [gateway, producer, stand_in]) = at_once(crate::site::build, programs)?;
        let mut variables = vec![
            ("GRIDCAST_SITE", site),
            ("GRIDCAST_GATEWAY_PROGRAM", gateway),
            ("GRIDCAST_PRODUCER_PROGRAM", producer),
            ("GRIDCAST_STAND_IN_PROGRAM", stand_in),
            ("GRIDCAST_XTASK_PROGRAM", std::env::current_exe()?),
        ];
        for (name, found) in engines.iter().flat_map(|engine| engine.programs()) {
            variables.push((name, found.with_context(|| format!("there is no program for {name}"))?));
        }
        Ok(Self { variables })
    }

    /// Playwright on projects of e2e/playwright.config.ts, with all of it in the environment.
    pub(crate) fn playwright(&self, projects: &[&str]) -> Command {
        let mut command = Command::new("node");
        command.current_dir(crate::repository::root().join("e2e")).envs(self.variables.iter().cloned());
        command.args(["node_modules/@playwright/test/cli.js", "test"]);
        command.args(projects.iter().map(|project| format!("--project={project}")));
        command
    }
}
