//! The control store, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected should stop there")]

use std::sync::Arc;

use access::{
    Holder, IDLE_MS, KeyId, KeyRecord, KeyRing, LIFE_MS, NewKey, Region, RegionCode, Scope, Scopes, SessionToken,
    Sessions, StoreEntry, TenantCode, issue,
};
use kernel::{Actor, Id, Timestamp};
use testkit::{TestStore, on_both};

fn code(text: &str) -> TenantCode {
    text.parse().unwrap()
}

fn eu() -> RegionCode {
    "eu".parse().unwrap()
}

fn founded(t: &TestStore) {
    t.must(move |tx| access::add_tenant(tx, &code("demo"), "Demo Ltd"));
    t.must(move |tx| access::add_region(tx, &Region { code: "eu".parse().unwrap(), name: "Europe".into() }));
}

fn drawn(number: i64, tenant: &str) -> (access::ApiKey, KeyRecord) {
    let wanted = NewKey {
        tenant: code(tenant),
        region: "eu".parse().unwrap(),
        label: "shop".into(),
        scopes: Scopes::NONE.with(Scope::OrdersRead).with(Scope::Import),
        expires_at: Some(Timestamp::from_ms(9_000_000_000_000)),
    };
    issue(wanted, KeyId::from_number(number), Actor::new("setup"), Timestamp::from_ms(5)).unwrap()
}

fn ring(t: &TestStore) -> KeyRing {
    KeyRing::of(t.store.read_blocking(|read| access::living_keys(read)).unwrap())
}

#[test]
fn a_key_comes_back_from_the_store_and_lets_its_holder_in_until_it_is_revoked() {
    on_both(&[access::MIGRATIONS], |t| {
        founded(t);
        let (key, record) = drawn(7, "demo");
        let kept = record.clone();
        t.must(move |tx| access::keep_key(tx, &kept));
        let (now, id) = (Timestamp::from_ms(10), record.id);
        let holder = ring(t).verify(key.reveal(), now).unwrap();
        assert_eq!((holder.key, holder.tenant.as_str(), holder.scopes), (record.id, "demo", record.scopes));
        assert_eq!(holder.expires_at, record.expires_at);

        t.must(move |tx| access::add_tenant(tx, &code("other"), "Other Ltd"));
        assert_eq!(t.refusal(move |tx| access::revoke_key(tx, &code("other"), &eu(), id)), "key_unknown");
        let elsewhere = "cn".parse().unwrap();
        assert_eq!(t.refusal(move |tx| access::revoke_key(tx, &code("demo"), &elsewhere, id)), "key_unknown");
        t.must(move |tx| access::revoke_key(tx, &code("demo"), &eu(), id));
        t.must(move |tx| access::revoke_key(tx, &code("demo"), &eu(), id));
        assert!(ring(t).verify(key.reveal(), now).is_none());
        let kept = t.store.read_blocking(|read| access::keys_of(read, &code("demo"), &eu(), None, 10)).unwrap();
        assert!(kept[0].revoked_at.is_some());
    });
}

#[test]
fn a_closed_company_is_locked_out_and_gets_nothing_new() {
    on_both(&[access::MIGRATIONS], |t| {
        founded(t);
        let (key, record) = drawn(7, "demo");
        let kept = record.clone();
        t.must(move |tx| access::keep_key(tx, &kept));
        t.must(move |tx| access::close_tenant(tx, &code("demo")));
        assert!(ring(t).verify(key.reveal(), Timestamp::from_ms(10)).is_none());
        let (_, another) = drawn(8, "demo");
        assert_eq!(t.refusal(move |tx| access::keep_key(tx, &another)), "tenant_closed");
    });
}

#[test]
fn a_store_has_one_place_and_a_place_one_store() {
    on_both(&[access::MIGRATIONS], |t| {
        founded(t);
        assert_eq!(t.refusal(move |tx| access::add_tenant(tx, &code("demo"), "Again")), "tenant_taken");
        let entry = |tenant: &str, region: &str, place: &str| StoreEntry {
            tenant: code(tenant),
            region: region.parse().unwrap(),
            place: place.parse().unwrap(),
        };
        let demo = entry("demo", "eu", "postgres://hanse:s3cret@db/demo");
        let placed = demo.clone();
        t.must(move |tx| access::place_store(tx, &placed));
        t.must(move |tx| access::add_tenant(tx, &code("other"), "Other Ltd"));
        let refused = |wanted: StoreEntry| t.refusal(move |tx| access::place_store(tx, &wanted));
        assert_eq!(refused(entry("demo", "eu", "data/demo.db")), "store_placed");
        assert_eq!(refused(entry("other", "eu", "postgres://hanse:s3cret@db/demo")), "store_placed");
        assert_eq!(refused(entry("other", "us", "data/other.db")), "region_unknown");
        assert_eq!(refused(entry("nobody", "eu", "data/other.db")), "tenant_unknown");
        assert_eq!(t.store.read_blocking(|read| access::stores(read)).unwrap(), [demo]);
        let told = t.store.read_blocking(|read| store::events_after(read, 0, 100)).unwrap();
        assert!(told.iter().all(|event| !event.data.contains("s3cret")));
        assert_eq!(t.store.read_blocking(|read| access::tenants(read)).unwrap().len(), 2);
        assert_eq!(t.store.read_blocking(|read| access::regions(read)).unwrap().len(), 1);
    });
}

const START: Timestamp = Timestamp::from_ms(1_000_000);

fn later(ms: i64) -> Timestamp {
    START.plus_ms(ms)
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// A company with a key, and its holder.
fn desk(t: &TestStore) -> (KeyRecord, Arc<Holder>) {
    founded(t);
    let (key, record) = drawn(7, "demo");
    let kept = record.clone();
    t.must(move |tx| access::keep_key(tx, &kept));
    (record, ring(t).verify(key.reveal(), START).unwrap())
}

/// What a server that starts again has.
fn again(t: &TestStore) -> Sessions {
    Sessions::kept_in(Arc::clone(&t.store)).unwrap()
}

fn kept(t: &TestStore) -> usize {
    t.store.read_blocking(|read| store::Read::query(read, "SELECT token FROM sessions", &[])).unwrap().len()
}

fn begin(sessions: &Sessions, holder: &Holder, at: Timestamp) -> SessionToken {
    wait(sessions.open(holder, at)).unwrap()
}

#[test]
fn a_session_stands_for_its_key_until_it_ends_also_after_the_server_started_again() {
    on_both(&[access::MIGRATIONS], |t| {
        let (record, holder) = desk(t);
        let sessions = again(t);
        let (first, second) = (begin(&sessions, &holder, START), begin(&sessions, &holder, START));
        assert!(!format!("{first:?}{sessions:?}").contains(&first.reveal()[3..]));
        let key = sessions.key_of(first.reveal(), later(5)).unwrap();
        assert_eq!(ring(t).holder(key, later(5)).map(|found| found.key), Some(holder.key));
        let long = "h".repeat(first.reveal().len());
        for junk in ["", "hs_", "hk_demo_0000", &first.reveal().to_uppercase(), &long] {
            assert!(sessions.key_of(junk, later(5)).is_none(), "{junk}");
        }
        // Nothing was noted meanwhile: the server was struck.
        let after = again(t);
        assert_eq!(after.key_of(first.reveal(), later(9)), Some(key));
        wait(after.end(first.reveal())).unwrap();
        assert!(after.key_of(first.reveal(), later(9)).is_none());
        let once_more = again(t);
        assert!(once_more.key_of(first.reveal(), later(9)).is_none(), "who left stays out");
        assert_eq!(once_more.key_of(second.reveal(), later(9)), Some(key));
        let id = record.id;
        t.must(move |tx| access::revoke_key(tx, &code("demo"), &eu(), id));
        assert!(ring(t).holder(key, later(9)).is_none(), "a revoked key ends its sessions");
        assert_eq!(kept(t), 0, "for good");
    });
}

#[test]
fn a_session_ends_when_nobody_uses_it_and_in_any_case_after_a_week_however_often_the_server_starts() {
    on_both(&[access::MIGRATIONS], |t| {
        let (_, holder) = desk(t);
        let sessions = again(t);
        let (idle, used) = (begin(&sessions, &holder, START), begin(&sessions, &holder, START));
        assert!(sessions.key_of(idle.reveal(), later(IDLE_MS)).is_none());
        let (mut sessions, steps) = (sessions, LIFE_MS / (IDLE_MS / 2));
        for step in 1..steps {
            let now = later(step * IDLE_MS / 2);
            assert!(sessions.key_of(used.reveal(), now).is_some(), "{step}");
            sessions.note_used(now).unwrap();
            assert_eq!(kept(t), if step < 2 { 2 } else { 1 }, "{step}: who is gone is forgotten");
            sessions = again(t);
        }
        assert!(sessions.key_of(used.reveal(), later(LIFE_MS)).is_none());
        sessions.note_used(later(LIFE_MS)).unwrap();
        assert_eq!(kept(t), 0);
    });
}

#[test]
fn one_key_cannot_fill_the_memory_or_the_store_with_sessions() {
    on_both(&[access::MIGRATIONS], |t| {
        let (_, holder) = desk(t);
        let sessions = again(t);
        let first = begin(&sessions, &holder, START);
        for place in 1..=64 {
            begin(&sessions, &holder, later(place));
        }
        assert!(sessions.key_of(first.reveal(), later(100)).is_none());
        assert_eq!(kept(t), 64);
        t.must(access::end_sessions);
        assert_eq!(kept(t), 0);
    });
}
