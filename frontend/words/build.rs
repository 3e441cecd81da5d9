//! Checks the Fluent files of all languages against the English ones and makes of them, in `OUT_DIR`: `PART.rs` with a
//! typed function a message, `PART.en` with the English table, and `files.rs` with what the pages fetch.
//! A missing or unknown key, a wrong placeholder or plural form in any language ends the build.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, bail};
use gridcast_fluent::message::{Message, Piece};
use gridcast_fluent::{Fault, check, parse, rust, table};

/// The languages by their codes; English is in the programs.
const LANGUAGES: [&str; 8] = ["en", "es", "de", "it", "pt", "fr", "nl", "ja"];

/// The parts into which the words are cut, and of each page those that it needs.
const PARTS: [&str; 4] = ["common", "live", "charts", "race"];
const PAGES: [(&str, &[&str]); 2] = [("live", &["common", "live"]), ("race", &["common", "charts", "race"])];

/// What is said where no program runs: it is in no part of the programs.
const PLAIN: &str = "plain";

/// What the builder of embeds says, a page without a program: all of its own part, and of others what begins so.
const BUILDER: &str = "builder";
const BUILDER_TAKES: [(&str, &str); 3] =
    [("charts", "title-"), ("common", "session-"), ("race", "practice-")];

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=ftl");
    let out = PathBuf::from(env::var_os("OUT_DIR").context("cargo sets OUT_DIR")?);
    let mut faults: Vec<Fault> = Vec::new();
    // By language and part.
    let mut tables: Vec<Vec<String>> = vec![vec![String::new(); PARTS.len()]; LANGUAGES.len()];
    let mut builder: Vec<Vec<Message>> = vec![Vec::new(); LANGUAGES.len()];
    for (p, part) in PARTS.iter().enumerate() {
        let (source, english) = read("en", part, &mut faults)?;
        let code = rust::functions(&english, &source, &part.to_uppercase());
        fs::write(out.join(format!("{part}.rs")), code)?;
        for (l, language) in LANGUAGES.iter().enumerate() {
            let (_, messages) = read(language, part, &mut faults)?;
            faults.extend(check::faults(language, &file(language, part), &messages, &english));
            tables[l][p] = table::table(&messages, &english);
            let is_taken = |message: &Message| {
                BUILDER_TAKES.iter().any(|(of, start)| of == part && message.key.starts_with(start))
            };
            builder[l].extend(messages.into_iter().filter(is_taken));
        }
        fs::write(out.join(format!("{part}.en")), &tables[0][p])?;
    }
    let plain = plain(&mut faults)?;
    let (_, english) = read("en", BUILDER, &mut faults)?;
    for (l, language) in LANGUAGES.iter().enumerate() {
        let (_, messages) = read(language, BUILDER, &mut faults)?;
        faults.extend(check::faults(language, &file(language, BUILDER), &messages, &english));
        builder[l].extend(messages);
    }
    faults.dedup();
    if !faults.is_empty() {
        let list: Vec<String> = faults.iter().map(|fault| format!("  frontend/words/{fault}")).collect();
        bail!("the words of the pages are not whole:\n{}", list.join("\n"));
    }
    fs::write(out.join("files.rs"), files(&tables, &out)? + &builder_files(&builder)?)?;
    fs::write(out.join("plain.json"), plain)?;
    Ok(())
}

/// The words that stand where no program runs, as JSON: by language, then by key; a placeholder is its name in braces.
fn plain(faults: &mut Vec<Fault>) -> Result<String> {
    let (_, english) = read("en", PLAIN, faults)?;
    let mut languages = Vec::new();
    for language in LANGUAGES {
        let (_, messages) = read(language, PLAIN, faults)?;
        faults.extend(check::faults(language, &file(language, PLAIN), &messages, &english));
        let mut entries = Vec::new();
        for Message { key, pattern, .. } in &messages {
            let mut text = String::new();
            for piece in pattern {
                match piece {
                    Piece::Text(own) => text.push_str(&own.replace('\\', "\\\\").replace('"', "\\\"")),
                    Piece::Variable(name) => write!(text, "{{{name}}}")?,
                    Piece::Number { .. } | Piece::Choice { .. } => {
                        bail!("{}: {key} has more than texts in it", file(language, PLAIN))
                    }
                }
            }
            entries.push(format!("\"{key}\":\"{text}\""));
        }
        languages.push(format!("\"{language}\":{{{}}}", entries.join(",")));
    }
    Ok(format!("{{{}}}", languages.join(",")))
}

fn file(language: &str, part: &str) -> String {
    format!("ftl/{language}/{part}.ftl")
}

/// A file's text and messages; none where it has faults, which are told.
fn read(language: &str, part: &str, faults: &mut Vec<Fault>) -> Result<(String, Vec<Message>)> {
    let name = file(language, part);
    let source = fs::read_to_string(Path::new(&name)).with_context(|| format!("cannot read {name}"))?;
    let messages = parse::parse(&name, &source).unwrap_or_else(|found| {
        faults.extend(found);
        Vec::new()
    });
    Ok((source, messages))
}

/// The files of the pages: their names, which change with what is in them, and their content.
fn files(tables: &[Vec<String>], out: &Path) -> Result<String> {
    let mut code = String::new();
    for (page, parts) in PAGES {
        let own = PARTS.iter().zip(&tables[0]).filter(|(part, _)| parts.contains(part));
        let counts: Vec<usize> = own.map(|(_, table)| table.matches('\u{1e}').count()).collect();
        let mut names = Vec::new();
        for (language, tables) in LANGUAGES.iter().zip(tables) {
            let own = PARTS.iter().zip(tables).filter(|(part, _)| parts.contains(part));
            let content: Vec<&str> = own.map(|(_, table)| table.as_str()).collect();
            let content = content.join("\u{1d}");
            let name = format!("{page}-{language}-{:016x}.txt", hash(content.as_bytes()));
            fs::write(out.join(&name), content)?;
            names.push(name);
        }
        let constant = page.to_uppercase();
        writeln!(code, "/// Names of the files of the page `{page}`, in the order of the languages.")?;
        writeln!(code, "pub(crate) static {constant}_NAMES: [&str; {}] = {names:?};", names.len())?;
        let included: Vec<String> = names
            .iter()
            .map(|name| format!("include_str!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))"))
            .collect();
        writeln!(code, "/// How many messages each part of the page has.")?;
        writeln!(code, "pub(crate) static {constant}_COUNTS: [usize; {}] = {counts:?};", counts.len())?;
        writeln!(code, "/// What is in them.")?;
        writeln!(
            code,
            "pub(crate) static {constant}_FILES: [&str; {}] = [{}];",
            names.len(),
            included.join(", ")
        )?;
    }
    Ok(code)
}

/// The files of the builder, a JSON object of a language's messages by their keys. A placeholder is its name in braces.
fn builder_files(languages: &[Vec<Message>]) -> Result<String> {
    let mut files = Vec::new();
    for (language, messages) in LANGUAGES.iter().zip(languages) {
        let mut pairs = Vec::new();
        for message in messages {
            let mut text = String::new();
            for piece in &message.pattern {
                match piece {
                    Piece::Text(part) => text += part,
                    Piece::Variable(name) => write!(text, "{{{name}}}")?,
                    Piece::Number { .. } | Piece::Choice { .. } => {
                        bail!("{}: the builder of embeds says plain texts only", message.key)
                    }
                }
            }
            // Of what Rust escapes in a text, JSON knows these; nothing else is in a sentence.
            let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
            pairs.push(format!("\"{}\": \"{text}\"", message.key));
        }
        files.push((format!("{BUILDER}-{language}.json"), format!("{{\n{}\n}}\n", pairs.join(",\n"))));
    }
    let n = files.len();
    Ok(format!(
        "/// The files of the builder of embeds, by name.\npub(crate) static BUILDER_FILES: [(&str, &str); {n}] = {files:?};\n"
    ))
}

/// FNV-1a: the same on every machine, so that a name is the same wherever it is built.
fn hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
