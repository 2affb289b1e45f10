//! The messages of a chat by every parameter that the document has for them.

use serde_json::Value;

use super::rig::{CHAT, Rig};

/// The bare ids of a list.
async fn ids(rig: &Rig, query: &str) -> Vec<String> {
    let list: Vec<Value> = rig.get(&format!("/api/desk/chats/{CHAT}/messages{query}")).await.json().await.expect("a list");
    list.iter().map(|message| message["id"].as_str().and_then(|id| id.rsplit('_').next()).expect("an id").to_owned()).collect()
}

// Fault 12.
#[tokio::test]
async fn a_list_is_cut_sorted_and_filtered() {
    let rig = Rig::new().await;
    rig.linked("desk").await;
    for number in 0..12 {
        rig.send("desk", &format!("L{number:02}"), CHAT).await.expect("accepted");
    }
    let reply = [("chat", CHAT), ("text", "Thank you")];
    rig.http.post(format!("{}/phone/desk/reply", rig.server.base_url)).form(&reply).send().await.expect("an answer");
    rig.send("desk", "OTHER", "4915187654321@c.us").await.expect("accepted");
    for number in 0..12 {
        rig.hook.read(&format!("L{number:02}")).await;
    }

    let newest = ids(&rig, "").await;
    assert_eq!((newest.len(), newest[1].as_str()), (10, "L11"), "ten, the newest first");
    let mut oldest = ids(&rig, "?limit=3&sortOrder=asc").await;
    assert_eq!(oldest, ["L00", "L01", "L02"]);
    oldest = ids(&rig, "?limit=2&sortOrder=asc&offset=2&sortBy=timestamp&downloadMedia=false&merge=true").await;
    assert_eq!(oldest, ["L02", "L03"]);
    assert_eq!(ids(&rig, "?limit=100").await.len(), 13);
    assert_eq!(ids(&rig, "?limit=100&filter.fromMe=true").await.len(), 12);
    assert_eq!(ids(&rig, "?filter.fromMe=false").await.len(), 1);
    assert_eq!(ids(&rig, "?limit=100&filter.ack=READ").await.len(), 12);
    assert_eq!(ids(&rig, "?filter.ack=ERROR").await.len(), 0);

    let first: Vec<Value> = rig.get(&format!("/api/desk/chats/{CHAT}/messages?limit=1&sortOrder=asc")).await.json().await.expect("a list");
    let second = first[0]["timestamp"].as_i64().expect("seconds");
    assert!(ids(&rig, &format!("?limit=100&filter.timestamp.lte={second}")).await.contains(&"L00".to_owned()), "the last second counts");
    assert_eq!(ids(&rig, &format!("?filter.timestamp.lte={}", second - 1)).await.len(), 0);
    assert_eq!(ids(&rig, &format!("?limit=100&filter.timestamp.gte={second}")).await.len(), 13);
    assert_eq!(ids(&rig, &format!("?filter.timestamp.gte={}", second + 3600)).await.len(), 0);
    assert_eq!(rig.get(&format!("/api/desk/chats/{CHAT}/messages?sortOrder=up")).await.status(), 400);
}
