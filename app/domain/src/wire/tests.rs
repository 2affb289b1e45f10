//! The reader against serde_json: what one writes, both read alike.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Unreadable, read};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Kind {
    Alone,
    Holding(i64),
    Pair(u8, String),
    Named { text: String, more: Option<bool> },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Wrapped(String);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Row {
    id: Wrapped,
    count: i32,
    size: u64,
    kinds: Vec<Kind>,
    pairs: BTreeMap<String, (i64, Option<char>)>,
    #[serde(default)]
    absent: Option<String>,
    nothing: (),
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Alone),
        any::<i64>().prop_map(Kind::Holding),
        (any::<u8>(), any::<String>()).prop_map(|(number, text)| Kind::Pair(number, text)),
        (any::<String>(), any::<Option<bool>>()).prop_map(|(text, more)| Kind::Named { text, more }),
    ]
}

prop_compose! {
    fn row()(
        id in any::<String>(),
        count in any::<i32>(),
        size in any::<u64>(),
        kinds in prop::collection::vec(kind(), 0..5),
        pairs in prop::collection::btree_map(any::<String>(), any::<(i64, Option<char>)>(), 0..4),
        absent in any::<Option<String>>(),
    ) -> Row {
        Row { id: Wrapped(id), count, size, kinds, pairs, absent, nothing: () }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(rows in prop::collection::vec(row(), 0..4)) {
        let json = serde_json::to_string(&rows).expect("rows are JSON");
        prop_assert_eq!(read::<Vec<Row>>(json.as_bytes()), Ok(rows.clone()));
        let spaced = serde_json::to_string_pretty(&rows).expect("rows are JSON");
        prop_assert_eq!(read::<Vec<Row>>(spaced.as_bytes()), Ok(rows));
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), bytes in any::<Vec<u8>>(), rows in prop::collection::vec(row(), 1..2), cut in any::<prop::sample::Index>()) {
        let _ = read::<Row>(text.as_bytes());
        let _ = read::<Vec<Kind>>(&bytes);
        let json = serde_json::to_vec(&rows).expect("rows are JSON");
        prop_assert!(read::<Vec<Row>>(&json[..cut.index(json.len())]).is_err());
    }
}

fn same<T: DeserializeOwned + PartialEq + std::fmt::Debug>(json: &str) {
    assert_eq!(read::<T>(json.as_bytes()).ok(), serde_json::from_str::<T>(json).ok(), "{json}");
}

#[test]
fn escapes_are_those_of_json() {
    for json in [
        r#""\u00e9\n\t\"\\\/\b\f\r""#,
        r#""\ud83d\ude00!""#,
        r#""\ud83d""#,
        r#""\ud83dx""#,
        r#""\udc00""#,
        r#""\u12""#,
        r#""\x""#,
        "\"é\"",
        "\"a",
    ] {
        same::<String>(json);
    }
}

#[test]
fn numbers_keep_their_bounds() {
    for json in [
        "0",
        "-1",
        "255",
        "256",
        "-129",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "",
        "-",
        "+1",
    ] {
        same::<u8>(json);
        same::<i8>(json);
        same::<i64>(json);
        same::<u64>(json);
    }
    assert_eq!(read::<i64>(b"1.5"), Err(Unreadable));
    assert_eq!(read::<i64>(b"1e3"), Err(Unreadable));
}

#[test]
fn what_a_type_does_not_know_is_passed_over() {
    let json =
        r#"{"more":[{"a":"}]\"","b":[1.5e-3,null,true]},[]],"id":"x","count":1,"size":2,"kinds":["Alone"],"pairs":{},"nothing":null}"#;
    same::<Row>(json);
    assert!(read::<Row>(json.as_bytes()).is_ok());
}

#[test]
fn what_is_missing_or_too_much_is_an_error() {
    for json in [r#"{"id":"x"}"#, "{}", "[", "{", "nul", "null null", "[1,2", "[1 2]x"] {
        assert_eq!(read::<Row>(json.as_bytes()), Err(Unreadable), "{json}");
        assert_eq!(read::<Vec<u8>>(json.as_bytes()), Err(Unreadable), "{json}");
    }
    assert_eq!(read::<Kind>(br#""Holding""#), Err(Unreadable));
    assert_eq!(read::<Kind>(br#""Unknown""#), Err(Unreadable));
    assert_eq!(read::<(u8, u8)>(b"[1,2,3]"), Err(Unreadable));
    assert_eq!(read::<(u8, u8)>(b"[1]"), Err(Unreadable));
}
