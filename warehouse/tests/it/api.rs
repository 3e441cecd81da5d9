//! A server with the API's paths that answers with recorded replies, and with whatever else a test wants.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use serde_json::{Value, json};

/// What is answered instead of a recorded reply.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<&'static str>,
    pub(crate) body: String,
}

#[derive(Debug, Default)]
struct Table {
    /// Replies by path without `.json`; a path with `?offset=` is of that page.
    replies: BTreeMap<String, PathBuf>,
    /// Answers that go first, once each.
    first: Mutex<Vec<Answer>>,
    asked: Mutex<Vec<String>>,
}

/// A running server; ends with the test's process.
pub(crate) struct Api {
    address: SocketAddr,
    table: Arc<Table>,
}

impl Api {
    /// Serves recorded replies: path of the API and file. `first` goes before all of them, in order.
    pub(crate) fn start(replies: &[(&str, PathBuf)], mut first: Vec<Answer>) -> Self {
        first.reverse();
        let table = Arc::new(Table {
            replies: replies.iter().map(|(path, file)| ((*path).to_owned(), file.clone())).collect(),
            first: Mutex::new(first),
            asked: Mutex::default(),
        });
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let serves = Arc::clone(&table);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                let app = axum::Router::new().fallback(answer).with_state(serves);
                axum::serve(listener, app).await.unwrap();
            });
        });
        Self { address, table }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/ergast/f1", self.address)
    }

    /// Paths that were asked for so far, with their queries.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.table.asked.lock().unwrap().clone()
    }
}

async fn answer(
    State(table): State<Arc<Table>>,
    uri: Uri,
    RawQuery(query): RawQuery,
) -> (StatusCode, HeaderMap, String) {
    let query = query.unwrap_or_default();
    let path = uri.path().trim_start_matches("/ergast/f1/").trim_end_matches(".json").to_owned();
    table.asked.lock().unwrap().push(format!("{path}?{query}"));
    let mut headers = HeaderMap::new();
    if let Some(answer) = table.first.lock().unwrap().pop() {
        if let Some(wait) = answer.retry_after {
            headers.insert(header::RETRY_AFTER, wait.parse().unwrap());
        }
        return (StatusCode::from_u16(answer.status).unwrap(), headers, answer.body);
    }
    let number = |name: &str| -> usize {
        query
            .split('&')
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
            .unwrap_or(0)
    };
    let (limit, offset) = (number("limit"), number("offset"));
    let body = if let Some(page) = table.replies.get(&format!("{path}?offset={offset}")) {
        std::fs::read_to_string(page).unwrap()
    } else if let Some(file) = table.replies.get(&path) {
        std::fs::read_to_string(file).unwrap()
    } else {
        json!({"MRData": {"limit": limit.to_string(), "offset": "0", "total": "0"}}).to_string()
    };
    (StatusCode::OK, headers, body)
}

/// Every reply of the 2023 season that was recorded whole, by the API's path.
pub(crate) fn season_2023(data: &Path) -> Vec<(&'static str, PathBuf)> {
    [
        ("2023/races", "races/2023_races.json"),
        ("2023/circuits", "circuits/2023_circuits.json"),
        ("2023/drivers", "drivers/2023_drivers.json"),
        ("2023/constructors", "constructors/2023_constructors.json"),
        ("2023/4/driverstandings", "driverstandings/2023_4_driverStandings.json"),
        ("2023/5/driverstandings", "driverstandings/2023_5_driverstandings.json"),
        ("2023/22/driverstandings", "driverstandings/2023_22_driverstandings.json"),
        ("2023/22/constructorstandings", "constructorstandings/2023_22_constructorstandings.json"),
    ]
    .map(|(path, file)| (path, data.join(file)))
    .into()
}

/// The replies of the 2023 race in the United States: laps in eleven pages.
pub(crate) fn paged_race(data: &Path) -> Vec<(String, PathBuf)> {
    let mut replies: Vec<(String, PathBuf)> = (0..11)
        .map(|page| {
            let file = format!("2023_18_all/laps_limit=100_offset={}.json", page * 100);
            (format!("2023/18/laps?offset={}", page * 100), data.join(file))
        })
        .collect();
    replies.push(("2023/18/pitstops".to_owned(), data.join("2023_18_all/pitstops_limit=100.json")));
    replies.push(("2023/races".to_owned(), data.join("races/2023_races.json")));
    replies
}

/// A reply of the API's form.
pub(crate) fn reply(inner: &Value) -> String {
    let mut data = json!({"limit": "100", "offset": "0", "total": "1"});
    for (key, value) in inner.as_object().unwrap() {
        data[key] = value.clone();
    }
    json!({"MRData": data}).to_string()
}

/// The answers of a small made-up input, a file a path in the place's folder.
pub(crate) fn small(place: &crate::Place, name: &str) -> Option<Vec<(String, PathBuf)>> {
    let file = crate::recording(&format!("small/{name}.jsonl"))?;
    let mut replies = Vec::new();
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let Some(path) = line["get"].as_str() else { continue };
        let answer = place.path(&format!("{name}-{}.json", path.replace('/', "-")));
        std::fs::write(&answer, line["answer"].to_string()).unwrap();
        replies.push((path.to_owned(), answer));
    }
    Some(replies)
}

/// Serves answers such as those of [`small`].
pub(crate) fn serve(replies: &[(String, PathBuf)]) -> Api {
    let replies: Vec<(&str, PathBuf)> =
        replies.iter().map(|(path, file)| (path.as_str(), file.clone())).collect();
    Api::start(&replies, Vec::new())
}
