//! The TOML files are part of the program: a new or changed one makes it anew.

fn main() {
    println!("cargo::rerun-if-changed=.");
}
