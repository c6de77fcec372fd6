//! Appeals as the tests of reviewers find them: put into the tables as the operations leave them,
//! with files in the folder.

use crate::world::World;
use sqlx::query;
use std::path::PathBuf;

/// The contact phone of every one.
pub const CONTACT: &str = "+8613900139000";
/// The number of the first.
pub const NUMBER: &str = "RA-7K3M-9QPX";
pub const DAY_S: i64 = 24 * 60 * 60;

/// Puts an appeal into the tables; gives its id. `username` names the account.
pub async fn file(world: &World, number: &str, state: &str, username: Option<&str>) -> String {
    use regain_server::Clock;
    let now_ms = world.clock.now_ms();
    let account_id = match username {
        Some(username) => Some(world.account_id(username).await),
        None => None,
    };
    let id = format!("appeal-{number}");
    let is_over = matches!(state, "refused" | "withdrawn" | "lapsed" | "stopped" | "bound");
    query(
        "INSERT INTO appeals (id, number, state, place, version, locale, answers, phone,
                              account_id, asked, note, created_ms, expires_ms, submitted_ms,
                              ended_ms, turn_ms)
         VALUES ($1, $2, $3, 'review', 3, 'en', $4, $5, $6, '[]', 'a note', $7, $8, $9, $10, $7)",
    )
    .bind(&id)
    .bind(number)
    .bind(state)
    .bind(r#"{"needs":["phone"],"kind":"individual","filer":"holder"}"#)
    .bind(CONTACT)
    .bind(account_id)
    .bind(now_ms)
    .bind(now_ms + 7 * DAY_S * 1000)
    .bind((state != "draft").then_some(now_ms))
    .bind(is_over.then_some(now_ms))
    .execute(&world.db)
    .await
    .unwrap();
    query(
        "INSERT INTO appeal_events (id, appeal_id, what, who, at_ms) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(format!("event-{number}"))
    .bind(&id)
    .bind("received")
    .bind("person")
    .bind(now_ms)
    .execute(&world.db)
    .await
    .unwrap();
    id
}

/// Gives it a file; gives where that lies.
pub async fn give(world: &World, appeal_id: &str, material: &str, content: &[u8]) -> PathBuf {
    use regain_server::Clock;
    let count: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM appeal_files").fetch_one(&world.db).await.unwrap();
    let stored = format!("{count:032x}");
    query(
        "INSERT INTO appeal_files (id, appeal_id, material, label, kind, bytes, stored, created_ms)
         VALUES ($1, $2, $3, 'sealed', 'jpeg', $4, $5, $6)",
    )
    .bind(format!("file-{count}"))
    .bind(appeal_id)
    .bind(material)
    .bind(i64::try_from(content.len()).unwrap())
    .bind(&stored)
    .bind(world.clock.now_ms() + count)
    .execute(&world.db)
    .await
    .unwrap();
    lay(world, &stored, content)
}

/// Puts a file into the folder that no row knows.
pub fn lay(world: &World, name: &str, content: &[u8]) -> PathBuf {
    std::fs::create_dir_all(&world.config.appeal_directory).unwrap();
    let path = world.config.appeal_directory.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// The one value of a column of an appeal, as text.
pub async fn column(world: &World, id: &str, sql: &'static str) -> Option<String> {
    sqlx::query_scalar(sql).bind(id).fetch_one(&world.db).await.unwrap()
}

/// Where it stands.
pub async fn state(world: &World, id: &str) -> String {
    column(world, id, "SELECT state FROM appeals WHERE id = $1").await.unwrap()
}
