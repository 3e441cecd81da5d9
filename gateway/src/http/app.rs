//! What every answer is made from: the spectators, the recordings, the present state, common delays, and what is
//! served of files.

use std::sync::Arc;

use ipnet::IpNet;
use tokio::sync::watch;

use super::live::LiveCache;
use super::marts::Marts;
use super::site::Site;
use crate::config::{BasePath, Sites};
use crate::delays::Delays;
use crate::hub::Snapshot;
use crate::pool::Pool;
use crate::recorder::Recorder;

/// What the answers are made from.
#[derive(Clone, Debug)]
pub struct App {
    /// The spectators.
    pub pool: Arc<Pool>,
    /// The recordings.
    pub recorder: Arc<Recorder>,
    /// The present state.
    pub live: watch::Receiver<Arc<Snapshot>>,
    /// Its JSON, rendered once a sequence.
    pub live_cache: Arc<LiveCache>,
    /// The delays that devices have in common.
    pub delays: Arc<Delays>,
    /// The page; `None` when only the API is served.
    pub site: Option<Arc<Site>>,
    /// What the warehouse published, if there is such a folder.
    pub marts: Option<Arc<Marts>>,
    /// Who may use all this from a browser.
    pub sites: Arc<Sites>,
    /// Where all this lies.
    pub base: BasePath,
    /// Proxies that speak for others.
    pub trusted_proxies: Arc<[IpNet]>,
}
