//! Gateways' webhooks: the signature over the raw body decides, and nothing else lets anybody in.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use domain::server::ServerForm;

use super::site::Site;

const EVENT: &str = r#"{"id":"evt_1","timestamp":1795269900000,"event":"session.status","session":"none","payload":{"status":"WORKING"}}"#;

async fn send(site: &Site, server: &str, signature: Option<&str>, body: &str) -> StatusCode {
    let mut request =
        Request::builder().method(Method::POST).uri(format!("/hooks/waha/{server}")).header("content-type", "application/json");
    if let Some(signature) = signature {
        request = request.header("x-webhook-hmac", signature).header("x-webhook-hmac-algorithm", "sha512");
    }
    site.send(request.body(Body::from(body.to_owned())).expect("a request")).await.status()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_knows_the_secret_is_heard() {
    let (site, people) = Site::with_people().await;
    let olga = site.caller(people["olga"]).await;
    let form = ServerForm {
        name: "one".into(),
        provider: "waha".into(),
        // Nothing listens there; what it would say does not matter here.
        url: "http://127.0.0.1:9".into(),
        api_key: "abcdefgh".into(),
        max_devices: "3".into(),
    };
    let server = service::services(&site.context).servers.create(&olga, &form).await.expect("a server is added");
    let addresses = db::whatsapp::servers::addresses(site.context.db.read(), [server]).await.expect("reads");
    let place = format!("gateway_server.webhook_secret|{server}");
    let secret = site.context.keys.open(&place, &addresses[0].webhook_secret).expect("opens");
    let good = gateway::waha::webhook::sign(&secret, EVENT.as_bytes());
    let server = server.to_string();

    assert_eq!(send(&site, &server, None, EVENT).await, StatusCode::UNAUTHORIZED, "without a signature");
    for wrong in ["", "00", "not hex", &gateway::waha::webhook::sign(b"another secret", EVENT.as_bytes()), &good[..64]] {
        assert_eq!(send(&site, &server, Some(wrong), EVENT).await, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    let changed = EVENT.replace("WORKING", "STOPPED");
    assert_eq!(send(&site, &server, Some(&good), &changed).await, StatusCode::UNAUTHORIZED, "another body");
    assert_eq!(send(&site, &server, Some(&good), EVENT).await, StatusCode::OK);
    assert_eq!(send(&site, &server, Some(&good), EVENT).await, StatusCode::OK, "said twice, taken once");
    let kept: Option<i64> =
        db::scalar(site.context.db.read(), "SELECT CAST(COUNT(*) AS bigint) FROM gateway_event", vec![]).await.expect("counts");
    assert_eq!(kept, Some(1));

    let unknown = "srv_00000000000000000000000000000001";
    assert_eq!(send(&site, unknown, Some(&good), EVENT).await, StatusCode::NOT_FOUND);
    assert_eq!(send(&site, "nothing", Some(&good), EVENT).await, StatusCode::NOT_FOUND);
    let junk = "{";
    assert_eq!(
        send(&site, &server, Some(&gateway::waha::webhook::sign(&secret, junk.as_bytes())), junk).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let large = " ".repeat((1 << 20) + 1);
    assert_eq!(send(&site, &server, Some(&good), &large).await, StatusCode::PAYLOAD_TOO_LARGE);
}
