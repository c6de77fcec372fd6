//! The choice of a method, and the way from one to another (CON-03, CON-04).

use crate::{on_both_databases, world::*};

/// Every method, with an account that has all of them.
const METHODS: [&str; 5] = ["phone", "email", "alipay", "face", "administrator"];

fn step_of(method: &str) -> &'static str {
    match method {
        "phone" | "email" => "enter_code",
        "alipay" => "visit_provider",
        "face" => "verify_face",
        _ => "choose_administrator",
    }
}

on_both_databases! {
    /// CON-03: a password can be set only with a proof, after whatever switches between methods;
    /// each leaves one challenge open at most.
    async fn no_switch_of_methods_makes_a_proof(mut world: World) {
        world.restart(|config| config.resend_after_s = 0).await;
        for first in METHODS {
            for second in METHODS {
                let mut flow = world.begin("firm").await;
                for method in [first, second, first] {
                    flow.choose(method).await.expect_step(step_of(method));
                    flow.set_password(NEW).await.expect_problem("stale_version");
                    flow.change_method().await.expect_step("choose_method");
                    flow.set_password(NEW).await.expect_problem("stale_version");
                }
                flow.cancel().await.expect_step("ended");
            }
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM proofs").await, 0);
        let open = "SELECT COUNT(*) FROM challenges WHERE state = 'open'";
        assert_eq!(world.count(open).await, 0);
        assert_eq!(world.log_on("firm", OLD).await.status, 200);
    }

    /// CON-03: what was begun with a method is void as soon as it is left, but a code that was
    /// sent, which is void when another method is chosen.
    async fn leaving_a_method_voids_what_is_open(world: World) {
        let open = "SELECT COUNT(*) FROM challenges WHERE state = 'open'";
        for (method, after_leaving) in
            [("phone", 1), ("alipay", 0), ("face", 0), ("administrator", 0)]
        {
            let mut flow = world.begin("firm").await;
            flow.choose(method).await.expect_step(step_of(method));
            flow.change_method().await.expect_step("choose_method");
            assert_eq!(world.count(open).await, after_leaving, "{method}");

            flow.choose("administrator").await.expect_step("choose_administrator");
            assert_eq!(world.count(open).await, 0, "{method}");
        }
    }
}
