//! How much may still come in before sums leave 64 bits. Whoever records payments asks first, so that a file of the largest amounts is
//! refused row by row instead of standing in everybody's figures for good: refunds do not make what came in less.

use std::collections::{BTreeSet, HashMap};

use db::ConnectionTrait;
use domain::{Currency, error::Result};

use super::Measure;

/// Most minor units that all payments in one currency add up to. It is half of what 64 bits hold, so that what others record at the same
/// moment fits as well. No other sum of money is larger: fees and refunds are parts of what came in.
const MOST: i128 = 1 << 62;

/// How many minor units may still come in, by currency.
///
/// # Errors
/// When the database refuses.
pub async fn room(connection: &impl ConnectionTrait, currencies: BTreeSet<Currency>) -> Result<HashMap<Currency, i128>> {
    if currencies.is_empty() {
        return Ok(HashMap::new());
    }
    let measures: Vec<String> = currencies.iter().map(|currency| Measure::Gross(*currency).code()).collect();
    let mut room: HashMap<Currency, i128> = currencies.into_iter().map(|currency| (currency, MOST)).collect();
    for row in db::figures::totals(connection, &measures).await? {
        if let Some(Measure::Gross(currency)) = Measure::from_code(&row.measure) {
            room.insert(currency, MOST - i128::from(row.amount));
        }
    }
    Ok(room)
}
