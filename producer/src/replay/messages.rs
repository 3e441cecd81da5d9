//! The messages of a recording of the feed, whatever its form, in the order of their times.
//!
//! | a path | what it is |
//! |---|---|
//! | a folder with `TOPIC.jsonStream[.zst]` | a session of the official archive |
//! | a folder with `*.received.zst` | what `record` wrote, file after file |
//! | a file | any form of [`gridcast_feed::forms`], plain or zstd, told by its first lines; or what `record` wrote |
//!
//! What `record` writes is a line a message, `<UTC ms of its arrival> <the message as it came>`.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use gridcast_feed::forms::{Form, MAX_LINE_BYTES, read_line, read_received, read_reply};
use gridcast_feed::{At, FeedTopic, Message, Refusal, ZeroFinder};

use gridcast_shared::race::Missing;
use gridcast_shared::topics::Topic;

use super::text_lines::TextLines;
use crate::SourceError;

/// What ends the name of a file that `record` writes.
pub const RECEIVED: &str = ".received.zst";

/// Lines in which a form must show itself.
const FIRST_LINES: usize = 20;

/// Lines of a topic that are looked at for the archive's zero.
const ZERO_LINES: usize = 300;

/// Longest reply of a subscription, bytes.
const MAX_REPLY_BYTES: u64 = MAX_LINE_BYTES as u64;

/// Messages of a recording.
#[derive(Debug)]
pub(super) enum Messages {
    /// A file a topic.
    Archive(ArchiveFiles),
    /// All topics in one file, or several after one another.
    Stream(StreamFiles),
}

/// One item of a recording.
#[derive(Debug)]
pub(super) enum Item {
    /// A message, dated in UTC.
    Message(Message),
    /// What was none, and where.
    Refused(Refusal, PathBuf, u64),
}

impl Messages {
    /// Opens a recording of the feed; none when the path is something else, such as a file of records.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn open(path: &Path) -> Result<Option<Self>, SourceError> {
        if !path.is_dir() {
            return Ok(StreamFiles::open(vec![path.to_owned()])?.map(Self::Stream));
        }
        let mut files: Vec<PathBuf> = Vec::new();
        let opening = |source| SourceError::Open { file: path.to_owned(), source };
        for entry in std::fs::read_dir(path).map_err(opening)? {
            files.push(entry.map_err(opening)?.path());
        }
        files.sort();
        let topics: Vec<(FeedTopic, PathBuf)> =
            files.iter().filter_map(|file| Some((topic_of(file)?, file.clone()))).collect();
        if !topics.is_empty() {
            return ArchiveFiles::open(path, topics).map(Self::Archive).map(Some);
        }
        files.retain(|file| file.to_string_lossy().ends_with(RECEIVED));
        if files.is_empty() { Ok(None) } else { Ok(StreamFiles::open(files)?.map(Self::Stream)) }
    }

    /// The next item; none at the end.
    ///
    /// # Errors
    /// When a file cannot be read on; there is nothing more to be had then.
    pub(super) fn next(&mut self) -> Result<Option<Item>, SourceError> {
        match self {
            Self::Archive(files) => files.next(),
            Self::Stream(files) => files.next(),
        }
    }

    /// UTC milliseconds of the archive's zero.
    pub(super) fn zero_ms(&self) -> Option<i64> {
        match self {
            Self::Archive(files) => Some(files.zero_ms),
            Self::Stream(_) => None,
        }
    }
}

impl Messages {
    /// What a session of the archive lacks; other recordings do not tell.
    pub(super) fn missing(&self) -> Option<Missing> {
        let Self::Archive(files) = self else { return None };
        let has = |topics: &[FeedTopic]| files.topics.iter().any(|file| topics.contains(&file.topic));
        let lacks = |topic: &Topic| match topic {
            Topic::Tele => !has(&[FeedTopic::CarData, FeedTopic::Position]),
            Topic::Laps | Topic::Timing => !has(&[FeedTopic::TimingData]),
            Topic::Session => !has(&[FeedTopic::SessionInfo]),
            Topic::RaceControl => !has(&[FeedTopic::RaceControlMessages]),
            Topic::Weather => !has(&[FeedTopic::WeatherData]),
        };
        Some(Missing { topics: Topic::ALL.into_iter().filter(lacks).collect(), token: None })
    }
}

/// The topic of a file of the archive, by its name.
fn topic_of(file: &Path) -> Option<FeedTopic> {
    let name = file.file_name()?.to_str()?;
    FeedTopic::parse(name.strip_suffix(".zst").unwrap_or(name).strip_suffix(".jsonStream")?)
}

/// A file a topic, merged by their times.
#[derive(Debug)]
pub(super) struct ArchiveFiles {
    topics: Vec<TopicFile>,
    zero_ms: i64,
}

#[derive(Debug)]
struct TopicFile {
    topic: FeedTopic,
    lines: TextLines,
    /// The next of it.
    next: Option<Item>,
}

impl ArchiveFiles {
    fn open(folder: &Path, files: Vec<(FeedTopic, PathBuf)>) -> Result<Self, SourceError> {
        let zero_ms = find_zero(&files)?.ok_or_else(|| SourceError::NotFound {
            file: folder.to_owned(),
            reason:
                "nothing in it tells the time: it has neither positions nor race control, clock or heartbeat"
                    .to_owned(),
        })?;
        let mut topics = Vec::new();
        for (topic, file) in files {
            let lines = TextLines::open(&file, MAX_LINE_BYTES)?;
            let mut file = TopicFile { topic, lines, next: None };
            file.advance(zero_ms)?;
            topics.push(file);
        }
        // At the same time who drives comes before what they do.
        topics.sort_by_key(|file| file.topic);
        Ok(Self { topics, zero_ms })
    }

    fn next(&mut self) -> Result<Option<Item>, SourceError> {
        // What is refused has no time: it goes first.
        let first =
            self.topics.iter_mut().filter(|file| file.next.is_some()).min_by_key(|file| match &file.next {
                Some(Item::Message(message)) => message.at,
                Some(Item::Refused(..)) | None => At::Utc(i64::MIN),
            });
        let Some(file) = first else { return Ok(None) };
        let item = file.next.take();
        file.advance(self.zero_ms)?;
        Ok(item)
    }
}

impl TopicFile {
    /// Reads until there is a next item, or the file ends.
    fn advance(&mut self, zero_ms: i64) -> Result<(), SourceError> {
        while let Some(line) = self.lines.next_line()? {
            let item = match one_message(Form::Archive(self.topic), line) {
                Some(Ok(message)) => Item::Message(message.dated(zero_ms)),
                Some(Err(refusal)) => Item::Refused(refusal, self.lines.file().to_owned(), self.lines.line()),
                None => continue,
            };
            self.next = Some(item);
            break;
        }
        Ok(())
    }
}

/// The message of a line that has one at most.
fn one_message(form: Form, line: &[u8]) -> Option<Result<Message, Refusal>> {
    let mut messages = Vec::new();
    let mut refused = None;
    let read = read_line(form, &String::from_utf8_lossy(line), &mut messages, &mut |refusal| {
        refused = Some(refusal);
    });
    match (read, messages.pop(), refused) {
        (Err(refusal), _, _) | (Ok(()), None, Some(refusal)) => Some(Err(refusal)),
        (Ok(()), Some(message), _) => Some(Ok(message)),
        (Ok(()), None, None) => None,
    }
}

/// Finds the archive's zero from the beginnings of the topics that tell it.
fn find_zero(files: &[(FeedTopic, PathBuf)]) -> Result<Option<i64>, SourceError> {
    let mut finder = ZeroFinder::default();
    for (topic, file) in files {
        let tells = matches!(
            topic,
            FeedTopic::Position
                | FeedTopic::RaceControlMessages
                | FeedTopic::Heartbeat
                | FeedTopic::ExtrapolatedClock
        );
        if !tells {
            continue;
        }
        let mut lines = TextLines::open(file, MAX_LINE_BYTES)?;
        for _ in 0..ZERO_LINES {
            let Some(line) = lines.next_line()? else { break };
            if let Some(Ok(message)) = one_message(Form::Archive(*topic), line) {
                finder.see(&message);
            }
        }
    }
    Ok(finder.zero_ms())
}

/// Files that have many topics, one after another.
#[derive(Debug)]
pub(super) struct StreamFiles {
    lines: TextLines,
    form: StreamForm,
    rest: VecDeque<PathBuf>,
    /// What was read of a line and has not been given.
    items: VecDeque<Item>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StreamForm {
    /// What `record` writes.
    Received,
    /// A form of a recording that others made.
    Other(Form),
    /// The whole file is one reply of a subscription.
    Reply,
}

impl StreamFiles {
    /// Opens files of one form; none when their first lines have no form of the feed.
    fn open(files: Vec<PathBuf>) -> Result<Option<Self>, SourceError> {
        let mut rest = VecDeque::from(files);
        // A recording that was killed at once left an empty file.
        let (first, form) = loop {
            let Some(first) = rest.pop_front() else { return Ok(None) };
            match detect(&first)? {
                Some(form) => break (first, form),
                None if is_blank(&first)? => {}
                None => return Ok(None),
            }
        };
        let lines = open_lines(&first, form)?;
        let mut files = Self { lines, form, rest, items: VecDeque::new() };
        if form == StreamForm::Reply {
            files.read_reply(&first)?;
        }
        Ok(Some(files))
    }

    fn next(&mut self) -> Result<Option<Item>, SourceError> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Ok(Some(item));
            }
            if self.form == StreamForm::Reply {
                return Ok(None);
            }
            let Some(line) = self.lines.next_line()? else {
                let Some(file) = self.rest.pop_front() else { return Ok(None) };
                self.lines = open_lines(&file, self.form)?;
                continue;
            };
            let text = String::from_utf8_lossy(line).into_owned();
            self.read(&text);
        }
    }

    fn read(&mut self, line: &str) {
        let (mut messages, mut refused) = (Vec::new(), Vec::new());
        let mut refuse = |refusal| refused.push(refusal);
        let read = match self.form {
            StreamForm::Received => match received(line) {
                Some((arrived_ms, said)) => read_received(said, arrived_ms, &mut messages, &mut refuse),
                None => Err(Refusal::NotThisForm(line.chars().take(40).collect())),
            },
            StreamForm::Other(form) => read_line(form, line, &mut messages, &mut refuse),
            StreamForm::Reply => return,
        };
        refused.extend(read.err());
        for refusal in refused {
            self.refuse(refusal);
        }
        self.items.extend(messages.into_iter().map(Item::Message));
    }

    fn refuse(&mut self, refusal: Refusal) {
        self.items.push_back(Item::Refused(refusal, self.lines.file().to_owned(), self.lines.line()));
    }

    fn read_reply(&mut self, file: &Path) -> Result<(), SourceError> {
        use std::io::Read;
        let opening = |source| SourceError::Open { file: file.to_owned(), source };
        let mut text = String::new();
        let open = std::fs::File::open(file).map_err(opening)?;
        open.take(MAX_REPLY_BYTES).read_to_string(&mut text).map_err(opening)?;
        let (mut messages, mut refused) = (Vec::new(), Vec::new());
        if let Err(refusal) = read_reply(&text, None, &mut messages, &mut |refusal| refused.push(refusal)) {
            refused.push(refusal);
        }
        for refusal in refused {
            self.refuse(refusal);
        }
        self.items.extend(messages.into_iter().map(Item::Message));
        Ok(())
    }
}

fn open_lines(file: &Path, form: StreamForm) -> Result<TextLines, SourceError> {
    let lines = TextLines::open(file, MAX_LINE_BYTES)?;
    Ok(if form == StreamForm::Received { lines.breaking_off() } else { lines })
}

/// The arrival (UTC ms) and the message of a line that `record` wrote.
fn received(line: &str) -> Option<(i64, &str)> {
    let (arrived, said) = line.split_once(' ')?;
    if !said.starts_with('{') || arrived.len() < 12 {
        return None;
    }
    Some((arrived.parse().ok()?, said))
}

/// Whether nothing is written in a file.
fn is_blank(file: &Path) -> Result<bool, SourceError> {
    Ok(TextLines::open(file, MAX_LINE_BYTES)?.breaking_off().next_line()?.is_none())
}

/// Tells a form by a file's first lines.
fn detect(file: &Path) -> Result<Option<StreamForm>, SourceError> {
    let mut lines = TextLines::open(file, MAX_LINE_BYTES)?.breaking_off();
    let mut n_lines = 0;
    while let Some(line) = lines.next_line()? {
        let line = String::from_utf8_lossy(line);
        if received(&line).is_some() {
            return Ok(Some(StreamForm::Received));
        }
        // A document that goes over several lines, or over one and has the feed's topics as its keys.
        if n_lines == 0 && (line == "{" || line == "{{" || starts_as_reply(&line)) {
            return Ok(Some(StreamForm::Reply));
        }
        if let Some(form) = Form::detect(&line) {
            // Records are JSON objects, too.
            return Ok((!is_record(&line)).then_some(StreamForm::Other(form)));
        }
        n_lines += 1;
        if FIRST_LINES <= n_lines {
            break;
        }
    }
    Ok(None)
}

fn starts_as_reply(line: &str) -> bool {
    line.strip_prefix("{\"")
        .and_then(|rest| rest.split_once('"'))
        .is_some_and(|(key, _)| FeedTopic::parse(key).is_some())
}

/// Whether a line of JSON is a record of a topic of ours, which has a driver or a session.
fn is_record(line: &str) -> bool {
    ["\"Driver\":", "\"Session\":"].iter().any(|field| line.contains(field))
        && !line.contains("\"A\":")
        && !line.contains("\"R\":")
        && !line.contains("\"type\":")
}
