//! Correcting a person (GDPR art. 16): the same person and keys, new text, new tokens.

use access::{Grant, Scope};
use kernel::Id;
use serde::Serialize;
use store::{CommandError, Event, Nothing, Submission, Tx, Value};

use crate::open::{erased, not_kept, unknown};
use crate::sealer::{draw_nonce, seal_contact, seal_fulfilment};
use crate::tables::{PERSON_TOKENS, PERSONS};
use crate::{PersonData, PersonId, Purpose, Vault};

/// Event `vault.person_rectified.v1`.
#[derive(Debug, Serialize)]
struct PersonRectified {
    person: PersonId,
}

impl Vault {
    /// Replaces what is kept of a person with `data`, sealed anew under the keys that live. Needs `customers:write` and
    /// `persons:read` (whoever corrects has seen). Documents already issued keep what they said. Refuses `person_not_found`,
    /// `person_erased`, `person_not_kept_for` when no key lives, and what [`crate::Sealer::seal_new`] refuses.
    pub async fn rectify(
        &self,
        grant: &Grant,
        person: PersonId,
        data: &PersonData,
        reason: Option<&str>,
    ) -> Result<(), CommandError> {
        grant.needs(Scope::CustomersWrite)?;
        grant.needs(Scope::PersonsRead)?;
        data.check()?;
        let rows = self.rows_of(&[person]).await?;
        if rows.get(&person).ok_or_else(|| unknown(person))?.erased {
            return Err(erased(person).into());
        }
        let keys = self.living_keys(&[person], self.now(grant)).await?;
        let under = |wanted: Purpose| {
            let purposes = [wanted, Purpose::ChannelTerm];
            purposes.into_iter().find_map(|purpose| keys.get(&(person, purpose)).map(|(key, _)| (key, purpose)))
        };
        let contact = under(Purpose::Contact)
            .map(|(key, purpose)| seal_contact(key, &draw_nonce()?, (person, purpose), data))
            .transpose()?;
        let fulfilment = under(Purpose::Fulfilment)
            .map(|(key, purpose)| seal_fulfilment(key, &draw_nonce()?, (person, purpose), data))
            .transpose()?;
        if contact.is_none() && fulfilment.is_none() {
            return Err(not_kept(person, Purpose::Contact).into());
        }
        let tokens = self.unlocked()?.tokens.all(data);
        let index = move |tx: &mut Tx<'_>| {
            tx.unindex_words(PERSON_TOKENS, &[person.number()])?;
            if !tokens.is_empty() {
                tx.index_words(PERSON_TOKENS, vec![(person.number(), tokens.clone())])?;
            }
            Ok(Nothing)
        };
        self.keys.submit(Submission::by(grant.actor()), index).await?;
        let write = move |tx: &mut Tx<'_>| {
            let row = vec![Value::id(person), Value::from(contact.clone()), Value::from(fulfilment.clone())];
            tx.update(&PERSONS, &["sealed_contact", "sealed_fulfilment"], vec![row])?;
            tx.publish(Event::new("vault.person_rectified.v1", person, &PersonRectified { person })?);
            Ok(Nothing)
        };
        self.data.submit(Submission::by(grant.actor()).because(reason), write).await?;
        // The tokens of what was wrong leave the disk with the next sweep; they find nobody from here on.
        Ok(())
    }
}
