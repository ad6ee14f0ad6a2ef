//! What the law wants kept of who an invoice was issued to: name, company, VAT number and address, sealed once more under a key of its
//! own that outlives erasure, restricted, until the law's term is over. It is frozen: a later correction does not change it.

use kernel::{Actor, Id, Timestamp};
use store::{CommandError, Nothing, StoreError, Submission, Tx, Value, args};
use zeroize::Zeroizing;

use crate::open::unsealed;
use crate::sealer::{draw_nonce, seal_statutory};
use crate::tables::KEPT_BY_LAW;
use crate::{PersonData, PersonId, Purpose, Term, Vault};

/// A person's copy for the law, sealed; its key is durable. For the transaction that issues the document.
#[derive(Debug, Clone)]
pub struct KeptByLaw {
    person: PersonId,
    sealed: Vec<u8>,
}

impl Vault {
    /// Seals what the law wants kept of a person until this instant. None where there is nothing to keep (erased before, or no key
    /// lives) or where it is kept already: then its term lasts until this instant, too, also of who was erased since. Nothing is opened
    /// for anybody: it goes from one key to another.
    pub async fn keep_by_law(
        &self,
        actor: &Actor,
        person: PersonId,
        until: Timestamp,
    ) -> Result<Option<KeptByLaw>, CommandError> {
        let sealer = self.unlocked()?;
        let rows = self.rows_of(&[person]).await?;
        let Some(row) = rows.get(&person) else { return Ok(None) };
        if row.statutory.is_some() {
            self.keep_longer(actor, person, until).await?;
            return Ok(None);
        }
        if row.erased {
            return Ok(None);
        }
        let now = self.data.context(actor).now;
        let mut keys = self.living_keys(&[person], now).await?;
        let mut data = Zeroizing::new(PersonData::default());
        for purpose in [Purpose::Contact, Purpose::Fulfilment, Purpose::ChannelTerm] {
            let Some((key, _)) = keys.get(&(person, purpose)) else { continue };
            let Some(mut known) = unsealed(key, person, purpose, row)?.map(Zeroizing::new) else { continue };
            if data.name.is_empty() {
                data.name = std::mem::take(&mut known.name);
            }
            data.company = data.company.take().or(known.company.take());
            data.vat_id = data.vat_id.take().or(known.vat_id.take());
            data.address = data.address.take().or(known.address.take());
        }
        if *data == PersonData::default() {
            return Ok(None);
        }
        if !keys.contains_key(&(person, Purpose::Statutory)) {
            let new = sealer.new_key(person, Purpose::Statutory, Term::Until(until))?;
            // Two at once: the second insert is refused by the key's uniqueness, and the first one's key is used.
            match self.keep_keys(actor, new).await {
                Err(error) if !matches!(error, CommandError::Failed(StoreError::Constraint { .. })) => {
                    return Err(error);
                }
                _ => keys = self.living_keys(&[person], now).await?,
            }
        }
        let Some((key, _)) = keys.get(&(person, Purpose::Statutory)) else { return Ok(None) };
        Ok(Some(KeptByLaw { person, sealed: seal_statutory(key, &draw_nonce()?, person, &data)? }))
    }

    /// A later document wants the copy kept longer: its key ends no sooner than this. A term is never cut short, and a key that ended
    /// does not come back.
    async fn keep_longer(&self, actor: &Actor, person: PersonId, until: Timestamp) -> Result<(), CommandError> {
        let now = self.data.context(actor).now;
        let known = self.living_keys(&[person], now).await?;
        let Some((_, key)) = known.get(&(person, Purpose::Statutory)) else { return Ok(()) };
        if key.ends_at.is_none_or(|end| end >= until) {
            return Ok(());
        }
        let later = move |tx: &mut Tx<'_>| {
            tx.execute(
                "UPDATE person_keys SET ends_at = $2 WHERE person = $1 AND purpose = $3 AND ends_at < $2",
                &args![person.number(), until, Purpose::Statutory.as_str()],
            )?;
            Ok(Nothing)
        };
        self.keys.submit(Submission::by(actor), later).await.map(drop)
    }
}

/// Keeps the copy, in the transaction that issues the document.
pub fn keep_copy_by_law(tx: &mut Tx<'_>, kept: &KeptByLaw) -> Result<(), StoreError> {
    let row = vec![Value::id(kept.person), Value::Blob(kept.sealed.clone())];
    tx.update(&KEPT_BY_LAW, &["sealed_statutory"], vec![row])
}
