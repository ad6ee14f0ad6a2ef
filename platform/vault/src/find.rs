//! Finding a person by exact e-mail, exact phone or whole words of the name. Answers are numbers and masked previews.

use std::collections::HashMap;

use access::{Grant, Scope};
use kernel::{Actor, CountryCode, Refusal};
use serde::Serialize;
use store::find::{FindQuery, Word};
use store::{CommandError, Event, Nothing, Read, StoreError, Submission, Tx};
use zeroize::Zeroize;

use crate::open::unsealed;
use crate::tables::PERSON_TOKENS;
use crate::token::{folded, phone_digits};
use crate::{Masked, PersonData, PersonId, Purpose, Vault};

/// At most this many persons are found, newest first; as many as that, and there may be more.
pub const MOST_FOUND: usize = 1_000;
/// At most this many others with one person's e-mail or phone.
const MOST_ALIKE: usize = 50;

/// A person found, masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub person: PersonId,
    pub preview: Masked,
}

/// Event `vault.persons_searched.v1`: that somebody searched, by what kind of thing, and how many were shown.
#[derive(Debug, Serialize)]
struct PersonsSearched {
    by: &'static str,
    found: usize,
}

fn too_short() -> Refusal {
    Refusal::invalid("person_find_too_short")
}

impl Vault {
    /// Persons with exactly this e-mail address, case aside; at most [`MOST_FOUND`], newest first. Needs `persons:read`; recorded.
    pub async fn find_by_email(&self, grant: &Grant, email: &str) -> Result<Vec<Found>, CommandError> {
        let wanted = folded(email.trim()).into_owned();
        if !wanted.contains('@') {
            return Err(too_short().into());
        }
        let token = self.unlocked()?.tokens.email(&wanted);
        let same = |data: &PersonData| data.email.as_deref().is_some_and(|email| folded(email.trim()) == wanted);
        self.find(grant, "email", vec![token], same).await
    }

    /// Persons with exactly this phone number, however it is written; `country` reads a national number.
    pub async fn find_by_phone(
        &self,
        grant: &Grant,
        phone: &str,
        country: Option<CountryCode>,
    ) -> Result<Vec<Found>, CommandError> {
        let wanted = phone_digits(phone, country).ok_or_else(too_short)?;
        let token = self.unlocked()?.tokens.phone(phone, country).ok_or_else(too_short)?;
        let same = |data: &PersonData| {
            // The contact copy holds no address, so a national number is compared by its ending.
            data.phone
                .as_deref()
                .and_then(|phone| phone_digits(phone, None))
                .is_some_and(|digits| wanted.ends_with(digits.trim_start_matches('0')))
        };
        self.find(grant, "phone", vec![token], same).await
    }

    /// Persons whose name has all of these words, case and accents aside.
    pub async fn find_by_name(&self, grant: &Grant, name: &str) -> Result<Vec<Found>, CommandError> {
        let tokens = self.unlocked()?.tokens.name(name);
        if tokens.is_empty() {
            return Err(too_short().into());
        }
        let wanted = folded(name).into_owned();
        let same = |data: &PersonData| {
            let has = folded(&data.name);
            let mut words = wanted.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.all(|word| has.split(|c: char| !c.is_alphanumeric()).any(|other| other == word))
        };
        self.find(grant, "name", tokens, same).await
    }

    async fn find(
        &self,
        grant: &Grant,
        by: &'static str,
        tokens: Vec<String>,
        same: impl Fn(&PersonData) -> bool,
    ) -> Result<Vec<Found>, CommandError> {
        grant.needs(Scope::PersonsRead)?;
        let persons = self.persons_with(tokens, MOST_FOUND).await?;
        let keys = self.living_keys(&persons, self.now(grant)).await?;
        let rows = self.rows_of(&persons).await?;
        let mut found = Vec::new();
        for person in persons {
            let Some(row) = rows.get(&person).filter(|row| !row.erased) else { continue };
            for purpose in [Purpose::Contact, Purpose::ChannelTerm, Purpose::Fulfilment] {
                let Some((key, _)) = keys.get(&(person, purpose)) else { continue };
                let Some(mut data) = unsealed(key, person, purpose, row)? else { continue };
                let matches = same(&data);
                let preview = Masked::of(&data);
                data.zeroize();
                if matches {
                    found.push(Found { person, preview });
                    break;
                }
            }
        }
        let shown = found.len();
        let tell = move |tx: &mut Tx<'_>| {
            tx.publish(Event::new("vault.persons_searched.v1", "persons", &PersonsSearched { by, found: shown })?);
            Ok(Nothing)
        };
        self.data.submit(Submission::by(grant.actor()), tell).await?;
        Ok(found)
    }

    /// Persons whose tokens hold all of these, newest first.
    pub(crate) async fn persons_with(&self, tokens: Vec<String>, limit: usize) -> Result<Vec<PersonId>, CommandError> {
        self.keys.read_quick(move |read| persons_having(read, tokens, limit)).await.map_err(CommandError::from)
    }

    /// Of each of these, other persons with exactly the same e-mail, or the same phone and name, newest first: for telling whether two
    /// orders are one customer's. Who is erased or not there has none. Their text stays inside the vault and the caller sees only numbers, so it
    /// needs no grant and is not recorded.
    pub async fn same_persons(&self, persons: &[PersonId]) -> Result<HashMap<PersonId, SamePersons>, CommandError> {
        let keys = self.living_keys(persons, self.data.context(&Actor::new("same_persons")).now).await?;
        let rows = self.rows_of(persons).await?;
        let mut wanted = Vec::with_capacity(persons.len());
        for person in persons {
            let Some(row) = rows.get(person).filter(|row| !row.erased) else { continue };
            let mut whole = PersonData::default();
            for purpose in [Purpose::Contact, Purpose::Fulfilment, Purpose::ChannelTerm] {
                let Some((key, _)) = keys.get(&(*person, purpose)) else { continue };
                let Some(mut part) = unsealed(key, *person, purpose, row)? else { continue };
                if whole.name.is_empty() {
                    whole.name = std::mem::take(&mut part.name);
                }
                whole.email = whole.email.take().or_else(|| part.email.take());
                whole.phone = whole.phone.take().or_else(|| part.phone.take());
                whole.address = whole.address.take().or_else(|| part.address.take());
                part.zeroize();
            }
            wanted.push((*person, self.known_by(&whole)?));
            whole.zeroize();
        }
        let (wanted, mut found) = self.alike(wanted).await?;
        for ((person, _), same) in wanted.iter().zip(&mut found) {
            same.by_email.retain(|other| other != person);
            same.by_email_and_name.retain(|other| other != person);
            same.by_phone.retain(|other| other != person);
        }
        Ok(wanted.into_iter().map(|(person, _)| person).zip(found).collect())
    }

    /// Like [`Vault::same_persons`], for somebody who is not kept yet.
    pub async fn same_as(&self, data: &PersonData) -> Result<SamePersons, CommandError> {
        let (_, found) = self.alike(vec![((), self.known_by(data)?)]).await?;
        Ok(found.into_iter().next().unwrap_or_default())
    }

    /// The tokens of an e-mail address, and of a phone number with the name: a family, an office and everybody who fills in noughts
    /// share a number, so it says who somebody is only together with a name of at least two words.
    fn known_by(&self, data: &PersonData) -> Result<KnownBy, CommandError> {
        let tokens = &self.unlocked()?.tokens;
        let country = data.address.as_ref().map(|address| address.country);
        let name = tokens.name(&data.name);
        let email = data.email.as_deref().filter(|email| email.contains('@')).map(|email| tokens.email(email));
        let with_name = |email: &String| name.iter().chain([email]).cloned().collect();
        let email_and_name = email.as_ref().filter(|_| !name.is_empty()).map(with_name);
        let phone = data
            .phone
            .as_deref()
            .filter(|_| names_somebody(&data.name, name.len()))
            .and_then(|phone| tokens.phone(phone, country));
        Ok(KnownBy {
            email_and_name,
            email: email.map(|email| vec![email]),
            phone: phone.map(|phone| name.into_iter().chain([phone]).collect()),
        })
    }

    /// Who has these tokens: of all of them in one snapshot.
    async fn alike<T: Send + 'static>(
        &self,
        wanted: Vec<(T, KnownBy)>,
    ) -> Result<(Vec<(T, KnownBy)>, Vec<SamePersons>), CommandError> {
        self.keys
            .read_quick(move |read| -> Result<_, CommandError> {
                let mut having = |tokens: &Option<Vec<String>>| match tokens {
                    Some(tokens) => persons_having(read, tokens.clone(), MOST_ALIKE),
                    None => Ok(Vec::new()),
                };
                let mut found = Vec::with_capacity(wanted.len());
                for (_, known_by) in &wanted {
                    let by_email = having(&known_by.email)?;
                    let by_phone = having(&known_by.phone)?;
                    let several = by_email.len() > 1;
                    let by_email_and_name = if several { having(&known_by.email_and_name)? } else { Vec::new() };
                    found.push(SamePersons { by_email, by_email_and_name, by_phone });
                }
                Ok((wanted, found))
            })
            .await
    }
}

/// Persons whose tokens hold all of these, newest first.
fn persons_having(read: &mut dyn Read, tokens: Vec<String>, limit: usize) -> Result<Vec<PersonId>, StoreError> {
    let all_of = tokens.into_iter().map(|token| vec![Word::exact(token)]).collect();
    let query = FindQuery { all_of, before: i64::MAX, from: 0, limit };
    Ok(read.find(PERSON_TOKENS, &query)?.into_iter().map(kernel::Id::from_number).collect())
}

/// Whether a name says so much that a phone number with it is one person's: at least two words, or one in a script that sets no blanks.
pub(crate) fn names_somebody(name: &str, words: usize) -> bool {
    let unspaced = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    words > 1 || name.chars().filter(|c| unspaced(*c)).count() > 1
}

/// What a person is known by: tokens, never text, all of which another must have.
struct KnownBy {
    email: Option<Vec<String>>,
    email_and_name: Option<Vec<String>>,
    phone: Option<Vec<String>>,
}

/// Persons who share an exact e-mail address, or a phone number and the words of the name, with somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SamePersons {
    pub by_email: Vec<PersonId>,
    /// Of several with the e-mail address those who have the name too, newest first.
    pub by_email_and_name: Vec<PersonId>,
    pub by_phone: Vec<PersonId>,
}
