//! The modules of a crate as its sources have them: which file each is in, what it defines, and what it names.
//!
//! Read with syn, without the compiler: every path of a `use`, of code and of what macros are given is looked up by
//! name, through re-exports, to the file that defines it. What is for tests alone is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, UseTree};

/// How many re-exports are followed from one name; more than any crate has in a row.
const MAX_RE_EXPORTS: usize = 16;

/// A crate.
#[derive(Debug, Default)]
pub(crate) struct Crate {
    /// Its files; the first is its root.
    pub(crate) files: Vec<PathBuf>,
    modules: Vec<Module>,
}

/// A module, in a file of its own or within its parent's.
#[derive(Debug, Default)]
struct Module {
    file: usize,
    parent: usize,
    children: BTreeMap<String, usize>,
    defined: BTreeSet<String>,
    imports: Vec<Import>,
    /// What its code names.
    named: Vec<Vec<String>>,
}

/// A name that a `use` brings in.
#[derive(Debug)]
struct Import {
    /// What it is called here; none of a glob.
    name: Option<String>,
    path: Vec<String>,
    /// Whether it is passed on to others.
    is_passed_on: bool,
}

/// A file that names what another defines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    /// Index of the file that names.
    pub(crate) from: usize,
    /// Index of the file that defines.
    pub(crate) to: usize,
    /// The path by which it does.
    pub(crate) by: String,
}

impl Crate {
    /// Reads a crate from its root file, such as `src/lib.rs`.
    ///
    /// # Errors
    /// When a file cannot be read or is not Rust.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut it = Self::default();
        it.read_file(root, root.parent().unwrap_or(root), 0)?;
        Ok(it)
    }

    /// Reads a file as a module, whose children's files are in `folder`.
    fn read_file(&mut self, path: &Path, folder: &Path, parent: usize) -> Result<usize> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let parsed = syn::parse_file(&text).with_context(|| format!("{} is not Rust", path.display()))?;
        self.files.push(path.to_path_buf());
        let file = self.files.len() - 1;
        self.read_items(parsed.items, file, folder, parent)
    }

    fn read_items(&mut self, items: Vec<Item>, file: usize, folder: &Path, parent: usize) -> Result<usize> {
        let this = self.modules.len();
        self.modules.push(Module { file, parent, ..Module::default() });
        for item in items {
            match item {
                Item::Mod(module) if !is_for_tests(&module.attrs) => {
                    let name = module.ident.to_string();
                    let child = match (module.content, path_attribute(&module.attrs)) {
                        (Some((_, items)), _) => self.read_items(items, file, &folder.join(&name), this)?,
                        (None, Some(path)) => {
                            let path = self.files[file].with_file_name(path);
                            self.read_file(&path, &path.with_extension(""), this)?
                        }
                        (None, None) => {
                            let below = folder.join(&name);
                            let beside = folder.join(format!("{name}.rs"));
                            let path = if beside.is_file() { beside } else { below.join("mod.rs") };
                            self.read_file(&path, &below, this)?
                        }
                    };
                    self.modules[this].children.insert(name, child);
                }
                Item::Use(one) if !is_for_tests(&one.attrs) => {
                    let is_passed_on = !matches!(one.vis, syn::Visibility::Inherited);
                    self.modules[this].add_imports(&one.tree, &[], is_passed_on);
                }
                Item::Mod(_) | Item::Use(_) => {}
                item if is_for_tests(attributes(&item)) => {}
                item => {
                    self.modules[this].defined.extend(name_of(&item));
                    let mut named = Vec::new();
                    paths_in(item.to_token_stream(), &[], &mut named);
                    self.modules[this].named.extend(named);
                }
            }
        }
        Ok(this)
    }

    /// Which files name which; a re-export of what is below the module is none.
    pub(crate) fn edges(&self) -> Vec<Edge> {
        let mut edges = BTreeMap::new();
        for (this, module) in self.modules.iter().enumerate() {
            let imported = module.imports.iter().filter(|import| {
                let passes_on_its_own = import.is_passed_on
                    && self.module_of(this, &import.path).is_some_and(|of| self.is_below(of, this));
                !passes_on_its_own
            });
            let paths = imported.map(|import| &import.path).chain(&module.named);
            for path in paths {
                if let Some(to) = self.file_of(this, path, MAX_RE_EXPORTS)
                    && to != module.file
                {
                    edges.entry((module.file, to)).or_insert_with(|| path.join("::"));
                }
            }
        }
        edges.into_iter().map(|((from, to), by)| Edge { from, to, by }).collect()
    }

    /// The module that the beginning of a path leads to, through no re-export.
    fn module_of(&self, from: usize, path: &[String]) -> Option<usize> {
        let (mut at, rest) = self.begin(from, path)?;
        for name in rest {
            match self.modules[at].children.get(name) {
                Some(&child) => at = child,
                None => break,
            }
        }
        Some(at)
    }

    /// Where a path begins, and what follows; none when it is of another crate or names something of this module.
    fn begin<'a>(&self, from: usize, path: &'a [String]) -> Option<(usize, &'a [String])> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => 0,
            "self" => from,
            "super" => self.modules[from].parent,
            name => *self.modules[from].children.get(name)?,
        };
        while let [name, after @ ..] = rest
            && name == "super"
        {
            (at, rest) = (self.modules[at].parent, after);
        }
        Some((at, rest))
    }

    fn is_below(&self, mut module: usize, above: usize) -> bool {
        while module != above && module != 0 {
            module = self.modules[module].parent;
        }
        module == above
    }

    /// The file that defines what a path names; none when that is not of this crate.
    fn file_of(&self, from: usize, path: &[String], re_exports: usize) -> Option<usize> {
        let Some((at, rest)) = self.begin(from, path) else {
            return self.imported(from, path, re_exports);
        };
        self.file_below(at, rest, re_exports)
    }

    /// The same of a path within a module. A name that none of its files defines is one that a macro made there.
    fn file_below(&self, at: usize, path: &[String], re_exports: usize) -> Option<usize> {
        self.known(at, path, re_exports).or(Some(self.modules[at].file))
    }

    /// The same, of names that a module is seen to have.
    fn known(&self, at: usize, path: &[String], re_exports: usize) -> Option<usize> {
        let module = &self.modules[at];
        let (name, rest) = path.split_first()?;
        match module.children.get(name) {
            Some(&child) => self.file_below(child, rest, re_exports),
            None if module.defined.contains(name) => Some(module.file),
            None => self.imported(at, path, re_exports),
        }
    }

    /// The file of a path that begins with a name which a module's `use` brings in.
    fn imported(&self, at: usize, path: &[String], re_exports: usize) -> Option<usize> {
        let (name, rest) = path.split_first()?;
        let re_exports = re_exports.checked_sub(1)?;
        let imports = &self.modules[at].imports;
        if let Some(import) = imports.iter().find(|import| import.name.as_ref() == Some(name)) {
            // Of another crate that is called as this name is.
            if import.path.first() == Some(name) {
                return None;
            }
            let whole: Vec<String> = import.path.iter().chain(rest).cloned().collect();
            return self.file_of(at, &whole, re_exports);
        }
        let globs = imports.iter().filter(|import| import.name.is_none());
        globs
            .filter_map(|glob| self.module_of(at, &glob.path))
            .find_map(|of| self.known(of, path, re_exports))
    }
}

impl Module {
    fn add_imports(&mut self, tree: &UseTree, before: &[String], is_passed_on: bool) {
        let with = |name: String| [before, &[name]].concat();
        let (name, path) = match tree {
            UseTree::Path(path) => {
                return self.add_imports(&path.tree, &with(path.ident.to_string()), is_passed_on);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_imports(tree, before, is_passed_on);
                }
                return;
            }
            UseTree::Name(name) if name.ident == "self" => (before.last().cloned(), before.to_vec()),
            UseTree::Name(name) => (Some(name.ident.to_string()), with(name.ident.to_string())),
            UseTree::Rename(name) => (Some(name.rename.to_string()), with(name.ident.to_string())),
            UseTree::Glob(_) => (None, with("*".to_owned())),
        };
        self.imports.push(Import { name, path, is_passed_on });
    }
}

/// Every path in a stream of tokens, those within a group after `::` with what stands before it. A name alone counts
/// where it can be no field or variable: as a type, or called.
fn paths_in(tokens: TokenStream, before: &[String], found: &mut Vec<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_colons = |at: usize| {
        let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == ':');
        colon(at) && colon(at + 1)
    };
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => {
                paths_in(group.stream(), &[], found);
                at += 1;
            }
            TokenTree::Ident(first) => {
                let follows = |c: char| matches!(at.checked_sub(1).map(|at| &tokens[at]), Some(TokenTree::Punct(p)) if p.as_char() == c);
                // A method or field, or the rest of `<T>::name`.
                let is_of_value = follows('.') || follows(':') && 1 < at && is_colons(at - 2);
                let is_defined = matches!(at.checked_sub(1).map(|at| &tokens[at]), Some(TokenTree::Ident(word)) if word == "fn");
                let mut path = [before, &[first.to_string()]].concat();
                at += 1;
                while is_colons(at)
                    && let Some(TokenTree::Ident(next)) = tokens.get(at + 2)
                {
                    path.push(next.to_string());
                    at += 3;
                }
                match tokens.get(at + 2) {
                    Some(TokenTree::Group(group))
                        if is_colons(at) && group.delimiter() == Delimiter::Brace =>
                    {
                        paths_in(group.stream(), &path, found);
                        at += 3;
                        continue;
                    }
                    _ => {}
                }
                let is_called = matches!(tokens.get(at), Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Parenthesis);
                let is_type = path[0].starts_with(char::is_uppercase);
                if !is_of_value && !is_defined && (1 < path.len() || is_called || is_type) {
                    found.push(path);
                }
            }
            _ => at += 1,
        }
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.meta.to_token_stream().to_string();
        text == "test" || text.starts_with("cfg") && text.replace(' ', "").starts_with("cfg(test")
    })
}

/// The file that `#[path = "..."]` names.
fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("path")).find_map(|attribute| {
        let value = &attribute.meta.require_name_value().ok()?.value;
        Some(value.to_token_stream().to_string().trim_matches('"').to_owned())
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Union(it) => &it.attrs,
        _ => &[],
    }
}

/// What an item is called, where others can name it.
fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(it) => &it.ident,
        Item::Enum(it) => &it.ident,
        Item::Fn(it) => &it.sig.ident,
        Item::Macro(it) => it.ident.as_ref()?,
        Item::Static(it) => &it.ident,
        Item::Struct(it) => &it.ident,
        Item::Trait(it) => &it.ident,
        Item::Type(it) => &it.ident,
        Item::Union(it) => &it.ident,
        _ => return None,
    };
    Some(name.to_string())
}
