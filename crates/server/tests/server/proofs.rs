//! Which proofs suffice (CON-04), over HTTP. The engine's own tests compare it with a model.

use crate::{
    on_both_databases,
    sub_steps::{METHODS, pass},
    world::*,
};

on_both_databases! {
    /// CON-04: an account with two factors needs two proofs by different methods, in whatever
    /// order; the same one again is refused, and the first alone is worth nothing.
    async fn any_two_different_methods_suffice(mut world: World) {
        world.execute("UPDATE accounts SET needs_two_proofs = 1 WHERE username = 'firm'").await;
        world.restart(|config| config.resend_after_s = 0).await;
        for first in METHODS {
            for second in METHODS {
                let mut flow = world.begin("firm").await;
                assert_eq!(flow.recovery["step"]["proofs_needed"], 2);
                let half = pass(&mut flow, first).await;
                half.expect_step("choose_method");
                assert_eq!(half.json["step"]["proofs_needed"], 1, "{first}");
                flow.set_password(NEW).await.expect_problem("stale_version");

                let whole = pass(&mut flow, second).await;

                if first == second {
                    whole.expect_problem("method_unavailable");
                    flow.set_password(NEW).await.expect_problem("stale_version");
                } else {
                    whole.expect_step("set_password");
                    flow.set_password(NEW).await.expect_step("done");
                }
            }
        }
    }

    /// CON-04, FAC-01: with `face_alone = false` a face and anything else suffice, and a face alone
    /// never; for an account with two factors that changes nothing.
    async fn a_face_needs_company_where_configured(mut world: World) {
        world
            .restart(|config| {
                config.face_alone = false;
                config.resend_after_s = 0;
            })
            .await;
        for needs_two in ["0", "1"] {
            let sql = format!(
                "UPDATE accounts SET needs_two_proofs = {needs_two} WHERE username = 'firm'"
            );
            sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&world.db).await.unwrap();
            for second in ["phone", "email", "alipay", "administrator"] {
                let mut flow = world.begin("firm").await;
                let half = pass(&mut flow, "face").await;
                half.expect_step("choose_method");
                assert_eq!(half.json["step"]["proofs_needed"], 1);
                flow.choose("face").await.expect_problem("method_unavailable");
                flow.set_password(NEW).await.expect_problem("stale_version");

                pass(&mut flow, second).await.expect_step("set_password");
            }
        }
    }

    /// CON-04: proofs belong to their recovery: another one of the same account begins at nought.
    async fn proofs_do_not_travel_between_recoveries(world: World) {
        world.execute("UPDATE accounts SET needs_two_proofs = 1 WHERE username = 'firm'").await;
        let mut one = world.begin("firm").await;
        pass(&mut one, "alipay").await.expect_step("choose_method");
        let mut two = world.begin("firm").await;

        let half = pass(&mut two, "face").await;

        half.expect_step("choose_method");
        assert_eq!(half.json["step"]["proofs_needed"], 1);
        two.set_password(NEW).await.expect_problem("stale_version");
    }
}
