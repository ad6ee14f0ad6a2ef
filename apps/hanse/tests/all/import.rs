//! `hanse import orders` and `hanse demo --serve` as a person meets them: what is said, in which language, with a server and without.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crate::running::{Client, Running, signal};
use crate::support::{Place, hanse, text};

/// Two rows that can be used and one whose quantity is a word.
const FILE: &str = "\
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
100001,11111,RED MUG,2,2010-12-01 08:26:00,2.50,50001.0,United Kingdom
100002,11111,RED MUG,six,2010-12-01 09:00:00,2.50,50001.0,United Kingdom
100003,POST,POSTAGE,1,2010-12-01 10:00:00,1.50,50001.0,United Kingdom
";

/// The program at a terminal of a language: what it says to people.
fn said(data: &Path, language: &str, args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hanse"));
    program.args(["--data", text(data)]).args(args).env("HANSE_LOG_FILTER", "error");
    program.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", language).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn an_import_ends_with_a_table_that_adds_up_and_rows_that_wait_end_it_well() {
    let here = Place::new();
    let data = here.at("data");
    let (well, made) = hanse(&data, &["demo", "--orders", "1"]);
    assert!(well, "{made}");
    let file = here.at("orders.csv");
    std::fs::write(&file, FILE).unwrap();
    let import = ["import", "orders", "--profile", "uk-retail", "--shop", "uk-web", text(&file)];
    let done = said(&data, "en_GB.UTF-8", &import);
    let told = out(&done);
    assert!(done.status.success(), "{told}{}", err(&done));
    for part in
        ["rows of the file", "carriage", "It adds up to the file", "Rows in quarantine: 1", "line 3, quantity, six: "]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(!told.contains('"'), "no JSON for people: {told}");

    let refused =
        said(&data, "zh_CN.UTF-8", &["import", "orders", "--profile", "nobody", "--shop", "uk-web", text(&file)]);
    assert!(!refused.status.success() && err(&refused).contains("(no_such_profile)"), "{}", err(&refused));
    assert!(err(&refused).contains("没有"), "{}", err(&refused));

    // With a server: found by what it wrote down, asked in the terminal's language.
    let server = Running::start(&data, &here.at("log"), &[]);
    let key = made["key"].as_str().unwrap();
    let asked = said(&data, "ar_EG.UTF-8", &[&import[..], &["--key", key]].concat());
    assert!(asked.status.success() && out(&asked).contains("صفوف الملف"), "{}{}", out(&asked), err(&asked));
    let nobody = ["import", "orders", "--profile", "nobody", "--shop", "uk-web", "--key", key, text(&file)];
    let refused = said(&data, "ar_EG.UTF-8", &nobody);
    assert!(!refused.status.success() && err(&refused).contains("(no_such_profile)"), "{}", err(&refused));
    assert!(!err(&refused).contains('{'), "{}", err(&refused));
    let (well, told) = hanse(&data, &[&import[..], &["--key", key]].concat());
    assert_eq!((well, &told["state"], &told["report"]["adds_up"]), (true, &"done".into(), &true.into()), "{told}");
    let earlier = told["report"]["quarantine"]["waiting_in_earlier_imports"].as_object().unwrap();
    assert_eq!(earlier.values().collect::<Vec<_>>(), [1], "the row waits where it waited, and not twice");
    server.stop();
    assert!(!data.join("server.address").exists(), "a server that stopped is looked for by nobody");
}

/// An order of each state that is still open, in the form of `simple-orders`.
const OPEN: &str = "\
Order;Article;Text;Pieces;Day;Price;Currency;Customer number;Ship to;State
N-1;VASE;Vase;2;02.03.2026;12,00;EUR;;DE;new
N-2;VASE;Vase;2;02.03.2026;12,00;EUR;;DE;paid
N-3;VASE;Vase;2;02.03.2026;12,00;EUR;;DE;sent
N-4;VASE;Vase;2;02.03.2026;12,00;EUR;;DE;arrived
";

#[test]
fn open_orders_of_a_file_go_on_and_end_as_those_placed_here() {
    let here = Place::new();
    let data = here.at("data");
    let (well, made) = hanse(&data, &["demo", "--orders", "1"]);
    assert!(well, "{made}");
    let file = here.at("orders.csv");
    std::fs::write(&file, OPEN).unwrap();
    let server = Running::start(&data, &here.at("log"), &[]);
    let key = made["key"].as_str().unwrap();
    let import = ["import", "orders", "--profile", "simple-orders", "--shop", "shed", "--entity", "demo-de"];
    let (well, told) = hanse(&data, &[&import[..], &["--warehouse", "de-ber", "--key", key, text(&file)]].concat());
    assert!(well && told["state"] == "done", "{told}");
    let client = Client::new(&server.address, key);
    let get = |path: &str| client.get(path).unwrap().1;
    let of = |number: &str| {
        let found = get(&format!("/v1/orders?shop=shed&number={number}"));
        get(&format!("/v1/orders/{}", found["items"][0]["id"].as_str().unwrap()))
    };
    let step = |number: &str, step: &str, body: serde_json::Value| {
        let path = format!("/v1/orders/{}/{step}", of(number)["id"].as_str().unwrap());
        let (status, answer) = client.post(&path, &format!("{number}-{step}"), &body).unwrap();
        assert!(status < 300, "{number} {step}: {status} {answer}");
    };
    // What stands posted: buyer's debt, revenue, tax.
    let posted = |number: &str| {
        let entries = get(&format!("/v1/ledger/entries?order={}", of(number)["id"].as_str().unwrap()));
        let entries = entries["items"].as_array().unwrap().clone();
        let all: Vec<_> = entries.iter().flat_map(|entry| entry["transfers"].as_array().unwrap().clone()).collect();
        ["receivable", "revenue_goods", "tax_payable"].map(|account| {
            let minor = |one: &serde_json::Value| {
                one["amount"]["amount"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap()
            };
            let side = |side: &str| -> i64 {
                all.iter().filter(|one| one["state"] == "posted" && one[side] == account).map(minor).sum()
            };
            side("debit") - side("credit")
        })
    };
    let stands = |number: &str| {
        let order = of(number);
        ["status", "payment", "fulfilment"].map(|axis| order[axis].as_str().unwrap().to_owned())
    };
    // Cancelled, and the money given back: nothing is left of it.
    step("N-2", "cancellations", serde_json::json!({ "line": 1 }));
    step("N-2", "refunds", serde_json::json!({ "method": "card", "reference": "back" }));
    assert_eq!((posted("N-2"), stands("N-2")[0].as_str()), ([0, 0, 0], "cancelled"));
    // Paid, sent and delivered: as one that came delivered.
    let whole = serde_json::json!({ "amount": of("N-1")["gross"], "method": "card", "reference": "all" });
    step("N-1", "payments", whole);
    assert_eq!(posted("N-1"), [-2_400, 0, 0], "nothing is earned before it is delivered");
    step("N-1", "shipments", serde_json::json!({}));
    step("N-1", "deliveries", serde_json::json!({}));
    step("N-3", "deliveries", serde_json::json!({}));
    for number in ["N-1", "N-3", "N-4"] {
        assert_eq!(posted(number), [0, -2_017, -383], "{number}");
        assert_eq!(stands(number), ["completed", "paid", "delivered"], "{number}");
    }
    server.stop();
}

#[test]
fn a_reader_that_goes_away_ends_the_program_quietly() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hanse"));
    let mut child = program.arg("openapi").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((err(&ended).as_str(), ended.status.code()), ("", Some(141)));
}

/// `hanse demo --serve`, as `make run` starts it: the process, the key and what else it said first.
fn run(data: &Path) -> (Child, serde_json::Value) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hanse"));
    program.args(["--json", "--data", text(data), "demo", "--orders", "2", "--serve", "--listen", "127.0.0.1:0"]);
    let mut child = program.env("HANSE_LOG_FILTER", "error").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}")))
}

/// Files and folders that others than their owner may read or write.
fn open_to_others(path: &Path) -> Vec<std::path::PathBuf> {
    use std::os::unix::fs::PermissionsExt as _;
    let told = std::fs::symlink_metadata(path).unwrap();
    let mut found = if told.permissions().mode() & 0o077 == 0 { Vec::new() } else { vec![path.to_owned()] };
    if told.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            found.extend(open_to_others(&entry.unwrap().path()));
        }
    }
    found
}

#[test]
fn the_demo_is_served_a_second_time_as_it_was_left_and_never_twice_at_once() {
    let here = Place::new();
    let data = here.at("data");
    let (mut first, told) = run(&data);
    assert_eq!(told["orders"], 2, "{told}");
    let (mut twin, refused) = run(&data);
    assert!(refused["error"].as_str().unwrap().contains("another Hanse server"), "{refused}");
    assert!(!twin.wait().unwrap().success());
    let written = std::fs::read_to_string(data.join("server.address")).unwrap();
    assert_eq!(open_to_others(&data), Vec::<std::path::PathBuf>::new(), "what is kept is nobody else's to read");
    assert!(told["address"].as_str().unwrap().ends_with(written.trim()), "the twin left the address as it was");
    signal("TERM", first.id());
    assert!(first.wait().unwrap().success());
    // What an earlier version or a careless copy left open is closed.
    let loose =
        |path: &Path, mode| std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    loose(&data, 0o755);
    loose(&data.join("eu/demo/keys.db"), 0o644);
    let (mut again, told) = run(&data);
    assert_eq!(open_to_others(&data), Vec::<std::path::PathBuf>::new());
    assert!(told["orders"].is_null() && told["key"].is_string() && told["address"].is_string(), "{told}");
    signal("TERM", again.id());
    assert!(again.wait().unwrap().success());
}

#[test]
fn the_doctor_calls_a_healthy_server_healthy_and_says_what_is_for_what() {
    let here = Place::new();
    let data = here.at("data");
    assert!(hanse(&data, &["demo", "--orders", "1"]).0);
    let server = Running::start(&data, &here.at("log"), &[]);
    let (well, told) = hanse(&data, &["doctor"]);
    assert!(well, "{told}");
    let findings = told["findings"].as_array().unwrap();
    let of = |what: &str| findings.iter().find(|finding| finding["what"].as_str().unwrap().starts_with(what)).unwrap();
    assert!(of("server")["said"].as_str().unwrap().contains(server.address.trim_start_matches("http://")), "{told}");
    for (what, needed_to) in
        [("cargo,", "build"), ("C compiler", "build"), ("Node.js", "build"), ("PostgreSQL server", "test")]
    {
        assert_eq!(of(what)["needed_to"], needed_to);
        assert!(of(what)["good"] == true || !of(what)["mend"].as_str().unwrap().is_empty());
    }
    server.stop();
    let (well, told) = hanse(&data, &["doctor"]);
    assert!(well && !told.to_string().contains("wrong"), "{told}");
}
