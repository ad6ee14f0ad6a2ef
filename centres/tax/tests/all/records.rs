//! Registrations, profiles and proofs on both engines.

use jiff::civil::date;
use kernel::{CountryCode, CurrencyCode, EntityCode, Id, Money};
use tax::{
    EvidenceKind, MIGRATIONS, OrderId, RecordEvidence, Registration, RegistrationScheme, Turnover, TurnoverLimit,
    end_registration, evidence_of_order, list_registrations, record_evidence, record_registration, seller,
    set_tax_profile, tax_profile,
};
use testkit::on_both;

const TABLES: &[store::Migrations] = &[MIGRATIONS];

fn entity() -> EntityCode {
    "hanse-de".parse().unwrap()
}

fn german(scheme: RegistrationScheme) -> Registration {
    Registration {
        territory: CountryCode::DE,
        scheme,
        number: "DE 123456789".to_owned(),
        from: date(2021, 7, 1),
        to: None,
    }
}

#[test]
fn a_registration_is_seen_by_the_engine_at_once_and_ends_on_its_day() {
    on_both(TABLES, |t| {
        let known = || t.store.read_blocking(|read| seller(read, entity(), CountryCode::DE)).unwrap();
        assert!(known().registrations.is_empty());
        let id = t.must(|tx| record_registration(tx, entity(), &german(RegistrationScheme::Oss)));
        assert_eq!(known().registrations, [german(RegistrationScheme::Oss)]);

        assert_eq!(
            t.refusal(|tx| record_registration(tx, entity(), &german(RegistrationScheme::Oss))),
            "registration_overlaps"
        );
        t.must(|tx| record_registration(tx, entity(), &german(RegistrationScheme::Standard)));
        assert_eq!(
            t.refusal(move |tx| end_registration(tx, id, date(2021, 6, 30))),
            "registration_ends_before_it_begins"
        );
        t.must(move |tx| end_registration(tx, id, date(2024, 12, 31)));
        assert_eq!(t.refusal(move |tx| end_registration(tx, id, date(2025, 12, 31))), "registration_ended");
        let again = Registration { from: date(2025, 1, 1), ..german(RegistrationScheme::Oss) };
        t.must(move |tx| record_registration(tx, entity(), &again));
        let all = t.store.read_blocking(|read| list_registrations(read, Some(entity()))).unwrap();
        assert_eq!(all.len(), 3);
        assert_eq!(known().registrations.len(), 3);
    });
}

#[test]
fn a_number_that_could_be_text_and_days_in_disorder_are_refused() {
    on_both(TABLES, |t| {
        let with = |number: &str| Registration { number: number.to_owned(), ..german(RegistrationScheme::Standard) };
        let bad = with("税号");
        assert_eq!(t.refusal(move |tx| record_registration(tx, entity(), &bad)), "invalid_tax_number");
        let none = with(" ");
        assert_eq!(t.refusal(move |tx| record_registration(tx, entity(), &none)), "invalid_tax_number");
        let disorder = Registration { to: Some(date(2021, 6, 30)), ..with("DE1") };
        assert_eq!(
            t.refusal(move |tx| record_registration(tx, entity(), &disorder)),
            "registration_ends_before_it_begins"
        );
    });
}

#[test]
fn a_profile_is_replaced_whole_and_only_from_the_version_seen() {
    on_both(TABLES, |t| {
        let sold = |minor| Turnover {
            of: TurnoverLimit::EuDistanceSales,
            amount: Money::new(minor, CurrencyCode::EUR),
            as_of: date(2026, 10, 31),
        };
        t.must(move |tx| set_tax_profile(tx, entity(), 0, Some(true), &[sold(900_000)]));
        assert_eq!(t.refusal(move |tx| set_tax_profile(tx, entity(), 0, None, &[])), "stale_version");
        t.must(move |tx| set_tax_profile(tx, entity(), 1, None, &[sold(1_000_001)]));
        let profile = t.store.read_blocking(|read| tax_profile(read, entity())).unwrap();
        assert_eq!((profile.version, profile.stock_only_at_home), (2, None));
        assert_eq!(profile.turnovers, [sold(1_000_001)]);
        let francs = Turnover {
            of: TurnoverLimit::EuDistanceSales,
            amount: Money::new(1, CurrencyCode::CHF),
            as_of: date(2026, 10, 31),
        };
        assert_eq!(
            t.refusal(move |tx| set_tax_profile(tx, entity(), 2, None, std::slice::from_ref(&francs))),
            "turnover_in_other_currency"
        );
    });
}

#[test]
fn a_proof_is_kept_once_and_holds_no_name() {
    on_both(TABLES, |t| {
        let order = OrderId::from_number(7);
        let proof = |reference: &str, kind| RecordEvidence {
            order,
            line: None,
            kind,
            reference: reference.to_owned(),
            observed_on: date(2026, 11, 20),
        };
        let mrn = proof("26DE123456789012B3", EvidenceKind::ExportProof);
        let same = mrn.clone();
        t.must(move |tx| record_evidence(tx, &mrn));
        assert_eq!(t.refusal(move |tx| record_evidence(tx, &same)), "evidence_recorded_before");
        let short = proof("26DE", EvidenceKind::ExportProof);
        assert_eq!(t.refusal(move |tx| record_evidence(tx, &short)), "invalid_mrn");
        let name = proof("Erika-Mustermann", EvidenceKind::TransportProof);
        assert_eq!(t.refusal(move |tx| record_evidence(tx, &name)), "invalid_evidence_reference");
        let kept = t.store.read_blocking(move |read| evidence_of_order(read, order)).unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].kind, EvidenceKind::ExportProof);
        let events = t.store.read_blocking(move |read| store::events_of(read, &order.to_string())).unwrap();
        assert_eq!(events.len(), 1);
    });
}
