//! What is personal in an appeal is deleted when its time is over, and its files are really gone.

use crate::{
    filed::{CONTACT, DAY_S, NUMBER, column, file, give, lay, state},
    world::{Database, World, run},
};
use std::{
    path::Path,
    time::{Duration, SystemTime},
};

const BOTH: [Database; 2] = [Database::Sqlite, Database::Postgres];

/// The server looks for what is due at its start, and then every ten minutes.
async fn look(world: &mut World) {
    world.restart(|_| {}).await;
}

async fn is_gone(path: &Path) -> bool {
    for _ in 0..250 {
        if !path.exists() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    false
}

async fn is_erased(world: &World, id: &str) -> bool {
    let count = "SELECT COUNT(*) FROM appeals WHERE erased_ms IS NOT NULL AND id = $1";
    let count: i64 = sqlx::query_scalar(count).bind(id).fetch_one(&world.db).await.unwrap();
    count == 1
}

/// APL-07: ninety days after the end documents and details are gone; number, outcome and times
/// stay.
#[test]
fn a_decided_appeal_is_forgotten_in_time() {
    for database in BOTH {
        run(database, |mut world| async move {
            let refused = file(&world, NUMBER, "refused", Some("solo")).await;
            let open = file(&world, "RA-0000-0001", "in_review", Some("solo")).await;
            let document = give(&world, &refused, "holder_id", b"one").await;
            let kept = give(&world, &open, "holder_id", b"two").await;

            world.clock.forward_s(90 * DAY_S - 60);
            look(&mut world).await;
            tokio::time::sleep(Duration::from_millis(400)).await;
            assert!(document.exists() && !is_erased(&world, &refused).await);
            world.clock.forward_s(60);
            look(&mut world).await;

            assert!(is_gone(&document).await);
            assert!(is_erased(&world, &refused).await);
            assert_eq!(state(&world, &refused).await, "refused");
            for sql in [
                "SELECT answers FROM appeals WHERE id = $1",
                "SELECT details FROM appeals WHERE id = $1",
                "SELECT phone FROM appeals WHERE id = $1",
                "SELECT account_id FROM appeals WHERE id = $1",
                "SELECT asked FROM appeals WHERE id = $1",
                "SELECT note FROM appeals WHERE id = $1",
            ] {
                assert_eq!(column(&world, &refused, sql).await, None, "{sql}");
            }
            let number = "SELECT number FROM appeals WHERE id = $1";
            assert_eq!(column(&world, &refused, number).await.as_deref(), Some(NUMBER));
            // What is not over stays, however old it is.
            assert!(kept.exists() && !is_erased(&world, &open).await);
            let phone = column(&world, &open, "SELECT phone FROM appeals WHERE id = $1").await;
            assert_eq!(phone.as_deref(), Some(CONTACT));
            assert_eq!(world.count("SELECT COUNT(*) FROM appeal_files").await, 1);
        });
    }
}

/// APL-07: a draft is deleted altogether after its seven days.
#[test]
fn a_draft_is_forgotten_after_a_week() {
    for database in BOTH {
        run(database, |mut world| async move {
            let draft = file(&world, NUMBER, "draft", None).await;
            let document = give(&world, &draft, "other", b"one").await;

            world.clock.forward_s(7 * DAY_S + 1);
            look(&mut world).await;

            assert!(is_gone(&document).await);
            assert_eq!(world.count("SELECT COUNT(*) FROM appeals").await, 0);
            assert_eq!(world.count("SELECT COUNT(*) FROM appeal_files").await, 0);
        });
    }
}

/// APL-07: a file whose row was lost in a crash does not lie there for ever; one that is just being
/// taken does.
#[test]
fn a_file_without_a_row_is_swept() {
    run(Database::Sqlite, |mut world| async move {
        let id = file(&world, NUMBER, "in_review", Some("solo")).await;
        let known = give(&world, &id, "other", b"one").await;
        let orphan = lay(&world, "ffffffffffffffffffffffffffffffff", b"two");
        let fresh = lay(&world, "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", b"three");
        for old in [&known, &orphan] {
            #[expect(clippy::disallowed_methods, reason = "the age of a file is by its real time")]
            let hours_ago = SystemTime::now() - Duration::from_secs(2 * 60 * 60);
            let file = std::fs::File::options().write(true).open(old).unwrap();
            file.set_modified(hours_ago).unwrap();
        }

        look(&mut world).await;

        assert!(is_gone(&orphan).await);
        assert!(known.exists() && fresh.exists());
    });
}

/// APL-07: how long is the operator's to say.
#[test]
fn the_time_can_be_set() {
    run(Database::Sqlite, |mut world| async move {
        let id = file(&world, NUMBER, "withdrawn", None).await;
        let document = give(&world, &id, "other", b"one").await;

        world.clock.forward_s(2 * DAY_S);
        world.restart(|config| config.appeal_keep_days = 1).await;

        assert!(is_gone(&document).await);
        assert!(is_erased(&world, &id).await);
    });
}
