//! The laws of the house. Each is a file here, a fixture that breaks it under `xtask/fixtures/`, and a test that sees it
//! go red. A law looks at the checkout and returns what breaks it; it changes nothing.

mod dependencies;
mod file_sizes;
mod imports;
mod names;
mod tables;
mod test_binaries;
mod texts;
mod words;

use crate::reading::checkout::Checkout;

/// One place that breaks a law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// A file or folder, from the root.
    pub place: String,
    /// What is wrong and what to do.
    pub says: String,
}

/// What became of one law.
pub struct Verdict {
    pub law: &'static str,
    pub breaches: Vec<Breach>,
}

impl Breach {
    fn new(place: impl Into<String>, says: impl Into<String>) -> Self {
        Self { place: place.into(), says: says.into() }
    }
}

impl Verdict {
    pub fn is_kept(&self) -> bool {
        self.breaches.is_empty()
    }
}

pub fn check_all(checkout: &Checkout) -> anyhow::Result<Vec<Verdict>> {
    Ok(vec![
        Verdict { law: "imports", breaches: imports::check(checkout) },
        Verdict { law: "tables", breaches: tables::check(checkout) },
        Verdict { law: "dependencies", breaches: dependencies::check(checkout)? },
        Verdict { law: "file sizes", breaches: file_sizes::check(checkout)? },
        Verdict { law: "names", breaches: names::check(checkout) },
        Verdict { law: "test binaries", breaches: test_binaries::check(checkout)? },
        Verdict { law: "texts", breaches: texts::check(checkout)? },
        Verdict { law: "words", breaches: words::check(checkout) },
    ])
}

pub fn print(verdicts: &[Verdict]) {
    for verdict in verdicts {
        println!("law {:<14} {}", verdict.law, if verdict.is_kept() { "kept" } else { "BROKEN" });
        for breach in &verdict.breaches {
            println!("    {}: {}", breach.place, breach.says);
        }
    }
}

/// The places of the breaches, for tests.
#[cfg(test)]
fn places(breaches: &[Breach]) -> Vec<&str> {
    breaches.iter().map(|breach| breach.place.as_str()).collect()
}
