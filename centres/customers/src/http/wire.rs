//! Wire types of customers and persons.

use access::RegionCode;
use kernel::{CountryCode, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vault::{Masked, PersonData, PersonId, Purpose};

use crate::{Customer, CustomerDetail, CustomerGroup, CustomerId, CustomerKind, LinkReason};

/// A customer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CustomerWire {
    #[schema(value_type = String, example = "cus_05WXQ7Z9K2F3A")]
    pub(super) id: CustomerId,
    kind: CustomerKind,
    #[schema(value_type = String, example = "eu")]
    home_region: RegionCode,
    #[schema(value_type = String, example = "2026-11-21T22:00:00Z")]
    created_at: Timestamp,
    /// Set when it was merged: look at that one instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    merged_into: Option<CustomerId>,
    /// A legal person's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Beispiel GmbH")]
    legal_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "DE123456789")]
    vat_id: Option<String>,
    /// Its price lists are those of this group, besides those of everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "wholesale")]
    group: Option<CustomerGroup>,
    version: i64,
}

impl From<&Customer> for CustomerWire {
    fn from(customer: &Customer) -> Self {
        Self {
            id: customer.id,
            kind: customer.kind,
            home_region: customer.home_region.clone(),
            created_at: customer.created_at,
            merged_into: customer.merged_into,
            legal_name: customer.legal_name.clone(),
            vat_id: customer.vat_id.clone(),
            group: customer.group,
            version: customer.version,
        }
    }
}

/// A customer with everything that belongs to it, also through customers merged into it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CustomerDetailWire {
    customer: CustomerWire,
    persons: Vec<LinkedPersonWire>,
    identities: Vec<IdentityWire>,
    /// The customers it stands for.
    #[schema(value_type = Vec<String>)]
    merged: Vec<CustomerId>,
}

/// A person of this customer: a number; their data opens through `/v1/persons/{person}/reveal`.
#[derive(Debug, Serialize, ToSchema)]
struct LinkedPersonWire {
    #[schema(value_type = String, example = "per_05WXQ7Z9K2F3A")]
    person: PersonId,
    reason: LinkReason,
    #[schema(value_type = String, example = "2026-11-21T22:00:00Z")]
    at: Timestamp,
}

/// What a channel calls this customer.
#[derive(Debug, Serialize, ToSchema)]
struct IdentityWire {
    #[schema(example = "shop")]
    channel: String,
    #[schema(example = "uk-web")]
    shop: String,
    #[schema(example = "17850")]
    external_ref: String,
}

impl From<&CustomerDetail> for CustomerDetailWire {
    fn from(detail: &CustomerDetail) -> Self {
        let persons = detail.persons.iter();
        let identities = detail.identities.iter().map(|identity| IdentityWire {
            channel: identity.channel.to_string(),
            shop: identity.shop.to_string(),
            external_ref: identity.external_ref.clone(),
        });
        Self {
            customer: CustomerWire::from(&detail.customer),
            persons: persons
                .map(|linked| LinkedPersonWire { person: linked.person, reason: linked.reason, at: linked.at })
                .collect(),
            identities: identities.collect(),
            merged: detail.merged.clone(),
        }
    }
}

/// Say that this customer is another one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MergeWire {
    #[schema(value_type = String, example = "cus_05WXQ7Z9K2F3A")]
    pub(super) into: CustomerId,
    /// Why, in your words.
    #[schema(example = "Same person, said so on the phone")]
    pub(super) reason: String,
}

/// Why something is done, in your words.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReasonWire {
    #[schema(example = "Asked by letter of 21 November")]
    pub(super) reason: String,
}

/// A legal person's facts. Not for sole traders: theirs are personal.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BusinessWire {
    #[schema(example = "Beispiel GmbH")]
    pub(super) legal_name: String,
    /// Without blanks, with its country's letters.
    #[schema(example = "DE123456789")]
    pub(super) vat_id: Option<String>,
}

/// A group of customers with price lists of its own.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupWire {
    /// None takes the customer out of its group.
    #[schema(value_type = Option<String>, example = "wholesale")]
    pub(super) group: Option<CustomerGroup>,
}

/// Whom to look for: exactly one of the three.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FindPersons {
    /// The whole address.
    #[schema(example = "erika@example.org")]
    pub(super) email: Option<String>,
    /// The whole number, with `+` or within `country`.
    #[schema(example = "+49 30 901820")]
    pub(super) phone: Option<String>,
    /// The country a national number belongs to.
    #[schema(value_type = Option<String>, example = "DE")]
    pub(super) country: Option<CountryCode>,
    /// Whole words of the name, all of which must be there.
    #[schema(example = "erika mustermann")]
    pub(super) name: Option<String>,
}

/// A person found, masked.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FoundWire {
    #[schema(value_type = String, example = "per_05WXQ7Z9K2F3A")]
    pub(super) person: PersonId,
    pub(super) preview: Masked,
    /// The customer this person belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "cus_05WXQ7Z9K2F3A")]
    pub(super) customer: Option<CustomerId>,
}

/// What somebody's data is opened for, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RevealWire {
    pub(super) purpose: Purpose,
    /// Stands in the record of the opening.
    #[schema(example = "Called about order 1001")]
    pub(super) reason: Option<String>,
}

/// A person's data, opened and recorded.
#[derive(Serialize, ToSchema)]
pub(super) struct RevealedWire {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vat_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<RevealedAddress>,
}

/// An address, opened.
#[derive(Serialize, ToSchema)]
struct RevealedAddress {
    lines: Vec<String>,
    city: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postcode: Option<String>,
    #[schema(value_type = String)]
    country: CountryCode,
}

impl From<&PersonData> for RevealedWire {
    fn from(person: &PersonData) -> Self {
        let address = person.address.as_ref().map(|address| RevealedAddress {
            lines: address.lines.clone(),
            city: address.city.clone(),
            region: address.region.clone(),
            postcode: address.postcode.clone(),
            country: address.country,
        });
        Self {
            name: person.name.clone(),
            company: person.company.clone(),
            email: person.email.clone(),
            phone: person.phone.clone(),
            vat_id: person.vat_id.clone(),
            address,
        }
    }
}

/// A correction of a person's data.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RectifyWire {
    /// All of it: what is left out is gone.
    pub(super) person: PersonData,
    #[schema(example = "Moved house")]
    pub(super) reason: String,
}

/// That a person was erased.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ErasedWire {
    #[schema(value_type = String, example = "per_05WXQ7Z9K2F3A")]
    pub(super) person: PersonId,
    #[schema(value_type = String, example = "2026-11-21T22:00:00Z")]
    pub(super) erased_at: Timestamp,
}
