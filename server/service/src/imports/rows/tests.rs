//! Rows of files: quotes, line ends, flaws, and going on from a place in the middle.

use proptest::prelude::*;

use super::*;

fn read(text: &[u8], delimiter: u8) -> Result<Vec<Row>, ReadError> {
    // A small buffer, so that every state crosses the border of a chunk.
    let mut rows = Rows::new(io::BufReader::with_capacity(7, text), delimiter, 0, 1);
    let mut all = Vec::new();
    while let Some(row) = rows.next_row()? {
        all.push(row);
    }
    assert_eq!(rows.offset(), text.len() as u64, "every byte was read");
    Ok(all)
}

fn plain(text: &str) -> Vec<(u64, Vec<String>)> {
    read(text.as_bytes(), b',').expect("reads").iter().map(|row| (row.line, row.fields().map(str::to_owned).collect())).collect()
}

fn refusal(text: &[u8]) -> Msg {
    match read(text, b',').expect_err("the file is refused") {
        ReadError::Refused(reason) => reason,
        ReadError::Io(error) => panic!("{error}"),
    }
}

#[test]
fn rows_know_the_line_on_which_they_begin() {
    let rows = plain("a,b\r\n1,\"two\r\nlines\"\r\n\r\n3,\"say \"\"hi\"\"\"\n4,\r5,x");
    let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 2, 5, 6, 7]);
    assert_eq!(rows[1].1[1], "two\r\nlines");
    assert_eq!(rows[2].1[1], "say \"hi\"");
    assert_eq!(rows[3].1, ["4", ""]);
}

#[test]
fn a_quote_that_never_closes_is_refused_where_it_opened() {
    assert_eq!(refusal(b"a,b\n1,2\n3,\"open\n4,5\n"), msg::imports_quote_open(3_u64));
    assert_eq!(
        refusal(b"a,b\n3,\"open\n4,\"shut\",5\n"),
        msg::imports_quote_open(2_u64),
        "the next quote closes it in the middle of a row"
    );
    let long = [b"a\n\"".to_vec(), vec![b'x'; 3 << 20]].concat();
    assert_eq!(refusal(&long), msg::imports_quote_open(2_u64));
}

#[test]
fn an_open_quote_is_refused_long_before_the_end_of_a_large_file() {
    struct Endless(u64);
    impl io::Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                into[0] = b'"';
                self.0 = 1;
                return Ok(1);
            }
            into.fill(b'x');
            self.0 += into.len() as u64;
            assert!(self.0 < 4 * ROW_MAX, "reading went on although the quote cannot be closed in time");
            Ok(into.len())
        }
    }
    let mut rows = Rows::new(io::BufReader::new(Endless(0)), b',', 0, 1);
    assert!(matches!(rows.next_row(), Err(ReadError::Refused(reason)) if reason == msg::imports_quote_open(1_u64)));
}

#[test]
fn long_fields_and_too_many_of_them_are_named_and_cut() {
    let rows = read(format!("a,{}\n{}\n", "é".repeat(FIELD_MAX), ",".repeat(400)).as_bytes(), b',').expect("reads");
    assert_eq!(rows[0].flaw, Some(Flaw::FieldTooLong(1, FIELD_MAX * 2)));
    assert!(rows[0].get(1).expect("a field").len() <= FIELD_MAX);
    assert_eq!(rows[1].flaw, Some(Flaw::TooManyFields(401)));
    assert_eq!(read(b"a,\"b\"c,d\n", b',').expect("reads")[0].flaw, Some(Flaw::TextAfterQuote(1)));
    assert_eq!(refusal(&vec![b'a'; 2 << 20]), msg::imports_row_too_long(1_u64, ROW_MAX));
}

#[test]
fn reading_goes_on_from_any_row() {
    let text = "a,b\r\n1,2\r\n\"3\n\",4\r\n5,6";
    let whole = read(text.as_bytes(), b',').expect("reads");
    for stop in 1..whole.len() {
        let mut rows = Rows::new(text.as_bytes(), b',', 0, 1);
        for _ in 0..stop {
            rows.next_row().expect("reads");
        }
        let (offset, line) = (rows.offset(), rows.line());
        let rest = usize::try_from(offset).expect("fits");
        let mut again = Rows::new(&text.as_bytes()[rest..], b',', offset, line);
        assert_eq!(again.next_row().expect("reads").as_ref(), whole.get(stop));
    }
}

proptest! {
    #[test]
    fn what_the_csv_crate_writes_is_read_back(rows in proptest::collection::vec(proptest::collection::vec("[^\0]{0,12}", 2..5), 1..8), at in 0..3_usize) {
        let delimiter = b",;\t"[at];
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
        for row in &rows { writer.write_record(row).expect("writes"); }
        let text = writer.into_inner().expect("a vector");
        let again: Vec<Vec<String>> = read(&text, delimiter).expect("reads").iter().map(|row| row.fields().map(str::to_owned).collect()).collect();
        // Rows of nothing are none.
        let kept: Vec<Vec<String>> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        prop_assert_eq!(again, kept);
    }

    #[test]
    fn no_bytes_make_the_reader_panic_or_keep_more_than_it_may(bytes in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), any::<u8>()], 0..400)) {
        let mut rows = Rows::new(io::BufReader::with_capacity(5, bytes.as_slice()), b',', 0, 1);
        let mut last = 0;
        while let Ok(Some(row)) = rows.next_row() {
            prop_assert!(row.line > last && row.len() <= FIELDS_MAX);
            last = row.line;
        }
    }
}
