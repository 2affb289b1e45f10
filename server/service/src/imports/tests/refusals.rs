//! Files and rows that are refused, each with its reason, and nothing left behind.

use db::both_databases;
use domain::{Msg, access::Role, import::ImportKind, msg};

use super::desk::{Desk, FEW, PAYMENTS, USERS};
use crate::imports::{Options, Outcome, refused_rows_of};

/// The file of refused rows.
async fn refused(desk: &Desk, done: &Outcome) -> String {
    let mut chunks = refused_rows_of(&desk.context, done.import, domain::text::Locale::En).await.expect("is there");
    let mut bytes = Vec::new();
    while let Some(chunk) = chunks.next().await {
        bytes.extend(chunk.expect("a chunk"));
    }
    String::from_utf8(bytes).expect("text")
}

both_databases! {
    async fn files_that_are_not_acceptable_leave_nothing_behind(db: Db) {
        let desk = Desk::new(&db).await;
        let utf16: Vec<u8> = format!("\u{feff}{PAYMENTS}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let open = format!("{PAYMENTS}p1,u1,2026-01-01,10,USD,cash,success,fine\np2,u1,2026-01-01,10,USD,cash,success,\"never closed\np3,u1,2026-01-01,10,USD,cash,success,\n");
        let cases: [(Vec<u8>, Msg); 6] = [
            (Vec::new(), msg::imports_empty_file()),
            (PAYMENTS.into(), msg::imports_no_rows()),
            (utf16, msg::imports_utf16()),
            ([PAYMENTS.as_bytes(), b"p1,u1,2026-01-01,10,USD,cash,success,caf\xe9\n"].concat(), msg::imports_not_utf8(2_u64, PAYMENTS.len() as u64 + 41)),
            (open.into(), msg::imports_quote_open(3_u64)),
            (b"PK\x03\x04".to_vec(), msg::imports_spreadsheet()),
        ];
        for (content, reason) in cases {
            let error = desk.run(ImportKind::Payments, content, &Options::default()).await.expect_err("refused");
            assert_eq!(error.message, reason);
        }
        assert_eq!((desk.count("payment").await, desk.count("import_run").await), (0, 0));
    }

    async fn every_bad_cell_of_a_user_is_named_with_its_reason(db: Db) {
        let desk = Desk::new(&db).await;
        let long = "x".repeat(200);
        let rows = [
            ",No Id,a1@example.com,,,customer,active,,,,,,", "b1,,a2@example.com,,,customer,active,,,,,,", "b2,No At,nobody.example.com,,,customer,active,,,,,,",
            "b3,Letters,a3@example.com,CALL-ME,,customer,active,,,,,,", "b4,King,a4@example.com,,,king,active,,,,,,", "b5,Asleep,a5@example.com,,,customer,asleep,,,,,,",
            "b6,High,a6@example.com,,,customer,active,9,,,,,", "b7,Plan,a7@example.com,,,customer,active,,Nope,,,,", "b8,Early,a8@example.com,,,customer,active,,,1969-12-31,,,",
            "b9,Late,a9@example.com,,,customer,active,,,2199-01-01,,,", "b10,Odd,a10@example.com,,,customer,active,,,31/12/2025,,,", "b11,Boss,a11@example.com,,,customer,active,,,,ghost@example.com,,",
            "b12,Orphan,a12@example.com,,,customer,active,,,,,,ghost", "b13,Nul\0,a13@example.com,,,customer,active,,,,,,", "b14,Short,a14@example.com", "b15,Root,OLGA@example.com,,,customer,active,,,,,,",
            "b16,Good,a16@example.com,,,customer,active,,,,,,", "b16,Again,a17@example.com,,,customer,active,,,,,,", "b18,Twin,A16@Example.COM,,,customer,active,,,,,,",
            "b19,Two,nobody,CALL-ME,,customer,active,,,,,,", "b20,No Role,a20@example.com,,,,active,,,,,,",
        ].join("\n") + &format!("\n{long},Long,a21@example.com,,,customer,active,,,,,,\n");
        let done = desk.users(&format!("{USERS}{rows}")).await;
        let column = |line: u64, name: &str, reason: Msg| (line, name.to_owned(), reason);
        assert_eq!(desk.reasons(&done).await, [
            column(2, "external_id", msg::field_required()), column(3, "name", msg::field_required()), column(4, "email", msg::field_not_an_email("nobody.example.com")),
            column(5, "phone", msg::field_not_a_phone("CALL-ME")), column(6, "role", msg::imports_choose_one_of("king", Role::ALL.map(Role::code).join(", "))), column(7, "status", msg::imports_choose_one_of("asleep", "active, inactive")),
            column(8, "tier", msg::imports_choose_one_of("9", "0–3")), column(9, "plan", msg::imports_plan_unknown("Nope")), column(10, "registered_at", msg::imports_date_too_early("1969-12-31")),
            column(11, "registered_at", msg::imports_date_ahead("2199-01-01")), column(12, "registered_at", msg::imports_not_a_date("31/12/2025")),
            column(13, "manager_email", msg::imports_manager_unknown("ghost@example.com")), column(14, "parent_external_id", msg::imports_parent_unknown("ghost")),
            column(15, "name", msg::imports_nul()), column(16, "", msg::imports_field_count(3_usize, 13_usize)), column(17, "email", msg::users_email_taken("OLGA@example.com")),
            column(19, "external_id", msg::imports_twice_in_file("b16", 18_u64)), column(20, "email", msg::imports_twice_in_file("A16@Example.COM", 18_u64)),
            column(21, "email", msg::field_not_an_email("nobody")), column(21, "phone", msg::field_not_a_phone("CALL-ME")), column(22, "role", msg::imports_role_required()),
            column(23, "external_id", msg::field_too_long(200_usize, 100_usize)),
        ]);
        assert_eq!((done.rows, done.created, done.refused), (22, 1, 21));
        assert!(desk.problems(&done).await.iter().all(|problem| problem.value.chars().count() <= 60 && !problem.value.contains(char::is_control)));
        desk.assert_sound().await;
    }

    async fn every_bad_cell_of_a_payment_is_named_with_its_reason(db: Db) {
        let desk = Desk::new(&db).await;
        desk.customers(1).await;
        let rows = [
            "p1,ghost,2026-01-01,10,USD,cash,success,", "p2,u1,2026-01-01,\"1,234.50\",USD,cash,success,", "p3,u1,2026-01-01,-5,USD,cash,success,", "p4,u1,2026-01-01,0,USD,cash,success,",
            "p5,u1,2026-01-01,99999999999999999999999,USD,cash,success,", "p6,u1,2026-01-01,10.005,USD,cash,success,", "p7,u1,2026-01-01,10,XYZ,cash,success,", "p8,u1,2026-01-01,10,,cash,success,",
            "p9,u1,2026-01-01,10,USD,shells,success,", "p10,u1,2026-01-01,10,USD,cash,maybe,", "p11,u1,2026-02-30,10,USD,cash,success,", "p12,u1,2026-01-01,10,USD,cash,success,\"=cmd|' /C calc'!A0\"",
            "p12,u1,2026-01-01,10,USD,cash,success,", "p13,u1,2026-01-01,10.5,JPY,upi,success,", "p14,u1,2026-01-01,900000000000,USD,cash,success,", "p15,u1,2026-01-01,,USD,cash,success,", ",u1,2026-01-01,1,USD,cash,success,",
        ].join("\n");
        let done = desk.payments(&rows).await;
        let keys: Vec<(u64, String, String)> = desk.reasons(&done).await.into_iter().map(|(line, column, reason)| (line, column, reason.key.into_owned())).collect();
        let expected = [
            (2, "user_external_id", "imports-user-unknown"), (3, "amount", "field-not-an-amount"), (4, "amount", "field-not-positive"), (5, "amount", "field-not-positive"),
            (6, "amount", "field-amount-too-large"), (7, "amount", "field-too-many-decimals"), (8, "currency", "field-unknown-currency"), (9, "currency", "field-required"),
            (10, "method", "field-choose-one"), (11, "status", "field-choose-one"), (12, "paid_at", "imports-not-a-date"), (14, "external_id", "imports-twice-in-file"),
            (15, "amount", "field-too-many-decimals"), (16, "amount", "payments-amount-too-large"), (17, "amount", "field-required"), (18, "external_id", "field-required"),
        ].map(|(line, column, key)| (line, column.to_owned(), key.to_owned()));
        assert_eq!(keys, expected);
        assert_eq!((done.created, done.refused, desk.count("payment").await), (1, 16, 1));
        assert_eq!(desk.problems(&done).await[1].value, "1,234.50");
        desk.assert_sound().await;
    }

    async fn a_report_takes_the_sting_out_of_formulas(db: Db) {
        let desk = Desk::new(&db).await;
        let done = desk.users(&format!("{FEW}f1,Ana,=1+1,@SUM(A1),,customer,active\n")).await;
        let lines = refused(&desk, &done).await;
        assert!(lines.contains("f1,Ana,'=1+1,'@SUM(A1),,customer,active,\"2, email: "), "{lines}");
    }

    // Finding 50.
    async fn the_file_of_refused_rows_has_the_columns_that_came_in_and_goes_in_again_once_it_is_mended(db: Db) {
        let desk = Desk::new(&db).await;
        let done = desk.users(&format!("{FEW}r1,Ana,ana@example.com,,,customer,active\nr2,\"Bo, the \"\"second\"\"\",bo,,,customer,sleepy\n")).await;
        let lines = refused(&desk, &done).await;
        let text = lines.strip_prefix('\u{FEFF}').expect("the mark of UTF-8");
        let mut rows = text.lines();
        assert_eq!(rows.next().map(|head| format!("{head}\n")), Some(FEW.trim_end().to_owned() + ",error\n"));
        let row = rows.next().expect("the refused row");
        assert!(row.starts_with("r2,\"Bo, the \"\"second\"\"\",bo,,,customer,sleepy,\"3, email: ") && row.contains("; 3, status: "), "{row}");
        assert_eq!(rows.next(), None, "one line for each row, whatever is wrong with it");
        let again = desk.run(ImportKind::Users, lines.replace(",bo,", ",bo@example.com,").replace("sleepy,", "active,"), &Options::default()).await.expect("imports");
        assert_eq!((again.created, again.refused), (1, 0));
    }

    async fn without_an_owner_there_is_no_tree_to_import_into(db: Db) {
        let desk = Desk::new(&db).await;
        db::exec(db.write(), "DELETE FROM users", vec![]).await.expect("deletes");
        let error = desk.run(ImportKind::Users, format!("{FEW}c1,Ana,ana@example.com,,,customer,active\n"), &Options::default()).await.expect_err("no owner");
        assert_eq!(error.message, msg::imports_no_owner());
    }
}
