//! What a customer is.

use access::RegionCode;
use kernel::{ChannelCode, ShopCode, Timestamp};
use vault::PersonId;

kernel::typed_id!(
    /// Somebody who trades with us.
    CustomerId,
    "cus"
);

kernel::code_type!(
    /// A group of customers with prices of its own, such as `wholesale`: which prices is said by the price lists.
    CustomerGroup,
    "a customer group"
);

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$word_meta:meta])* $word:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$word_meta])* $word,)* }

        impl $name {
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$word => $text,)* }
            }
        }
        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($text => Ok(Self::$word),)* _ => Err(()) }
            }
        }
    };
}

words!(
    /// Whether somebody buys for themselves or for a business.
    CustomerKind { Consumer = "consumer", Business = "business", }
);

words!(
    /// Why a person or a reference belongs to a customer.
    LinkReason {
        /// Exactly one customer had this e-mail address.
        SameEmail = "same_email",
        /// Nobody had the e-mail address, exactly one customer the phone number and the name.
        SamePhone = "same_phone",
        /// The channel named the customer.
        SameReference = "same_reference",
        /// Nobody had either: a new customer.
        FirstSeen = "first_seen",
        /// Several customers had the e-mail address: not guessed, a new customer, to be merged by hand.
        SeveralSameEmail = "several_same_email",
        /// Several customers had the phone number and the name: a new customer, to be merged by hand.
        SeveralSamePhone = "several_same_phone",
        /// Somebody said so.
        ByHand = "by_hand",
    }
);

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    pub id: CustomerId,
    pub kind: CustomerKind,
    pub home_region: RegionCode,
    pub created_at: Timestamp,
    /// Set when this one was merged: look at that one instead.
    pub merged_into: Option<CustomerId>,
    /// The customer that stands for it now; itself when it was not merged.
    pub stands_for_it: CustomerId,
    /// A legal person's name; never a natural person's.
    pub legal_name: Option<String>,
    /// A legal person's VAT id.
    pub vat_id: Option<String>,
    pub group: Option<CustomerGroup>,
    pub version: i64,
}

/// A person that belongs to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkedPerson {
    pub person: PersonId,
    pub reason: LinkReason,
    pub at: Timestamp,
}

/// What a channel calls a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelIdentity {
    pub channel: ChannelCode,
    pub shop: ShopCode,
    pub external_ref: String,
}

/// A customer with everything that belongs to it, also through customers merged into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerDetail {
    pub customer: Customer,
    pub persons: Vec<LinkedPerson>,
    pub identities: Vec<ChannelIdentity>,
    /// The customers it stands for, besides itself.
    pub merged: Vec<CustomerId>,
}
