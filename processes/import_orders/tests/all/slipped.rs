//! Rows that slipped a column, and names where facts should stand: what is not understood is not repeated.

use jobs::JobState;
use kernel::Id as _;
use testkit::homes;

use crate::own_file::{HEAD, OWN};
use crate::recipients::{grant, wait};
use crate::support::{Company, report, shop};

/// A name for a country, for a state and for a quantity; an address in the article's text; and a state the mapping lacks.
const ROWS: &str = "\
S-1,2026-03-01 10:00,Zerlinde Quastenfloss,VASE,Vase,1,12.00,EUR,zugestellt
S-2,2026-03-01 10:00,DE,VASE,Vase,1,12.00,EUR,Zerlinde Quastenfloss
S-3,2026-03-01 10:00,DE,VASE,Vase,Zerlinde Quastenfloss,12.00,EUR,neu
S-4,2026-03-01 10:00,DE,BOWL,Schale für zerlinde@quast.example,1,12.00,EUR,zugestellt
S-5,2026-03-01 10:00,Atlantis,VASE,Vase,1,12.00,EUR,verloren
";

#[test]
fn what_is_not_understood_and_may_name_somebody_is_repeated_nowhere() {
    for home in homes() {
        let company = Company::in_home(home);
        let id = company.queue((HEAD.to_owned() + ROWS).as_bytes(), OWN, shop());
        let job = company.run(id);
        assert_eq!(job.state, JobState::Waiting, "{:?}", job.problem);
        let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, id, None, -1, 10)).unwrap();
        let told: Vec<_> =
            rows.iter().map(|row| (row.line, row.problem.code.as_str(), row.problem.value.as_str())).collect();
        assert_eq!(
            told,
            [
                (3, "unknown_status", "•••"),
                (4, "not_a_number", "•••"),
                // What is a word of the file is told, so that the mapping can be mended.
                (6, "unknown_status", "verloren"),
            ]
        );
        assert_eq!(rows[2].cells["country"], "Atlantis");
        assert_eq!((rows[0].cells.get("status"), rows[1].cells.get("quantity")), (None, None));

        let mut everywhere = format!("{rows:?} {}", report(&job));
        for number in ["S-1", "S-4"] {
            let order = company.order(number);
            everywhere += &format!("{order:?} {:?}", company.reasons(number));
            let kept = company.cell.store.read_blocking(|read| -> Result<_, store::StoreError> {
                use store::Read as _;
                let sql = "SELECT packed FROM imported_rows WHERE id = $1";
                Ok(read.query_one(sql, &[order.id.number().into()])?.unwrap().blob(0)?.to_vec())
            });
            let kept = zstd::bulk::decompress(&kept.unwrap()[4..], 10_000).unwrap();
            everywhere += &String::from_utf8(kept).unwrap();
        }
        everywhere += &company.texts("SELECT name FROM product_texts").concat();
        everywhere += &company.texts("SELECT data FROM events").concat();
        for word in ["Zerlinde", "zerlinde", "Quast", "quast"] {
            let at = everywhere.find(word);
            let around = at.map(|at| everywhere[at.saturating_sub(200)..].chars().take(400).collect::<String>());
            assert_eq!(around, None, "{word}");
        }
        // What came stands sealed with the order all the same.
        let person = company.number("SELECT MIN(person) FROM imported_rows WHERE person IS NOT NULL");
        let vault = company.cell.part::<vault::Vault>();
        let blob = company.cell.store.read_blocking(|read| -> Result<_, store::StoreError> {
            use store::Read as _;
            let sql = "SELECT sealed FROM imported_rows WHERE person = $1";
            Ok(read.query_one(sql, &[person.into()])?.unwrap().blob(0)?.to_vec())
        });
        let (person, blob) = (vault::PersonId::from_number(person), blob.unwrap());
        let reader = grant(&[access::Scope::PersonsRead]);
        let sealed = ("imported_rows.sealed", blob.as_slice());
        let opened =
            wait(vault.open_under(&reader, person, vault::Purpose::Fulfilment, sealed, Some("asked"))).unwrap();
        let text = zstd::bulk::decompress(&opened.1.read(&opened.0).unwrap()[4..], 10_000).unwrap();
        assert!(String::from_utf8(text).unwrap().contains("Zerlinde Quastenfloss"));
    }
}
