use super::Dice;
use crate::load::put_number;

const GIVEN: [&str; 64] = [
    "Anna", "Ben", "Clara", "David", "Elif", "Felix", "Greta", "Hannah", "Ida", "Jonas", "Karl", "Lena", "Mia", "Noah",
    "Olga", "Paul", "Quirin", "Rosa", "Samuel", "Thea", "Ulrich", "Vera", "Willi", "Xaver", "Yara", "Zeynep", "Amir",
    "Birgit", "Cem", "Dorothea", "Emil", "Frieda", "Gustav", "Helga", "Ivan", "Jana", "Konrad", "Lotte", "Matteo",
    "Nele", "Oskar", "Petra", "Rainer", "Selma", "Theo", "Ute", "Valentin", "Wanda", "Yusuf", "Zoe", "Arne", "Berta",
    "Carlo", "Dilan", "Erik", "Fatma", "Georg", "Henrike", "Ilse", "Jakob", "Katja", "Linus", "Marie", "Nils",
];
const FAMILY: [&str; 64] = [
    "Albrecht",
    "Bauer",
    "Çelik",
    "Dietrich",
    "Engel",
    "Fischer",
    "Graf",
    "Hoffmann",
    "Ilić",
    "Jung",
    "Krüger",
    "Lehmann",
    "Müller",
    "Neumann",
    "Otto",
    "Pohl",
    "Quast",
    "Richter",
    "Schäfer",
    "Thomas",
    "Ullrich",
    "Vogel",
    "Wagner",
    "Yıldız",
    "Zimmermann",
    "Arnold",
    "Beck",
    "Conrad",
    "Demir",
    "Ebert",
    "Franke",
    "Günther",
    "Huber",
    "Ivanova",
    "Jansen",
    "Kaiser",
    "Lorenz",
    "Meyer",
    "Nowak",
    "Öztürk",
    "Peters",
    "Roth",
    "Schulz",
    "Teichmann",
    "Urban",
    "Voigt",
    "Winkler",
    "Xu",
    "Yilmaz",
    "Ziegler",
    "Ahrens",
    "Böhm",
    "Czerny",
    "Dorn",
    "Ernst",
    "Friedrich",
    "Gross",
    "Heinrich",
    "Iversen",
    "Jahn",
    "Keller",
    "Lange",
    "Maurer",
    "Nagel",
];
const STREETS: [&str; 32] = [
    "Ackerstraße",
    "Bahnhofstraße",
    "Chausseestraße",
    "Dorfstraße",
    "Eichenweg",
    "Feldstraße",
    "Gartenstraße",
    "Hauptstraße",
    "Invalidenstraße",
    "Jägerweg",
    "Kastanienallee",
    "Lindenstraße",
    "Marktplatz",
    "Nordring",
    "Oderberger Straße",
    "Parkallee",
    "Quellenweg",
    "Rosenweg",
    "Schulstraße",
    "Talstraße",
    "Uferweg",
    "Veilchenweg",
    "Waldstraße",
    "Ziegelgasse",
    "Am Anger",
    "Berliner Straße",
    "Dammweg",
    "Fichtenweg",
    "Goethestraße",
    "Heideweg",
    "Kirchgasse",
    "Mühlenweg",
];
/// City and postcode that belong together.
const CITIES: [(&str, &str); 16] = [
    ("Berlin", "10115"),
    ("Hamburg", "20095"),
    ("München", "80331"),
    ("Köln", "50667"),
    ("Leipzig", "04109"),
    ("Dresden", "01067"),
    ("Bremen", "28195"),
    ("Hannover", "30159"),
    ("Stuttgart", "70173"),
    ("Nürnberg", "90402"),
    ("Essen", "45127"),
    ("Kiel", "24103"),
    ("Erfurt", "99084"),
    ("Mainz", "55116"),
    ("Rostock", "18055"),
    ("Freiburg", "79098"),
];

/// Writes recipient number `n` as JSON: a person in Germany with a name others may share, and an e-mail address, phone
/// number and door that nobody else has.
pub fn put_recipient(out: &mut Vec<u8>, n: u64, dice: &mut Dice) {
    let given = dice.pick(&GIVEN).unwrap_or_default();
    let family = dice.pick(&FAMILY).unwrap_or_default();
    let street = dice.pick(&STREETS).unwrap_or_default();
    let (city, postcode) = CITIES.get(dice.below(CITIES.len())).copied().unwrap_or_default();
    let text =
        |out: &mut Vec<u8>, parts: [&str; 3]| parts.iter().for_each(|part| out.extend_from_slice(part.as_bytes()));
    text(out, ["{\"name\":\"", given, " "]);
    text(out, [family, "\",\"email\":\"buyer", ""]);
    put_number(out, n);
    text(out, ["@example.com\",\"phone\":\"+4930", "", ""]);
    put_number(out, 1_000_000 + n);
    text(out, ["\",\"address\":{\"lines\":[\"", street, " "]);
    put_number(out, n % 400 + 1);
    text(out, ["\",\"Briefkasten ", "", ""]);
    put_number(out, n);
    text(out, ["\"],\"city\":\"", city, "\",\"region\":null,\"postcode\":\""]);
    text(out, [postcode, "\",\"country\":\"DE\"}}", ""]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_recipients_are_one() {
        let mut dice = Dice::new(1);
        let (mut emails, mut doors) = (HashSet::new(), HashSet::new());
        for n in 0..5_000 {
            let mut out = Vec::new();
            put_recipient(&mut out, n, &mut dice);
            let person: serde_json::Value = serde_json::from_slice(&out).unwrap();
            assert!(emails.insert(person["email"].as_str().unwrap().to_owned()));
            assert!(doors.insert(person["address"]["lines"].to_string()));
            assert!(person["name"].as_str().unwrap().contains(' '));
            assert_eq!(person["address"]["country"], "DE");
            assert_eq!(person["address"]["postcode"].as_str().unwrap().len(), 5);
        }
    }
}
