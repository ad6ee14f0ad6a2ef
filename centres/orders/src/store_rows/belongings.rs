//! What belongs to an order: parcels, payments, returns, credits, documents.

use kernel::Id;
use store::{Read, StoreError, Value, args};

use crate::model::{
    Credit, CreditLine, Document, OrderId, PaymentRecord, Return, ReturnId, ReturnLine, Shipment, ShipmentLine,
};

pub(crate) fn shipments_of(read: &mut dyn Read, order: OrderId) -> Result<Vec<Shipment>, StoreError> {
    let rows = read.query(
        "SELECT id, warehouse, carrier, tracking, shipped_at, delivered_at, failed_at, failure FROM shipments WHERE order_id = $1 ORDER BY id",
        &args![order.number()],
    )?;
    let ids: Vec<Value> = rows.iter().map(|row| row.int(0).map(Value::Int)).collect::<Result<_, _>>()?;
    let mut shipments = Vec::with_capacity(rows.len());
    for row in &rows {
        shipments.push(Shipment {
            id: row.id(0)?,
            warehouse: row.int(1)?,
            carrier: row.opt_text(2)?.map(str::to_owned),
            tracking: row.opt_text(3)?.map(str::to_owned),
            shipped_at: row.at(4)?,
            delivered_at: row.opt_at(5)?,
            failed_at: row.opt_at(6)?,
            failure: row.opt_text(7)?.map(|_| row.parsed(7)).transpose()?,
            lines: Vec::new(),
        });
    }
    let lines = read.query_in(
        "SELECT shipment, line, quantity FROM shipment_lines WHERE shipment IN {list} ORDER BY shipment, line",
        &[],
        &ids,
    )?;
    for row in &lines {
        let number = row.int(0)?;
        if let Some(shipment) = shipments.iter_mut().find(|shipment| shipment.id.number() == number) {
            shipment.lines.push(ShipmentLine { line: row.int(1)?, quantity: row.int(2)? });
        }
    }
    Ok(shipments)
}

pub(crate) fn payments_of(read: &mut dyn Read, order: OrderId) -> Result<Vec<PaymentRecord>, StoreError> {
    read.query(
        "SELECT id, kind, method, reference, amount, return_id, at FROM order_payments WHERE order_id = $1 ORDER BY id",
        &args![order.number()],
    )?
    .iter()
    .map(|row| {
        Ok(PaymentRecord {
            id: row.id(0)?,
            kind: row.parsed(1)?,
            method: row.text(2)?.to_owned(),
            reference: row.text(3)?.to_owned(),
            amount: row.int(4)?,
            return_id: row.opt_id(5)?,
            at: row.at(6)?,
        })
    })
    .collect()
}

const RETURN_COLUMNS: &str = "id, order_id, state, reason_code, requested_at, received_at, version";

pub(crate) fn returns_where(read: &mut dyn Read, condition: &str, args: &[Value]) -> Result<Vec<Return>, StoreError> {
    let rows = read.query(&format!("SELECT {RETURN_COLUMNS} FROM order_returns WHERE {condition}"), args)?;
    let ids: Vec<Value> = rows.iter().map(|row| row.int(0).map(Value::Int)).collect::<Result<_, _>>()?;
    let mut returns = Vec::with_capacity(rows.len());
    for row in &rows {
        returns.push(Return {
            id: row.id(0)?,
            order: row.id(1)?,
            state: row.parsed(2)?,
            reason_code: row.text(3)?.to_owned(),
            requested_at: row.at(4)?,
            received_at: row.opt_at(5)?,
            version: row.int(6)?,
            lines: Vec::new(),
        });
    }
    let lines = read.query_in(
        "SELECT return_id, line, quantity, received, restocked FROM order_return_lines WHERE return_id IN {list} ORDER BY return_id, line",
        &[],
        &ids,
    )?;
    for row in &lines {
        let id: ReturnId = row.id(0)?;
        if let Some(found) = returns.iter_mut().find(|candidate| candidate.id == id) {
            found.lines.push(ReturnLine {
                line: row.int(1)?,
                quantity: row.int(2)?,
                received: row.int(3)?,
                restocked: row.int(4)?,
            });
        }
    }
    Ok(returns)
}

pub(crate) fn documents_of(read: &mut dyn Read, order: OrderId) -> Result<Vec<Document>, StoreError> {
    documents_where(read, "order_id = $1 ORDER BY id", &args![order.number()])
}

/// Documents by a condition.
pub(crate) fn documents_where(
    read: &mut dyn Read,
    condition: &str,
    args: &[Value],
) -> Result<Vec<Document>, StoreError> {
    let sql = format!(
        "SELECT id, order_id, kind, number, corrects, net, tax, gross, issued_at, facts FROM order_documents WHERE {condition}"
    );
    read.query(&sql, args)?
        .iter()
        .map(|row| {
            Ok(Document {
                id: row.id(0)?,
                order: row.id(1)?,
                kind: row.parsed(2)?,
                number: row.text(3)?.to_owned(),
                corrects: row.opt_id(4)?,
                net: row.int(5)?,
                tax: row.int(6)?,
                gross: row.int(7)?,
                issued_at: row.at(8)?,
                facts: row.text(9)?.to_owned(),
            })
        })
        .collect()
}

pub(crate) fn credits_of(read: &mut dyn Read, order: OrderId) -> Result<Vec<Credit>, StoreError> {
    let rows = read.query(
        "SELECT id, order_id, return_id, document, net, tax, gross, at FROM order_credits WHERE order_id = $1 ORDER BY id",
        &args![order.number()],
    )?;
    let ids: Vec<Value> = rows.iter().map(|row| row.int(0).map(Value::Int)).collect::<Result<_, _>>()?;
    let mut credits = Vec::with_capacity(rows.len());
    for row in &rows {
        credits.push(Credit {
            id: row.id(0)?,
            order: row.id(1)?,
            return_id: row.opt_id(2)?,
            document: row.opt_id(3)?,
            net: row.int(4)?,
            tax: row.int(5)?,
            gross: row.int(6)?,
            at: row.at(7)?,
            lines: Vec::new(),
        });
    }
    let lines = read.query_in(
        "SELECT credit, line, pieces_before, quantity, net, tax FROM order_credit_lines WHERE credit IN {list} ORDER BY credit, line",
        &[],
        &ids,
    )?;
    for row in &lines {
        let number = row.int(0)?;
        if let Some(credit) = credits.iter_mut().find(|credit| credit.id.number() == number) {
            credit.lines.push(CreditLine {
                line: row.int(1)?,
                before: row.int(2)?,
                quantity: row.int(3)?,
                net: row.int(4)?,
                tax: row.int(5)?,
            });
        }
    }
    Ok(credits)
}
