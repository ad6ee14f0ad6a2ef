use kernel::{Timestamp, Zone};
use proptest::prelude::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_day_is_cut_where_its_reader_lives() {
    let (london, kathmandu): (Zone, Zone) = ("Europe/London".parse().unwrap(), "Asia/Kathmandu".parse().unwrap());
    let evening = at("2026-07-01T23:30:00Z");
    assert_eq!(london.day_of(evening).to_string(), "2026-07-02");
    assert_eq!(Zone::UTC.day_of(evening).to_string(), "2026-07-01");
    let day = "2026-07-02".parse().unwrap();
    assert_eq!(london.start_of(day), Some(at("2026-07-01T23:00:00Z")));
    assert_eq!(kathmandu.start_of(day), Some(at("2026-07-01T18:15:00Z")));
    // In Beirut clocks go forward at midnight: the day begins at one.
    let beirut: Zone = "Asia/Beirut".parse().unwrap();
    assert_eq!(beirut.start_of("2022-03-27".parse().unwrap()), Some(at("2022-03-26T22:00:00Z")));
}

#[test]
fn a_zone_is_named_as_the_list_names_it() {
    let zone: Zone = "europe/london".parse().unwrap();
    assert_eq!(zone.to_string(), "Europe/London");
    assert_eq!("UTC".parse(), Ok(Zone::UTC));
    assert_eq!(serde_json::to_string(&zone).unwrap(), "\"Europe/London\"");
    assert_eq!(serde_json::from_str::<Zone>("\"Europe/London\"").unwrap(), zone);
    for text in ["", "London", "+01:00", "GMT+1 ", "../etc/passwd", "Etc/Unknown"] {
        assert!(text.parse::<Zone>().is_err(), "{text}");
    }
}

#[test]
fn quarter_hours_count_from_1970_and_backwards_too() {
    assert_eq!(at("1970-01-01T00:14:59Z").quarter_hour(), 0);
    assert_eq!(at("1970-01-01T00:15:00Z").quarter_hour(), 1);
    assert_eq!(at("1969-12-31T23:59:59Z").quarter_hour(), -1);
    assert_eq!(Timestamp::of_quarter_hour(4), at("1970-01-01T01:00:00Z"));
}

proptest! {
    #[test]
    fn no_day_border_falls_inside_a_quarter_hour(
        ms in 100_000_000_000i64..4_000_000_000_000,
        zone in prop::sample::select(vec!["Asia/Kathmandu", "Europe/London", "Australia/Eucla", "America/St_Johns", "Pacific/Apia", "Asia/Tehran"]),
    ) {
        let zone: Zone = zone.parse().unwrap();
        let start = Timestamp::of_quarter_hour(Timestamp::from_ms(ms).quarter_hour());
        prop_assert!(start.ms() <= ms && ms < start.plus_ms(900_000).ms());
        prop_assert_eq!(zone.day_of(start), zone.day_of(start.plus_ms(899_999)));
    }
}
