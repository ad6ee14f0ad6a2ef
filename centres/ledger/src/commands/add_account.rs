//! An entity's own account joins the chart.

use kernel::{EntityCode, Locale, Refusal, Texts};
use serde::Serialize;
use store::{Answer, CommandError, Event, Tx, Value};

use crate::AREA;
use crate::account::{Account, AccountCode, AccountKind};
use crate::new_entry::PostRefusal;
use crate::store_rows::{ACCOUNTS, entities_of};

/// An account to be added to one entity's chart. Its code is unique over all entities.
#[derive(Debug, Clone)]
pub struct AddAccount {
    pub code: AccountCode,
    pub entity: EntityCode,
    pub kind: AccountKind,
    pub names: Texts,
}

/// The code of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedAccount(pub AccountCode);

impl Answer for AddedAccount {
    fn reference(&self) -> String {
        self.0.to_string()
    }
}

#[derive(Serialize)]
struct AccountAdded<'a> {
    entity: EntityCode,
    kind: &'a str,
}

/// Adds an account. Refused when the entity is unknown, the code is taken (the standard accounts' are), or no name is given.
pub fn add_account(tx: &mut Tx<'_>, input: &AddAccount) -> Result<AddedAccount, CommandError> {
    if entities_of(tx, &[input.entity])?.is_empty() {
        return Err(PostRefusal::UnknownEntity { entity: input.entity }.into());
    }
    if input.names.best(Locale::EN).is_none() {
        return Err(Refusal::invalid("account_name_missing").at("/names").into());
    }
    let row = vec![
        Account::Own(input.code).into(),
        Value::text(input.entity),
        input.kind.into(),
        Value::json(&input.names)?,
        tx.context().now.into(),
    ];
    let new = tx.insert_new(&ACCOUNTS, vec![row])?;
    if !new.first().copied().unwrap_or_default() {
        return Err(Refusal::conflict("account_exists").at("/code").with("account", input.code).into());
    }
    tx.touch(AREA);
    let fact = AccountAdded { entity: input.entity, kind: input.kind.as_str() };
    tx.publish(Event::new("ledger.account_added.v1", input.code, &fact)?);
    Ok(AddedAccount(input.code))
}
