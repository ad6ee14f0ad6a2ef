//! An import's report for a person: a table of where each kind of line went, with its sums, and what must be known beside it.

use std::collections::{BTreeMap, HashMap};

use edge::Language;
use serde_json::Value;

use super::telling::Problem;

const WORDS: &str = include_str!("import_report.toml");

/// The words in one language.
struct Words {
    all: HashMap<String, HashMap<String, String>>,
    language: Language,
}

impl Words {
    fn of(language: Language) -> Self {
        Self { all: toml::from_str(WORDS).unwrap_or_default(), language }
    }

    /// What a word of the report is called; one that is not in the list is shown as it is.
    fn say<'w>(&'w self, word: &'w str) -> &'w str {
        self.all.get(word).and_then(|texts| texts.get(self.language.tag())).map_or(word, String::as_str)
    }
}

/// The report of an import that ended in `state`, as sentences and a table.
pub(super) fn in_words(report: &Value, import: &str, state: &str, language: Language) -> String {
    let words = Words::of(language);
    let is = |place: &str| report.pointer(place) == Some(&Value::Bool(true));
    let mut told = vec![table(report, &words)];
    let known = sum(report, "/kinds", "/known_before");
    if is("/already_imported") {
        told.push(words.say("already_imported").to_owned());
    } else if known > 0 {
        told.push(words.say("known_lines").replace("{lines}", &grouped(known)));
    }
    let unbooked = count(report, "/books/invoices_not_booked_for_want_of_a_rate");
    let invoices_told = report.get("invoices").and_then(Value::as_object);
    let different =
        invoices_told.into_iter().flatten().fold(0u64, |sum, (_, one)| sum.saturating_add(count(one, "/different")));
    told.push(match (is("/adds_up"), unbooked) {
        (false, 0) if different > 0 => words.say("adds_up_different").replace("{invoices}", &grouped(different)),
        (true, 0) => words.say("adds_up").to_owned(),
        (false, 0) => words.say("adds_up_not").to_owned(),
        (_, unbooked) => words.say("no_rate").replace("{invoices}", &grouped(unbooked)),
    });
    let exact = report.pointer("/file/exact_amounts").and_then(Value::as_object).into_iter().flatten();
    let exact: Vec<String> =
        exact.map(|(currency, amount)| format!("{} {currency}", amount.as_str().unwrap_or_default())).collect();
    if !exact.is_empty() {
        told.push(format!("{}: {}", words.say("exact"), exact.join(", ")));
    }
    let number = |place: &str| grouped(count(report, place));
    let all = words.say("file_invoices").replace("{invoices}", &number("/file/invoices"));
    told.push(all.replace("{cancellations}", &number("/file/cancellations")));
    told.extend(invoices(report, &words));
    told.extend(states(report, &words));
    told.extend(cancelled(report, &words));
    told.extend(taxes(report, &words));
    told.extend(unsure(report, &words));
    told.extend(waiting(report, import, &words));
    let earlier = report.pointer("/quarantine/waiting_in_earlier_imports").and_then(Value::as_object);
    for (import, rows) in earlier.into_iter().flatten() {
        let rows = grouped(rows.as_u64().unwrap_or_default());
        told.push(words.say("waiting_earlier").replace("{rows}", &rows).replace("{import}", import));
    }
    let dry_run = is("/dry_run");
    match state {
        "done" | "waiting" if dry_run => told.push(words.say("dry_run").to_owned()),
        "done" => told.push(words.say("done").to_owned()),
        "waiting" => told.push(words.say("waiting").to_owned()),
        _ => {}
    }
    told.join("\n")
}

/// A count over all members of a list.
fn sum(report: &Value, list: &str, of: &str) -> u64 {
    let all = report.pointer(list).and_then(Value::as_array).into_iter().flatten();
    all.fold(0u64, |sum, one| sum.saturating_add(count(one, of)))
}

/// Orders whose state in the file is another than the one they have here: how many, and the first of them.
fn states(report: &Value, words: &Words) -> Vec<String> {
    let different = count(report, "/states/different");
    if different == 0 {
        return Vec::new();
    }
    let mut told = vec![words.say("states").replace("{orders}", &grouped(different))];
    for one in report.pointer("/states/first").and_then(Value::as_array).into_iter().flatten() {
        let state = |name: &str| words.say(&format!("state_{}", text(one, name))).to_owned();
        let said = words.say("state").replace("{in_file}", &state("in_file")).replace("{here}", &state("here"));
        told.push(format!("  {}: {said}", text(one, "invoice")));
    }
    told
}

/// How cancellation lines found what they cancel, ties among it.
fn cancelled(report: &Value, words: &Words) -> Option<String> {
    let outcomes = ["one", "several", "no_customer", "no_such_sale", "nothing_left"];
    let told = outcomes.into_iter().filter_map(|outcome| {
        let lines = count(report, &format!("/file/cancelled/{outcome}"));
        (lines > 0).then(|| format!("{} {}", words.say(&format!("cancelled_{outcome}")), grouped(lines)))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| format!("{}: {}", words.say("cancelled"), told.join(", ")))
}

/// The first rows that wait: line, cell, reason; and where they are put right.
fn waiting(report: &Value, import: &str, words: &Words) -> Vec<String> {
    let open = count(report, "/quarantine/open");
    if open == 0 {
        return Vec::new();
    }
    let mut told = vec![words.say("open").replace("{open}", &grouped(open))];
    let first: Vec<&Value> =
        report.pointer("/quarantine/first").and_then(Value::as_array).into_iter().flatten().collect();
    for row in &first {
        let (field, value, code) = (text(row, "field"), text(row, "value"), text(row, "problem"));
        let mut place = words.say("row").replace("{line}", &count(row, "/line").to_string());
        for part in [field, value].into_iter().filter(|part| !part.is_empty()) {
            place = format!("{place}, {part}");
        }
        let mut facts: Vec<(&str, String)> = vec![("field", field.to_owned()), ("value", value.to_owned())];
        let more = row.get("facts").and_then(Value::as_object).into_iter().flatten();
        facts.extend(more.map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default().to_owned())));
        let problem = Problem::of_code(code, None, &facts, words.language);
        told.push(format!("  {place}: {problem}"));
    }
    let rest = open.saturating_sub(u64::try_from(first.len()).unwrap_or(u64::MAX));
    if rest > 0 {
        told.push(format!("  {}", words.say("more_rows").replace("{rows}", &grouped(rest))));
    }
    told.push(words.say("mend").replace("{import}", import));
    told
}

fn text<'v>(of: &'v Value, name: &str) -> &'v str {
    of.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn count(of: &Value, place: &str) -> u64 {
    of.pointer(place).and_then(Value::as_u64).unwrap_or_default()
}

fn table(report: &Value, words: &Words) -> String {
    const COUNTS: [&str; 4] = ["lines", "on_orders", "in_bookings", "in_stock_only"];
    let text = |of: &Value, place: &str| of.pointer(place).and_then(Value::as_str).unwrap_or_default().to_owned();
    let heading = ["kind"].iter().chain(&COUNTS).chain(&["net", "tax", ""]).map(|word| words.say(word).to_owned());
    let mut rows: Vec<Vec<String>> = vec![heading.collect()];
    let mut sums = [0u64; 4];
    for kind in report.get("kinds").and_then(Value::as_array).into_iter().flatten() {
        let counts = COUNTS.map(|name| count(kind, &format!("/{name}")));
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum = sum.saturating_add(count);
        }
        let mut row = vec![words.say(&text(kind, "/kind")).to_owned()];
        row.extend(counts.map(grouped));
        row.extend(["/net/amount", "/tax/amount", "/currency"].map(|place| text(kind, place)));
        rows.push(row);
    }
    let mut total = vec![words.say("in_orders").to_owned()];
    total.extend(sums.map(grouped));
    rows.push(total);
    rows.push(vec![
        words.say("unusable").to_owned(),
        grouped(count(report, "/file/rows_unusable").saturating_add(count(report, "/refused/lines"))),
    ]);
    rows.push(vec![words.say("file").to_owned(), grouped(count(report, "/file/rows"))]);
    format!("{}\n{}", words.say("heading"), aligned(&rows))
}

fn invoices(report: &Value, words: &Words) -> Vec<String> {
    let mut told = Vec::new();
    for (what, counts) in report.get("invoices").and_then(Value::as_object).into_iter().flatten() {
        let counts: Vec<String> = ["new", "known", "extended", "different"]
            .into_iter()
            .map(|name| (name, count(counts, &format!("/{name}"))))
            .filter(|(_, count)| *count > 0)
            .map(|(name, count)| format!("{} {}", grouped(count), words.say(name)))
            .collect();
        if !counts.is_empty() {
            told.push(format!("{}, {}: {}", words.say("invoices"), words.say(what), counts.join(", ")));
        }
    }
    told
}

/// Lines by status, and under each by rate, treatment or reason.
fn taxes(report: &Value, words: &Words) -> Vec<String> {
    let mut by_status: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for tax in report.get("taxes").and_then(Value::as_array).into_iter().flatten() {
        let sum = by_status.entry(text(tax, "status")).or_default().entry(text(tax, "what")).or_default();
        *sum = sum.saturating_add(count(tax, "/lines"));
    }
    if by_status.is_empty() {
        return Vec::new();
    }
    let mut told = vec![format!("{}:", words.say("taxes"))];
    for (status, whats) in by_status {
        let lines = whats.values().fold(0u64, |sum, lines| sum.saturating_add(*lines));
        told.push(format!("  {} {}", words.say(status), grouped(lines)));
        let mut whats: Vec<(&str, u64)> = whats.into_iter().filter(|(what, _)| !what.is_empty()).collect();
        whats.sort_by_key(|(_, lines)| std::cmp::Reverse(*lines));
        told.extend(whats.into_iter().map(|(what, lines)| format!("    {}: {}", reason(what, words), grouped(lines))));
    }
    told
}

/// A rate as it is, a treatment or reason in words.
fn reason(what: &str, words: &Words) -> String {
    match tax::text_of_reason(what) {
        Some(code) => Problem::of_code(code, None, &[], words.language).title,
        // A treatment is no refusal.
        None => words.say(what).replace('_', " "),
    }
}

fn unsure(report: &Value, words: &Words) -> Vec<String> {
    let all = report.get("assumptions").and_then(Value::as_object).into_iter().flatten();
    let unsure = all.filter(|(_, one)| one.get("status").and_then(Value::as_str) == Some("unsure"));
    let told: Vec<String> = unsure
        .map(|(name, one)| {
            let text = |name: &str| one.get(name).and_then(Value::as_str).unwrap_or_default();
            format!("  - {}: {} ({})", name.replace('_', " "), text("value"), text("because"))
        })
        .collect();
    if told.is_empty() { told } else { [vec![format!("{}:", words.say("unsure"))], told].concat() }
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut told = String::with_capacity(digits.len().saturating_add(digits.len() / 3));
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len().saturating_sub(place)).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

/// Columns as wide as their widest cell; the first to the left, the others to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widest = |place: usize| rows.iter().filter_map(|row| row.get(place)).map(|cell| width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(place, (cell, wide))| {
            let room = " ".repeat(wide.saturating_sub(width(cell)));
            if place == 0 { format!("{cell}{room}") } else { format!("{room}{cell}") }
        });
        format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// How many places a terminal gives a text: ideographs and full-width forms take two, marks none (Unicode UAX #11, the blocks that
/// our words use).
fn width(text: &str) -> usize {
    text.chars()
        .map(|letter| match u32::from(letter) {
            0x064B..=0x065F | 0x200E | 0x200F => 0,
            0x1100..=0x115F
            | 0x2E80..=0xA4CF
            | 0xAC00..=0xD7A3
            | 0xF900..=0xFAFF
            | 0xFE30..=0xFE6F
            | 0xFF00..=0xFF60 => 2,
            _ => 1,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn report() -> Value {
        let money = |amount: &str| json!({ "amount": amount, "currency": "GBP" });
        json!({
            "dry_run": false, "adds_up": true, "file": { "rows": 1_236, "rows_unusable": 2, "exact_amounts": { "GBP": "9.001" },
                "invoices": 16_459, "cancellations": 2_554, "cancelled": { "one": 5, "several": 3 } },
            "kinds": [
                { "kind": "goods", "currency": "GBP", "lines": 1_230, "on_orders": 1_230, "in_bookings": 0, "in_stock_only": 0,
                  "net": money("12.50"), "tax": money("2.50") },
                { "kind": "bank_charges", "currency": "GBP", "lines": 4, "on_orders": 0, "in_bookings": 4, "in_stock_only": 0,
                  "net": money("-3.50"), "tax": money("0.00") },
            ],
            "invoices": { "order": { "new": 7, "known": 0, "extended": 0, "different": 1 } },
            "taxes": [{ "status": "determined", "lines": 1_230 }, { "status": "not_determined", "lines": 4 }],
            "assumptions": { "price_basis": { "value": "net", "status": "unsure", "because": "nobody says" } },
            "quarantine": { "open": 2, "first": [
                { "line": 7, "problem": "not_a_number", "field": "quantity", "value": "six", "facts": {} },
            ] },
        })
    }

    #[test]
    fn orders_without_a_rate_are_told_and_nothing_is_said_to_add_up() {
        let mut report = report();
        report["adds_up"] = false.into();
        report["books"] = json!({ "invoices_not_booked_for_want_of_a_rate": 3 });
        report["quarantine"]["waiting_in_earlier_imports"] = json!({ "job_1": 2 });
        let told = in_words(&report, "job_2", "waiting", Language::En);
        assert!(told.contains("3 invoices are not booked") && !told.contains("dds up"), "{told}");
        assert!(
            !told.contains("DOES NOT ADD UP") && told.contains("2 rows wait in the earlier import job_1"),
            "{told}"
        );
    }

    #[test]
    fn other_lines_and_other_states_are_told() {
        let mut report = report();
        report["adds_up"] = false.into();
        let state = json!({ "invoice": "L3", "in_file": "cancelled", "here": "shipped" });
        report["states"] = json!({ "different": 1, "first": [state] });
        let told = in_words(&report, "job_1", "done", Language::En);
        assert!(told.contains("1 invoices of the file say something else") && !told.contains("whoever runs"), "{told}");
        assert!(told.contains("L3: cancelled in the file, shipped here"), "{told}");
    }

    #[test]
    fn the_table_says_where_each_kind_went_and_adds_up_to_the_file() {
        let told = in_words(&report(), "job_1", "waiting", Language::En);
        let row = |start: &str| -> Vec<String> {
            let line =
                told.lines().find(|line| line.trim_start().starts_with(start)).unwrap_or_else(|| panic!("{told}"));
            line.trim_start().trim_start_matches(start).split_whitespace().map(str::to_owned).collect()
        };
        assert_eq!(row("goods"), ["1,230", "1,230", "0", "0", "12.50", "2.50", "GBP"]);
        assert_eq!(row("bank charges"), ["4", "0", "4", "0", "-3.50", "0.00", "GBP"]);
        assert_eq!((row("lines together")[0].as_str(), row("rows of the file")[0].as_str()), ("1,234", "1,236"));
        assert_eq!(row("in quarantine or left out"), ["2"]);
        assert!(told.contains("It adds up") && told.contains("Rows in quarantine: 2"), "{told}");
        assert!(told.contains("16,459 invoice numbers, 2,554 of them cancellations"), "{told}");
        assert!(told.contains("line 7, quantity, six: ") && told.contains("(not_a_number)"), "{told}");
        assert!(told.contains("/v1/imports/job_1/quarantine") && told.contains("1 more"), "{told}");
        assert!(told.contains("to the only sale that fits 5, ties among several sales 3"), "{told}");
        assert!(told.contains("7 new, 1 different from before"), "{told}");
        assert!(told.contains("price basis: net (nobody says)"), "{told}");
    }

    #[test]
    fn a_dry_run_and_a_second_run_say_that_nothing_was_written() {
        let mut dry = report();
        dry["dry_run"] = true.into();
        for state in ["done", "waiting"] {
            let told = in_words(&dry, "job_1", state, Language::En);
            assert!(
                told.contains("nothing was written") && !told.contains("imported") && !told.contains("is done"),
                "{told}"
            );
        }
        let mut again = report();
        again["already_imported"] = true.into();
        let told = in_words(&again, "job_1", "done", Language::En);
        assert!(told.contains("was here already") && told.contains("of new lines alone"), "{told}");
    }

    #[test]
    fn every_word_is_said_in_every_language() {
        let words = Words::of(Language::En);
        assert!(words.all.len() > 30);
        for (word, texts) in &words.all {
            for language in Language::ALL {
                assert!(texts.contains_key(language.tag()), "{word} in {}", language.tag());
            }
        }
        for kind in order_file::LineKind::ALL {
            assert!(words.all.contains_key(kind.as_str()), "{kind}");
        }
        let told = in_words(&report(), "job_1", "done", Language::Zh);
        assert!(told.contains("银行手续费") && told.contains("导入完成"), "{told}");
    }

    #[test]
    fn columns_stand_beneath_each_other_in_chinese_too() {
        let told = in_words(&report(), "job_1", "done", Language::Zh);
        let ends = |start: &str| {
            let line = told.lines().find(|line| line.trim_start().starts_with(start)).unwrap();
            width(line.split("1,23").next().unwrap())
        };
        assert_eq!(ends("商品"), ends("各类合计"));
    }
}
