//! Which models run, and in what order: what is read before what reads it.

use std::collections::{BTreeMap, BTreeSet};

use super::error::ModelsError;
use super::jinja::Jinja;
use super::project::{Materialized, Project};

/// Folder of the models that documents are read from.
const DOCUMENTS: &str = "publish/";

/// A model or seed that is to become a table.
#[derive(Clone, Debug)]
pub(super) struct Step<'p> {
    /// Its name, which is the table's.
    pub name: &'p str,
    /// How.
    pub by: By,
    /// What it reads.
    pub refs: BTreeSet<String>,
    /// Tables that others fill and it reads.
    pub sources: BTreeSet<String>,
    /// Whether documents are made of it, or of what reads it.
    pub feeds: bool,
    /// Whether it was asked for.
    pub is_selected: bool,
}

/// How a table is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// From CSV.
    Seed,
    /// From a model.
    Model(Materialized),
}

impl By {
    /// A word for reports.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Seed => "seed",
            Self::Model(Materialized::Table) => "table",
            Self::Model(Materialized::Incremental) => "incremental",
        }
    }
}

/// All models and seeds, each behind those that it reads, with those marked that a selection names; without one, all.
pub(super) fn plan<'p>(
    project: &'p Project,
    jinja: &Jinja<'_>,
    select: &[String],
) -> Result<Vec<Step<'p>>, ModelsError> {
    let mut steps = BTreeMap::new();
    for name in project.seeds.keys() {
        let (refs, sources) = (BTreeSet::new(), BTreeSet::new());
        steps.insert(
            name.as_str(),
            Step { name, by: By::Seed, refs, sources, feeds: false, is_selected: false },
        );
    }
    for (name, sql) in &project.models {
        let rendered = jinja.model(name, &sql.path, &sql.text, false)?;
        let by = By::Model(rendered.materialized.unwrap_or(Materialized::Table));
        let feeds = sql.path.starts_with(DOCUMENTS);
        let (refs, sources) = (rendered.refs, rendered.sources);
        let step = Step { name, by, refs, sources, feeds, is_selected: false };
        if steps.insert(name, step).is_some() {
            let reason = format!("has the name of the seed {name}");
            return Err(ModelsError::Project { path: sql.path.clone(), reason });
        }
    }
    let mut order = Vec::with_capacity(steps.len());
    for name in steps.keys() {
        visit(name, &steps, &mut Vec::new(), &mut order)?;
    }
    let mut steps: Vec<Step<'p>> = order.into_iter().filter_map(|name| steps.remove(name)).collect();
    let mut feeding = BTreeSet::new();
    for step in steps.iter_mut().rev() {
        step.feeds |= feeding.contains(step.name);
        if step.feeds {
            feeding.extend(step.refs.iter().cloned());
        }
    }
    let selected = selected(&steps, project, select)?;
    for step in &mut steps {
        step.is_selected = select.is_empty() || selected.contains(step.name);
    }
    Ok(steps)
}

/// Puts a model into the order behind what it reads. `path` is who reads it, and who that.
fn visit<'p>(
    name: &'p str,
    steps: &BTreeMap<&'p str, Step<'p>>,
    path: &mut Vec<&'p str>,
    order: &mut Vec<&'p str>,
) -> Result<(), ModelsError> {
    if order.contains(&name) {
        return Ok(());
    }
    let is_circle = path.contains(&name);
    path.push(name);
    if is_circle {
        return Err(ModelsError::Cycle(path.join(" <- ")));
    }
    for read in &steps[name].refs {
        if let Some((read, _)) = steps.get_key_value(read.as_str()) {
            visit(read, steps, path, order)?;
        }
    }
    path.pop();
    order.push(name);
    Ok(())
}

/// What words name: a model, or all of a folder; with all that read it (`x+`), with all that it reads (`+x`).
fn selected(
    steps: &[Step<'_>],
    project: &Project,
    words: &[String],
) -> Result<BTreeSet<String>, ModelsError> {
    let mut selected = BTreeSet::new();
    for word in words {
        let name = word.trim_matches('+');
        let is_in = |of: &str| {
            project
                .models
                .get(of)
                .is_some_and(|sql| sql.path.split('/').rev().skip(1).any(|part| part == name))
        };
        let named = steps.iter().map(|step| step.name).filter(|of| *of == name || is_in(of));
        let named: BTreeSet<String> = named.map(String::from).collect();
        if named.is_empty() {
            return Err(ModelsError::Selection(word.clone()));
        }
        let mut with = named.clone();
        if word.ends_with('+') {
            for step in steps.iter().filter(|step| !named.contains(step.name)) {
                if !step.refs.is_disjoint(&with) {
                    with.insert(step.name.to_owned());
                }
            }
        }
        selected.extend(with);
        let mut with = named;
        if word.starts_with('+') {
            for step in steps.iter().rev() {
                if with.contains(step.name) {
                    with.extend(step.refs.iter().cloned());
                }
            }
        }
        selected.extend(with);
    }
    Ok(selected)
}
