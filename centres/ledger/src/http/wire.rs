//! What the ledger's routes take and answer.

use edge::Place;
use jiff::civil::Date;
use kernel::{CountryCode, CurrencyCode, EntityCode, Id, Money, Texts, Timestamp, Zone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::account::{AccountCode, AccountKind, ChartAccount};
use crate::address::PostalAddress;
use crate::model::{Entity, Entry, EntryId, Transfer};
use crate::queries::account_statement::StatementLine;
use crate::queries::trial_balance::{BalanceLine, BalanceTotal, TrialBalance};

/// An amount as a decimal text, with its currency.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Money)]
pub struct MoneyWire {
    /// With all the decimals of the currency.
    #[schema(example = "119.00")]
    amount: String,
    /// ISO 4217.
    #[schema(example = "EUR")]
    currency: String,
}

impl From<Money> for MoneyWire {
    fn from(money: Money) -> Self {
        Self { amount: money.to_decimal_text(), currency: money.currency().to_string() }
    }
}

/// A legal entity to be added.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEntity {
    #[schema(value_type = String, example = "hanse-de")]
    pub code: EntityCode,
    #[schema(example = "Hanse Handels GmbH")]
    pub name: String,
    #[schema(value_type = String, example = "DE")]
    pub country: CountryCode,
    /// Of its books; it cannot be changed later.
    #[schema(value_type = String, example = "EUR")]
    pub base_currency: CurrencyCode,
    /// Where its days begin and end.
    #[schema(value_type = String, example = "Europe/Berlin")]
    pub time_zone: Zone,
    /// Of its seat: its invoices say it.
    #[serde(default)]
    pub address: Option<PostalAddress>,
}

/// What can be changed of a legal entity; all of it. What was issued before says what it said.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntityEdit {
    #[schema(example = "Hanse Handels GmbH")]
    pub name: String,
    #[serde(default)]
    pub address: Option<PostalAddress>,
}

/// A legal entity: it sells, owns stock, owes taxes, keeps books.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EntityWire {
    #[schema(value_type = String, example = "hanse-de")]
    code: EntityCode,
    #[schema(example = "Hanse Handels GmbH")]
    name: String,
    #[schema(value_type = String, example = "DE")]
    country: CountryCode,
    #[schema(value_type = String, example = "EUR")]
    base_currency: CurrencyCode,
    #[schema(value_type = String, example = "Europe/Berlin")]
    time_zone: Zone,
    /// Of its seat: its invoices say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<PostalAddress>,
    /// The last closed day of its books.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date, example = "2026-10-31")]
    closed_until: Option<Date>,
    version: i64,
}

impl From<Entity> for EntityWire {
    fn from(entity: Entity) -> Self {
        Self {
            code: entity.code,
            name: entity.name,
            country: entity.country,
            base_currency: entity.base_currency,
            time_zone: entity.zone,
            address: entity.address,
            closed_until: entity.closed_until,
            version: entity.version,
        }
    }
}

/// An account to be added to one entity's chart.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// Unique over all entities.
    #[schema(value_type = String, example = "till_berlin")]
    pub code: AccountCode,
    #[schema(value_type = String, example = "hanse-de")]
    pub entity: EntityCode,
    /// `asset`, `liability`, `equity`, `income` or `expense`.
    #[schema(value_type = String, example = "asset")]
    pub kind: KindWord,
    /// By language.
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"de": "Kasse Berlin", "zh": "柏林现金"}))]
    pub names: Texts,
}

/// An account's kind as a word.
#[derive(Debug, Clone, Copy)]
pub struct KindWord(pub AccountKind);

impl<'de> Deserialize<'de> for KindWord {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let known = || AccountKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
        text.parse().map(Self).map_err(|_| serde::de::Error::custom(format!("one of {}", known())))
    }
}

/// An account of the chart.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountWire {
    #[schema(example = "receivable")]
    code: String,
    /// Whose own account it is; not there for those that every entity has.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    entity: Option<EntityCode>,
    /// `asset`, `liability`, `equity`, `income` or `expense`.
    #[schema(example = "asset")]
    kind: &'static str,
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"en": "Receivables", "zh": "应收账款"}))]
    names: Texts,
}

impl From<ChartAccount> for AccountWire {
    fn from(account: ChartAccount) -> Self {
        Self {
            code: account.account.to_string(),
            entity: account.entity,
            kind: account.kind.as_str(),
            names: account.names,
        }
    }
}

/// How an amount came into the base currency.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ExchangeWire {
    /// One of the amount's currency is this many of the base currency.
    #[schema(example = "0.92325")]
    rate: String,
    /// Whose rate of which day.
    #[schema(example = "ecb 2026-11-20")]
    source: String,
}

/// One amount from the credit account to the debit account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EntryTransferWire {
    /// From 1 within its entry.
    place: i64,
    #[schema(example = "receivable")]
    debit: String,
    #[schema(example = "deferred_revenue")]
    credit: String,
    amount: MoneyWire,
    /// The amount in the entity's base currency.
    base_amount: MoneyWire,
    #[serde(skip_serializing_if = "Option::is_none")]
    exchange: Option<ExchangeWire>,
    /// `posted`: in the books. `pending`: reserved, not in the balances. `void`: ends that much of a pending transfer.
    #[schema(example = "posted")]
    state: &'static str,
    /// The pending transfer that this one posts or voids (a part of).
    #[serde(skip_serializing_if = "Option::is_none")]
    settles: Option<SettlesWire>,
    /// What a tax account is cut by: territory and rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "de/standard")]
    tag: Option<String>,
}

/// A transfer by its entry and place.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SettlesWire {
    #[schema(value_type = String, example = "jrn_05WXQ7Z9K2F3A")]
    entry: EntryId,
    place: i64,
}

impl From<Transfer> for EntryTransferWire {
    fn from(transfer: Transfer) -> Self {
        Self {
            place: transfer.place,
            debit: transfer.debit.to_string(),
            credit: transfer.credit.to_string(),
            amount: transfer.amount.into(),
            base_amount: transfer.base.into(),
            exchange: transfer
                .exchange
                .map(|exchange| ExchangeWire { rate: exchange.rate.to_string(), source: exchange.source.into_owned() }),
            state: transfer.state.as_str(),
            settles: transfer.settles.map(|(entry, place)| SettlesWire { entry, place }),
            tag: transfer.tag,
        }
    }
}

/// What one step of a thing (an order) did to the books of an entity.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EntryWire {
    #[serde(flatten)]
    head: EntryHead,
    transfers: Vec<EntryTransferWire>,
}

/// An entry without its transfers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EntryHead {
    #[schema(value_type = String, example = "jrn_05WXQ7Z9K2F3A")]
    id: EntryId,
    #[schema(value_type = String, example = "hanse-de")]
    entity: EntityCode,
    /// The id of the thing it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ord_05WXQ7Z9K2F3A")]
    reference: Option<String>,
    /// The step: `placed`, `paid`, `shipped`, `delivered` …
    #[schema(example = "delivered")]
    cause: &'static str,
    /// When it happened.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T22:00:00Z")]
    at: Timestamp,
    /// The day of the books it counts on: later than its own where that was closed.
    #[schema(value_type = String, format = Date, example = "2026-11-21")]
    booked_on: Date,
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T22:00:03Z")]
    recorded_at: Timestamp,
    /// The key or process that did it.
    actor: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl From<&Entry> for EntryHead {
    fn from(entry: &Entry) -> Self {
        Self {
            id: entry.id,
            entity: entry.entity,
            reference: entry.reference.as_ref().map(ToString::to_string),
            cause: entry.cause.as_str(),
            at: entry.at,
            booked_on: entry.booked_on,
            recorded_at: entry.recorded_at,
            actor: entry.actor.clone(),
            reason: entry.reason.clone(),
        }
    }
}

impl From<Entry> for EntryWire {
    fn from(entry: Entry) -> Self {
        let head = EntryHead::from(&entry);
        Self { head, transfers: entry.transfers.into_iter().map(EntryTransferWire::from).collect() }
    }
}

/// A transfer of a statement, with its entry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatementWire {
    entry: EntryHead,
    transfer: EntryTransferWire,
}

impl StatementWire {
    /// Where a page ends that ends with this line.
    pub(super) fn places(&self) -> [Place; 2] {
        [Place::Int(self.entry.id.number()), Place::Int(self.transfer.place)]
    }
}

impl From<StatementLine> for StatementWire {
    fn from(line: StatementLine) -> Self {
        Self { entry: EntryHead::from(&line.entry), transfer: line.transfer.into() }
    }
}

/// An account's balance, in the base currency.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BalanceWire {
    #[schema(example = "receivable")]
    account: String,
    /// `asset`, `liability`, `equity`, `income` or `expense`.
    #[schema(example = "asset")]
    kind: &'static str,
    debits: MoneyWire,
    credits: MoneyWire,
    /// Debits less credits. Over all accounts the balances sum to zero.
    balance: MoneyWire,
    /// Reserved and neither posted nor void; not in the balance.
    pending_debits: MoneyWire,
    pending_credits: MoneyWire,
}

impl From<BalanceLine> for BalanceWire {
    fn from(line: BalanceLine) -> Self {
        Self {
            account: line.account.to_string(),
            kind: line.kind.as_str(),
            debits: line.debits.into(),
            credits: line.credits.into(),
            balance: line.balance.into(),
            pending_debits: line.pending_debits.into(),
            pending_credits: line.pending_credits.into(),
        }
    }
}

/// What all accounts of an entity come to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BalanceTotalWire {
    debits: MoneyWire,
    credits: MoneyWire,
    /// Debits less credits: zero.
    balance: MoneyWire,
    pending_debits: MoneyWire,
    pending_credits: MoneyWire,
    /// Debits equal credits, and so do pending ones.
    balanced: bool,
}

impl From<BalanceTotal> for BalanceTotalWire {
    fn from(total: BalanceTotal) -> Self {
        Self {
            debits: total.debits.into(),
            credits: total.credits.into(),
            balance: total.balance.into(),
            pending_debits: total.pending_debits.into(),
            pending_credits: total.pending_credits.into(),
            balanced: total.debits == total.credits && total.pending_debits == total.pending_credits,
        }
    }
}

/// Where the accounts of an entity stand at the end of a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrialBalanceWire {
    #[schema(value_type = String, example = "hanse-de")]
    entity: EntityCode,
    #[schema(value_type = String, format = Date, example = "2026-11-30")]
    on: Date,
    #[schema(value_type = String, example = "EUR")]
    base_currency: CurrencyCode,
    lines: Vec<BalanceWire>,
    total: BalanceTotalWire,
}

impl From<TrialBalance> for TrialBalanceWire {
    fn from(balance: TrialBalance) -> Self {
        Self {
            entity: balance.entity,
            on: balance.on,
            base_currency: balance.base_currency,
            total: balance.total.into(),
            lines: balance.lines.into_iter().map(BalanceWire::from).collect(),
        }
    }
}

/// Closes all days of an entity's books up to and with one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Close {
    #[schema(value_type = String, example = "hanse-de")]
    pub entity: EntityCode,
    #[schema(value_type = String, format = Date, example = "2026-10-31")]
    pub until: Date,
    /// Why, for the audit trail.
    #[schema(example = "VAT return of October filed")]
    pub reason: Option<String>,
}
