//! The checkout as the laws see it: crates with what they import, and files with their text.

use std::path::{Path, PathBuf};

use anyhow::Context;
use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::command;

/// Folders under this one break the laws on purpose.
const FIXTURES: &str = "xtask/fixtures/";

pub struct Checkout {
    pub root: PathBuf,
    /// By folder, so that every report comes out in the same order.
    pub crates: Vec<Crate>,
    pub files: Vec<File>,
}

#[derive(Debug, Clone)]
pub struct Crate {
    pub name: String,
    /// From the root, with `/`: `centres/orders`.
    pub folder: String,
    /// Crates of this checkout that it is built with.
    pub uses: Vec<String>,
    /// Crates of this checkout that only its tests are built with.
    pub tests_use: Vec<String>,
    /// Crates from outside, tests' ones among them.
    pub outside: Vec<String>,
}

pub struct File {
    /// From the root, with `/`.
    pub path: String,
    /// None for a file that is no UTF-8 text.
    pub text: Option<String>,
}

impl Checkout {
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        Ok(Self { root: root.to_path_buf(), crates: read_crates(root)?, files: read_files(root)? })
    }

    /// The crate a file belongs to.
    pub fn crate_of(&self, file: &File) -> Option<&Crate> {
        self.crates.iter().find(|one| file.path.strip_prefix(&one.folder).is_some_and(|rest| rest.starts_with('/')))
    }
}

impl Crate {
    /// The top folder, which decides what may be imported: `centres`.
    pub fn layer(&self) -> &str {
        self.folder.split('/').next().unwrap_or_default()
    }
}

impl File {
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Product code of a crate, tests left out.
    pub fn is_product_rust(&self, of: &Crate) -> bool {
        self.is_rust() && self.path.starts_with(&format!("{}/src/", of.folder)) && self.name() != "tests.rs"
    }
}

fn read_crates(root: &Path) -> anyhow::Result<Vec<Crate>> {
    let metadata = MetadataCommand::new().manifest_path(root.join("Cargo.toml")).no_deps().exec();
    let metadata = metadata.context("the crates of this checkout could not be read")?;
    let from_root = |path: &Path| path.strip_prefix(root).ok().map(|p| p.to_string_lossy().replace('\\', "/"));
    let mut crates = Vec::new();
    for package in &metadata.packages {
        let manifest = package.manifest_path.parent().map(|p| p.as_std_path());
        let folder = manifest.and_then(from_root).with_context(|| format!("{} stands outside", package.name))?;
        let (own, outside): (Vec<_>, Vec<_>) = package.dependencies.iter().partition(|d| d.path.is_some());
        let (tests, built): (Vec<_>, Vec<_>) = own.into_iter().partition(|d| d.kind == DependencyKind::Development);
        let names = |list: Vec<&cargo_metadata::Dependency>| {
            let mut names: Vec<String> = list.iter().map(|d| d.name.clone()).collect();
            names.sort();
            names.dedup();
            names
        };
        let (uses, tests_use, outside) = (names(built), names(tests), names(outside));
        crates.push(Crate { name: package.name.to_string(), folder, uses, tests_use, outside });
    }
    crates.sort_by(|a, b| a.folder.cmp(&b.folder));
    Ok(crates)
}

/// All files that git tracks or would track.
fn read_files(root: &Path) -> anyhow::Result<Vec<File>> {
    let listed = command::output(root, "git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
    let mut paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut files = Vec::new();
    for path in paths.into_iter().filter(|path| !path.starts_with(FIXTURES)) {
        let place = root.join(path);
        if place.is_file() {
            let bytes = std::fs::read(&place).with_context(|| format!("{path} could not be read"))?;
            files.push(File { path: path.to_owned(), text: String::from_utf8(bytes).ok() });
        }
    }
    Ok(files)
}

/// The fixture that breaks one law: a small checkout of its own.
#[cfg(test)]
pub fn fixture(name: &str) -> Checkout {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    Checkout::read(&root).unwrap()
}
