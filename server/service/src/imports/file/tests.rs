//! Heads of files: encodings, delimiters, and what is refused before a row is read.

use std::io::Write;

use proptest::prelude::*;

use super::*;

fn scanned(bytes: &[u8]) -> Result<Head, Msg> {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("writes");
    scan(file.path()).map_err(|error| match error {
        ReadError::Refused(reason) => reason,
        ReadError::Io(error) => panic!("{error}"),
    })
}

#[test]
fn a_mark_is_skipped_and_the_separator_is_found_outside_quotes() {
    let head = scanned("\u{feff}\"a,b,c,d\";Name;E-mail\r\n1;2;3\r\n".as_bytes()).expect("reads");
    assert_eq!(
        (head.delimiter, head.header.as_slice(), head.rows),
        (b';', ["a,b,c,d".to_owned(), "Name".into(), "E-mail".into()].as_slice(), 1)
    );
    assert_eq!(scanned(b"a\tb\n1\t2\n").expect("reads").delimiter, b'\t');
    assert_eq!(scanned(b"a\n1\n").expect("reads").delimiter, b',');
}

#[test]
fn as_many_commas_as_semicolons_do_not_cut_decimals() {
    for (text, delimiter, first) in [
        ("name;amount (EUR, gross)\nCustomer A;1,50\n", b';', "name"),
        ("name;amount (EUR, gross)\r\n\r\nCustomer A;2\r\n", b';', "name"),
        ("name\tamount, gross\nCustomer A\t1,50\n", b'\t', "name"),
        ("name,notes; remarks\nCustomer A,none\n", b',', "name"),
        ("\"phone\"\n+34600111222;1\n", b',', "phone"),
    ] {
        let head = scanned(text.as_bytes()).expect("reads");
        assert_eq!((head.delimiter, head.header[0].as_str()), (delimiter, first), "{text:?}");
    }
}

#[test]
fn a_line_that_says_how_fields_are_separated_is_no_header_and_rows_of_nothing_are_none() {
    for text in ["sep=;\r\na;b\r\n1,5;2\r\n;;\r\n", "\u{feff}SEP=;\na;b\n1,5;2\n ; \n", "sep=|\na|b\n1,5|2\n\"\"|\n"] {
        let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
        file.write_all(text.as_bytes()).expect("writes");
        let head = scan(file.path()).map_err(|_| ()).expect("reads");
        assert_eq!(
            (head.header.as_slice(), head.rows, head.bytes),
            (["a".to_owned(), "b".into()].as_slice(), 1, text.len() as u64),
            "{text:?}"
        );
        let mut rows = open(file.path(), head.delimiter, 0, 1).map_err(|_| ()).expect("opens");
        let row = rows.next_row().map_err(|_| ()).expect("reads").expect("a row");
        assert_eq!((row.line, row.get(0), row.get(1)), (3, Some("1,5"), Some("2")), "{text:?}");
        let at = (rows.offset(), rows.line());
        let mut rest = open(file.path(), head.delimiter, at.0, at.1).map_err(|_| ()).expect("goes on");
        assert!(rest.next_row().map_err(|_| ()).expect("reads").is_none(), "{text:?}");
    }
}

#[test]
fn files_that_hold_nothing_or_something_else_are_refused_with_a_sentence() {
    assert_eq!(scanned(b""), Err(msg::imports_empty_file()));
    assert_eq!(scanned(b"\r\n\n"), Err(msg::imports_empty_file()));
    assert_eq!(scanned(b"\xEF\xBB\xBF"), Err(msg::imports_empty_file()));
    assert_eq!(scanned(b"a,b\n\n"), Err(msg::imports_no_rows()));
    assert_eq!(scanned(b"\xFF\xFEa\0,\0b\0"), Err(msg::imports_utf16()));
    assert_eq!(scanned(b"a\0,\0b\0\n\0"), Err(msg::imports_utf16()));
    assert_eq!(scanned(b"PK\x03\x04rest"), Err(msg::imports_spreadsheet()));
    assert_eq!(scanned(b"a\0b,c\n1,2\n"), Err(msg::imports_bad_header(1_u64)));
}

#[test]
fn another_encoding_is_named_by_line_and_byte() {
    assert_eq!(scanned(b"a,b\n1,caf\xe9\n"), Err(msg::imports_not_utf8(2_u64, 10_u64)));
    assert_eq!(
        scanned("a,b\n1,caf\u{e9}".as_bytes()[..10].as_ref()),
        Err(msg::imports_not_utf8(2_u64, 10_u64)),
        "cut in the middle of a character"
    );
}

#[test]
fn characters_that_cross_the_border_of_a_chunk_are_whole() {
    for shift in 0..4 {
        let text = format!("a\n{}{}\n", "x".repeat(shift), "漢字é\n".repeat(40_000));
        assert_eq!(scanned(text.as_bytes()).expect("reads").rows, 40_000);
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_scan_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) { let _ = scanned(&bytes); }
}
