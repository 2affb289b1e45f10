use super::*;

/// Code, number and decimals as the crate `iso_currency` 0.7.1 has them, and the Antillean guilder, which it no longer has. A currency
/// without decimals of its own has none there either.
const ELSEWHERE: &str = include_str!("../iso4217.tsv");

#[test]
fn the_list_is_that_of_iso_4217_with_its_decimals() {
    let theirs: Vec<(&str, u8)> = ELSEWHERE
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (code, decimals) = (cells.next()?, cells.nth(1)?);
            Some((code, decimals.parse().ok()?))
        })
        .collect();
    assert_eq!(CURRENCIES, theirs);
    for (code, decimals) in [("IQD", 3), ("CLF", 4), ("UYW", 4), ("MRU", 2), ("SLE", 2), ("XCG", 2), ("ZWG", 2), ("VED", 2), ("JPY", 0)] {
        assert_eq!(Currency::from_code(code).map(Currency::decimals), Some(decimals), "{code}");
    }
    assert!(["XXX", "XTS", "XAU", "XDR"].iter().all(|code| Currency::from_code(code).is_none()));
}

#[test]
fn every_currency_has_its_own_name() {
    assert_eq!(NAMES.len(), CURRENCIES.len());
    for (code, _) in CURRENCIES {
        let currency = Currency::from_code(code).expect("listed");
        assert_eq!(currency.name().key, format!("currencies-{}", code.to_lowercase()));
    }
}

#[test]
fn what_was_superseded_is_read_and_not_offered() {
    let lev = Currency::from_code("BGN").expect("still read");
    assert!(lev.is_superseded() && Currency::in_use().all(|currency| currency != lev));
    assert!(SUPERSEDED.iter().all(|code| Currency::from_code(code).is_some()));
    assert_eq!(Currency::in_use().count() + SUPERSEDED.len(), CURRENCIES.len());
}
