//! Opening: the one way out of the vault.

use std::collections::HashSet;

use crate::PersonId;

/// The proof that an opening was granted and recorded. Only the vault makes one.
#[derive(Debug)]
pub struct Opening {
    persons: HashSet<PersonId>,
}

impl Opening {
    pub(crate) fn covers(&self, person: PersonId) -> bool {
        self.persons.contains(&person)
    }
}
