use super::rig::{CHAT, Rig};
use domain::port::whatsapp::{Driver, SessionStatus};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore]
async fn manual() {
    let rig = Rig::tuned(|c| { c.listen = ([127, 0, 0, 1], 39471).into(); }).await;
    rig.linked("linked_one").await;
    for i in 0..5 { rig.send("linked_one", &format!("MSG{i}"), CHAT).await.unwrap(); }
    rig.http.post(format!("{}/phone/linked_one/reply", rig.server.base_url)).form(&[("chat", CHAT), ("text", "Thank you! When does it arrive?")]).send().await.unwrap();
    rig.driver.create_session(&rig.server, &rig.spec("waiting_one")).await.unwrap();
    let t = std::time::Instant::now();
    let n = 3000;
    use futures::StreamExt;
    futures::stream::iter(0..n).map(|i| { let rig = &rig; async move { rig.send("linked_one", &format!("T{i}"), "4915100000001@c.us").await.unwrap() } }).buffer_unordered(64).for_each(|_| async {}).await;
    println!("SENDS {} /s", n as f64 / t.elapsed().as_secs_f64());
    let _ = SessionStatus::Working;
    loop { let s = rig.get("/sim/stats").await.text().await.unwrap(); if s.contains("\"waiting\":0") && rig.hook.acks(&format!("T{}", n - 1)).len() == 4 { break; } tokio::time::sleep(std::time::Duration::from_millis(200)).await; }
    println!("ALL ACKS by {:?}, waiting {}", t.elapsed(), rig.get("/sim/stats").await.text().await.unwrap());
    while !std::path::Path::new("/tmp/stop-sim").exists() { tokio::time::sleep(std::time::Duration::from_millis(500)).await; }
}
