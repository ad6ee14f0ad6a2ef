//! Several companies in one installation on PostgreSQL, and what an operator sees of them.

use access::TenantCode;
use hanse::settings::Settings;
use store::{CommandError, Location};

use crate::door::{Door, all_scopes, key};
use crate::running::{Client, Running};
use crate::support::{
    Place, at_rest, company, count, database, drop_databases, hanse, open, postgres_server, region, settings, tenant,
};

#[test]
fn two_companies_on_postgresql_have_a_database_each_and_a_strangers_is_refused() {
    let Some(server) = postgres_server() else { return };
    let here = Place::new();
    let url = database(&server, "tenants");
    let on = |name: &str| Settings { database: Some(url.clone()), ..settings(&here.at(name)) };
    let other: TenantCode = "acme".parse().unwrap();
    let installation = company(&on("data"), 2);
    installation.make_tenant(&other, &region(), "Acme").unwrap();
    let acme = installation.open_cell(&other, &region()).unwrap();
    assert_eq!((count(&acme, "orders"), count(&acme, "variants")), (0, 0), "nothing of the first company is in it");
    assert_eq!(*acme.store.location(), Location::Postgres(format!("{url}_eu_acme")));
    assert_eq!(*acme.keys.location(), Location::Postgres(format!("{url}_eu_acme_keys")));
    let first = crate::support::cell(&installation);
    assert_eq!(*first.store.location(), Location::Postgres(url.clone()));
    assert_eq!(*first.keys.location(), Location::Postgres(format!("{url}_keys")));
    assert!(count(&first, "orders") > 0);
    drop((acme, first));

    // Another installation that is told the same database.
    let stranger = open(&on("other-data"));
    let refused = stranger.make_tenant(&tenant(), &region(), "Demo again");
    let Err(CommandError::Refused(refusal)) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code, "database_holds_a_company");
    assert!(!refusal.to_string().contains("@127") || !refusal.to_string().contains("postgres:postgres"), "{refusal}");
    stranger.close();
    installation.close();
    drop_databases(&server, &[url.clone(), format!("{url}_eu_acme")]);
}

#[test]
fn an_operator_sees_queue_groups_lag_jobs_quarantine_sizes_and_keys() {
    let here = Place::new();
    let installation = company(&settings(&here.at("data")), 5);
    let cell = crate::support::cell(&installation);
    at_rest(&cell);
    hanse::chores::run_all(&cell).unwrap();
    let door = Door::to(&installation);
    let key = key(&installation, &tenant(), &region(), all_scopes());
    door.ask(&key, "GET", "/v1/orders", None);
    let page = door.open("/metrics").text();
    let value = |start: &str| -> f64 {
        let line = page.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}: {page}"));
        line.rsplit_once(' ').unwrap().1.parse().unwrap()
    };
    let of = r#"{tenant="demo",region="eu""#;
    let data = format!("{of},store=\"data\"");
    assert!(value(&format!("hanse_groups_total{data}")) > 5.0);
    assert!(value(&format!("hanse_grouped_commands_total{data}")) >= value(&format!("hanse_groups_total{data}")));
    assert!(value(&format!("hanse_group_seconds_total{data}")) > 0.0);
    assert!(value(&format!("hanse_store_bytes{data}")) > 100_000.0);
    assert!(value(&format!("hanse_vault_keys{of}")) >= 5.0, "a person an order has keys");
    for (name, wanted) in [("hanse_queue_waiting_commands", 0.0), ("hanse_queue_refused_commands_total", 0.0)] {
        assert!((value(&format!("{name}{data}")) - wanted).abs() < 0.5, "{page}");
    }
    for name in ["hanse_follower_lag_events", "hanse_jobs", "hanse_quarantine_open_rows"] {
        assert!(value(&format!("{name}{of}")) < 0.5, "{page}");
    }
    let told = page.lines().filter(|line| line.starts_with("# TYPE hanse_")).count();
    assert!(told >= 10 && page.contains("http_requests_total"), "{page}");
    drop((door, cell));
    installation.close();
}

#[test]
fn a_company_of_ones_own_begins_empty_and_no_other_command_makes_a_folder() {
    let here = Place::new();
    let data = here.at("data");
    for command in ["verify", "migrate"] {
        let (well, said) = hanse(&data, &[command]);
        assert!(!well && said["error"].as_str().unwrap().contains("no installation"), "{command}: {said}");
        assert!(!data.exists(), "{command} made a folder");
    }
    let (well, begun) = hanse(&data, &["company", "acme", "--name", "Acme Trading"]);
    assert!(well, "{begun}");
    let server = Running::start(&data, &here.at("log"), &[]);
    let client = Client::new(&server.address, begun["api_key"].as_str().unwrap());
    let (status, orders) = client.get("/v1/orders").unwrap();
    assert_eq!((status, &orders["items"]), (200, &serde_json::json!([])));
    let (well, said) = hanse(&data, &["company", "other"]);
    assert!(!well && said["error"].as_str().unwrap().contains("already has"), "{said}");
}
