//! Settings from the environment.

use std::process::Command;

use crate::support::Place;

#[test]
fn a_key_in_the_environment_stops_no_command_and_a_misspelt_setting_does() {
    let here = Place::new();
    let doctor = |variable: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hanse"));
        command.arg("--data").arg(here.at("data")).arg("doctor").env(variable, "x").env("HANSE_LOG_FILTER", "warn");
        let ran = command.output().unwrap();
        String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned()
    };
    assert!(!doctor("HANSE_KEY").contains("unknown field"));
    assert!(doctor("HANSE_LISTENS").contains("unknown field"));
}
