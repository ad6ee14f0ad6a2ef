//! A file that tells whom its orders go to: sealed like the recipient of an order placed by hand.

use access::{Grant, Scope, Scopes};
use jobs::JobState;
use kernel::Id as _;
use testkit::homes;
use vault::{PersonId, Purpose, Vault};

use crate::own_file::{HEAD, OWN};
use crate::support::{Company, report, shop};

/// The mapping of the own shop with everything a file can tell of a recipient.
pub fn addressed() -> String {
    OWN.replacen(
        "status = \"Stand\"\n",
        "status = \"Stand\"\ncustomer = \"Kunde\"\nrecipient_name = \"Name\"\nrecipient_company = \"Firma\"\n\
         recipient_street = \"Strasse\"\nrecipient_street_2 = \"Zusatz\"\nrecipient_postcode = \"PLZ\"\n\
         recipient_city = \"Ort\"\nrecipient_region = \"Region\"\nrecipient_email = \"Mail\"\nrecipient_phone = \"Tel\"\n",
        1,
    )
}

const MORE: &str = ",Kunde,Name,Firma,Strasse,Zusatz,PLZ,Ort,Region,Mail,Tel,Notiz\n";

/// The first tells it on its first row only; the second of a guest.
const ROWS: &str = "\
A-1,2026-03-01 10:00,DE,VASE,Vase,2,12.00,EUR,bezahlt,K-7,Zerlinde Quastenfloss,Quast GmbH,Wabernweg 7,Hinterhaus,51147,Wahnhausen,NRW,zerlinde@quast.example,0221 5550199,klingeln bei Nebelkrah
A-1,2026-03-01 10:00,DE,BOWL,Schale,1,8.00,EUR,bezahlt,K-7,,,,,,,,,,
A-2,2026-03-02 10:00,DE,VASE,Vase,1,12.00,EUR,neu,,Ottokar Rübsamen,,Am Dampfloch 3,,10115,Berlin,,ottokar@ruebsamen.example,,
A-3,2026-03-03 10:00,DE,VASE,Vase,1,12.00,EUR,neu,,,,,,,,,,,
";

pub fn text(rows: &str) -> String {
    HEAD.trim_end().to_owned() + MORE + rows
}

pub fn grant(scopes: &[Scope]) -> Grant {
    let scopes = scopes.iter().fold(Scopes::NONE, |all, scope| all.with(*scope));
    Grant::for_process("desk", "acme".parse().unwrap(), "eu".parse().unwrap(), scopes)
}

pub fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

pub fn person(company: &Company, number: &str) -> PersonId {
    PersonId::from_number(company.order(number).person.unwrap())
}

/// Persons found by e-mail.
pub fn found(company: &Company, email: &str) -> Vec<PersonId> {
    let vault = company.cell.part::<Vault>();
    let found = wait(vault.find_by_email(&grant(&[Scope::PersonsRead]), email)).unwrap();
    found.into_iter().map(|one| one.person).collect()
}

#[test]
fn an_order_of_a_file_goes_to_whom_its_rows_tell_and_is_found_by_them() {
    for home in homes() {
        let company = Company::in_home(home);
        let job = company.run(company.queue(text(ROWS).as_bytes(), &addressed(), shop()));
        assert_eq!(job.state, JobState::Done, "{:?} {:?}", job.problem, job.report);
        let (vault, reader) = (company.cell.part::<Vault>(), grant(&[Scope::PersonsRead]));
        let first = person(&company, "A-1");
        let opened = wait(vault.open(&reader, &[first], Purpose::Fulfilment, Some("label"))).unwrap();
        let whither = opened.persons[0].read(&opened.opening).unwrap();
        let address = whither.address.as_ref().unwrap();
        assert_eq!((whither.name.as_str(), whither.company.as_deref()), ("Zerlinde Quastenfloss", Some("Quast GmbH")));
        assert_eq!(address.lines, ["Wabernweg 7", "Hinterhaus"]);
        assert_eq!((address.city.as_str(), address.country.as_str()), ("Wahnhausen", "DE"));
        assert_eq!((address.postcode.as_deref(), address.region.as_deref()), (Some("51147"), Some("NRW")));
        let opened = wait(vault.open(&reader, &[first], Purpose::Contact, None)).unwrap();
        assert_eq!(opened.persons[0].read(&opened.opening).unwrap().phone.as_deref(), Some("0221 5550199"));

        assert_eq!(found(&company, "Zerlinde@Quast.example"), [first]);
        let by_phone = wait(vault.find_by_phone(&reader, "+49 221 5550199", None)).unwrap();
        assert_eq!(by_phone.iter().map(|one| one.person).collect::<Vec<_>>(), [first]);
        let guest = person(&company, "A-2");
        let by_name = wait(vault.find_by_name(&reader, "rubsamen ottokar")).unwrap();
        assert_eq!(by_name.iter().map(|one| one.person).collect::<Vec<_>>(), [guest]);
        assert_eq!(company.order("A-3").person, None, "nobody is made where nobody is told");

        // Who bought it is the customer; whom it goes to goes with them when they ask to be forgotten.
        let of = "SELECT person FROM customer_persons WHERE customer = ";
        let customer = company.order("A-1").customer.unwrap();
        assert_eq!(company.number(&format!("{of}{customer}")), first.number());
        // What the file held beside is sealed with them: there is one person, not two.
        assert_eq!(company.number("SELECT CAST(COUNT(*) AS BIGINT) FROM persons"), 2);
        let sealed_under = "SELECT person FROM imported_rows WHERE person IS NOT NULL ORDER BY id LIMIT 1";
        assert_eq!(company.number(sealed_under), first.number());

        company.erase(first);
        assert_eq!(found(&company, "zerlinde@quast.example"), []);
        assert!(wait(vault.open(&reader, &[first], Purpose::Fulfilment, None)).is_err());
        // The same file again changes nothing, and brings nobody back.
        let again = company.run(company.queue(text(ROWS).as_bytes(), &addressed(), shop()));
        assert_eq!((again.state, found(&company, "zerlinde@quast.example")), (JobState::Done, vec![]));
    }
}

#[test]
fn rows_of_one_order_that_go_to_different_people_are_told_and_name_nobody() {
    for home in homes() {
        let company = Company::in_home(home);
        let rows = "\
D-1,2026-03-01 10:00,DE,VASE,Vase,zwei,12.00,EUR,neu,,Zerlinde Quastenfloss,,Wabernweg 7,,51147,Wahnhausen,,zerlinde@quast.example,,
D-1,2026-03-01 10:00,DE,BOWL,Schale,1,8.00,EUR,neu,,Ottokar Rübsamen,,Wabernweg 7,,51147,Wahnhausen,,,,
D-1,2026-03-01 10:00,DE,CUP,Tasse,1,8.00,EUR,neu,,,,,,51147,,,,,
";
        let id = company.queue(text(rows).as_bytes(), &addressed(), shop());
        let job = company.run(id);
        assert_eq!(job.state, JobState::Waiting, "{:?}", job.problem);
        let waiting = company.cell.store.read_blocking(|read| jobs::quarantined(read, id, None, -1, 10)).unwrap();
        let told: Vec<_> =
            waiting.iter().map(|row| (row.line, row.problem.code.as_str(), row.problem.field.as_deref())).collect();
        assert_eq!(told, [(2, "not_a_number", Some("quantity")), (3, "invoice_disagrees", Some("recipient_name"))]);
        let all = format!("{waiting:?} {}", report(&job));
        for word in ["Zerlinde", "Ottokar", "Wabernweg", "Wahnhausen", "51147", "quast.example"] {
            assert!(!all.contains(word), "{word} in {all}");
        }
        // A blank cell agrees with anything. The broken row told whom the others go to.
        company.command(move |tx| jobs::retry_row(tx, id, 3, r#"{"cells":{"recipient_name":""}}"#));
        company.command(move |tx| jobs::retry_row(tx, id, 2, r#"{"cells":{"quantity":"2"}}"#));
        assert_eq!(company.run(id).state, JobState::Done);
        assert_eq!(company.order("D-1").lines.len(), 3);
        assert_eq!(found(&company, "zerlinde@quast.example"), [person(&company, "D-1")]);
    }
}
