//! What requests and connections may cost, whom proxies speak for, and which sites may use the gateway.

use std::net::SocketAddr;
use std::sync::Arc;

use ipnet::IpNet;

use super::error::{ConfigError, bad};
use super::options::HttpOptions;
use super::origins::Origins;
use super::value::{parse_listen, seconds};
use crate::connections::Limits;

/// Connections that are there for requests, above the spectators', where nobody says how many.
const FOR_REQUESTS: usize = 1024;

/// What is asked and answered over HTTP.
#[derive(Clone, Debug)]
pub struct Http {
    /// What connections may cost.
    pub limits: Limits,
    /// Proxies whose word is taken for whom they speak.
    pub trusted_proxies: Arc<[IpNet]>,
    /// Who may do what from a browser.
    pub sites: Sites,
    /// Where `/metrics` is alone; otherwise it is beside all else.
    pub metrics_listen: Option<SocketAddr>,
}

/// Which sites may use the gateway from a browser, route by route.
#[derive(Clone, Debug)]
pub struct Sites {
    /// May frame a panel of the live page (`?panel=map`).
    pub panel_frames: Origins,
    /// May frame a chart (`?panel=gap`).
    pub chart_frames: Origins,
    /// May frame a whole page.
    pub page_frames: Origins,
    /// May read `/api`.
    pub api: Origins,
    /// May open `/ws`.
    pub ws: Origins,
}

impl Http {
    /// Checks options, defaults filled in.
    ///
    /// # Errors
    /// The first value that does not do, by the name under which it is written.
    pub(super) fn from_options(options: &HttpOptions, max_spectators: usize) -> Result<Self, ConfigError> {
        let max = options.max_connections.unwrap_or(max_spectators.saturating_add(FOR_REQUESTS));
        if max < 4 {
            return bad(format!("--max-connections must be 4 at least, got {max}"));
        }
        let proxies = options.trusted_proxies.iter().map(|word| network(word));
        Ok(Self {
            limits: Limits {
                max,
                max_per_address: Some(options.max_connections_per_address).filter(|max| 0 < *max),
                request: seconds("request-s", options.request_s, 1, 3600)?,
                keep_alive: seconds("keep-alive-s", options.keep_alive_s, 1, 3600)?,
                answer: seconds("answer-s", options.answer_s, 1, 3600)?,
            },
            trusted_proxies: proxies.collect::<Result<_, _>>()?,
            sites: Sites {
                panel_frames: Origins::parse("panel-frame-ancestors", &options.panel_frame_ancestors)?,
                chart_frames: Origins::parse(
                    "chart-frame-ancestors",
                    options.chart_frame_ancestors.as_ref().unwrap_or(&options.panel_frame_ancestors),
                )?,
                page_frames: Origins::parse("page-frame-ancestors", &options.page_frame_ancestors)?,
                api: Origins::parse("api-origins", &options.api_origins)?,
                ws: Origins::parse("ws-origins", &options.ws_origins)?,
            },
            metrics_listen: match &options.metrics_listen {
                Some(address) => Some(parse_listen("metrics-listen", address, None)?),
                None => None,
            },
        })
    }
}

/// A network, or one address.
fn network(word: &str) -> Result<IpNet, ConfigError> {
    let word = word.trim();
    word.parse().or_else(|_| word.parse().map(|address: std::net::IpAddr| address.into())).or_else(|_| {
        bad(format!("--trusted-proxies must be addresses or networks such as 10.0.0.0/8, got {word:?}"))
    })
}
