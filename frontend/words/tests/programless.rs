//! Pages without a program of ours name their sentences by keys that no compiler reads: each of them is there.
#![expect(clippy::unwrap_used, reason = "in a test, what is not there is a failure")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gridcast_words::spoken;

/// A file of the repository.
fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

/// What stands behind `before` and ahead of `end`, each time.
fn between<'a>(text: &'a str, before: &'a str, end: char) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| Some(rest.split_once(end)?.0))
}

/// Texts between single quotes that begin so.
fn quoted<'a>(program: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    program.split('\'').filter(move |text| text.starts_with(start))
}

/// The keys of a JSON object of sentences.
fn keys(json: &str) -> BTreeSet<&str> {
    let ends = json.split("\":").filter_map(|before| Some(before.rsplit_once('"')?.1));
    ends.filter(|key| !key.is_empty()).collect()
}

fn missing<'a>(named: &BTreeSet<&'a str>, known: &BTreeSet<&str>) -> Vec<&'a str> {
    named.iter().copied().filter(|key| !known.contains(key)).collect()
}

#[test]
fn whatever_the_builder_of_embeds_says_is_among_its_words() {
    let (page, program) = (file("public/embed/index.html"), file("public/embed/builder.js"));
    let mut named: BTreeSet<&str> = ["data-say=\"", "data-label=\""]
        .into_iter()
        .flat_map(|before| between(&page, before, '"'))
        .chain(between(&program, "say('", '\''))
        .collect();
    // The keys that are chosen among.
    for start in ["practice-", "drivers-", "form-", "hint-", "chart-"] {
        // What is no word alone is an element's name.
        named.extend(quoted(&program, start).filter(|key| !["drivers-hint", "form-hint"].contains(key)));
    }
    assert!(30 < named.len() && named.contains("practice-3"), "{named:?}");
    // And the beginnings of those that are put together.
    let begun: Vec<&str> =
        between(&program, "`", '$').filter(|start| start.ends_with('-') && !start.contains('/')).collect();
    assert!(begun.contains(&"session-"), "{begun:?}");
    for (name, words) in spoken::files_of_builder() {
        let known = keys(words);
        assert_eq!(missing(&named, &known), Vec::<&str>::new(), "{name}");
        for start in &begun {
            assert!(
                known.iter().any(|key| key.starts_with(start)),
                "{name} has nothing that begins with {start}"
            );
        }
    }
}

#[test]
fn whatever_is_said_where_no_program_runs_is_among_its_words() {
    let program = file("frontend/plain/plain.js");
    let named: BTreeSet<&str> = quoted(&program, "plain-").filter(|text| *text != "plain-program").collect();
    assert!(10 < named.len() && named.contains("plain-delayed"), "{named:?}");
    let known = keys(spoken::PLAIN);
    assert_eq!(missing(&named, &known), Vec::<&str>::new());
    let unsaid: Vec<&str> =
        known.into_iter().filter(|key| key.starts_with("plain-") && !named.contains(key)).collect();
    assert_eq!(unsaid, Vec::<&str>::new(), "nobody says these");
}
