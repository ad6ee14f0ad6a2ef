use vault::Purpose;

use crate::house::{actor, desk, erika, on_both, wait};

#[test]
fn keys_without_data_are_swept_and_keys_with_data_stay() {
    on_both(|house| {
        let kept = house.take_in(&erika());
        let context = house.data.store.context(&actor());
        let lost = house.vault.seal_new(&context, &erika(), Purpose::RECIPIENT).unwrap();
        wait(house.vault.keep_keys(&actor(), lost.keys)).unwrap();
        let keys = || house.count(&house.keys.store, "SELECT CAST(COUNT(*) AS BIGINT) FROM person_keys");
        assert_eq!(keys(), 4);
        assert_eq!(house.vault.sweep(3_600_000).unwrap().orphans, 0, "the data may still be on its way");
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert_eq!(house.vault.sweep(0).unwrap().orphans, 1);
        assert_eq!(keys(), 2);
        assert!(wait(house.vault.open(&desk(), &[kept], Purpose::Contact, None)).is_ok());
        assert_eq!(wait(house.vault.find_by_name(&desk(), "erika")).unwrap().len(), 1);

        let late = house.vault.seal_new(&context, &erika(), Purpose::RECIPIENT).unwrap();
        wait(house.vault.keep_keys(&actor(), late.keys)).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert_eq!(house.vault.sweep(0).unwrap().orphans, 1, "the mark does not jump over later ones");
        house.vault.forget_sweeps().unwrap();
        assert_eq!(house.vault.sweep(0).unwrap().orphans, 0);
    });
}
