//! The same orders in every format.

use std::io::Write;

use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use order_file::{
    Correction, Field, FileError, FileLayout, Format, Limits, NumberFormat, Profile, ReadFile, preview, read, read_with,
};

use crate::support::{HEADER, problems, read_bytes, read_rows, uk_retail};

const ROWS: [&str; 2] = [
    "536365,85123A,HEART & CO,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
    "536366,POST,POSTAGE,1,2011-07-26 10:13:00,18.0,,France",
];

/// What the orders say, whatever they were read from.
fn told(file: &ReadFile) -> Vec<String> {
    file.orders()
        .flat_map(|order| order.lines().map(move |line| (order, line)))
        .map(|(order, line)| {
            let (number, at, customer) = (order.external_number, order.placed_at, order.customer_ref);
            format!(
                "{number} {at} {customer:?} {:?} {} {:?} {} {:?}",
                order.country, line.sku, line.description, line.exact_amount, line.kind
            )
        })
        .collect()
}

#[test]
fn marks_packing_and_delimiters_make_no_difference() {
    let plain = read_rows(&ROWS);
    let text = [HEADER, ROWS[0], ROWS[1]].join("\r\n");
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let marked = format!("\u{feff}{text}");
    let semicolons = text.replace(',', ";");
    let tabs = text.replace(',', "\t");
    for bytes in [packed.as_slice(), marked.as_bytes(), semicolons.as_bytes(), tabs.as_bytes()] {
        let file = read_bytes(bytes);
        assert_eq!(told(&file), told(&plain));
        assert_eq!(file.report().format, Format::Csv);
    }
}

#[test]
fn what_is_not_utf8_is_read_as_windows_1252_and_counted() {
    let mut bytes = format!("{HEADER}\n1,85123A,").into_bytes();
    bytes.extend(b"CAF\xc9 \x80 5");
    bytes.extend(b",6,2010-12-01 08:26:00,2.55,,France\n");
    let file = read_bytes(&bytes);
    assert_eq!(file.orders().next().unwrap().lines().next().unwrap().description, Some("CAFÉ € 5"));
    assert_eq!(file.report().rows_not_utf8, 1);
}

#[test]
fn json_lines_are_order_lines() {
    let text = r#"
{"InvoiceNo":"536365","StockCode":"85123A","Description":"HEART & CO","Quantity":6,"InvoiceDate":"2010-12-01 08:26:00","UnitPrice":2.55,"CustomerID":17850,"Country":"United Kingdom","Email":"anna@example.org"}
{"InvoiceNo":536366,"StockCode":"POST","Description":"POSTAGE","Quantity":1,"InvoiceDate":"2011-07-26T09:13:00Z","UnitPrice":"18.0","CustomerID":null,"Country":"France"}
{"InvoiceNo":536367,"StockCode":["POST"],"Quantity":1}
{"InvoiceNo":536368,
[1,2]
"#;
    let file = read_bytes(text.trim_start().as_bytes());
    assert_eq!(told(&file), told(&read_rows(&ROWS)));
    assert_eq!(problems(&file), [(3, "not_a_plain_value", ""), (4, "not_json", ""), (5, "not_json", "")]);
    assert_eq!(file.report().format, Format::JsonLines);
    assert!(!format!("{file:?}").contains("anna"));
}

#[test]
fn a_workbook_is_read_like_its_csv() {
    let shared =
        ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"];
    // 40513.351388… is 1 December 2010 08:26, 40750.425694… 26 July 2011 10:13; a price as binary arithmetic leaves it.
    let rows = [
        r#"<row r="2"><c r="A2"><v>536365</v></c><c r="B2" t="str"><v>85123A</v></c><c r="C2" t="str"><v>HEART &amp; CO</v></c><c r="D2"><v>6</v></c><c r="E2" s="1"><v>40513.351388888892</v></c><c r="F2"><v>2.5500000000000003</v></c><c r="G2"><v>17850</v></c><c r="H2" t="str"><v>United Kingdom</v></c></row>"#,
        r#"<row r="4"><c r="A4"><v>536366</v></c><c r="B4" t="str"><v>POST</v></c><c r="C4" t="str"><v>POSTAGE</v></c><c r="D4"><v>1</v></c><c r="E4" s="1"><v>40750.425694444442</v></c><c r="F4"><v>18</v></c><c r="H4" t="str"><v>France</v></c></row>"#,
        r#"<row r="5"><c r="A5"><v>536367</v></c><c r="B5" t="e"><v>#N/A</v></c><c r="D5"><v>1</v></c></row>"#,
    ];
    let file = read_bytes(&workbook(&shared, &rows.concat()));
    assert_eq!(told(&file), told(&read_rows(&ROWS)));
    assert_eq!(file.report().format, Format::Workbook);
    assert_eq!(problems(&file), [(5, "value_missing", "")]);
    assert_eq!(file.orders().map(|order| order.lines().next().unwrap().file_line).collect::<Vec<_>>(), [2, 4]);
    let mut other = uk_retail();
    other.file.sheet = Some("Invoices".to_owned());
    let error = read(workbook(&shared, &rows.concat()).as_slice(), &other).unwrap_err();
    assert!(matches!(error, FileError::NotReadable(detail) if detail.contains("Orders")));
}

#[test]
fn a_number_of_a_workbook_or_json_is_read_as_it_is_whatever_marks_the_profile_names_for_texts() {
    let mut german = uk_retail();
    german.numbers = NumberFormat { decimal_mark: ',', group_mark: Some('.') };
    let header =
        ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"];
    let row = |number: u8, quantity: &str, price: &str| {
        format!(
            r#"<row r="{number}"><c r="A{number}"><v>{number}</v></c><c r="B{number}" t="str"><v>85123A</v></c><c r="C{number}" t="str"><v>HEART</v></c>{quantity}<c r="E{number}" s="1"><v>40513.351388888892</v></c>{price}<c r="H{number}" t="str"><v>Germany</v></c></row>"#
        )
    };
    let number = |place: &str, value: &str| format!(r#"<c r="{place}"><v>{value}</v></c>"#);
    let text = |place: &str, value: &str| format!(r#"<c r="{place}" t="str"><v>{value}</v></c>"#);
    let rows = [
        row(2, &number("D2", "1"), &number("F2", "2.495")),
        row(3, &number("D3", "1"), &number("F3", "24.99")),
        row(4, &text("D4", "1.000"), &text("F4", "2,5")),
        row(5, &number("D5", "1"), &number("F5", "0.3333333333333333")),
        row(6, &text("D6", "x"), &number("F6", "2.495")),
    ];
    let bytes = workbook(&header, &rows.concat());
    let amounts =
        |file: &ReadFile| -> Vec<String> { file.orders().map(|order| order.exact_amount().to_string()).collect() };
    let file = read(bytes.as_slice(), &german).unwrap();
    assert_eq!(amounts(&file), ["2.495", "24.99", "2500"]);
    assert_eq!(problems(&file), [(5, "too_many_decimals", "0.333333333333333"), (6, "not_a_number", "x")]);
    // A correction of another cell leaves the number what it is.
    let correction = Correction { cells: [(Field::Quantity, "2".to_owned())].into(), ..Correction::default() };
    let corrected = read_with(bytes.as_slice(), &german, &[(6, correction)].into(), &Limits::default()).unwrap();
    assert_eq!(amounts(&corrected), ["2.495", "24.99", "2500", "4.99"]);

    let line = |price: &str| {
        format!(
            r#"{{"InvoiceNo":"7","StockCode":"85123A","Description":"H","Quantity":1,"InvoiceDate":"2010-12-01 08:26:00","UnitPrice":{price},"CustomerID":"1","Country":"Germany"}}"#
        )
    };
    let file = read([line("2.495"), line(r#""2,5""#)].join("\n").as_bytes(), &german).unwrap();
    assert_eq!(amounts(&file), ["4.995"]);
}

#[test]
fn a_preview_shows_the_columns_and_the_first_rows_of_any_format() {
    let layout = FileLayout::default();
    let text = [HEADER, ROWS[0], ROWS[1]].join("\n").replace(',', ";");
    let shown = preview(text.as_bytes(), &layout, 1).unwrap();
    assert_eq!(shown.columns, HEADER.split(',').collect::<Vec<_>>());
    assert_eq!(shown.rows, [ROWS[0].split(',').collect::<Vec<_>>()]);
    let json = "{\"b\":1,\"a\":\"x\"}\n{\"a\":2}\n";
    let shown = preview(json.as_bytes(), &layout, 5).unwrap();
    assert_eq!((shown.format, shown.columns), (Format::JsonLines, vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(shown.rows, [["x", "1"], ["2", ""]]);
    assert_eq!(preview(workbook(&["One", "Two"], "").as_slice(), &layout, 5).unwrap().columns, ["One", "Two"]);
    assert_eq!(preview(text.as_bytes(), &layout, 0).unwrap().rows.len(), 0);
    assert_eq!(preview(b"".as_slice(), &layout, 5).unwrap_err(), FileError::Empty);
}

#[test]
fn a_workbook_that_unpacks_to_gigabytes_is_refused() {
    let bomb = zip(&[("xl/sharedStrings.xml", &vec![b' '; 300 << 20])]);
    assert!(bomb.len() < 1 << 20);
    let error = read(bomb.as_slice(), &uk_retail()).unwrap_err();
    assert!(matches!(error, FileError::TooMuch { what: "bytes of an unpacked workbook", .. }), "{error}");
}

#[test]
fn a_damaged_workbook_is_refused_or_read_up_to_the_damage() {
    let shared =
        ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"];
    let whole = workbook(&shared, "");
    let profile = Profile::named("uk-retail").unwrap();
    for length in (4..whole.len()).step_by(37) {
        let _ = read(&whole[..length], &profile);
        let mut damaged = whole.clone();
        damaged[length] ^= 0x55;
        let _ = read(damaged.as_slice(), &profile);
    }
}

/// A workbook with one sheet, "Orders": the header from shared strings, then `rows`.
fn workbook(header: &[&str], rows: &str) -> Vec<u8> {
    let strings: String = header.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let cells: String = header
        .iter()
        .zip('A'..)
        .enumerate()
        .map(|(place, (_, column))| format!(r#"<c r="{column}1" t="s"><v>{place}</v></c>"#))
        .collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let kind = |name: &str| format!("{links}/{name}");
    let files = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#.to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{}" Target="xl/workbook.xml"/></Relationships>"#,
                kind("officeDocument")
            ),
        ),
        (
            "xl/workbook.xml",
            format!(r#"<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="Orders" sheetId="1" r:id="r1"/></sheets></workbook>"#),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{}" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{}" Target="sharedStrings.xml"/><Relationship Id="r3" Type="{}" Target="styles.xml"/></Relationships>"#,
                kind("worksheet"),
                kind("sharedStrings"),
                kind("styles")
            ),
        ),
        ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{main}">{strings}</sst>"#)),
        (
            "xl/styles.xml",
            format!(r#"<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>"#),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData><row r="1">{cells}</row>{rows}</sheetData></worksheet>"#),
        ),
    ];
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zip(&files)
}

/// An archive of these files, deflated.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in files {
        let offset = u32::try_from(archive.len()).unwrap();
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        packer.write_all(content).unwrap();
        let packed = packer.finish().unwrap();
        let mut crc = Crc::new();
        crc.update(content);
        let mut facts = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
        facts.extend(crc.sum().to_le_bytes());
        facts.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        facts.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        facts.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        facts.extend([0, 0]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&facts);
        archive.extend(name.as_bytes());
        archive.extend(&packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&facts);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(archive.len()).unwrap();
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap();
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count);
    archive.extend(count);
    archive.extend(size.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0, 0]);
    archive
}
