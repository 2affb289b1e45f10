//! Server functions over HTTP: all of them are in the table, none answers to nobody, what cannot be read is refused with a sentence, and
//! a form without script leads back to its page with what was wrong.

use api::operations::TABLE;
use axum::http::{Method, StatusCode, header};
use domain::access::Module;

use super::{
    arguments,
    site::{Browser, Site, address_of, encoded, registered},
};

#[test]
fn every_server_function_that_is_registered_is_in_the_table() {
    let mut names: Vec<String> = registered().into_iter().map(|(name, _)| name).collect();
    names.sort();
    let mut known: Vec<&str> = TABLE.iter().map(|(name, _)| *name).collect();
    known.sort_unstable();
    assert_eq!(names, known, "app/api/src/operations.rs and the functions that exist");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_signed_in_is_answered_by_none() {
    let (site, _) = Site::with_people().await;
    for (function, _) in TABLE {
        let answer = site.browser().call(function, &arguments::of(function)).await;
        assert_eq!((answer.status, answer.kind().as_str()), (StatusCode::UNAUTHORIZED, "SignIn"), "{function}: {}", answer.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_gets_none_of_the_staff_side() {
    let (site, _) = Site::with_people().await;
    let mut alma = site.signed_in("alma").await;
    let theirs = [Module::Account, Module::Instances, Module::Messages];
    for (function, operation) in TABLE {
        let (module, _) = operation.needs();
        if theirs.contains(&module) || matches!(*function, "payments/list_payments" | "payments/view_payment") {
            continue;
        }
        let answer = alma.call(function, &arguments::of(function)).await;
        assert_eq!((answer.status, answer.kind().as_str()), (StatusCode::FORBIDDEN, "Forbidden"), "{function}: {}", answer.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_exist_is_not_found() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    for (function, _) in TABLE.iter().filter(|(function, _)| arguments::of(function).starts_with("id=")) {
        let answer = olga.call(function, &arguments::of(function)).await;
        assert_eq!((answer.status, answer.kind().as_str()), (StatusCode::NOT_FOUND, "NotFound"), "{function}: {}", answer.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn arguments_that_cannot_be_read_are_refused_with_a_sentence() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    for (function, _) in TABLE.iter().filter(|(function, _)| arguments::needs_some(function)) {
        for body in ["", "id=%FF%FE&text[=x&current[0]=1", "id[a][b][c][d][e][f]=1&text[1]=2&current[a]=1", "{\"id\":1}"] {
            let answer = olga.call(function, body).await;
            assert!(answer.status.is_client_error(), "{function} of {body:?}: {} {}", answer.status, answer.text);
            assert!(answer.json()["message"]["k"].is_string(), "{function} of {body:?} says what is wrong: {}", answer.text);
        }
    }
    let answer = olga.call("users/view_user", "id=pay_00000000000000000000000000000001").await;
    assert_eq!(
        (answer.status, answer.kind().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "Invalid"),
        "the id of another thing: {}",
        answer.text
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_of_another_type_is_refused() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    for kind in ["text/plain", "application/json", "multipart/form-data; boundary=x"] {
        let request = olga.request(Method::POST, &address_of("users/view_user")).header(header::CONTENT_TYPE, kind);
        let answer = olga.send(request.body("id=usr_1".into()).expect("a request")).await;
        assert!(answer.status.is_client_error(), "{kind}: {} {}", answer.status, answer.text);
    }
    for path in ["/_fn/", "/_fn/nothing", "/_fn/../admin", "/_fn/list_users/more"] {
        let answer = olga.post(path, &[]).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        assert!(!answer.text.contains("#[server]"), "{path} tells strangers nothing of how we are made: {}", answer.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_changes_nothing() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    for function in ["users/create_user", "account/revoke_other_sessions", "account/edit_profile"] {
        let answer = olga.get(&format!("{}?{}", address_of(function), arguments::of(function))).await;
        assert!(answer.status.is_client_error(), "{function}: {}", answer.status);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_without_script_comes_back_with_what_was_wrong() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    let form = encoded(&[("name", "Nobody"), ("email", "not an address"), ("role", "customer"), ("version", "")]);
    let answer = olga.post_from(&address_of("users/create_user"), &form, Some("/admin/users/new")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(answer.location(), "/admin/users/new", "finding 48: the address stays clean");
    let page = olga.get("/admin/users/new").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.words().contains("not an address"), "the value that was wrong is named");
    assert!(!olga.get("/admin/users/new").await.words().contains("not an address"), "it is said once");
}

/// Posts a form of Olga's that is refused; the page to which it leads back.
async fn refused(olga: &mut Browser<'_>, function: &str, fields: &[(&str, &str)], page: &str) -> String {
    let answer = olga.post_from(&address_of(function), &encoded(fields), Some(page)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert!(answer.headers.get_all(header::SET_COOKIE).iter().all(|cookie| cookie.len() < 4_096), "browsers drop larger cookies");
    answer.location().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_without_script_comes_back_with_what_was_typed() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    let notes = "</textarea>\n".repeat(40);
    let typed = [("name", "Nobody \"Else\""), ("email", "not an address"), ("role", "employee"), ("notes", &notes), ("version", "")];
    let back = refused(&mut olga, "users/create_user", &typed, "/admin/users/new").await;
    let sealed = olga.cookie("__Host-typed").expect("is kept").to_owned();
    assert!(!olga.get("/admin/organisations/new").await.text.contains("not an address"), "only on the page that sent it");
    let page = olga.get(&back).await.text;
    assert!(page.contains("value=\"Nobody &quot;Else&quot;\"") && page.contains("value=\"not an address\""), "{page}");
    assert!(page.contains("<option value=\"employee\" selected>"), "{page}");
    assert!(page.contains("&lt;/textarea&gt;\n&lt;/textarea&gt;"), "{page}");
    let fresh = olga.get("/admin/users/new").await.text;
    assert!(!fresh.contains("Nobody") && !fresh.contains("not an address"), "only as the answer to it");

    assert!(!sealed.contains("Nobody"));
    let mut emma = site.signed_in("emma").await;
    for cookie in [sealed.clone(), sealed[..sealed.len() - 2].to_owned(), String::new(), "x".repeat(5_000)] {
        emma.set_cookie("__Host-typed", &cookie);
        let page = emma.get(&back).await;
        assert!(page.status == StatusCode::OK && !page.text.contains("Nobody"), "it is another's, or none");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_and_what_is_too_long_do_not_come_back() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    let typed = [("current", "my present secret"), ("new", "short")];
    let back = refused(&mut olga, "account/change_password", &typed, "/admin/account/password").await;
    let page = olga.get(&back).await.text;
    assert!(!page.contains("my present secret") && !page.contains("value=\"short\""), "{page}");
    let long = "word ".repeat(2_000);
    let typed = [("name", "Nobody Long"), ("email", "not an address"), ("role", "customer"), ("notes", &long), ("version", "")];
    let back = refused(&mut olga, "users/create_user", &typed, "/admin/users/new").await;
    let page = olga.get(&back).await.text;
    assert!(page.contains("value=\"Nobody Long\"") && !page.contains("word word"), "{page}");
    // What is accepted keeps nothing.
    let form = encoded(&[("name", "New Person"), ("email", "new@example.com"), ("role", "customer"), ("version", "")]);
    let answer = olga.post_from(&address_of("users/create_user"), &form, Some(&back)).await;
    assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::SEE_OTHER, ""), "{}", answer.text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_without_script_leads_on_when_it_is_done() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    let form = encoded(&[("name", "New Person"), ("email", "new@example.com"), ("role", "customer"), ("version", "")]);
    let answer = olga.post_from(&address_of("users/create_user"), &form, Some("/admin/users/new")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert!(answer.location().starts_with("/admin/users/usr_"), "{}", answer.location());
    let page = olga.get(answer.location()).await;
    assert!(page.status == StatusCode::OK && page.words().contains("New Person"));
    let again = olga.post_from(&address_of("account/edit_profile"), "name=Olga+R&locale=en&time_zone=UTC", Some("/admin/account")).await;
    assert_eq!((again.status, again.location()), (StatusCode::SEE_OTHER, "/admin/account"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_of_somebody_who_was_signed_out_does_nothing() {
    let (site, _) = Site::with_people().await;
    let answer =
        site.browser().post_from(&address_of("users/create_user"), &arguments::of("users/create_user"), Some("/admin/users/new")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let mut olga = site.signed_in("olga").await;
    assert!(!olga.get("/admin/users").await.words().contains("nobody@example.com"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w17_no_address_makes_a_page_say_anything() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    let error = domain::Error::field("name", domain::msg::field_choose_one("ACCOUNT SUSPENDED"));
    let link = server_fn::error::ServerFnUrlError::new(address_of("users/create_user"), api::ApiError(error));
    let link = link.to_url("http://localhost/admin/users/new").expect("an address");
    let page = olga.get(&format!("{}?{}", link.path(), link.query().expect("says something"))).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.words().contains("SUSPENDED") && !page.text.contains("role=\"alert\" tabindex"), "{}", page.text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w18_a_plain_form_never_leads_to_another_site() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    for (from, to) in [
        ("https://evil.example/x", "/"),
        ("javascript:alert(1)", "/"),
        ("//evil.example/x", "/"),
        ("https://panel.example.com.evil.example/admin", "/"),
        ("https://panel.example.com//evil.example", "/"),
        ("data:text/html,x", "/"),
        ("", "/"),
        ("https://panel.example.com/admin/account?x=1", "/admin/account?x=1"),
    ] {
        for body in ["name=Olga+R&locale=en&time_zone=UTC", "name=&locale=en&time_zone=UTC"] {
            let request = olga
                .request(Method::POST, &address_of("account/edit_profile"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::ACCEPT, "text/html")
                .header(header::REFERER, from);
            let answer = olga.send(request.body(body.into()).expect("a request")).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, to), "{from:?} {body}");
        }
    }
}
