use std::os::unix::fs::PermissionsExt;

use vault::{FileProvider, KeyProvider, PersonData, Purpose};

use crate::house::{actor, code, desk, erika, on_both, on_sqlite, provider, wait};

#[test]
fn the_file_of_master_keys_is_private_and_must_stay_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("eu/master.key");
    let provider = FileProvider::at(&path);
    let first = provider.master_keys().unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!format!("{first:?}").contains("secret"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(provider.master_keys().unwrap_err().to_string().contains("chmod 600"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("master 1", "master")).unwrap();
    assert!(provider.master_keys().is_err(), "a damaged file must not be replaced by fresh keys");
}

#[test]
fn after_a_rotation_old_persons_open_and_a_sweep_moves_them_over() {
    on_both(|house| {
        let person = house.take_in(&erika());
        assert_eq!(provider(&house.folder).rotate().unwrap(), 2);
        let vault = house.unlock();
        assert!(wait(vault.open(&desk(), &[person], Purpose::Contact, None)).is_ok());
        assert_eq!(vault.sweep(0).unwrap().wrapped_anew, 2);
        assert_eq!(
            house.count(&house.keys.store, "SELECT CAST(COUNT(*) AS BIGINT) FROM person_keys WHERE master = 2"),
            2
        );
        assert!(wait(vault.open(&desk(), &[person], Purpose::Contact, None)).is_ok());
        // The vault that runs with the old keys cannot open what is under the new one: it says so instead of failing silently.
        let old = wait(house.vault.open(&desk(), &[person], Purpose::Contact, None)).unwrap_err();
        assert!(old.to_string().contains("master key 2"), "{old}");
    });
}

#[test]
fn many_at_once_are_kept_in_groups() {
    on_both(|house| {
        let context = house.data.store.context(&actor());
        let sealed: Vec<_> =
            (0..300).map(|_| house.vault.seal_new(&context, &erika(), Purpose::RECIPIENT).unwrap()).collect();
        let persons: Vec<_> = sealed.iter().map(|sealed| sealed.person).collect();
        let (rows, keys): (Vec<_>, Vec<_>) = sealed.into_iter().map(|sealed| (sealed.row, sealed.keys)).unzip();
        house.vault.keep_keys_blocking(&actor(), keys).unwrap();
        house.data.must(move |tx| {
            vault::insert_persons(tx, rows.clone())?;
            Ok(store::Nothing)
        });
        let opened = wait(house.vault.open(&desk(), &persons, Purpose::Fulfilment, None)).unwrap();
        assert_eq!(opened.persons.len(), 300);
        assert_eq!(opened.persons[299].read(&opened.opening).unwrap().address, erika().address);
    });
}

#[test]
fn texts_out_of_proportion_are_refused_without_being_repeated() {
    on_sqlite(|house| {
        let context = house.data.store.context(&actor());
        let long = PersonData { name: "x".repeat(401), ..PersonData::default() };
        assert_eq!(code(house.vault.seal_new(&context, &long, Purpose::RECIPIENT)), "person_text_too_long");
        let mut tall = erika();
        tall.address.as_mut().unwrap().lines = vec![String::new(); 7];
        assert_eq!(code(house.vault.seal_new(&context, &tall, Purpose::RECIPIENT)), "address_too_many_lines");
    });
}

#[test]
fn a_cell_nobody_unlocked_refuses_to_seal() {
    on_sqlite(|house| {
        let (data, keys) = (house.data.store.clone(), house.keys.store.clone());
        let cell = cell::Cell::new("demo".parse().unwrap(), "eu".parse().unwrap(), data, keys);
        let locked = cell.part::<vault::Vault>();
        let context = house.data.store.context(&actor());
        assert_eq!(code(locked.seal_new(&context, &erika(), Purpose::RECIPIENT)), "vault_locked");
    });
}
