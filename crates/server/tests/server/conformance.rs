//! The reference server against the tests that every server has to pass.

use crate::on_both_databases;
use crate::world::World;
use regain_conformance::Subject;
use std::time::Duration;

impl Subject for World {
    fn base(&self) -> String {
        self.url("/api/v1")
    }

    async fn next_code(&self, to: &str) -> String {
        self.code(to).await
    }

    async fn sent(&self, to: &str) -> usize {
        self.outbox_is_empty().await;
        self.sandbox.messages(to).len()
    }

    fn pass(&self, time: Duration) {
        self.clock.forward_s(i64::try_from(time.as_secs()).unwrap());
    }
}

macro_rules! tests {
    ($($name:ident,)*) => {
        on_both_databases! {
            $(async fn $name(world: World) {
                regain_conformance::$name(&world).await;
            })*
        }
    };
}

regain_conformance::scenarios!(tests);
