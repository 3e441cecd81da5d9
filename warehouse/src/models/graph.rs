//! Which models run, and in what order: those that are read before those that read them.

use std::collections::{BTreeMap, BTreeSet};

use super::project::Project;
use super::{ModelsError, Planned};

/// Selected models, each behind those that it reads.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// Names.
    pub selected: Vec<String>,
    /// Whether that is all there are.
    pub is_all: bool,
}

impl Order {
    /// Orders the models that a selection names; all without one.
    pub(super) fn of(
        plan: &BTreeMap<String, Planned>,
        project: &Project,
        select: &[String],
    ) -> Result<Self, ModelsError> {
        let mut wanted = BTreeSet::new();
        for word in select.iter().flat_map(|words| words.split_whitespace()) {
            let with_parents = word.starts_with('+');
            let with_children = word.ends_with('+');
            let name = word.trim_matches('+');
            let named: Vec<&str> = plan
                .keys()
                .map(String::as_str)
                .filter(|of| *of == name || is_in_folder(&project.nodes[*of].path, name))
                .collect();
            if named.is_empty() {
                return Err(ModelsError::Selection(word.to_owned()));
            }
            for of in named {
                wanted.insert(of);
                if with_parents {
                    spread(of, &mut wanted, &|name| plan[name].refs.iter().map(String::as_str).collect());
                }
                if with_children {
                    let children = |name: &str| {
                        plan.values().filter(|of| of.refs.contains(name)).map(|of| of.name.as_str()).collect()
                    };
                    spread(of, &mut wanted, &children);
                }
            }
        }
        let is_all = select.is_empty();
        let ordered = in_order(plan)?;
        let selected = ordered.into_iter().filter(|name| is_all || wanted.contains(name.as_str())).collect();
        Ok(Self { selected, is_all })
    }
}

fn is_in_folder(path: &str, folder: &str) -> bool {
    path.rsplit_once('/').is_some_and(|(folders, _)| folders.split('/').any(|part| part == folder))
}

fn spread<'a>(from: &'a str, into: &mut BTreeSet<&'a str>, next: &dyn Fn(&str) -> Vec<&'a str>) {
    let mut waiting = vec![from];
    while let Some(name) = waiting.pop() {
        for other in next(name) {
            if into.insert(other) {
                waiting.push(other);
            }
        }
    }
}

/// All of them, each behind those that it reads.
fn in_order(plan: &BTreeMap<String, Planned>) -> Result<Vec<String>, ModelsError> {
    let mut ordered: Vec<String> = Vec::with_capacity(plan.len());
    let mut done = BTreeSet::new();
    while done.len() < plan.len() {
        let ready: Vec<&str> = plan
            .values()
            .filter(|of| !done.contains(of.name.as_str()))
            .filter(|of| of.refs.iter().all(|name| done.contains(name.as_str())))
            .map(|of| of.name.as_str())
            .collect();
        if ready.is_empty() {
            let left: Vec<&str> =
                plan.keys().map(String::as_str).filter(|name| !done.contains(name)).collect();
            return Err(ModelsError::Cycle(left.join(", ")));
        }
        ordered.extend(ready.iter().map(|name| (*name).to_owned()));
        done.extend(ready);
    }
    Ok(ordered)
}
