//! The database: SQLite or PostgreSQL by URL, with the same SQL text for both.
//!
//! Whatever happens once is claimed by a guarded write whose row count is checked (CON-02).
//! SQLite has one writer at a time; on PostgreSQL a command first locks the row of its recovery.

pub mod accounts;
pub mod appeal_files;
pub mod appeal_keys;
pub mod appeals;
pub mod approvals;
pub mod challenges;
mod columns;
pub mod completion;
pub mod events;
pub mod faces;
pub mod hand_offs;
pub mod idempotency;
pub mod identities;
pub mod outbox;
pub mod rate_limits;
pub mod recoveries;
pub mod reviews;
mod stage;
pub mod stop_links;
mod sweep;
pub mod usernames;
pub mod visits;
pub mod words;

use sqlx::{
    Any, AnyPool, Connection, Error, Transaction,
    any::AnyPoolOptions,
    migrate::{Migration, MigrationType, Migrator},
    query,
};
use sqlx::{Executor, SqlSafeStr};
use std::time::Duration;

pub use sweep::sweep;

/// How long a request waits for a connection, also while a database that is away is called. A page
/// gives up after ten seconds, two of which a password may wait to be hashed.
const LONGEST_WAIT: Duration = Duration::from_secs(7);

/// An open transaction.
pub type Tx = Transaction<'static, Any>;

/// The pools: on SQLite writing goes through one connection, so that no lock is ever upgraded.
#[derive(Clone)]
pub struct Store {
    read: AnyPool,
    write: AnyPool,
    is_sqlite: bool,
}

impl Store {
    /// Opens the database and brings its tables up to date.
    pub async fn open(url: &str, connections: u32) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let is_sqlite = url.starts_with("sqlite:");
        let write =
            options(is_sqlite, if is_sqlite { 1 } else { connections }).connect(url).await?;
        migrations().run(&write).await.map_err(|error| Error::Migrate(Box::new(error)))?;
        let is_memory = url.contains(":memory:") || url.contains("mode=memory");
        let read = if is_sqlite && !is_memory {
            options(is_sqlite, connections).connect(url).await?
        } else {
            write.clone()
        };

        Ok(Self { read, write, is_sqlite })
    }

    /// Begins a transaction that will write.
    pub async fn begin(&self) -> Result<Tx, Error> {
        if self.is_sqlite {
            // A deferred transaction that upgrades its lock fails at once when another writes.
            self.write.begin_with("BEGIN IMMEDIATE").await
        } else {
            self.write.begin().await
        }
    }

    /// Begins a transaction that only reads.
    pub async fn begin_reading(&self) -> Result<Tx, Error> {
        self.read.begin().await
    }

    /// Writes a row: a database that is full or read-only still answers whoever reads.
    pub async fn probe(&self, now_ms: i64) -> Result<(), Error> {
        let mut tx = self.begin().await?;
        query("UPDATE readiness SET probed_ms = $1").bind(now_ms).execute(&mut *tx).await?;
        tx.commit().await
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.write.close().await;
        self.read.close().await;
    }
}

fn options(is_sqlite: bool, connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(LONGEST_WAIT)
        .before_acquire(|connection, _| {
            // SQLite rolls back by itself when a commit finds no room. The ROLLBACK that follows
            // fails, and the connection would count itself within a transaction for ever.
            let is_usable = !connection.is_in_transaction();
            Box::pin(async move { Ok(is_usable) })
        })
        .after_connect(move |connection: &mut sqlx::AnyConnection, _| {
            Box::pin(async move {
                if is_sqlite {
                    connection.execute("PRAGMA journal_mode = WAL").await?;
                    connection.execute("PRAGMA busy_timeout = 10000").await?;
                    connection.execute("PRAGMA synchronous = NORMAL").await?;
                }
                Ok(())
            })
        })
}

fn migrations() -> Migrator {
    let all = [
        (1, "recovery", include_str!("../../migrations/0001_recovery.sql")),
        (2, "methods", include_str!("../../migrations/0002_methods.sql")),
        (3, "appeals", include_str!("../../migrations/0003_appeals.sql")),
        (4, "finish", include_str!("../../migrations/0004_finish.sql")),
        (5, "reviews", include_str!("../../migrations/0005_reviews.sql")),
        (6, "appeal_limits", include_str!("../../migrations/0006_appeal_limits.sql")),
        (7, "readiness", include_str!("../../migrations/0007_readiness.sql")),
    ];
    Migrator::with_migrations(
        all.into_iter()
            .map(|(version, name, sql)| {
                let kind = MigrationType::Simple;
                Migration::new(version, name.into(), kind, sql.into_sql_str(), false)
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::{Store, challenges, completion};
    use sqlx::query;

    /// CON-02: the guarded writes themselves give one winner, without the lock of the recovery
    /// that stands before them.
    #[tokio::test]
    async fn a_challenge_and_a_grant_are_claimed_once() {
        let store = Store::open("sqlite::memory:", 2).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        for statement in [
            "INSERT INTO accounts (id, username, kind, identity_verified, needs_two_proofs,
                                   password_hash, password_changed_ms)
             VALUES ('a', 'solo', 'individual', 1, 0, 'hash', 0)",
            "INSERT INTO recoveries (id, token_hash, intent, locale, subject, account_id, stamp,
                                     label, version, step, created_ms, expires_ms, turn_ms)
             VALUES ('r', 't', 'reset_password', 'en', 'a', 'a', '', '', 1, 'enter_code', 0, 9, 0)",
            "INSERT INTO challenges VALUES ('c', 'r', 'a', 'phone', '', '', 0, 'open', 0, 9)",
        ] {
            query(statement).execute(&mut *tx).await.unwrap();
        }
        challenges::grant(&mut tx, "r", "a", 9).await.unwrap();

        assert!(challenges::pass(&mut tx, "c").await.unwrap());
        assert!(!challenges::pass(&mut tx, "c").await.unwrap());
        assert!(!completion::claim_grant(&mut tx, "r", "other", 5).await.unwrap());
        assert!(!completion::claim_grant(&mut tx, "r", "a", 9).await.unwrap());
        assert!(completion::claim_grant(&mut tx, "r", "a", 5).await.unwrap());
        assert!(!completion::claim_grant(&mut tx, "r", "a", 5).await.unwrap());
    }
}
