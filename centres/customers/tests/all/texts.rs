/// Every code this crate and the vault refuse with has its sentence.
#[test]
fn every_refusal_has_its_sentence() {
    let texts = format!("{}{}", customers::TEXTS, vault::TEXTS);
    for source in ["src", "../../platform/vault/src"] {
        let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(source)];
        let mut codes = 0;
        while let Some(path) = folders.pop() {
            if path.is_dir() {
                folders.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for call in
                ["Refusal::invalid(\"", "Refusal::not_found(\"", "Refusal::conflict(\"", "Forbidden, \"", "Busy, \""]
            {
                for rest in text.split(call).skip(1) {
                    let code = rest.split('"').next().unwrap();
                    let of_the_edge = ["invalid_cursor"].contains(&code);
                    assert!(of_the_edge || texts.contains(&format!("[{code}]")), "{code} in {}", path.display());
                    codes += 1;
                }
            }
        }
        assert!(codes > 5);
    }
}
