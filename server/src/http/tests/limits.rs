//! How much anybody may send.

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};

use super::site::{Answer, Browser, Site, address_of, encoded};

/// Uploads a file as a program does.
async fn upload(browser: &mut Browser<'_>, kind: &str, file: &str) -> Answer {
    upload_as(browser, kind, file, "*/*").await
}

/// Uploads a file by what the form of the imports' page sends.
async fn upload_as(browser: &mut Browser<'_>, kind: &str, file: &str, accept: &str) -> Answer {
    let part = |head: &str, body: &str| format!("--edge\r\ncontent-disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let body = part("name=\"kind\"", kind) + &part("name=\"file\"; filename=\"people.csv\"", file) + "--edge--\r\n";
    let request = browser
        .request(Method::POST, "/admin/imports/upload")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header(header::ACCEPT, accept);
    browser.send(request.body(Body::from(body)).expect("a request")).await
}

fn kept(site: &Site) -> usize {
    let folder = |name: &str| std::fs::read_dir(site.settings.data_dir.join(name)).map_or(0, Iterator::count);
    folder("uploads") + folder("imports")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_are_read_up_to_a_megabyte() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    let large = "x".repeat((1 << 20) + 1);
    let answer = olga.call("users/create_user", &encoded(&[("name", &large), ("email", "a@example.com"), ("role", "customer")])).await;
    assert!(answer.status.is_client_error(), "{} {}", answer.status, answer.text);
    let answer = site.browser().post("/sign-in", &[("login", &large), ("password", "x")]).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert!(!answer.text.contains("xxxxxxxxxx"), "nothing of it comes back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_door_gives_back_no_more_than_somebody_could_have_meant() {
    let (site, _) = Site::with_people().await;
    let long = format!("/admin?{}", "q".repeat(10_000));
    for (path, fields) in [
        ("/sign-in", vec![("login", &*long), ("password", "x"), ("return_to", &*long)]),
        ("/forgot", vec![("login", &*long)]),
        ("/reset", vec![("token", &*long), ("password", "short")]),
    ] {
        let answer = site.browser().post(path, &fields).await;
        assert!(!answer.text.contains(&"q".repeat(300)), "{path}: {} bytes", answer.text.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_opens_its_import_and_one_that_is_too_large_leaves_nothing() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    let good = upload(&mut olga, "users", "external_id,name,email\n1,Ada,ada@example.com\n").await;
    assert_eq!(good.status, StatusCode::SEE_OTHER, "{}", good.text);
    assert!(good.location().starts_with("/admin/imports/imp_"), "{}", good.location());
    let page = olga.get(good.location()).await;
    assert!(page.status == StatusCode::OK && page.words().contains("people.csv"));
    assert_eq!(kept(&site), 1);

    let rows = "1,Ada,ada@example.com\n".repeat(60_000);
    let large = upload(&mut olga, "users", &format!("external_id,name,email\n{rows}")).await;
    assert_eq!(large.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", large.text);
    assert!(!large.text.is_empty(), "and says why");
    for (kind, file) in [("users", ""), ("users", "\u{0}\u{1}"), ("nothing", "external_id,name,email\n")] {
        let refused = upload(&mut olga, kind, file).await;
        assert!(refused.status.is_client_error(), "{kind} {file:?}: {} {}", refused.status, refused.text);
    }
    assert_eq!(kept(&site), 1, "what is refused is not kept");

    let form = upload_as(&mut olga, "nothing", "external_id,name,email\n", "text/html").await;
    assert_eq!(form.status, StatusCode::SEE_OTHER, "a form comes back");
    assert_eq!(form.location(), "/admin/imports", "what was wrong is not in the address");
    let page = olga.get(form.location()).await;
    assert_eq!((page.status, kept(&site)), (StatusCode::OK, 1));
    assert!(page.text.contains("error-summary") || page.text.contains("role=\"alert\""), "and says what was wrong: {}", page.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w11_an_uploads_other_fields_are_short_and_few() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    let file = "external_id,name,email\n1,Ada,ada@example.com\n";
    let long = upload(&mut olga, &"users".repeat(100_000), file).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", long.text);
    assert!(long.text.len() < 1_000, "little of it comes back: {}", long.text.len());
    let part = "--edge\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\nusers\r\n";
    let request = olga
        .request(Method::POST, "/admin/imports/upload")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .body(Body::from(part.repeat(1_000) + "--edge--\r\n"))
        .expect("a request");
    let many = olga.send(request).await;
    assert!(many.status.is_client_error(), "{} {}", many.status, many.text);
    assert_eq!(kept(&site), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w11_nobody_keeps_more_files_here_than_their_share() {
    let (site, _) = Site::with_people().await;
    let (mut olga, mut anna) = (site.signed_in("olga").await, site.signed_in("anna").await);
    // Four of the largest may be here, which have a megabyte in tests.
    let file = format!("external_id,name,email\n{}", "1,Ada,ada@example.com\n".repeat(40_000));
    for at in 0..4 {
        let answer = upload(&mut olga, "users", &file).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{at}: {}", answer.text);
    }
    let refused = upload(&mut olga, "users", &file).await;
    assert_eq!((refused.status, kept(&site)), (StatusCode::UNPROCESSABLE_ENTITY, 4), "{}", refused.text);
    assert_eq!(upload(&mut anna, "users", &file).await.status, StatusCode::SEE_OTHER, "others have shares of their own");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_may_import_uploads() {
    let (site, _) = Site::with_people().await;
    let file = "external_id,name,email\n1,Ada,ada@example.com\n";
    assert_eq!(upload(&mut site.browser(), "users", file).await.status, StatusCode::UNAUTHORIZED);
    for name in ["alma", "sam"] {
        let mut browser = site.signed_in(name).await;
        assert_eq!(upload(&mut browser, "users", file).await.status, StatusCode::FORBIDDEN, "{name}");
    }
    assert_eq!(kept(&site), 0);
    let mut olga = site.signed_in("olga").await;
    let request = olga.request(Method::POST, "/admin/imports/upload").header(header::CONTENT_TYPE, "multipart/form-data");
    let broken = olga.send(request.body("--edge".into()).expect("a request")).await;
    assert!(broken.status.is_client_error(), "{}", broken.status);
    assert_eq!(olga.post(&address_of("imports/run_import"), &[]).await.status.as_u16() / 100, 3, "a form leads back");
}
