use access::Scope;
use store::Location;
use vault::Purpose;

use crate::house::{code, desk, erika, grant, list, list_path, nobody, on_both, on_sqlite, wait};

#[test]
fn an_erased_person_is_nowhere_and_stays_a_number() {
    on_both(|house| {
        let person = house.take_in(&erika());
        let erasure = house.vault.erase_blocking(&desk(), person, Some("asked by letter")).unwrap();
        assert_eq!(
            house.vault.erase_blocking(&desk(), person, None).unwrap(),
            erasure,
            "a second time changes nothing"
        );
        assert_eq!(code(wait(house.vault.open(&desk(), &[person], Purpose::Contact, None))), "person_erased");
        assert!(wait(house.vault.find_by_email(&desk(), "erika@quappenstein.example")).unwrap().is_empty());
        assert_eq!(house.count(&house.keys.store, "SELECT CAST(COUNT(*) AS BIGINT) FROM person_keys"), 0);
        let held = "SELECT CAST(COUNT(*) AS BIGINT) FROM persons WHERE sealed_contact IS NOT NULL OR sealed_fulfilment IS NOT NULL";
        assert_eq!(house.count(&house.data.store, held), 0);
        assert_eq!(house.told(person), [("vault.person_erased.v1".into(), "privacy_desk".into())]);
        assert_eq!(list(&house.folder).read().unwrap(), [erasure]);
        assert_eq!(code(house.vault.erase_blocking(&grant(&[Scope::PersonsRead]), person, None)), "forbidden_scope");
        assert_eq!(code(house.vault.erase_blocking(&desk(), nobody(), None)), "person_not_found");
    });
}

/// Puts copies of both stores back, as a restore does, and unlocks the vault: the list must win.
#[test]
fn a_restore_of_either_store_does_not_bring_anybody_back() {
    on_sqlite(|house| {
        let (person, other) = (house.take_in(&erika()), house.take_in(&erika()));
        let saved = tempfile::tempdir().unwrap();
        let (data, keys) = (saved.path().join("data.db"), saved.path().join("keys.db"));
        house.data.store.back_up_file(&data).unwrap();
        house.keys.store.back_up_file(&keys).unwrap();
        house.vault.erase_blocking(&desk(), person, None).unwrap();

        let open = |path: &std::path::Path, migrations| {
            store::Store::open(Location::Sqlite(path.to_owned()), &[migrations], crate::house::key_options()).unwrap()
        };
        let (data, keys) = (open(&data, vault::MIGRATIONS), open(&keys, vault::KEY_MIGRATIONS));
        let provider = crate::house::provider(&house.folder);
        let restored = vault::Vault::new(data.clone(), keys.clone(), &provider, list(&house.folder)).unwrap();
        assert_eq!(code(wait(restored.open(&desk(), &[person], Purpose::Contact, None))), "person_erased");
        assert!(wait(restored.open(&desk(), &[other], Purpose::Contact, None)).is_ok());
        assert_eq!(house.count(&keys, "SELECT CAST(COUNT(*) AS BIGINT) FROM person_keys"), 2);
        assert_eq!(vault::replay_erasures(&list(&house.folder), &keys, &data).unwrap(), 0, "once is enough");
    });
}

#[test]
fn what_stands_in_the_list_is_erased_even_when_the_server_died_right_after() {
    on_both(|house| {
        let person = house.take_in(&erika());
        // The line is there, nothing else happened; and a second line was cut off by the crash.
        std::fs::write(list_path(&house.folder), format!("{person} 2026-11-21T22:00:00Z\nper_05WX")).unwrap();
        let vault = house.unlock();
        assert_eq!(code(wait(vault.open(&desk(), &[person], Purpose::Contact, None))), "person_erased");
        let second = house.take_in(&erika());
        vault.erase_blocking(&desk(), second, None).unwrap();
        assert_eq!(list(&house.folder).read().unwrap().iter().map(|e| e.person).collect::<Vec<_>>(), [person, second]);
    });
}

#[test]
fn asking_again_finishes_what_was_stopped_between_the_stores() {
    on_both(|house| {
        let person = house.take_in(&erika());
        house.vault.erase_blocking(&desk(), person, None).unwrap();
        // As if the data store had refused: its row stands as before.
        house.data.must(move |tx| {
            let row = vec![store::Value::id(person), store::Value::Blob(vec![1]), store::Value::Null];
            tx.update(&vault::PERSONS, &["sealed_contact", "erased_at"], vec![row])?;
            Ok(store::Nothing)
        });
        house.vault.erase_blocking(&desk(), person, None).unwrap();
        assert_eq!(code(wait(house.vault.open(&desk(), &[person], Purpose::Contact, None))), "person_erased");
        let erased =
            "SELECT CAST(COUNT(*) AS BIGINT) FROM persons WHERE erased_at IS NOT NULL AND sealed_contact IS NULL";
        assert_eq!(house.count(&house.data.store, erased), 1);
    });
}

#[test]
fn a_list_with_a_hole_stops_the_vault_and_a_lost_one_is_written_again() {
    on_both(|house| {
        let person = house.take_in(&erika());
        let erasure = house.vault.erase_blocking(&desk(), person, None).unwrap();
        std::fs::remove_file(list_path(&house.folder)).unwrap();
        house.unlock();
        assert_eq!(list(&house.folder).read().unwrap(), [erasure]);
        std::fs::write(list_path(&house.folder), "per_nonsense today\n").unwrap();
        assert!(list(&house.folder).read().unwrap_err().to_string().contains("line 1"));
    });
}

/// A destroyed key must not wait in a free page or in the log for whoever finds the disk.
#[test]
fn the_destroyed_key_and_tokens_leave_the_file() {
    on_sqlite(|house| {
        let person = house.take_in(&erika());
        house.take_in(&crate::house::named("Otto Beispiel", "otto@example.org"));
        let Location::Sqlite(path) = house.keys.store.location().clone() else { panic!("a file") };
        let folder = path.parent().unwrap();
        let wrapped = house
            .keys
            .store
            .read_blocking(|read| -> Result<Vec<u8>, store::StoreError> {
                let sql = "SELECT wrapped FROM person_keys WHERE person = $1 AND purpose = 'contact'";
                let row = store::Read::query_one(read, sql, &[store::Value::id(person)])?;
                Ok(row.unwrap().blob(0)?.to_vec())
            })
            .unwrap();
        let on_disk = |bytes: &[u8]| {
            std::fs::read_dir(folder).unwrap().any(|entry| {
                let file = std::fs::read(entry.unwrap().path()).unwrap();
                file.windows(bytes.len()).any(|window| window == bytes)
            })
        };
        let token = token_of(house, "erika@quappenstein.example");
        assert!(on_disk(&wrapped) && on_disk(&token), "the check sees key and token while they are there");
        house.vault.erase_blocking(&desk(), person, None).unwrap();
        assert!(!on_disk(&wrapped));
        house.vault.sweep(0).unwrap();
        assert!(!on_disk(&token));
        assert_eq!(wait(house.vault.find_by_name(&desk(), "otto")).unwrap().len(), 1, "the others are still found");
    });
}

/// The ending of an e-mail's token (the index writes only what differs from the token before it).
fn token_of(house: &crate::house::House, email: &str) -> Vec<u8> {
    let text = std::fs::read_to_string(house.folder.path().join("master.key")).unwrap();
    let line = text.lines().find(|line| line.starts_with("tokens")).unwrap();
    let key = blake3::Hash::from_hex(line.rsplit(' ').next().unwrap()).unwrap();
    let hash = blake3::keyed_hash(key.as_bytes(), format!("e{email}").as_bytes());
    hash.to_hex()[6..16].as_bytes().to_vec()
}
