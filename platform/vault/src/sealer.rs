//! The hot path's part of the vault: pure work on bytes, no store. A new person costs one draw of randomness and, per purpose, one
//! sealing and one wrapping.

use chacha20poly1305::aead::KeyInit;
use chacha20poly1305::{Key, XChaCha20Poly1305};
use kernel::{Context, Id, Timestamp};
use serde::Serialize;
use store::{Batch, CommandError, Nothing, StoreError, Tx, Value};
use zeroize::Zeroizing;

use crate::seal::{PersonKey, seal, unseal, unwrap, wrap};
use crate::tables::{PERSON_KEYS, PERSON_TOKENS};
use crate::token::TokenKey;
use crate::{Address, MasterKeys, PersonData, PersonId, Purpose, Term};

/// The column a purpose's copy of the data stands in.
pub(crate) const CONTACT: &str = "sealed_contact";
pub(crate) const FULFILMENT: &str = "sealed_fulfilment";
pub(crate) const STATUTORY: &str = "sealed_statutory";

/// Seals persons under a region's master keys.
pub struct Sealer {
    current: (i64, XChaCha20Poly1305),
    earlier: Vec<(i64, XChaCha20Poly1305)>,
    pub(crate) tokens: TokenKey,
}

/// A person, sealed. The order of things: [`crate::Vault::keep_keys`] first, then `row` with the data's own transaction.
#[derive(Debug)]
pub struct Sealed {
    pub person: PersonId,
    /// For [`crate::insert_persons`].
    pub row: Vec<Value>,
    pub keys: NewKeys,
}

/// A new person's wrapped keys and tokens, on their way to the key store.
#[derive(Debug)]
pub struct NewKeys {
    pub person: PersonId,
    keys: Vec<NewKey>,
    tokens: String,
}

#[derive(Debug)]
struct NewKey {
    purpose: Purpose,
    wrapped: Vec<u8>,
    master: i64,
    ends_at: Option<Timestamp>,
}

/// Batch command of the key store: keeps new keys, all of a group's in one statement a table.
#[derive(Debug)]
pub struct KeepKeys(pub Vec<NewKeys>);

/// What is sealed for talking to a person.
#[derive(Serialize)]
struct ContactOut<'p> {
    name: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vat_id: Option<&'p str>,
}

/// What is sealed for bringing goods to a person.
#[derive(Serialize)]
struct FulfilmentOut<'p> {
    name: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<AddressOut<'p>>,
}

/// What is sealed because the law wants it kept.
#[derive(Serialize)]
struct StatutoryOut<'p> {
    name: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vat_id: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<AddressOut<'p>>,
}

#[derive(Serialize)]
struct AddressOut<'p> {
    lines: &'p [String],
    city: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postcode: Option<&'p str>,
    country: kernel::CountryCode,
}

impl<'p> From<&'p Address> for AddressOut<'p> {
    fn from(address: &'p Address) -> Self {
        Self {
            lines: &address.lines,
            city: &address.city,
            region: address.region.as_deref(),
            postcode: address.postcode.as_deref(),
            country: address.country,
        }
    }
}

/// Bytes JSON adds to the texts of a person, generously.
const FRAME: usize = 160;

fn contact_room(person: &PersonData) -> usize {
    let texts = [&person.company, &person.email, &person.phone, &person.vat_id];
    2 * texts.into_iter().flatten().map(String::len).sum::<usize>() + 2 * person.name.len() + FRAME
}

fn fulfilment_room(person: &PersonData) -> usize {
    let address = person.address.as_ref().map_or(0, |address| {
        let lines: usize = address.lines.iter().map(|line| line.len() + 4).sum();
        let rest = [Some(&address.city), address.region.as_ref(), address.postcode.as_ref()];
        lines + rest.into_iter().flatten().map(String::len).sum::<usize>()
    });
    contact_room(person) + 2 * address
}

fn json(value: &impl Serialize, out: &mut Vec<u8>) -> Result<(), StoreError> {
    serde_json::to_writer(out, value).map_err(|_| StoreError::misuse("a person could not be written for sealing"))
}

/// What one purpose needs: a key, a nonce to wrap it, a nonce for each sealed column.
struct Drawn {
    key: PersonKey,
    wrap: [u8; 24],
    columns: [[u8; 24]; 2],
}

fn draw() -> Result<Drawn, StoreError> {
    let mut bytes = Zeroizing::new([0; 104]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|e| StoreError::Unavailable(format!("no randomness: {e}")))?;
    let mut drawn = Drawn { key: Zeroizing::new([0; 32]), wrap: [0; 24], columns: [[0; 24]; 2] };
    let [contact, fulfilment] = &mut drawn.columns;
    let targets = drawn.key.iter_mut().chain(&mut drawn.wrap).chain(contact).chain(fulfilment);
    targets.zip(bytes.iter()).for_each(|(target, byte)| *target = *byte);
    Ok(drawn)
}

pub(crate) fn draw_nonce() -> Result<[u8; 24], StoreError> {
    let mut nonce = [0; 24];
    getrandom::fill(&mut nonce).map_err(|e| StoreError::Unavailable(format!("no randomness: {e}")))?;
    Ok(nonce)
}

pub(crate) fn seal_contact(
    key: &PersonKey,
    nonce: &[u8; 24],
    (person, purpose): (PersonId, Purpose),
    data: &PersonData,
) -> Result<Vec<u8>, StoreError> {
    let out = ContactOut {
        name: &data.name,
        company: data.company.as_deref(),
        email: data.email.as_deref(),
        phone: data.phone.as_deref(),
        vat_id: data.vat_id.as_deref(),
    };
    seal(key, nonce, (person, purpose, CONTACT), contact_room(data), |text| json(&out, text))
}

pub(crate) fn seal_fulfilment(
    key: &PersonKey,
    nonce: &[u8; 24],
    (person, purpose): (PersonId, Purpose),
    data: &PersonData,
) -> Result<Vec<u8>, StoreError> {
    let out = FulfilmentOut {
        name: &data.name,
        company: data.company.as_deref(),
        phone: data.phone.as_deref(),
        address: data.address.as_ref().map(AddressOut::from),
    };
    seal(key, nonce, (person, purpose, FULFILMENT), fulfilment_room(data), |text| json(&out, text))
}

pub(crate) fn seal_statutory(
    key: &PersonKey,
    nonce: &[u8; 24],
    person: PersonId,
    data: &PersonData,
) -> Result<Vec<u8>, StoreError> {
    let out = StatutoryOut {
        name: &data.name,
        company: data.company.as_deref(),
        vat_id: data.vat_id.as_deref(),
        address: data.address.as_ref().map(AddressOut::from),
    };
    let binding = (person, Purpose::Statutory, STATUTORY);
    seal(key, nonce, binding, fulfilment_room(data), |text| json(&out, text))
}

pub(crate) fn unseal_person(
    key: &PersonKey,
    (person, purpose, column): (PersonId, Purpose, &str),
    blob: &[u8],
) -> Result<PersonData, StoreError> {
    let text = unseal(key, (person, purpose, column), blob)?;
    serde_json::from_slice(&text).map_err(|_| StoreError::misuse("a sealed person does not read back"))
}

impl Sealer {
    pub fn new(keys: &MasterKeys) -> Self {
        let cipher = |key: &crate::MasterKey| (key.number, XChaCha20Poly1305::new(&Key::from(key.secret)));
        Self {
            current: cipher(&keys.current),
            earlier: keys.earlier.iter().map(cipher).collect(),
            tokens: TokenKey(keys.tokens.secret),
        }
    }

    /// Seals a new person for these purposes. Pure: nothing is kept yet. `contact` seals name, company, e-mail, phone and VAT id,
    /// `fulfilment` name, company, phone and address; where one of them is not asked for, `channel_term` takes its place. Refuses
    /// `person_text_too_long`, `address_too_many_lines`.
    pub fn seal_new(
        &self,
        context: &Context,
        data: &PersonData,
        purposes: &[(Purpose, Term)],
    ) -> Result<Sealed, CommandError> {
        data.check()?;
        let person: PersonId = context.new_id();
        let asked = |purpose: Purpose| purposes.iter().any(|(other, _)| *other == purpose);
        let mut contact = None;
        let mut fulfilment = None;
        let mut keys = Vec::with_capacity(purposes.len());
        for (purpose, term) in purposes {
            let drawn = draw()?;
            let [contact_nonce, fulfilment_nonce] = &drawn.columns;
            let stands_in = *purpose == Purpose::ChannelTerm;
            if *purpose == Purpose::Contact || (stands_in && !asked(Purpose::Contact)) {
                contact = Some(seal_contact(&drawn.key, contact_nonce, (person, *purpose), data)?);
            }
            if *purpose == Purpose::Fulfilment || (stands_in && !asked(Purpose::Fulfilment)) {
                fulfilment = Some(seal_fulfilment(&drawn.key, fulfilment_nonce, (person, *purpose), data)?);
            }
            let (master, cipher) = &self.current;
            let wrapped = wrap(cipher, &drawn.wrap, (person, *purpose), &drawn.key)?;
            keys.push(NewKey { purpose: *purpose, wrapped, master: *master, ends_at: term.end() });
        }
        let row = vec![
            Value::id(person),
            Value::from(contact),
            Value::from(fulfilment),
            Value::from(context.now),
            Value::Null,
        ];
        Ok(Sealed { person, row, keys: NewKeys { person, keys, tokens: self.tokens.all(data) } })
    }

    /// Seals a document about somebody of whom nothing else is known, a new person. Pure like [`Sealer::seal_new`]. `column` is the
    /// caller's `table.column`; the blob opens only there, with [`crate::Vault::open_under`].
    pub fn seal_new_under(
        &self,
        context: &Context,
        (purpose, term): (Purpose, Term),
        column: &'static str,
        text: &[u8],
    ) -> Result<(Sealed, Vec<u8>), CommandError> {
        let person: PersonId = context.new_id();
        let drawn = draw()?;
        let [nonce, _] = &drawn.columns;
        let write = |out: &mut Vec<u8>| {
            out.extend_from_slice(text);
            Ok(())
        };
        let blob = seal(&drawn.key, nonce, (person, purpose, column), text.len(), write)?;
        let (master, cipher) = &self.current;
        let wrapped = wrap(cipher, &drawn.wrap, (person, purpose), &drawn.key)?;
        let keys = vec![NewKey { purpose, wrapped, master: *master, ends_at: term.end() }];
        let row = vec![Value::id(person), Value::Null, Value::Null, Value::from(context.now), Value::Null];
        Ok((Sealed { person, row, keys: NewKeys { person, keys, tokens: String::new() } }, blob))
    }

    /// Seals a new person like [`Sealer::seal_new`] and a document about them under the key of one of these purposes; it opens like
    /// one of [`Sealer::seal_new_under`].
    pub fn seal_new_with(
        &self,
        context: &Context,
        data: &PersonData,
        purposes: &[(Purpose, Term)],
        (purpose, column, text): (Purpose, &'static str, &[u8]),
    ) -> Result<(Sealed, Vec<u8>), CommandError> {
        let sealed = self.seal_new(context, data, purposes)?;
        let asked = sealed.keys.keys.iter().find(|key| key.purpose == purpose);
        let asked = asked.ok_or_else(|| StoreError::misuse("a document for a purpose the person is not sealed for"))?;
        let key = self.unwrap(sealed.person, purpose, asked.master, &asked.wrapped)?;
        let write = |out: &mut Vec<u8>| {
            out.extend_from_slice(text);
            Ok(())
        };
        let blob = seal(&key, &draw_nonce()?, (sealed.person, purpose, column), text.len(), write)?;
        Ok((sealed, blob))
    }

    /// The current master key's number and cipher.
    pub(crate) fn current(&self) -> (i64, &XChaCha20Poly1305) {
        (self.current.0, &self.current.1)
    }

    /// A further key for a person who is there already.
    pub(crate) fn new_key(&self, person: PersonId, purpose: Purpose, term: Term) -> Result<NewKeys, StoreError> {
        let drawn = draw()?;
        let (master, cipher) = &self.current;
        let wrapped = wrap(cipher, &drawn.wrap, (person, purpose), &drawn.key)?;
        let key = NewKey { purpose, wrapped, master: *master, ends_at: term.end() };
        Ok(NewKeys { person, keys: vec![key], tokens: String::new() })
    }

    pub(crate) fn unwrap(
        &self,
        person: PersonId,
        purpose: Purpose,
        master: i64,
        wrapped: &[u8],
    ) -> Result<PersonKey, StoreError> {
        let known = std::iter::once(&self.current).chain(&self.earlier).find(|(number, _)| *number == master);
        let (_, cipher) = known.ok_or_else(|| {
            StoreError::Unavailable(format!("the master key {master} is not among the region's master keys"))
        })?;
        unwrap(cipher, (person, purpose), wrapped)
    }
}

impl From<NewKeys> for KeepKeys {
    fn from(keys: NewKeys) -> Self {
        Self(vec![keys])
    }
}

impl Batch for KeepKeys {
    type Answer = Nothing;

    fn run(tx: &mut Tx<'_>, plans: &[(Context, &Self)]) -> Result<Vec<Result<Nothing, CommandError>>, StoreError> {
        let mut people: Vec<&NewKeys> = plans.iter().flat_map(|(_, plan)| &plan.0).collect();
        // In the order of their numbers: both tables only grow at their end, and the word index never has to close a segment early.
        people.sort_by_key(|keys| keys.person);
        let mut rows = Vec::with_capacity(people.len() * 2);
        let mut tokens = Vec::with_capacity(people.len());
        for new in people {
            for key in &new.keys {
                rows.push(vec![
                    Value::id(new.person),
                    Value::word(key.purpose.as_str()),
                    Value::Blob(key.wrapped.clone()),
                    Value::Int(key.master),
                    Value::from(key.ends_at),
                    Value::Null,
                ]);
            }
            if !new.tokens.is_empty() {
                tokens.push((new.person.number(), new.tokens.clone()));
            }
        }
        tx.insert(&PERSON_KEYS, rows)?;
        tx.index_words(PERSON_TOKENS, tokens)?;
        Ok(plans.iter().map(|_| Ok(Nothing)).collect())
    }
}
