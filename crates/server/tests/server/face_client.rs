//! What a person does for facial recognition: here, on another device, on the provider's page.

use crate::world::*;
use base64::{Engine, engine::general_purpose::STANDARD};
use image::{DynamicImage, ImageFormat, RgbImage};
use regain_sandbox::face::picture;
use serde_json::{Value, json};
use std::{
    io::Cursor,
    sync::{LazyLock, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::sleep;

/// The body with the picture of a person of the sandbox, as a camera would give it.
pub fn frame_of(key: &str) -> Value {
    static DRAWN: LazyLock<Mutex<Vec<(String, String)>>> = LazyLock::new(Mutex::default);
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, jpeg)) = drawn.iter().find(|(known, _)| known == key) {
        return json!({ "jpeg": jpeg });
    }
    let png = picture(key).unwrap();
    let jpeg = jpeg(&image::load_from_memory(&png).unwrap());
    drawn.push((key.into(), jpeg.clone()));
    json!({ "jpeg": jpeg })
}

fn jpeg(picture: &DynamicImage) -> String {
    let mut bytes = Cursor::new(Vec::new());
    picture.to_rgb8().write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    STANDARD.encode(bytes.into_inner())
}

/// The body with a picture of one grey.
pub fn grey(value: u8) -> Value {
    let picture = RgbImage::from_pixel(320, 240, image::Rgb([value; 3]));
    json!({ "jpeg": jpeg(&picture.into()) })
}

pub fn consent() -> Value {
    json!({ "consent_version": 1 })
}

pub async fn chosen<'w>(world: &'w World, name: &str) -> Flow<'w> {
    let mut flow = world.begin(name).await;
    flow.choose("face").await.expect_step("verify_face");
    flow
}

/// Agrees, and sends pictures of somebody until there is a decision; the last answer.
pub async fn scan(flow: &mut Flow<'_>, key: &str) -> Reply {
    let started = flow.command("/face/start", consent()).await;
    if started.json["step"]["stage"]["at"] != "here" {
        return started;
    }
    for _ in 0..5 {
        let reply = flow.command("/face/frame", frame_of(key)).await;
        if reply.json["step"]["stage"]["at"] != "here" {
            return reply;
        }
    }
    panic!("no decision after five pictures");
}

/// Makes a link for another device.
pub async fn handed_off<'w>(world: &'w World, flow: &mut Flow<'_>) -> (Guest<'w>, Reply) {
    let reply = flow.command("/face/hand-off", json!({})).await;
    assert_eq!(reply.json["step"]["stage"]["at"], "handed_off", "{}", reply.body);
    (Guest::new(world, &ticket(&reply)), reply)
}

pub fn ticket(reply: &Reply) -> String {
    let url = reply.json["step"]["stage"]["url"].as_str().unwrap();
    url.split_once("/hand-off#").unwrap().1.to_owned()
}

/// Agrees on another device.
pub async fn agreed(guest: &mut Guest<'_>) -> Reply {
    guest.read().await.expect_task("scan_face");
    guest.command("/face/start", consent()).await
}

/// Presses a button of the provider's page.
pub async fn at_provider(world: &World, reply: &Reply, choice: &str) {
    let url = reply.json["task"]["provider_url"].as_str().unwrap();
    let request = world
        .http
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("choice={choice}"));
    let response = request.send().await.unwrap();
    assert!(response.status().is_redirection(), "{}", response.status());
}

/// Waits until the worker has asked the provider: moves the clock as far as it waits.
pub async fn until_step(flow: &mut Flow<'_>, is_there: impl Fn(&Reply) -> bool) -> Reply {
    for _ in 0..100 {
        flow.world.clock.forward_s(1);
        let reply = flow.read().await;
        if is_there(&reply) {
            return reply;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("the worker found no decision: {}", flow.read().await.body);
}
