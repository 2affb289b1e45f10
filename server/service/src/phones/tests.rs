//! Numbers as people, contact books and spreadsheets write them.

use proptest::prelude::*;

use super::*;

fn abroad(text: &str) -> std::result::Result<String, Msg> {
    read(text, None)
}

// As libphonenumber reads them.
#[test]
fn what_people_write_becomes_the_number_that_is_dialled() {
    for (typed, stored) in [
        ("+34 600 111 222", "+34600111222"),
        ("0034 600 111 222", "+34600111222"),
        ("(+34) 600-111-222", "+34600111222"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+44 ( 0 ) 20 7946 0018", "+442079460018"),
        ("+49 (0) 209 22334455", "+4920922334455"),
        ("+49 209/22334455", "+4920922334455"),
        ("+971 050 123 4567", "+971501234567"),
        ("+62 0812 3456 7890", "+6281234567890"),
        ("+54 11 15 2345 6789", "+5491123456789"),
        ("+7 8 912 345 67 89", "+79123456789"),
        ("+7 812 345 67 89", "+78123456789"),
        ("+52 1 55 1234 5678", "+525512345678"),
        ("+52 55 1234 5678", "+525512345678"),
        ("+2290197123456", "+2290197123456"),
        ("+2250707123456", "+2250707123456"),
        ("+5511987654321", "+5511987654321"),
        ("+39 06 1234 5678", "+390612345678"),
        ("+٩٧١ ٥٠ ١٢٣ ٤٥٦٧", "+971501234567"),
        ("+۹۷۱ ۵۰ ۱۲۳ ۴۵۶۷", "+971501234567"),
        ("+1 415\u{2011}555\u{2011}2671", "+14155552671"),
        ("+1\u{A0}415\u{A0}555\u{A0}2671", "+14155552671"),
        ("\u{202A}+1 415 555 2671\u{202C}", "+14155552671"),
        ("\u{200E}+1 (415) 555-2671\u{200F}", "+14155552671"),
    ] {
        assert_eq!(abroad(typed).as_deref(), Ok(stored), "{typed}");
    }
}

#[test]
fn what_is_no_number_or_two_is_refused_with_its_own_sentence() {
    assert_eq!(abroad("600111225"), Err(msg::field_phone_no_country("600111225")));
    assert_eq!(abroad("(479) 555-0142"), Err(msg::field_phone_no_country("(479) 555-0142")));
    assert_eq!(abroad("5511987654321.0"), Err(msg::field_phone_decimal("5511987654321.0")));
    assert_eq!(abroad("+34600888011.0"), Err(msg::field_phone_decimal("+34600888011.0")));
    assert_eq!(abroad("+1 415 555 2671 / 72"), Err(msg::field_phone_two("+1 415 555 2671 / 72")));
    assert_eq!(abroad("+34600111222 +34600111223"), Err(msg::field_phone_two("+34600111222 +34600111223")));
    assert_eq!(abroad("+1 253-0000"), Err(msg::field_not_a_phone("+1 253-0000")), "a subscriber without the area");
    for none in
        ["+22997123456", "+22507123456", "+551198765432109", "+34 600 111", "+999123456789", "+", "call me", "+1415555CALL", "5.5E+12"]
    {
        assert_eq!(abroad(none), Err(msg::field_not_a_phone(none)), "{none}");
    }
}

#[test]
fn a_number_without_its_countrys_code_is_one_of_the_operators_country_or_refused() {
    let at = |text: &str, home: &str| read(text, Some(country(home).expect("a country")));
    assert_eq!(at("600 111 225", "es").as_deref(), Ok("+34600111225"));
    assert_eq!(at("(415) 555-2671", "US").as_deref(), Ok("+14155552671"));
    assert_eq!(at("020 7946 0018", "GB").as_deref(), Ok("+442079460018"));
    assert_eq!(at("8 912 345 67 89", "RU").as_deref(), Ok("+79123456789"));
    assert_eq!(at("+44 20 7946 0018", "ES").as_deref(), Ok("+442079460018"), "a code that is there comes first");
    assert_eq!(at("12", "ES"), Err(msg::field_not_a_phone("12")));
    assert_eq!((country("Spain"), country("")), (None, None));
}

#[test]
fn the_country_of_numbers_without_a_code_has_a_name() {
    assert_eq!(country("es").and_then(home), Some(("ES".to_owned(), 34)));
}

#[test]
fn numbers_are_shown_in_the_groups_of_their_country() {
    assert_eq!(grouped("+34600111222"), "+34 600 11 12 22");
    assert_eq!(grouped("+14155552671"), "+1 415-555-2671");
    assert_eq!(grouped("+999"), "+999", "what no plan knows stays as it is");
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic_and_what_is_read_reads_the_same_again(text in "[+0-9٠-٩ ()./x-]{0,24}") {
        for home in [None, country("AR"), country("US")] {
            if let Ok(number) = read(&text, home) {
                prop_assert_eq!(abroad(&number), Ok(number.clone()));
                let shown = grouped(&number);
                prop_assert_eq!(phone::normalise(&shown), Some(number));
            }
        }
    }
}
