use std::io::Write as _;

use vault::leaks::find_leaks;

use crate::house::{desk, erika, on_sqlite, wait};

const PLANTS: &[&str] = &["Mustermann-Quappenstein", "erika@quappenstein.example", "Zwetschgengasse 1789", "9018 2047"];

#[test]
fn a_person_taken_in_opened_found_and_corrected_is_in_no_file() {
    on_sqlite(|house| {
        let person = house.take_in(&erika());
        wait(house.vault.open(&desk(), &[person], vault::Purpose::Contact, None)).unwrap();
        wait(house.vault.find_by_name(&desk(), "Mustermann")).unwrap();
        wait(house.vault.rectify(&desk(), person, &erika(), Some("asked"))).unwrap();
        for store in [&house.data.store, &house.keys.store] {
            let store::Location::Sqlite(path) = store.location() else { panic!("a file") };
            assert_eq!(find_leaks(PLANTS, path.parent().unwrap()).unwrap(), []);
        }
        assert_eq!(find_leaks(PLANTS, house.folder.path()).unwrap(), []);
        // The check is not blind: the same text in a note of the same store is seen.
        house.data.must(|tx| {
            tx.publish(store::Event::new("test.note_written.v1", "note", &"call ERIKA@quappenstein.example")?);
            Ok(store::Nothing)
        });
        let store::Location::Sqlite(path) = house.data.store.location() else { panic!("a file") };
        let leaks = find_leaks(PLANTS, path.parent().unwrap()).unwrap();
        assert_eq!(leaks.iter().map(|leak| leak.planted.as_str()).collect::<Vec<_>>(), [PLANTS[1]]);
    });
}

#[test]
fn a_planted_leak_is_seen_in_every_disguise() {
    let plant = "Zwetschgengasse Köln";
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(format!("much else {plant} and more").as_bytes()).unwrap();
    let disguises: Vec<(&str, Vec<u8>)> = vec![
        ("plain", format!("…{plant}…").into_bytes()),
        ("upper", "ZWETSCHGENGASSE KÖLN".as_bytes().to_vec()),
        ("lower", "zwetschgengasse köln".as_bytes().to_vec()),
        ("utf16", utf16(plant)),
        ("json", br"Zwetschgengasse K\u00f6ln".to_vec()),
        ("url", b"q=Zwetschgengasse+K%C3%B6ln".to_vec()),
        ("hex", b"5a776574736368676e67617373".to_vec()),
        ("hexfull", plant.bytes().flat_map(|b| format!("{b:02X}").into_bytes()).collect()),
        // printf %s 'Zwetschgengasse Köln' | base64, then with one and with two bytes before it
        ("base64a", b"WndldHNjaGdlbmdhc3NlIEvDtmxu".to_vec()),
        ("base64b", b"eFp3ZXRzY2hnZW5nYXNzZSBLw7Zsbg==".to_vec()),
        ("base64c", b"eHhad2V0c2NoZ2VuZ2Fzc2UgS8O2bG4=".to_vec()),
        ("packed", packed.finish().unwrap()),
    ];
    for (name, bytes) in disguises {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("deep")).unwrap();
        std::fs::write(folder.path().join("deep/file"), bytes).unwrap();
        let seen = !find_leaks(&[plant], folder.path()).unwrap().is_empty();
        assert_eq!(seen, name != "hex", "{name}");
    }
}
