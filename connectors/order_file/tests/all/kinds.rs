//! Each kind of line is told from the others.

use order_file::LineKind;

use crate::support::{problems, read_rows};

/// The kind of the only line of a file's only order.
fn kind(row: &str) -> LineKind {
    let file = read_rows(&[row]);
    assert_eq!(problems(&file), []);
    file.orders().next().unwrap().lines().next().unwrap().kind
}

#[test]
fn every_kind_has_its_line() {
    let lines = [
        ("536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom", LineKind::Goods),
        ("C536379,22556,PLASTERS,-12,2010-12-01 09:41:00,1.65,14527.0,United Kingdom", LineKind::GoodsCancelled),
        ("537197,22841,CAKE TIN,1,2010-12-05 14:02:00,0.0,12647.0,Germany", LineKind::FreeGoods),
        ("537032,21275,?,-30,2010-12-03 16:50:00,0.0,,United Kingdom", LineKind::StockWriteOff),
        ("540673,21644,found,144,2011-01-10 13:57:00,0.0,,United Kingdom", LineKind::StockFound),
        ("536370,POST,POSTAGE,3,2010-12-01 08:45:00,18.0,12583.0,France", LineKind::Carriage),
        ("536544,DOT,DOTCOM POSTAGE,1,2010-12-01 14:32:00,569.77,,United Kingdom", LineKind::Carriage),
        ("536540,C2,CARRIAGE,1,2010-12-01 14:05:00,50.0,14911.0,EIRE", LineKind::Carriage),
        ("554835,23444,Next Day Carriage,1,2011-05-26 16:25:00,15.0,15482.0,United Kingdom", LineKind::Carriage),
        ("559131,23574,PACKING CHARGE,1,2011-07-06 13:45:00,7.5,14646.0,Netherlands", LineKind::Packing),
        ("539492,gift_0001_20,Voucher,1,2010-12-20 10:14:00,17.02,,United Kingdom", LineKind::GiftVoucher),
        ("562113,22016,Gift Voucher £100.00,1,2011-08-02 15:43:00,83.33,,United Kingdom", LineKind::GiftVoucher),
        ("C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,United Kingdom", LineKind::Discount),
        ("536569,M,Manual,1,2010-12-01 15:35:00,1.25,16274.0,United Kingdom", LineKind::ManualAdjustment),
        ("539736,m,Manual,1,2010-12-21 15:18:00,2.55,,United Kingdom", LineKind::ManualAdjustment),
        ("C537581,S,SAMPLES,-1,2010-12-07 12:03:00,12.95,,United Kingdom", LineKind::Samples),
        ("C537600,AMAZONFEE,AMAZON FEE,-1,2010-12-07 12:41:00,1.0,,United Kingdom", LineKind::MarketplaceFee),
        ("C537572,BANK CHARGES,Bank Charges,-1,2010-12-07 12:00:00,95.38,,United Kingdom", LineKind::BankCharges),
        ("C564763,CRUK,CRUK Commission,-1,2011-08-30 10:49:00,1.6,14096.0,United Kingdom", LineKind::Charity),
        ("A563186,B,Adjust bad debt,1,2011-08-12 14:51:00,-11062.06,,United Kingdom", LineKind::BadDebt),
        ("550193,PADS,PADS TO MATCH,1,2011-04-15 09:27:00,0.001,13952.0,United Kingdom", LineKind::Goods),
        ("540001,DCGSSBOY,BOYS PARTY BAG,2,2011-01-04 09:27:00,3.29,,United Kingdom", LineKind::Goods),
    ];
    for (row, expected) in lines {
        assert_eq!(kind(row), expected, "{row}");
    }
    let covered: std::collections::BTreeSet<_> = lines.iter().map(|(_, kind)| *kind).collect();
    assert_eq!(covered.len(), LineKind::ALL.len());
}

#[test]
fn goods_for_nothing_among_others_were_given_and_alone_without_a_customer_were_found() {
    let file = read_rows(&[
        "1,84692,PARASOLS,2,2010-12-07 15:00:00,0.0,,United Kingdom",
        "1,48184,DOORMAT,3,2010-12-07 15:00:00,7.95,,United Kingdom",
        "2,84692,amazon,2,2010-12-07 15:01:00,0.0,,United Kingdom",
        "3,84692,PARASOLS,2,2010-12-07 15:02:00,0.0,12345,United Kingdom",
    ]);
    let kinds: Vec<_> = file.orders().flat_map(|order| order.lines()).map(|line| line.kind).collect();
    assert_eq!(kinds, [LineKind::FreeGoods, LineKind::Goods, LineKind::StockFound, LineKind::FreeGoods]);
    let corrections: Vec<_> = file.orders().map(|order| order.is_stock_correction()).collect();
    assert_eq!(corrections, [false, true, false]);
}

#[test]
fn what_no_rule_knows_is_quarantined_not_guessed() {
    let file = read_rows(&[
        "1,TEST001,This is a test product.,5,2010-12-07 15:00:00,4.5,12345,United Kingdom",
        "2,85123A,HEART,-1,2010-12-07 15:00:00,2.55,12345,United Kingdom",
        "C3,85123A,HEART,1,2010-12-07 15:00:00,2.55,12345,United Kingdom",
        "4,85123A,HEART,1,2010-12-07 15:00:00,-2.55,12345,United Kingdom",
        "5,85123A,HEART,1,2010-12-07 15:00:00,2.55,12345,United Kingdom",
    ]);
    let unclear: Vec<_> = problems(&file).into_iter().map(|(line, code, _)| (line, code)).collect();
    assert_eq!(unclear, [(2, "no_rule_fits"), (3, "no_rule_fits"), (4, "no_rule_fits"), (5, "no_rule_fits")]);
    let orders: Vec<_> = file.orders().map(|order| order.external_number).collect();
    assert_eq!(orders, ["5"]);
}
