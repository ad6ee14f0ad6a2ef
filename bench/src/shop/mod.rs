//! The trade the benchmark makes: buyers who exist once, baskets, and the requests that place them. All from a seed, so
//! two runs send the same orders.

mod buyers;
mod dice;
mod lives;
mod orders;
mod questions;
mod till;

pub use buyers::put_recipient;
pub use dice::Dice;
pub use lives::{LAST, Lives, REQUESTS};
pub use orders::{Basket, PLACE, PlaceOrders, put_order};
pub use questions::{Question, Questions};
pub use till::{CONNECTIONS, Reach, Till};
