//! The control store: all that crosses tenants. A store like any other (one writer, both engines), opened with [`MIGRATIONS`].
//!
//! Its rows name companies, places and keys; no person, no order, no amount. A PostgreSQL URL may hold a password, so the
//! control store's file is as secret as the server's settings; events never carry it.

use kernel::{Id, Refusal};
use serde_json::json;
use store::{CommandError, Event, Kind, Migrations, Nothing, Read, Row, StoreError, Table, Tx, Value};

use crate::{KeyHash, KeyId, KeyRecord, Region, RegionCode, StoreEntry, Tenant, TenantCode};

/// The control store's tables.
pub const MIGRATIONS: Migrations = Migrations {
    owner: "access",
    steps: &[
        (1, "start", include_str!("../migrations/0001_start.sql")),
        (2, "sessions", include_str!("../migrations/0002_sessions.sql")),
    ],
};

const TENANTS: Table = Table {
    name: "tenants",
    columns: &[("code", Kind::Text), ("name", Kind::Text), ("created_at", Kind::Int), ("closed_at", Kind::Int)],
    key: &["code"],
};
const REGIONS: Table =
    Table { name: "regions", columns: &[("code", Kind::Text), ("name", Kind::Text)], key: &["code"] };
const STORES: Table = Table {
    name: "stores",
    columns: &[("tenant", Kind::Text), ("region", Kind::Text), ("place", Kind::Text)],
    key: &["tenant", "region"],
};
const API_KEYS: Table = Table {
    name: "api_keys",
    columns: &[
        ("id", Kind::Int),
        ("tenant", Kind::Text),
        ("region", Kind::Text),
        ("label", Kind::Text),
        ("prefix", Kind::Text),
        ("hash", Kind::Blob),
        ("scopes", Kind::Text),
        ("created_at", Kind::Int),
        ("created_by", Kind::Text),
        ("expires_at", Kind::Int),
        ("revoked_at", Kind::Int),
    ],
    key: &["id"],
};

/// Adds a company. Refuses `tenant_taken`.
pub fn add_tenant(tx: &mut Tx<'_>, code: &TenantCode, name: &str) -> Result<Nothing, CommandError> {
    let now = tx.context().now;
    let row = vec![Value::from(code.as_str()), Value::from(name), now.into(), Value::Null];
    if tx.insert_new(&TENANTS, vec![row])? != [true] {
        return Err(Refusal::conflict("tenant_taken").at("/code").with("tenant", code).into());
    }
    tx.publish(Event::new("access.tenant_added.v1", code, &json!({ "tenant": code }))?);
    Ok(Nothing)
}

/// Adds a jurisdiction's cell. Adding it again changes nothing but its name.
pub fn add_region(tx: &mut Tx<'_>, region: &Region) -> Result<Nothing, CommandError> {
    let row = vec![Value::from(region.code.as_str()), Value::from(region.name.as_str())];
    tx.upsert(&REGIONS, vec![row])?;
    Ok(Nothing)
}

/// Says where a tenant's store in a region is. Refuses `tenant_unknown`, `region_unknown`, and `store_placed` when it has a place
/// already (moving a store is a restore, not a note) or the place is another's.
pub fn place_store(tx: &mut Tx<'_>, entry: &StoreEntry) -> Result<Nothing, CommandError> {
    must_know(tx, &entry.tenant, &entry.region)?;
    let place = entry.place.to_stored();
    let taken = tx.query_one(
        "SELECT 1 FROM stores WHERE (tenant = $1 AND region = $2) OR place = $3",
        &[entry.tenant.as_str().into(), entry.region.as_str().into(), place.as_str().into()],
    )?;
    if taken.is_some() {
        let refusal = Refusal::conflict("store_placed").with("tenant", &entry.tenant).with("region", &entry.region);
        return Err(refusal.into());
    }
    tx.insert(&STORES, vec![vec![entry.tenant.as_str().into(), entry.region.as_str().into(), place.into()]])?;
    let told = json!({ "tenant": entry.tenant, "region": entry.region });
    tx.publish(Event::new("access.store_placed.v1", &entry.tenant, &told)?);
    Ok(Nothing)
}

/// Notes where a restore put a tenant's store. Refuses `tenant_unknown`, `region_unknown`, and `store_placed` when the place is
/// another's.
pub fn move_store(tx: &mut Tx<'_>, entry: &StoreEntry) -> Result<Nothing, CommandError> {
    must_know(tx, &entry.tenant, &entry.region)?;
    let place = entry.place.to_stored();
    let taken = tx.query_one(
        "SELECT 1 FROM stores WHERE place = $3 AND NOT (tenant = $1 AND region = $2)",
        &[entry.tenant.as_str().into(), entry.region.as_str().into(), place.as_str().into()],
    )?;
    if taken.is_some() {
        let refusal = Refusal::conflict("store_placed").with("tenant", &entry.tenant).with("region", &entry.region);
        return Err(refusal.into());
    }
    tx.upsert(&STORES, vec![vec![entry.tenant.as_str().into(), entry.region.as_str().into(), place.into()]])?;
    let told = json!({ "tenant": entry.tenant, "region": entry.region });
    tx.publish(Event::new("access.store_moved.v1", &entry.tenant, &told)?);
    Ok(Nothing)
}

/// The most characters of a key's label.
const LONGEST_LABEL: usize = 100;

/// Keeps a key that [`crate::issue`] drew. Refuses `wrong_key_label`, `key_expires_in_the_past`, `tenant_unknown`, `tenant_closed`,
/// `region_unknown`.
pub fn keep_key(tx: &mut Tx<'_>, key: &KeyRecord) -> Result<KeyId, CommandError> {
    let label = key.label.trim();
    if label.is_empty() || label.chars().count() > LONGEST_LABEL || label.chars().any(char::is_control) {
        return Err(Refusal::invalid("wrong_key_label").at("/label").with("longest", LONGEST_LABEL).into());
    }
    if let Some(end) = key.expires_at.filter(|end| *end <= tx.context().now) {
        return Err(Refusal::invalid("key_expires_in_the_past").at("/expires_at").with("until", end).into());
    }
    must_know(tx, &key.tenant, &key.region)?;
    let row = vec![
        Value::id(key.id),
        key.tenant.as_str().into(),
        key.region.as_str().into(),
        key.label.as_str().into(),
        key.prefix.as_str().into(),
        Value::Blob(key.hash.0.to_vec()),
        Value::text(key.scopes),
        key.created_at.into(),
        key.created_by.as_str().into(),
        key.expires_at.into(),
        key.revoked_at.into(),
    ];
    tx.insert(&API_KEYS, vec![row])?;
    let told = json!({ "tenant": key.tenant, "region": key.region, "prefix": key.prefix, "scopes": key.scopes });
    tx.publish(Event::new("access.key_issued.v1", key.id, &told)?);
    Ok(key.id)
}

/// Ends a key of a tenant in a region; ending it again changes nothing. Refuses `key_unknown`, also for another tenant's key. The
/// caller then takes it out of the [`crate::KeyRing`].
pub fn revoke_key(
    tx: &mut Tx<'_>,
    tenant: &TenantCode,
    region: &RegionCode,
    key: KeyId,
) -> Result<KeyId, CommandError> {
    if key_of(tx, tenant, region, key)?.revoked_at.is_none() {
        let now = tx.context().now;
        tx.update(&API_KEYS, &["revoked_at"], vec![vec![Value::id(key), now.into()]])?;
        tx.publish(Event::new("access.key_revoked.v1", key, &json!({ "tenant": tenant }))?);
    }
    tx.execute("DELETE FROM sessions WHERE key = $1", &[Value::id(key)])?;
    Ok(key)
}

/// Closes a tenant: its keys are refused from now on (load the ring anew), its stores stay. Refuses `tenant_unknown`.
pub fn close_tenant(tx: &mut Tx<'_>, code: &TenantCode) -> Result<Nothing, CommandError> {
    let now = tx.context().now;
    let known = tx.query_one("SELECT closed_at FROM tenants WHERE code = $1", &[code.as_str().into()])?;
    let row = known.ok_or_else(|| unknown_tenant(code))?;
    if row.opt_at(0)?.is_none() {
        tx.update(&TENANTS, &["closed_at"], vec![vec![code.as_str().into(), now.into()]])?;
        tx.publish(Event::new("access.tenant_closed.v1", code, &json!({ "tenant": code }))?);
    }
    Ok(Nothing)
}

fn must_know(tx: &mut Tx<'_>, tenant: &TenantCode, region: &RegionCode) -> Result<(), CommandError> {
    let known = tx.query_one("SELECT closed_at FROM tenants WHERE code = $1", &[tenant.as_str().into()])?;
    let row = known.ok_or_else(|| unknown_tenant(tenant))?;
    if row.opt_at(0)?.is_some() {
        return Err(Refusal::conflict("tenant_closed").at("/tenant").with("tenant", tenant).into());
    }
    if tx.query_one("SELECT 1 FROM regions WHERE code = $1", &[region.as_str().into()])?.is_none() {
        return Err(Refusal::not_found("region_unknown").at("/region").with("region", region).into());
    }
    Ok(())
}

fn unknown_tenant(tenant: &TenantCode) -> Refusal {
    Refusal::not_found("tenant_unknown").at("/tenant").with("tenant", tenant)
}

/// Every company, by code.
pub fn tenants(read: &mut impl Read) -> Result<Vec<Tenant>, StoreError> {
    let rows = read.query("SELECT code, name, created_at, closed_at FROM tenants ORDER BY code", &[])?;
    let tenant = |row: &Row| {
        Ok(Tenant {
            code: row.parsed(0)?,
            name: row.text(1)?.to_owned(),
            created_at: row.at(2)?,
            closed_at: row.opt_at(3)?,
        })
    };
    rows.iter().map(tenant).collect()
}

/// Every region, by code.
pub fn regions(read: &mut impl Read) -> Result<Vec<Region>, StoreError> {
    let rows = read.query("SELECT code, name FROM regions ORDER BY code", &[])?;
    rows.iter().map(|row| Ok(Region { code: row.parsed(0)?, name: row.text(1)?.to_owned() })).collect()
}

/// Every store's place, by tenant and region.
pub fn stores(read: &mut impl Read) -> Result<Vec<StoreEntry>, StoreError> {
    let rows = read.query("SELECT tenant, region, place FROM stores ORDER BY tenant, region", &[])?;
    let entry = |row: &Row| Ok(StoreEntry { tenant: row.parsed(0)?, region: row.parsed(1)?, place: row.parsed(2)? });
    rows.iter().map(entry).collect()
}

const KEY_COLUMNS: &str = "k.id, k.tenant, k.region, k.label, k.prefix, k.hash, k.scopes, k.created_at, k.created_by, \
                           k.expires_at, k.revoked_at";

/// A tenant's keys in a region, newest first, below `before`; revoked ones too.
pub fn keys_of(
    read: &mut impl Read,
    tenant: &TenantCode,
    region: &RegionCode,
    before: Option<KeyId>,
    limit: i64,
) -> Result<Vec<KeyRecord>, StoreError> {
    let sql = format!(
        "SELECT {KEY_COLUMNS} FROM api_keys k WHERE k.tenant = $1 AND k.region = $2 AND k.id < $3 \
         ORDER BY k.id DESC LIMIT $4"
    );
    let before = before.map_or(i64::MAX, Id::number);
    let args = [tenant.as_str().into(), region.as_str().into(), before.into(), limit.into()];
    read.query(&sql, &args)?.iter().map(key).collect()
}

/// One key. Refuses `key_unknown`, also for another tenant's or region's key.
pub fn key_of(
    read: &mut impl Read,
    tenant: &TenantCode,
    region: &RegionCode,
    id: KeyId,
) -> Result<KeyRecord, CommandError> {
    let sql = format!("SELECT {KEY_COLUMNS} FROM api_keys k WHERE k.id = $1 AND k.tenant = $2 AND k.region = $3");
    let row = read.query_one(&sql, &[Value::id(id), tenant.as_str().into(), region.as_str().into()])?;
    Ok(key(&row.ok_or_else(|| Refusal::not_found("key_unknown").with("key", id))?)?)
}

/// The keys to let in: not revoked, of tenants that are not closed. For [`crate::KeyRing::of`].
pub fn living_keys(read: &mut impl Read) -> Result<Vec<KeyRecord>, StoreError> {
    let sql = format!(
        "SELECT {KEY_COLUMNS} FROM api_keys k JOIN tenants t ON t.code = k.tenant \
         WHERE k.revoked_at IS NULL AND t.closed_at IS NULL ORDER BY k.id"
    );
    read.query(&sql, &[])?.iter().map(key).collect()
}

fn key(row: &Row) -> Result<KeyRecord, StoreError> {
    let hash: [u8; 32] =
        row.blob(5)?.try_into().map_err(|_| StoreError::misuse("a key's hash is not 32 bytes long"))?;
    Ok(KeyRecord {
        id: KeyId::from_number(row.int(0)?),
        tenant: row.parsed(1)?,
        region: row.parsed(2)?,
        label: row.text(3)?.to_owned(),
        prefix: row.text(4)?.to_owned(),
        hash: KeyHash(hash),
        scopes: row.parsed(6)?,
        created_at: row.at(7)?,
        created_by: kernel::Actor::new(row.text(8)?),
        expires_at: row.opt_at(9)?,
        revoked_at: row.opt_at(10)?,
    })
}
