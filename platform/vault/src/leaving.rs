//! Who is about to be erased, for whoever keeps texts that were never sealed under them: rows of files that wait, sealed as a whole.
//! Their words stay in here; others only learn whether they stand in a text.

use std::collections::HashSet;
use std::sync::Arc;

use kernel::Actor;
use store::{CommandError, StoreError};
use zeroize::Zeroize;

use crate::find::names_somebody;
use crate::open::{LivingKeys, sealed_rows, unsealed};
use crate::seal::unseal;
use crate::token::{folded, phone_digits};
use crate::{ErasureList, PersonData, PersonId, Purpose, Vault};

/// Whoever keeps texts that may be about persons beside what is sealed under them.
pub trait KeepsTexts: Send + Sync {
    /// Lets go of whatever these persons stand in, noting in the list what must stay gone through every restore. Called before their
    /// keys are destroyed; where it fails nobody is erased.
    fn let_go(&self, leaving: &mut Leaving, list: &ErasureList, actor: &Actor) -> Result<(), CommandError>;
}

/// Persons who are about to be erased.
pub struct Leaving {
    persons: Vec<PersonId>,
    keys: LivingKeys,
    emails: HashSet<String>,
    /// Digits of the international form.
    phones: HashSet<String>,
    /// The words of each name.
    names: Vec<Vec<String>>,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.emails.drain().for_each(|mut text| text.zeroize());
        self.phones.drain().for_each(|mut text| text.zeroize());
        self.names.zeroize();
    }
}

/// Digits that are a telephone number and not a small number of something.
const DIGITS: usize = 7;

impl Leaving {
    pub fn persons(&self) -> &[PersonId] {
        &self.persons
    }

    fn learn(&mut self, data: &PersonData) {
        self.learn_emails(data.email.as_deref().unwrap_or_default());
        let country = data.address.as_ref().map(|address| address.country);
        let digits = data.phone.as_deref().and_then(|phone| phone_digits(phone, country));
        self.phones.extend(digits.filter(|digits| digits.len() >= DIGITS));
        let name = folded(&data.name);
        let words: Vec<String> = words(&name).map(str::to_owned).collect();
        if names_somebody(&data.name, words.len()) {
            self.names.push(words);
        }
    }

    fn learn_emails(&mut self, text: &str) {
        self.emails.extend(parts(text).filter(|part| part.contains('@')).map(|part| folded(part).into_owned()));
    }

    /// Learns the e-mail addresses in a document sealed under one of them; `texts` takes it apart. One that does not open any more says
    /// nothing.
    pub fn learn_from(
        &mut self,
        (person, purpose, column): (PersonId, Purpose, &'static str),
        blob: &[u8],
        texts: impl FnOnce(&[u8]) -> Result<Vec<String>, StoreError>,
    ) -> Result<(), StoreError> {
        let Some((key, _)) = self.keys.get(&(person, purpose)) else { return Ok(()) };
        let document = unseal(key, (person, purpose, column), blob)?;
        for mut text in texts(&document)? {
            self.learn_emails(&text);
            text.zeroize();
        }
        Ok(())
    }

    /// Whether one of them stands in these cells of one row: their e-mail address, their telephone number, or all words of their name.
    pub fn stands_in<'c>(&self, cells: impl Iterator<Item = &'c str>) -> bool {
        let mut row: HashSet<String> = HashSet::new();
        for cell in cells {
            let is_email = |part: &str| part.contains('@') && self.emails.contains(folded(part).as_ref());
            if (cell.contains('@') && parts(cell).any(is_email)) || (!self.phones.is_empty() && self.has_phone(cell)) {
                return true;
            }
            if !self.names.is_empty() {
                row.extend(words(&folded(cell)).map(str::to_owned));
            }
        }
        self.names.iter().any(|name| name.iter().all(|word| row.contains(word)))
    }

    /// A number may stand there as it is dialled within its country.
    fn has_phone(&self, cell: &str) -> bool {
        cell.split(['"', ',', ';', '<', '>']).filter_map(|part| phone_digits(part, None)).any(|digits| {
            let bare = digits.trim_start_matches('0');
            bare.len() >= DIGITS && self.phones.iter().any(|phone| phone.ends_with(bare))
        })
    }
}

/// The words of a text in which an e-mail address may stand.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let between = |letter: char| letter.is_whitespace() || "<>()[]{}\"',;:".contains(letter);
    text.split(between).filter(|part| !part.is_empty())
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

impl Vault {
    /// Who is told before somebody is erased; the first one who asks.
    pub fn tell_before_erasing(&self, keeper: Arc<dyn KeepsTexts>) {
        // A second one would be told the same.
        let _ = self.texts.set(keeper);
    }

    /// Has whoever keeps texts let go of those of these persons. Blocks.
    pub(crate) fn let_texts_go(
        &self,
        actor: &Actor,
        persons: &[PersonId],
        list: &ErasureList,
    ) -> Result<(), CommandError> {
        let Some(keeper) = self.texts.get() else { return Ok(()) };
        let now = self.data.context(actor).now;
        let keys = self.living_keys_blocking(persons, now)?;
        let rows = self.data.read_blocking(|read| sealed_rows(read, persons))?;
        let (emails, phones, names) = (HashSet::new(), HashSet::new(), Vec::new());
        let mut leaving = Leaving { persons: persons.to_vec(), keys, emails, phones, names };
        for (person, row) in rows.iter().filter(|(_, row)| !row.erased) {
            let mut whole = PersonData::default();
            for purpose in [Purpose::Contact, Purpose::Fulfilment, Purpose::ChannelTerm] {
                let Some((key, _)) = leaving.keys.get(&(*person, purpose)) else { continue };
                let Some(mut part) = unsealed(key, *person, purpose, row)? else { continue };
                if whole.name.is_empty() {
                    whole.name = std::mem::take(&mut part.name);
                }
                whole.email = whole.email.take().or_else(|| part.email.take());
                whole.phone = whole.phone.take().or_else(|| part.phone.take());
                whole.address = whole.address.take().or_else(|| part.address.take());
                part.zeroize();
            }
            leaving.learn(&whole);
            whole.zeroize();
        }
        keeper.let_go(&mut leaving, list, actor)
    }
}
