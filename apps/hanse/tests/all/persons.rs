//! Planted persons go through everything the running program does with persons and files, and are found nowhere: not in the
//! stores, their write-ahead logs, the outbox, the find index, the log at its most talkative, the quarantine, uploads, exports,
//! backups, metrics, nor in PostgreSQL's files, log and dump. What the vault gives to who may ask is the one exception.

use std::path::{Path, PathBuf};
use std::process::Command;

use hanse::settings::Settings;
use serde_json::{Value, json};
use vault::leaks::{Leak, find_leaks};

use crate::cluster::{Cluster, programs};
use crate::door::{all_scopes, key};
use crate::running::{Client, Running, until};
use crate::support::{Place, company, hanse, region, settings, tenant, text};

/// Found in no dictionary and in no other test: names, addresses, telephones, e-mails, tax numbers.
/// Typed where orders are sought, which is no place for names: the question itself goes to the database.
const MISPLACED: &str = "Mirabellenkuchenfee";
const PLANTS: [&str; 18] = [
    MISPLACED,
    "Xanthippe Quellwasserstein",
    "Quellwasserstein",
    "x.quellwasserstein@mailbox.example",
    "Zwetschgenpfad 4711",
    "Zwetschgenpfad",
    "Obertupfingenheim",
    "Einzelhandel Quastenflosser",
    "DE987654399",
    "4930 7766 5544",
    "493077665544",
    "Immergrünlich",
    "balthasar@immergruenlich.example",
    "Schattenmorellengasse",
    "Holunderbeerschluck",
    "holunderbeerschluck@imported.example",
    "Kirschpflaumenallee",
    "Stachelbeerkorbmacher",
];

fn xanthippe() -> Value {
    json!({
        "name": "Xanthippe Quellwasserstein", "company": "Einzelhandel Quastenflosser",
        "email": "x.quellwasserstein@mailbox.example", "phone": "+4930 7766 5544", "vat_id": "DE987654399",
        "address": { "lines": ["Zwetschgenpfad 4711"], "city": "Obertupfingenheim", "postcode": "10115", "country": "DE" },
    })
}

fn balthasar() -> Value {
    json!({
        "name": "Balthasar Immergrünlich", "email": "balthasar@immergruenlich.example",
        "address": { "lines": ["Schattenmorellengasse 9"], "city": "Berlin", "postcode": "10115", "country": "DE" },
    })
}

/// A file of orders with columns no profile names, a row that cannot be used, and a person in each.
const FILE: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,Name,Email,Street
300001,11111,RED MUG,10,2010-12-01 09:00:00,2.50,50001.0,United Kingdom,Holunderbeerschluck,holunderbeerschluck@imported.example,Kirschpflaumenallee 3
300001,22222,BLUE MUG,six,2010-12-01 09:00:00,1.25,50001.0,United Kingdom,Holunderbeerschluck,holunderbeerschluck@imported.example,Kirschpflaumenallee 3
300002,22222,BLUE MUG,2,2010-12-02 09:00:00,1.25,50002.0,United Kingdom,Stachelbeerkorbmacher,,Kirschpflaumenallee 4
";
/// Somebody's idea of a customer number is an e-mail address.
const CARELESS: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
300009,11111,RED MUG,1,2010-12-01 09:00:00,2.50,holunderbeerschluck@imported.example,United Kingdom
";

/// Everything the program does with persons, with one person at least in each; the planted order's path.
fn live_with_persons(client: &Client) -> String {
    let order = |number: &str, person: Value| {
        json!({
            "channel": "web", "shop": "demo-de", "market": "de", "external_number": number,
            "recipient": person, "lines": [{ "sku": "H010-RED-S", "quantity": 1 }],
        })
    };
    let done = |what: &str, answer: Result<(u16, Value), ureq::Error>, allowed: &[u16]| {
        let (status, said) = answer.unwrap();
        assert!(allowed.contains(&status), "{what}: {status} {said}");
        said
    };
    // Clients put anything into their own keys.
    let placed = done(
        "place",
        client.post("/v1/orders", "x.quellwasserstein@mailbox.example", &order("P-1", xanthippe())),
        &[201],
    );
    done("again", client.post("/v1/orders", "x.quellwasserstein@mailbox.example", &order("P-1", xanthippe())), &[201]);
    done("taken", client.post("/v1/orders", "other", &order("P-1", xanthippe())), &[409]);
    done("place", client.post("/v1/orders", "second", &order("P-2", balthasar())), &[201]);
    done(
        "none left",
        client.post("/v1/orders", "third", &{
            let mut greedy = order("P-3", xanthippe());
            greedy["lines"][0]["quantity"] = json!(900_000);
            greedy
        }),
        &[409],
    );
    // What is no e-mail address, and what cannot be read: that is not repeated to anybody but the caller.
    let mut crooked = order("P-4", xanthippe());
    crooked["recipient"]["email"] = json!("Quellwasserstein without an at");
    done("no e-mail", client.post("/v1/orders", "4", &crooked), &[422]);
    crooked["recipient"] = json!("Xanthippe Quellwasserstein, Zwetschgenpfad 4711");
    done("no person", client.post("/v1/orders", "5", &crooked), &[422]);
    crooked["Quellwasserstein"] = json!("Zwetschgenpfad 4711");
    done("no such field", client.post("/v1/orders", "6", &crooked), &[422]);
    let broken = br#"{"recipient": {"name": "Xanthippe Quellwasserstein", "email": "x.quell"#.to_vec();
    done("no JSON", client.write("POST", "/v1/orders", "7", "application/json", broken), &[400]);
    let path = format!("/v1/orders/{}", placed["id"].as_str().unwrap());
    done("pay", client.pay(&placed, "P-1"), &[200]);
    let shown = done("show", client.get(&path), &[200]);
    let person = format!("/v1/persons/{}", shown["person"].as_str().unwrap());
    done("events", client.get(&format!("{path}/events")), &[200]);
    // Searches: where they belong, and where they do not.
    for question in ["/v1/persons/find", "/v1/orders/find-by-person"] {
        for asked in [
            json!({ "email": "x.quellwasserstein@mailbox.example" }),
            json!({ "phone": "030 77665544", "country": "DE" }),
            json!({ "name": "quellwasserstein" }),
        ] {
            let found = done("find", client.post(question, "q", &asked), &[200]);
            assert!(found.to_string().contains("per_"), "{question} {asked}: {found}");
        }
    }
    done("lost", client.get(&format!("/v1/orders/find?q={MISPLACED}")), &[200]);
    done("lost", client.get("/v1/orders?customer=x.quellwasserstein@mailbox.example"), &[400]);
    done("lost", client.get("/v1/orders/Quellwasserstein"), &[404]);
    done("lost", client.get("/v1/Zwetschgenpfad/x.quellwasserstein@mailbox.example?Quellwasserstein=1"), &[404]);
    let reveal = json!({ "purpose": "fulfilment", "reason": "asked at the counter" });
    let revealed = done("reveal", client.post(&format!("{person}/reveal"), "r", &reveal), &[200]);
    assert!(revealed.to_string().contains("Zwetschgenpfad 4711"), "who may look sees: {revealed}");
    let moved = json!({ "person": xanthippe(), "reason": "moved house" }).to_string().into_bytes();
    done("rectify", client.write("PUT", &person, "m", "application/json", moved), &[204]);
    let parcel = json!({ "carrier": "demo-parcel", "tracking": "DP0000004711" });
    done("ship", client.post(&format!("{path}/shipments"), "s", &parcel), &[200]);
    done("invoice", client.post(&format!("{path}/invoice"), "i", &json!(null)), &[200, 201]);
    import(client);
    let gone = done("place", client.post("/v1/orders", "gone", &order("P-9", xanthippe())), &[201]);
    let gone = done("show", client.get(&format!("/v1/orders/{}", gone["id"].as_str().unwrap())), &[200]);
    let erase = format!("/v1/persons/{}/erase", gone["person"].as_str().unwrap());
    done("erase", client.post(&erase, "e", &json!({ "reason": "asked by letter" })), &[200]);
    path
}

fn import(client: &Client) {
    let start = |once: &str, file: &str, dry: bool| {
        let path = format!(
            "/v1/imports?profile=uk-retail&shop=uk-web&entity=demo-gb&warehouse=gb-lon&market=gb&dry_run={dry}"
        );
        let (status, job) =
            client.write("POST", &path, once, "application/octet-stream", file.as_bytes().to_vec()).unwrap();
        assert_eq!(status, 202, "{job}");
        let path = format!("/v1/imports/{}", job["id"].as_str().unwrap());
        let ended = until("the import ended", || {
            let (_, job) = client.get(&path).ok()?;
            (!["queued", "running"].contains(&job["state"].as_str()?)).then_some(job)
        });
        (path, ended)
    };
    let (_, dry) = start("dry", FILE, true);
    assert!(dry["state"] == "done" || dry["state"] == "waiting", "{dry}");
    let (path, real) = start("real", FILE, false);
    assert_eq!(real["state"], "waiting", "a row stands in quarantine: {real}");
    let (status, rows) = client.get(&format!("{path}/quarantine")).unwrap();
    assert_eq!((status, rows["items"].as_array().map(Vec::len)), (200, Some(1)), "{rows}");
    let (_, careless) = start("careless", CARELESS, false);
    assert_eq!(careless["state"], "waiting", "e-mail addresses are no customer numbers: {careless}");
    assert_eq!(careless["report"]["quarantine"]["first"][0]["problem"], "customer_is_personal", "{careless}");
}

/// What the program writes when asked for files.
fn write_files(client: &Client, settings: &Settings, files: &Path) {
    std::fs::create_dir_all(files).unwrap();
    let at = |name: &str| files.join(name);
    for (name, args) in [
        ("jsonl", vec!["export", "orders", "--out", text(&at("orders.jsonl"))]),
        ("backup", vec!["backup", text(&at("backup")), "--keys", text(&at("backup-of-keys"))]),
    ] {
        let (well, said) = hanse(&settings.data, &args);
        assert!(well, "{name}: {said}");
    }
    for (name, path) in
        [("metrics", "/metrics"), ("orders", "/v1/orders"), ("customers", "/v1/customers"), ("imports", "/v1/imports")]
    {
        let (status, said) = client.get(path).unwrap();
        assert_eq!(status, 200, "{name}: {said}");
        std::fs::write(at(name), said.to_string()).unwrap();
    }
}

fn leaks(folders: &[PathBuf]) -> Vec<Leak> {
    let look = |folder: &PathBuf| {
        // A database at work makes and removes files while they are looked through: then all are looked through again.
        until("every file was read", || match find_leaks(&PLANTS, folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            read => Some(read.unwrap()),
        })
    };
    folders.iter().flat_map(look).collect()
}

/// The company that lives with planted persons, with every trace it leaves below `here` and `beside`.
struct Lived {
    settings: Settings,
    key: String,
    running: Running,
    log: PathBuf,
    /// The path of an order whose recipient is planted.
    order: String,
    traces: Vec<PathBuf>,
}

fn lived(here: &Place, settings: Settings, beside: &[PathBuf]) -> Lived {
    let installation = company(&settings, 5);
    let key = key(&installation, &tenant(), &region(), all_scopes());
    installation.close();
    let (log, files, temporary) = (here.at("log"), here.at("files"), here.at("tmp"));
    std::fs::create_dir_all(&temporary).unwrap();
    let environment = [("HANSE_LOG_FILTER", "trace"), ("TMPDIR", text(&temporary))];
    let running = Running::start(&settings.data, &log, &environment);
    let client = Client::new(&running.address, &key);
    let order = live_with_persons(&client);
    write_files(&client, &settings, &files);
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.contains("answered") && said.contains("TRACE"), "the log tells all it can");
    let traces =
        [settings.data.clone(), log.clone(), files, temporary].into_iter().chain(beside.iter().cloned()).collect();
    Lived { settings, key, running, log, order, traces }
}

impl Lived {
    /// The check goes red for a person in any one of these places.
    fn sees(&self, plant: &str, place: &str) -> bool {
        let all = leaks(&self.traces);
        all.iter().any(|leak| leak.planted == plant && leak.file.to_string_lossy().contains(place))
    }

    /// Writes a person where none belongs: into the reason a careless person gives, and into the log.
    fn be_careless(&self) {
        let client = Client::new(&self.running.address, &self.key);
        let hold = json!({ "because": "review", "reason": "Frau Stachelbeerkorbmacher rief an" });
        let (status, said) = client.post(&format!("{}/hold", self.order), "careless", &hold).unwrap();
        if status != 200 {
            // A shipped order is not held any more; then a return tells it.
            let (status, placed) = client.place("P-careless", "H010-RED-S").unwrap();
            assert_eq!(status, 201, "{said} {placed}");
            let path = format!("/v1/orders/{}/hold", placed["id"].as_str().unwrap());
            let (status, said) = client.post(&path, "careless-2", &hold).unwrap();
            assert_eq!(status, 200, "{said}");
        }
        let mut log = std::fs::OpenOptions::new().append(true).open(&self.log).unwrap();
        std::io::Write::write_all(&mut log, b"DEBUG body=eC5xdWVsbHdhc3NlcnN0ZWluQG1haWxib3guZXhhbXBsZQ==\n").unwrap();
    }
}

#[test]
fn planted_persons_are_found_nowhere() {
    let here = Place::new();
    let lived = lived(&here, settings(&here.at("data")), &[]);
    // While the server runs, with its write-ahead logs.
    assert!(lived.settings.data.join("eu/demo/store.db-wal").exists());
    assert_eq!(leaks(&lived.traces), Vec::new());
    // And the check is not blind: a person is seen in the write-ahead log, the log, the next backup.
    lived.be_careless();
    assert!(lived.sees("Stachelbeerkorbmacher", "store.db-wal"));
    assert!(lived.sees("Quellwasserstein", "/log"));
    let (well, said) = hanse(&lived.settings.data, &["backup", text(&here.at("files/second"))]);
    assert!(well, "{said}");
    assert!(lived.sees("Stachelbeerkorbmacher", "files/second/eu/demo/store.db"));
    lived.running.stop();
}

#[test]
fn planted_persons_are_found_nowhere_on_postgresql() {
    let Some(cluster) = Cluster::start() else { return };
    let here = Place::new();
    let mut server = postgres::Client::connect(&cluster.url.replace("/hanse", "/postgres"), postgres::NoTls).unwrap();
    let home: String = server.query_one("SELECT current_setting('data_directory')", &[]).unwrap().get(0);
    for command in ["ALTER SYSTEM SET log_statement = 'all'", "SELECT pg_reload_conf()"] {
        server.batch_execute(command).unwrap();
    }
    // The folder of the cluster also holds its log, which now tells every statement with what is bound to it.
    let home = PathBuf::from(home).parent().unwrap().to_path_buf();
    let on = Settings { database: Some(cluster.url.clone()), ..settings(&here.at("data")) };
    let lived = lived(&here, on, std::slice::from_ref(&home));
    let dump = |name: &str| {
        for (database, url) in [("data", cluster.url.clone()), ("keys", format!("{}_keys", cluster.url))] {
            let to = here.at(&format!("files/{name}-{database}.sql"));
            let dumped =
                Command::new(programs().unwrap().join("pg_dump")).arg(&url).arg("-f").arg(&to).status().unwrap();
            assert!(dumped.success());
        }
    };
    dump("dump");
    server.batch_execute("CHECKPOINT").unwrap();
    let log = std::fs::read_to_string(home.join("log")).unwrap();
    assert!(log.contains("parameters: $1"), "the database's log tells all it can");
    // Who makes the database write down every question finds the misplaced one there, and nothing else.
    let mut found = leaks(&lived.traces);
    found.retain(|leak| leak.planted != MISPLACED || leak.file != home.join("log"));
    assert_eq!(found, Vec::new());
    lived.be_careless();
    dump("second");
    server.batch_execute("CHECKPOINT").unwrap();
    assert!(lived.sees("Stachelbeerkorbmacher", "files/second-data.sql"));
    assert!(lived.sees("Stachelbeerkorbmacher", "data/base"));
    assert!(lived.sees("Stachelbeerkorbmacher", "data/pg_wal"));
    lived.running.stop();
}
