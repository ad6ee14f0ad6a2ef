//! Local days and hours out of quarter hours.

use std::collections::HashMap;

use kernel::{Timestamp, Zone};

/// Names quarter hours by the local day or hour they lie in.
pub(crate) struct Calendar<'z> {
    zone: &'z Zone,
    hours: bool,
    known: HashMap<i64, String>,
}

impl<'z> Calendar<'z> {
    pub(crate) fn new(zone: &'z Zone, hours: bool) -> Self {
        Self { zone, hours, known: HashMap::new() }
    }

    /// `2026-10-25`, or `2026-10-25T01:00+01:00`.
    pub(crate) fn name(&mut self, quarter_hour: i64) -> String {
        if let Some(name) = self.known.get(&quarter_hour) {
            return name.clone();
        }
        let instant = Timestamp::of_quarter_hour(quarter_hour);
        let name = if self.hours { hour(self.zone, instant) } else { self.zone.day_of(instant).to_string() };
        self.known.insert(quarter_hour, name.clone());
        name
    }
}

fn hour(zone: &Zone, instant: Timestamp) -> String {
    let instant = jiff::Timestamp::from_millisecond(instant.ms()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    instant.to_zoned(zone.time_zone().clone()).strftime("%Y-%m-%dT%H:00%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(zone: &str, hours: bool, instants: &[&str]) -> Vec<String> {
        let zone: Zone = zone.parse().unwrap();
        let mut calendar = Calendar::new(&zone, hours);
        let quarter = |text: &&str| text.parse::<Timestamp>().unwrap().quarter_hour();
        instants.iter().map(|text| calendar.name(quarter(text))).collect()
    }

    #[test]
    fn a_day_of_25_hours_is_one_day_and_its_repeated_hour_two() {
        let instants = ["2026-10-24T22:45:00Z", "2026-10-24T23:00:00Z", "2026-10-25T23:45:00Z", "2026-10-26T00:00:00Z"];
        assert_eq!(named("Europe/London", false, &instants), ["2026-10-24", "2026-10-25", "2026-10-25", "2026-10-26"]);
        let repeated = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"];
        assert_eq!(named("Europe/London", true, &repeated), ["2026-10-25T01:00+01:00", "2026-10-25T01:00+00:00"]);
    }

    #[test]
    fn nepal_cuts_its_day_at_a_quarter_past() {
        let instants = ["2026-11-21T18:14:59Z", "2026-11-21T18:15:00Z"];
        assert_eq!(named("Asia/Kathmandu", false, &instants), ["2026-11-21", "2026-11-22"]);
    }
}
