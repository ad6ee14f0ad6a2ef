//! Who is erased does not come back out of a file that still waits.

use jobs::{JobState, RowState, UploadHash, Uploads};
use store::{Nothing, Read, StoreError, Submission, Value};
use testkit::homes;

use crate::recipients::{addressed, found, person, text};
use crate::support::{Company, importer, shop};

/// One row that waits, of somebody who has no order yet, and one of a neighbour.
const WAITING: &str = "\
W-1,2026-03-01 10:00,DE,VASE,Vase,zwei,12.00,EUR,neu,,Zerlinde Quastenfloss,,Wabernweg 7,,51147,Wahnhausen,,zerlinde@quast.example,,
W-2,2026-03-01 10:00,DE,VASE,Vase,1,12.00,EUR,neu,,Ottokar Rübsamen,,Am Dampfloch 3,,10115,Berlin,,,,
";
/// A file of other people that waits, too.
const OTHERS: &str =
    "O-1,2026-03-01 10:00,DE,VASE,Vase,zwei,12.00,EUR,neu,,Frieda Quarzkamp,,Wabernweg 7,,51147,Wahnhausen,,,,\n";
/// Later she orders, without being called the same anywhere.
const HERS: &str = "H-1,2026-04-01 10:00,DE,VASE,Vase,1,12.00,EUR,neu,,Z. Quastenfloss,,Neuer Weg 1,,10115,Berlin,,Zerlinde@Quast.example,,\n";

fn brought(company: &Company, rows: &str) -> (jobs::JobId, JobState) {
    let id = company.queue(text(rows).as_bytes(), &addressed(), shop());
    (id, company.run(id).state)
}

fn is_kept(company: &Company, rows: &str) -> bool {
    company.cell.part::<Uploads>().is_there(UploadHash::of(text(rows).as_bytes())).unwrap()
}

#[test]
fn a_file_that_waits_is_let_go_of_when_somebody_in_it_is_erased_and_others_stay() {
    for home in homes() {
        let company = Company::in_home(home);
        let (waiting, state) = brought(&company, WAITING);
        assert_eq!((state, brought(&company, OTHERS).1), (JobState::Waiting, JobState::Waiting));
        assert_eq!(brought(&company, HERS).1, JobState::Done);
        assert!(is_kept(&company, WAITING) && is_kept(&company, OTHERS));

        company.erase(person(&company, "H-1"));
        assert!(!is_kept(&company, WAITING), "she stands in it");
        assert!(is_kept(&company, OTHERS), "nobody in it was erased");
        assert_eq!(company.uploads().len(), 1);
        // Her row still waits, and cannot be put right with what is gone.
        let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, waiting, None, -1, 10)).unwrap();
        assert_eq!((rows.len(), rows[0].state), (1, RowState::Open));
        company.command(move |tx| jobs::retry_row(tx, waiting, 2, r#"{"cells":{"quantity":"2"}}"#));
        let job = company.run(waiting);
        assert_eq!(job.problem.map(|problem| problem.code), Some("upload_gone".to_owned()));
        assert_eq!((found(&company, "zerlinde@quast.example"), company.uploads().len()), (vec![], 1));
        // Whom nobody erased is there still.
        assert!(company.order("W-2").person.is_some());
        // A file without her is a new start: nothing of it waits in what is gone.
        let without =
            WAITING.replace("Zerlinde Quastenfloss,,Wabernweg 7,,51147,Wahnhausen,,zerlinde@quast.example", ",,,,,,,");
        let (again, _) = brought(&company, &without);
        let rows = company.cell.store.read_blocking(|read| jobs::quarantined(read, again, None, -1, 10)).unwrap();
        assert_eq!(rows.len(), 1);
        // The old one can be left out all the same.
        company.command(move |tx| jobs::drop_row(tx, waiting, 2));
        assert_eq!(company.run(waiting).state, JobState::Done);
    }
}

#[test]
fn a_file_that_somebody_was_erased_from_stays_gone_when_it_comes_back_from_a_backup() {
    for home in homes() {
        let company = Company::in_home(home);
        brought(&company, WAITING);
        brought(&company, HERS);
        let file = company.uploads().pop().unwrap();
        let sealed = std::fs::read(&file).unwrap();
        let key = company.cell.keys.read_blocking(|read| -> Result<_, StoreError> {
            let row = read.query_one("SELECT upload, key, created_at FROM upload_keys", &[])?.unwrap();
            Ok((row.text(0)?.to_owned(), row.blob(1)?.to_vec(), row.int(2)?))
        });
        let (upload, key, at) = key.unwrap();
        company.erase(person(&company, "H-1"));
        assert!(!is_kept(&company, WAITING));
        // As a restore puts back what a backup held.
        std::fs::write(&file, sealed).unwrap();
        let back = company.cell.keys.submit_blocking(Submission::by(&importer()), move |tx| {
            let row = [Value::from(upload.as_str()), Value::Blob(key.clone()), Value::Int(at)];
            tx.execute("INSERT INTO upload_keys (upload, key, created_at) VALUES ($1, $2, $3)", &row)?;
            Ok(Nothing)
        });
        back.unwrap();
        assert!(is_kept(&company, WAITING), "it could be read again");
        let company = company.reopened();
        assert!(!is_kept(&company, WAITING), "the list knows better");
        assert!(company.uploads().is_empty());
        // Bringing it again is somebody's own act.
        brought(&company, WAITING);
        assert!(is_kept(&company.reopened(), WAITING));
    }
}

#[test]
fn a_file_that_is_brought_again_after_the_erasure_goes_when_the_erasure_is_asked_for_again() {
    for home in homes() {
        let company = Company::in_home(home);
        // Her customer's reference in one row, the number of her order in another: nothing else of hers stands in the file.
        let hers = HERS.replace("neu,,Z.", "neu,K-9,Z.");
        assert_eq!(brought(&company, &hers).1, JobState::Done);
        let her = person(&company, "H-1");
        company.erase(her);
        for rows in [
            "X-1,2026-04-01 10:00,DE,VASE,Vase,zwei,12.00,EUR,neu,K-9,,,,,,,,,,\n",
            "H-1,2026-04-01 10:00,DE,BOWL,Schale,zwei,12.00,EUR,neu,,,,,,,,,,,\n",
        ] {
            brought(&company, rows);
            brought(&company, OTHERS);
            assert!(is_kept(&company, rows));
            company.erase(her);
            assert!(!is_kept(&company, rows), "it stands in it: {rows}");
            assert!(is_kept(&company, OTHERS), "nobody in it was erased");
        }
    }
}
