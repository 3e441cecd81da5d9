//! The stand-in's archive: files by path, whole or from a byte on.

use std::collections::BTreeMap;

use super::fault::FileFault;

/// The files and what was asked of them.
#[derive(Debug)]
pub(crate) struct Files {
    by_path: BTreeMap<String, Vec<u8>>,
    faults: Vec<(String, FileFault)>,
    /// So many requests are answered 403.
    n_blocked: usize,
    pub(crate) requests: Vec<String>,
}

/// An answer, as it goes over the wire.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    /// So much of the body is sent; then the connection ends.
    pub(crate) sent: usize,
}

impl Answer {
    pub(crate) fn new(status: u16, body: Vec<u8>) -> Self {
        Self { status, headers: Vec::new(), sent: body.len(), body }
    }

    pub(crate) fn html() -> Self {
        let mut answer = Self::new(200, b"<!DOCTYPE html><title>Maintenance</title>".to_vec());
        answer.headers.push(("Content-Type", "text/html".to_owned()));
        answer
    }

    pub(crate) fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}

impl Files {
    pub(crate) fn new(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { by_path: files, faults: Vec::new(), n_blocked: 0, requests: Vec::new() }
    }

    pub(crate) fn spoil(&mut self, path: &str, fault: FileFault) {
        self.faults.push((path.to_owned(), fault));
    }

    /// Answers a request for a path below the base.
    pub(crate) fn answer(&mut self, path: &str, range: Option<&str>, if_range: Option<&str>) -> Answer {
        self.requests.push(match range {
            Some(range) => format!("{path} {range}"),
            None => path.to_owned(),
        });
        if 0 < self.n_blocked {
            self.n_blocked -= 1;
            return Answer::new(403, Vec::new());
        }
        let place = self.faults.iter().position(|(part, _)| path.contains(part.as_str()));
        let fault = place.map(|place| self.faults.remove(place).1);
        match fault {
            Some(FileFault::Status(status, wait)) => {
                let answer = Answer::new(status, Vec::new());
                return match wait {
                    Some(seconds) => answer.with("Retry-After", seconds.to_string()),
                    None => answer,
                };
            }
            Some(FileFault::Html) => return Answer::html(),
            Some(FileFault::Block(n_requests)) => {
                self.n_blocked = n_requests;
                return Answer::new(403, Vec::new());
            }
            Some(FileFault::Half) | None => {}
        }
        // The store behind the official archive answers so for what it does not have.
        let Some(file) = self.by_path.get(path) else { return Answer::new(403, Vec::new()) };
        let version = version(file);
        let from = range
            .filter(|_| if_range == Some(version.as_str()))
            .and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok());
        if from.is_some_and(|from| file.len() <= from) {
            return Answer::new(416, Vec::new()).with("Content-Range", format!("bytes */{}", file.len()));
        }
        let body = file.get(from.unwrap_or(0)..).unwrap_or_default().to_vec();
        let mut answer = match from {
            Some(from) => Answer::new(206, body)
                .with("Content-Range", format!("bytes {from}-{}/{}", file.len() - 1, file.len())),
            None => Answer::new(200, body),
        };
        if fault == Some(FileFault::Half) {
            answer.sent = answer.body.len() / 2;
        }
        answer.with("ETag", version)
    }
}

/// Changes with the content.
fn version(file: &[u8]) -> String {
    let sum = file.iter().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
    format!("\"{sum:016x}\"")
}
