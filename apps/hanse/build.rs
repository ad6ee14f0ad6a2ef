//! What is embedded is embedded anew when the console was built. Its folder is made where it is missing: cargo would take a missing one
//! for changed each time.

fn main() {
    println!("cargo:rerun-if-changed=../../console/dist");
    if let Err(error) = std::fs::create_dir_all("../../console/dist") {
        println!("cargo:warning=console/dist cannot be made: {error}");
    }
}
