//! Asking for figures: each family of measures is summed where it lives, then put side by side.

use std::collections::BTreeMap;

use kernel::{CurrencyCode, Money, Refusal, Timestamp};
use store::{CommandError, Read};

use crate::behind::check_stock;
use crate::convert::set_beside;
use crate::model::{Cell, FigureRow, Figures, Measure, NotConverted, Question};
use crate::stock::{self, StockSums};
use crate::store_rows::as_of;
use crate::trade::{MOST_ROWS, TradeSums, column, sums};
use crate::waiting;

/// The answer to a question. `now` is for ages and for stock. Refuses `figures_without_measures`, `figures_measure_twice`,
/// `figures_dimension_unfit`, `figures_too_many_rows`.
pub fn ask(read: &mut dyn Read, question: &Question, now: Timestamp) -> Result<Figures, CommandError> {
    check(question)?;
    let mut rows: Rows = BTreeMap::new();
    if question.measures.iter().any(|measure| column(*measure).is_some()) {
        for (key, columns) in sums(read, question)? {
            rows.entry(key).or_default().0 = Some(columns);
        }
    }
    if question.measures.contains(&Measure::Waiting) {
        for (key, count) in waiting::count(read, question, now)? {
            rows.entry((key, None)).or_default().1 = Some(count);
        }
    }
    if question.measures.iter().any(|measure| measure.is_stock()) {
        for (key, sums) in stock::sums(read, question, now)? {
            rows.entry(key).or_default().2 = Some(sums);
        }
    }
    if rows.len() > MOST_ROWS {
        return Err(Refusal::invalid("figures_too_many_rows").with("most", MOST_ROWS).into());
    }
    let mut all: Vec<NotConverted> = Vec::new();
    let rows = rows.into_iter().map(|((key, currency), sums)| {
        let cells = question.measures.iter().map(|measure| cell(*measure, currency, &sums)).collect();
        let mut not_converted = sums.0.map(|trade| trade.not_converted).unwrap_or_default();
        for one in sums.2.map(|stock| stock.not_converted).unwrap_or_default() {
            set_beside(&mut not_converted, &one)?;
        }
        for one in &not_converted {
            set_beside(&mut all, one)?;
        }
        Ok(FigureRow { key, currency, cells, not_converted })
    });
    let rows = rows.collect::<Result<_, CommandError>>()?;
    Ok(Figures { rows, not_converted: all, as_of: as_of(read)? })
}

/// What was summed where: of trade, of what waits, of stock.
type Found = (Option<TradeSums>, Option<i64>, Option<StockSums>);

type Rows = BTreeMap<(Vec<String>, Option<CurrencyCode>), Found>;

fn check(question: &Question) -> Result<(), Refusal> {
    if question.measures.is_empty() {
        return Err(Refusal::invalid("figures_without_measures").at("/measures"));
    }
    let twice = |words: Vec<&'static str>| {
        let mut seen = std::collections::HashSet::new();
        words.into_iter().find(|word| !seen.insert(*word))
    };
    let measures = twice(question.measures.iter().map(|one| one.word()).collect());
    if let Some(word) = measures.or(twice(question.dimensions.iter().map(|one| one.word()).collect())) {
        return Err(Refusal::invalid("figures_measure_twice").with("word", word));
    }
    for measure in &question.measures {
        if let Some(dimension) = question.dimensions.iter().find(|dimension| !measure.allows(**dimension)) {
            let refusal = Refusal::invalid("figures_dimension_unfit").at("/dimensions");
            return Err(refusal.with("measure", measure.word()).with("dimension", dimension.word()));
        }
        check_stock(question, *measure)?;
    }
    let by_line = question.filter.is_by_line();
    if by_line && question.measures.contains(&Measure::Waiting) {
        let refusal = Refusal::invalid("figures_dimension_unfit").at("/filters");
        return Err(refusal.with("measure", "waiting").with("dimension", "sku, category, tax_status"));
    }
    Ok(())
}

fn cell(measure: Measure, currency: Option<CurrencyCode>, (trade, waiting, stock): &Found) -> Cell {
    if measure == Measure::Waiting {
        // Counted by itself: its row has no currency.
        return waiting.map_or(Cell::None, Cell::Count);
    }
    if measure.is_stock() {
        return stock::cell(measure, currency, stock.as_ref());
    }
    let (Some(trade), Some((place, _))) = (trade, column(measure)) else { return Cell::None };
    let sum = trade.columns.get(place).copied().unwrap_or_default();
    if !measure.is_money() {
        return Cell::Count(sum);
    }
    let Some(currency) = currency.filter(|_| trade.shown) else { return Cell::None };
    if measure != Measure::Average {
        return Cell::Money(Money::new(sum, currency));
    }
    average(sum, trade.averaged).map_or(Cell::None, |minor| Cell::Money(Money::new(minor, currency)))
}

/// `sum / count` rounded half up, away from zero; `None` without a count.
fn average(sum: i64, count: i64) -> Option<i64> {
    let (sum, count) = (i128::from(sum), i128::from(count));
    if count <= 0 {
        return None;
    }
    let half_up = sum.abs().checked_mul(2)?.checked_add(count)?.checked_div(count.checked_mul(2)?)?;
    i64::try_from(half_up.checked_mul(sum.signum())?).ok()
}

#[cfg(test)]
mod tests {
    use super::average;

    #[test]
    fn an_average_is_rounded_half_away_from_zero() {
        assert_eq!(
            [average(5, 2), average(-5, 2), average(7, 3), average(8, 3)],
            [Some(3), Some(-3), Some(2), Some(3)]
        );
        assert_eq!(average(100, 0), None);
    }
}
