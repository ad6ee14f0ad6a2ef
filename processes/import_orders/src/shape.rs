//! What the work on chunks shares: the file, the ground, and what is known of its products.

use std::collections::HashMap;

use catalogue::VariantFacts;
use customers::CustomerId;
use kernel::{Refusal, Timestamp};
use order_file::{FileOrder, ReadFile};
use serde::Serialize;
use tax::{TaxClass, TaxEngine};

use crate::ground::Ground;
use crate::invoice::stood;
use crate::rates::Rates;
use crate::stored_sales::StoredSales;

/// Everything a chunk is prepared from. The same for all chunks.
pub(crate) struct Shape {
    pub file: ReadFile,
    pub ground: Ground,
    pub engine: &'static TaxEngine,
    /// By the product's place in the file; none for what is not goods, and in a dry run for what is new.
    pub variants: Vec<Option<Known>>,
    /// The customers' numbers by the shop's references; in a dry run only those known before.
    pub customers: HashMap<String, CustomerId>,
    pub job: i64,
    pub rates: Rates,
    /// Sales that came before the file and are taken back by it.
    pub stored: StoredSales,
    /// When the file was taken up: what is dated after it has not happened.
    pub now: Timestamp,
    /// What is the same in every order's decisions.
    pub rests_on: serde_json::Value,
}

#[derive(Serialize)]
struct Decisions<'s> {
    job: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    country_said: Option<&'s str>,
    #[serde(flatten)]
    rests_on: &'s serde_json::Value,
}

/// What the catalogue knows of a product.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub variant: i64,
    pub product_token: String,
    pub class: TaxClass,
    pub category: String,
    pub name: String,
}

impl Known {
    pub fn of(facts: &VariantFacts) -> Self {
        use kernel::Id as _;
        Self {
            variant: facts.variant.number(),
            product_token: orders::product_token(facts.product.number()),
            class: facts.tax_class,
            category: facts.category.to_string(),
            name: facts.name.best(kernel::Locale::EN).unwrap_or_default().to_owned(),
        }
    }
}

impl Shape {
    /// Why nothing can come of an order yet, as placing would refuse it: its rows wait in quarantine.
    pub fn waits(&self, order: &FileOrder<'_>) -> Option<Refusal> {
        if order.placed_at > self.now {
            let refusal = Refusal::invalid("placed_in_the_future").at("/placed_at");
            return Some(refusal.with("at", order.placed_at));
        }
        let missing = self.rates.of(order, &self.ground.entity).err().or_else(|| self.stored.waits(order));
        missing.or_else(|| {
            let refusal = Refusal::conflict("import_sale_not_sent").with("invoice", order.external_number);
            Some(refusal.with("sale", self.sale_not_sent(order)?))
        })
    }

    /// A sale that a credit takes back though it never left: nothing was earned, so there is nothing to credit.
    fn sale_not_sent(&self, order: &FileOrder<'_>) -> Option<String> {
        order.cancels().find_map(|found| {
            let sales = found.pieces().filter_map(|piece| self.file.order(piece.order_index));
            let mut unsent = sales.filter(|sale| !stood(self, sale).left_stock);
            unsent.next().map(|sale| sale.external_number.to_owned())
        })
    }

    pub fn known(&self, product: usize) -> Option<&Known> {
        self.variants.get(product).and_then(Option::as_ref)
    }

    /// JSON of what an order's amounts rest on.
    pub fn decisions(&self, order: &FileOrder<'_>) -> String {
        let said = order.country.filter(|_| order.country_code.is_none());
        serde_json::to_string(&Decisions { job: self.job, country_said: said, rests_on: &self.rests_on })
            .unwrap_or_default()
    }

    /// What the catalogue knows, by the products' places.
    pub fn variants_by_place(file: &ReadFile, found: Vec<(usize, Option<VariantFacts>)>) -> Vec<Option<Known>> {
        let mut by_place: HashMap<usize, Known> =
            found.into_iter().filter_map(|(place, facts)| Some((place, Known::of(&facts?)))).collect();
        (0..file.products().len()).map(|place| by_place.remove(&place)).collect()
    }
}
