//! Files to take away: a file that may not be read on is a download that fails, never one that looks whole.

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use db::{
    exec,
    users::{NewRow, insert_rows},
    values,
};
use futures::StreamExt as _;

use super::site::Site;
use crate::http::DOWNLOADS_AT_ONCE;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_breaks_off_when_its_reader_is_signed_out() {
    let (site, people) = Site::with_people().await;
    let olga = people["olga"];
    let now = site.context.now();
    let person = |at: i32| NewRow::new(site.context.new_id(), Some(olga), "1/", "Person", &format!("p{at}@example.com"), now);
    insert_rows(site.context.db.write(), &(0..2_100).map(person).collect::<Vec<_>>()).await.expect("inserts");
    let browser = site.signed_in("olga").await;
    let ask = || browser.request(Method::GET, "/admin/users/export.csv").body(Body::empty()).expect("a request");

    let whole = site.send(ask()).await.into_body().into_data_stream();
    let chunks: Vec<_> = whole.collect().await;
    assert_eq!((chunks.len(), chunks.iter().all(Result::is_ok)), (4, true), "a head and three batches");

    let answer = site.send(ask()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let mut cut = answer.into_body().into_data_stream();
    for _ in 0..2 {
        cut.next().await.expect("is there").expect("the head, and a batch");
    }
    exec(site.context.db.write(), "UPDATE session SET revoked_at = ? WHERE user_id = ?", values![now, olga]).await.expect("signs out");
    assert!(cut.next().await.expect("does not end quietly").is_err(), "the connection breaks off");
}

// A typing mistake in a filter must never take everybody away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_by_a_filter_that_is_not_understood_is_refused() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    let long = format!("q={}", "x".repeat(201));
    let queries = [
        "status=activ",
        "stauts=inactive",
        "tier=9",
        "role=Customers",
        "registered_from=2026-13-45",
        "registered_from=29/11/2026",
        "plan=nonsense",
        long.as_str(),
    ];
    for query in queries {
        let answer = olga.get(&format!("/admin/users/export.csv?{query}")).await;
        assert!(answer.status.is_client_error(), "{query}: {}", answer.status);
        let page = olga.get(&format!("/admin/users?{query}")).await;
        let (name, value) = query.split_once('=').expect("a pair");
        assert!(!page.text.contains("alma@example.com"), "{query} shows nobody");
        assert!(page.text.contains(if name == "stauts" || name == "q" { name } else { value }), "{query} is named");
    }
    // A field that was left empty hides no filter behind it.
    let narrowed = olga.get("/admin/users/export.csv?status=&status=inactive").await;
    assert!(narrowed.status.is_success() && !narrowed.text.contains("alma@example.com"), "{}", narrowed.text);
    // Finding 51.
    let whole = olga.get("/admin/users/export.csv?status=active&sort=name").await;
    let disposition = whole.header("content-disposition");
    assert!(
        whole.status.is_success() && disposition.contains("filename=\"users-active-2") && disposition.ends_with(".csv\""),
        "{disposition}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn finding_61_payments_are_taken_away_as_they_are_filtered_and_nothing_where_the_filter_is_not_understood() {
    let (site, people) = Site::with_people().await;
    let caller = site.caller(people["olga"]).await;
    for (token, amount, method, person) in [("a", "10.00", "cash", "alma"), ("b", "20.00", "bank", "bela")] {
        let form = domain::payment::PaymentForm {
            token: token.into(),
            amount: amount.into(),
            currency: "USD".into(),
            method: method.into(),
            ..Default::default()
        };
        service::services(&site.context).payments.record(&caller, people[person], &form).await.expect("records");
    }
    let (mut olga, mut anna) = (site.signed_in("olga").await, site.signed_in("anna").await);
    let file = olga.get("/admin/payments/export.csv?method=bank").await;
    assert!(file.text.contains("bela@example.com") && !file.text.contains("alma@example.com"), "{}", file.text);
    assert!(file.header("content-disposition").contains("filename=\"payments-bank-2"), "{}", file.header("content-disposition"));
    let file = anna.get("/admin/payments/export.csv").await;
    assert!(file.text.contains("alma@example.com") && !file.text.contains("bela@example.com"), "{}", file.text);
    for query in ["method=barter", "metod=bank", "amount_from=lots", "paid_to=yesterday"] {
        let answer = olga.get(&format!("/admin/payments/export.csv?{query}")).await;
        assert!(answer.status.is_client_error(), "{query}: {}", answer.status);
        let page = olga.get(&format!("/admin/payments?{query}")).await;
        assert!(!page.text.contains("alma person") && !page.text.contains("bela person"), "{query} shows nothing");
        let (name, value) = query.split_once('=').expect("a pair");
        assert!(page.text.contains(if name == "metod" { name } else { value }), "{query} is named");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_files_than_a_person_reads_at_once_are_refused_until_one_has_ended() {
    let (site, _) = Site::with_people().await;
    let (olga, mut anna) = (site.signed_in("olga").await, site.signed_in("anna").await);
    let ask = |path: &str| olga.request(Method::GET, path).body(Body::empty()).expect("a request");
    let paths = ["/admin/users/export.csv", "/admin/audit/export.csv", "/admin/payments/export.csv"];
    let mut held = Vec::new();
    for path in paths.into_iter().cycle().take(DOWNLOADS_AT_ONCE) {
        let answer = site.send(ask(path)).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        held.push(answer);
    }
    for path in paths {
        let refused = site.send(ask(path)).await;
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert!(refused.headers().contains_key(header::RETRY_AFTER), "{path}");
    }
    assert!(anna.get(paths[0]).await.status.is_success(), "others have places of their own");
    held.pop();
    assert_eq!(site.send(ask(paths[0])).await.status(), StatusCode::OK, "the one that ended made room");
}
