//! A year of trade: orders of the past year, paid, shipped, delivered and invoiced as time allows.

use std::sync::Arc;

use cell::Cell;
use kernel::Timestamp;
use order_to_cash::{Buyer, Desk, Destination, LineRequest, OrderRequest, Recipient, steps};
use orders::commands::{DeliverShipment, RecordPayment, ShipLines};
use orders::{BuyerKind, OrderId};
use store::{CommandError, Submission};
use vault::{Address, Vault};

use super::company::{made, market_rows, read};
use super::{Dice, Wanted, demo};

const DAY_MS: i64 = 86_400_000;
/// What was delivered this lately may come back today.
const LATELY_DAYS: i64 = 16;
/// Of so many buyers in a country of the list below one is a business.
const BUSINESS_ONE_OF: u64 = 8;
/// `(country, what its VAT numbers look like)`: numbers of the right form that no register knows.
const VAT_IDS: [(&str, &str); 4] =
    [("DE", "DE999999999"), ("FR", "FRXX999999999"), ("AT", "ATU99999999"), ("IT", "IT99999999999")];
/// Orders are placed by so many at once, so that they share commits.
const HANDS: usize = 16;

const GIVEN: [&str; 12] =
    ["Anna", "Ben", "Chiara", "David", "Élise", "Fatima", "Jürgen", "Kenji", "Lin", "Mei", "Omar", "Zoë"];
const FAMILY: [&str; 12] =
    ["Müller", "Schmidt", "Dupont", "Martin", "Smith", "Taylor", "Rossi", "Wang", "Li", "Tanaka", "Haddad", "Nowak"];
/// `(country, city, postcode, street)`
const PLACES: [(&str, &str, &str, &str); 15] = [
    ("DE", "Berlin", "10115", "Invalidenstraße"),
    ("DE", "München", "80331", "Sendlinger Straße"),
    ("FR", "Paris", "75001", "Rue de Rivoli"),
    ("AT", "Wien", "1010", "Kärntner Straße"),
    ("NL", "Amsterdam", "1012 AB", "Damrak"),
    ("BE", "Bruxelles", "1000", "Rue Neuve"),
    ("IT", "Milano", "20121", "Via Brera"),
    ("ES", "Madrid", "28013", "Calle Mayor"),
    ("PL", "Warszawa", "00-001", "Marszałkowska"),
    ("SE", "Stockholm", "111 20", "Drottninggatan"),
    ("GB", "London", "SW1A 1AA", "The Mall"),
    ("CH", "Zürich", "8001", "Bahnhofstrasse"),
    ("US", "New York", "10001", "W 30th St"),
    ("CN", "上海", "200000", "南京东路"),
    ("JP", "千代田区", "100-0005", "丸の内"),
];

/// Makes the orders; how many were placed.
pub(super) fn make(cell: &Arc<Cell>, wanted: &Wanted) -> Result<usize, CommandError> {
    let now = cell.store.context(&demo()).now;
    let hands: Vec<_> = (0..HANDS)
        .map(|hand| {
            let (cell, wanted) = (Arc::clone(cell), *wanted);
            std::thread::spawn(move || {
                let mut placed = 0usize;
                let mine = (0..wanted.orders).filter(|number| usize::try_from(*number).unwrap_or(0) % HANDS == hand);
                for number in mine {
                    placed += usize::from(live(&cell, &wanted, number, now)?);
                }
                Ok::<usize, CommandError>(placed)
            })
        })
        .collect();
    let mut placed = 0;
    for hand in hands {
        let ended = hand.join().map_err(|_| store::StoreError::misuse("a hand of the demo panicked"))?;
        placed += ended?;
    }
    Ok(placed)
}

/// One order's life, up to today. An order that is refused (out of stock) is simply not placed.
fn live(cell: &Arc<Cell>, wanted: &Wanted, number: u32, now: Timestamp) -> Result<bool, CommandError> {
    let mut dice = Dice::new(wanted.seed.wrapping_mul(1_000_003).wrapping_add(u64::from(number)));
    let Some(request) = basket(&mut dice, number, now)? else { return Ok(false) };
    let placed_at = request.placed_at.unwrap_or(now);
    let age_days = (now.ms() - placed_at.ms()) / DAY_MS;
    let desk = cell.part::<Desk>();
    let vault = cell.part::<Vault>();
    let submission = Submission::by(&demo());
    let id = match order_to_cash::place_blocking(&desk, &vault, &submission, &request) {
        Ok(outcome) => made(outcome)?.id,
        Err(CommandError::Refused(refusal)) => {
            tracing::debug!(%refusal, "an order of the demo was refused");
            return Ok(false);
        }
        Err(error) => return Err(error),
    };
    if age_days < 1 || dice.below(100) < 3 {
        return Ok(true);
    }
    advance(cell, &desk, id, number, placed_at, age_days)?;
    Ok(true)
}

fn basket(dice: &mut Dice, number: u32, now: Timestamp) -> Result<Option<OrderRequest>, CommandError> {
    let Some((country, city, postcode, street)) = dice.pick(&PLACES).copied() else { return Ok(None) };
    let market = market_rows().find(|(_, _, _, countries)| countries.contains(&country));
    let Some((market, _, _, _)) = market else { return Ok(None) };
    let mut lines = Vec::new();
    for _ in 0..=dice.below(3) {
        let colour = dice.pick(&["RED", "BLUE", "GREEN", "WHITE"]).copied().unwrap_or("RED");
        let size = dice.pick(&["S", "L"]).copied().unwrap_or("S");
        let sku = format!("H{:02}{}-{colour}-{size}", dice.below(25) + 1, dice.below(10));
        let quantity = i64::try_from(dice.below(3) + 1).unwrap_or(1);
        lines.push(LineRequest { sku: read(&sku)?, quantity, unit_price: None });
    }
    let (given, family) = (dice.pick(&GIVEN).copied().unwrap_or("Anna"), dice.pick(&FAMILY).copied().unwrap_or("Li"));
    let back_ms = i64::try_from(dice.below(365 * 24 * 60)).unwrap_or(0) * 60_000;
    let vat_id = VAT_IDS.iter().find(|(of, _)| *of == country).map(|(_, number)| *number);
    let business = vat_id.filter(|_| Dice::new(u64::from(number) ^ 0xb2b).below(BUSINESS_ONE_OF) == 0);
    let kind = if business.is_some() { BuyerKind::Business } else { BuyerKind::Consumer };
    let country = read(country)?;
    Ok(Some(OrderRequest {
        channel: read("web")?,
        shop: read(&format!("demo-{market}"))?,
        external_number: Some(format!("D-{number:06}")),
        market: read(market)?,
        currency: None,
        buyer: Buyer { kind, vat_id: business.map(read).transpose()?, checked: None },
        destination: Destination { country, postcode: Some(postcode.to_owned()) },
        recipient: Some(Recipient {
            name: format!("{given} {family}"),
            company: business.map(|_| format!("{family} & Co.")),
            email: Some(format!("buyer{number}@example.org")),
            phone: None,
            vat_id: None,
            address: Some(Address {
                lines: vec![format!("{street} {}", dice.below(200) + 1)],
                city: city.to_owned(),
                region: None,
                postcode: Some(postcode.to_owned()),
                country,
            }),
        }),
        customer: None,
        lines,
        carriage: None,
        placed_at: Some(now.plus_ms(-back_ms)),
        hold_until: None,
    }))
}

fn advance(
    cell: &Arc<Cell>,
    desk: &Arc<Desk>,
    id: OrderId,
    number: u32,
    placed_at: Timestamp,
    age_days: i64,
) -> Result<(), CommandError> {
    let submission = || Submission::by(&demo());
    let (order, conversion) = cell.store.read_blocking(|read| desk.order_and_conversion(read, id, None))?;
    let payment = RecordPayment {
        order: id,
        amount: order.money(order.gross),
        method: "card".to_owned(),
        reference: format!("demo-{number}"),
        at: Some(placed_at.plus_ms(600_000)),
    };
    cell.store.submit_blocking(submission(), move |tx| steps::pay(tx, &payment, &conversion))?;
    // Nobody tells here what an American state takes: somebody decides order by order, and has not come to the newest and some more.
    if order.status == orders::Status::Held && age_days >= 10 && !number.is_multiple_of(5) {
        let why = "the demo's adviser reckoned the sales tax by hand";
        let release = move |tx: &mut store::Tx<'_>| orders::commands::release_order(tx, id, None);
        cell.store.submit_blocking(submission().because(Some(why)), release)?;
    } else if order.status != orders::Status::Open {
        return Ok(());
    }
    if age_days < 2 {
        return Ok(());
    }
    let parcel = ShipLines {
        order: id,
        seen_version: None,
        lines: Vec::new(),
        carrier: Some("demo-parcel".to_owned()),
        tracking: Some(format!("DP{number:010}")),
        at: Some(placed_at.plus_ms(DAY_MS)),
    };
    cell.store.submit_blocking(submission(), move |tx| steps::ship(tx, &parcel))?;
    let region = cell.region.clone();
    cell.store.submit_blocking(submission(), move |tx| steps::invoice(tx, id, &region))?;
    if age_days >= 5 {
        let delivery = DeliverShipment { order: id, shipment: None, at: Some(placed_at.plus_ms(4 * DAY_MS)) };
        cell.store.submit_blocking(submission(), move |tx| steps::deliver(tx, &delivery))?;
    }
    if (6..=LATELY_DAYS).contains(&age_days) {
        let mut dice = Dice::new(u64::from(number));
        super::returns::perhaps(cell, id, number, &mut dice)?;
    }
    Ok(())
}
