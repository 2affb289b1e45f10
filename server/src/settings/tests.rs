//! What is set, what is refused, and what holds where nothing is set.

use super::*;

#[test]
fn a_setting_that_cannot_be_used_is_named_with_its_value() {
    let error = Given { country: Some("Spain".into()), ..Given::default() }.resolve().expect_err("a name is no code");
    assert!(error.to_string().contains("Spain"), "{error}");
    let error = Given { time_zone: Some("Mars/Base".into()), ..Given::default() }.resolve().expect_err("Mars has no zone");
    assert!(error.to_string().contains("Mars/Base"), "{error}");
    let error = Given { time_zone: Some("Etc/Unknown".into()), ..Given::default() }.resolve().expect_err("it says that it is not known");
    assert!(error.to_string().contains("Etc/Unknown"), "{error}");
    let error = Given { database_url: Some("mysql://x".into()), ..Given::default() }.resolve().expect_err("MySQL is not spoken");
    assert!(error.to_string().contains("DATABASE_URL"), "{error}");
    let error = Given { base_currency: Some("Euro".into()), ..Given::default() }.resolve().expect_err("codes have three letters");
    assert!(error.to_string().contains("BASE_CURRENCY") && error.to_string().contains("Euro"), "{error}");
    let error = Given { password_memory_kib: Some(7), ..Given::default() }.resolve().expect_err("argon2 needs eight");
    assert!(error.to_string().contains("PASSWORD_MEMORY_KIB") && error.to_string().contains('7'), "{error}");
}

#[test]
fn a_server_takes_as_many_connections_as_is_set_and_no_more_than_it_can_hold() {
    let of = |connections| Given { connections, ..Given::default() }.resolve().map(|settings| settings.connections);
    assert_eq!(of(Some(12)).expect("fits"), 12);
    let usual = of(None).expect("fits");
    assert!(usual <= CONNECTIONS && open_files().is_none_or(|files| usual < files), "{usual} of {:?}", open_files());
    let error = of(Some(0)).expect_err("nobody could come");
    assert!(error.to_string().contains("SWITCHYARD_CONNECTIONS"), "{error}");
}

#[test]
fn w3_an_address_has_a_quarter_of_the_connections_unless_it_is_set() {
    let of = |connections, connections_per_address| {
        let given = Given { connections: Some(connections), connections_per_address, ..Given::default() };
        given.resolve().map(|settings| settings.connections_per_address)
    };
    assert_eq!((of(60, None).expect("fits"), of(1, None).expect("fits"), of(60, Some(7)).expect("fits")), (15, 1, 7));
    let error = of(60, Some(0)).expect_err("nobody could come");
    assert!(error.to_string().contains("SWITCHYARD_CONNECTIONS_PER_ADDRESS"), "{error}");
}

// Fault 13: what is not written as browsers write it matches no request, and then nobody can write.
#[test]
fn fault_13_the_public_address_is_kept_as_browsers_write_it_or_refused() {
    let of = |text: &str| {
        Given { public_url: Some(text.into()), ..Given::default() }.resolve().map(|settings| (settings.public_url, settings.mail_from))
    };
    for (given, kept) in [
        ("https://panel.example.com", "https://panel.example.com"),
        ("https://panel.example.com/", "https://panel.example.com"),
        ("HTTPS://Panel.Example.COM:443", "https://panel.example.com"),
        ("http://panel.example.com:80", "http://panel.example.com"),
        ("https://panel.example.com:8443", "https://panel.example.com:8443"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("https://b\u{fc}cher.example", "https://xn--bcher-kva.example"),
    ] {
        assert_eq!(of(given).expect(given).0, kept, "{given}");
    }
    assert_eq!(of("https://Panel.Example.com:8443").expect("fits").1, "no-reply@panel.example.com");
    for bad in [
        "",
        "panel.example.com",
        "ftp://panel.example.com",
        "https://",
        "https://panel.example.com/panel",
        "https://panel.example.com?a",
        "https://panel.example.com#a",
        "https://user@panel.example.com",
        "https://panel example.com",
        "javascript:alert(1)",
    ] {
        let error = of(bad).expect_err(bad);
        assert!(error.to_string().contains("SWITCHYARD_PUBLIC_URL"), "{bad}: {error}");
    }
}

#[test]
fn a_token_that_could_be_guessed_is_refused_and_never_shown() {
    for token in ["", "short-one", "with spaces in all of it", "zwölf-kettles-and-more"] {
        let error = Given { metrics_token: Some(token.into()), ..Given::default() }.resolve().expect_err("too easy, or no header");
        assert!(error.to_string().contains("METRICS_TOKEN") && (token.is_empty() || !error.to_string().contains(token)), "{error}");
    }
}

#[test]
fn passwords_cost_what_is_set() {
    let cost = |memory| Given { password_memory_kib: memory, ..Given::default() }.resolve().expect("fits").password_cost;
    assert_eq!(cost(None), (19_456, 2, 1));
    assert_eq!(cost(Some(65_536)), (65_536, 2, 1));
}

#[test]
fn the_command_line_stands_over_the_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("switchyard.toml");
    std::fs::write(&path, "product = \"From file\"\ntime_zone = \"Asia/Kolkata\"\n").expect("writes");
    let settings =
        Given { product: Some("From flag".into()), ..Given::default() }.over_file(Some(&path)).and_then(Given::resolve).expect("both fit");
    assert_eq!((settings.product.as_str(), settings.time_zone.as_str()), ("From flag", "Asia/Kolkata"));
}
