//! What an approval is good for when the person comes back late.

use crate::{administrator::*, on_both_databases, world::*};

on_both_databases! {
    /// An approved recovery waits for the person as long as its request could have; the ten
    /// minutes to set the password count from the first look, and looking again gives no more
    /// (TOK-01).
    async fn the_time_to_act_counts_from_the_first_look(world: World) {
        let (mut flow, asked) = world.asked().await;
        world.clock.forward_s(3600);
        asked.approve(&flow.match_code()).await.expect_task("approved");
        world.clock.forward_s(20 * 3600);

        let seen = flow.read().await;

        seen.expect_step("set_password");
        assert_eq!(seen.json["step"]["expires_in_s"], 600);
        assert_eq!(seen.json["expires_in_s"], 600);
        world.clock.forward_s(500);
        let again = flow.read().await;
        assert_eq!(again.json["step"]["expires_in_s"], 100);
        world.clock.forward_s(100);
        flow.read().await.expect_problem("recovery_expired");
        flow.set_password(NEW).await.expect_problem("recovery_expired");
    }

    /// Within those minutes the password can be set.
    async fn a_person_who_comes_back_late_sets_the_password(world: World) {
        let (mut flow, asked) = world.asked().await;
        asked.approve(&flow.match_code()).await.expect_task("approved");
        world.clock.forward_s(23 * 3600);
        flow.read().await.expect_step("set_password");
        world.clock.forward_s(599);

        flow.set_password(NEW).await.expect_step("done");

        assert_eq!(world.log_on("firm", NEW).await.status, 200);
    }

    /// Nobody comes back later than the request would have lived.
    async fn an_approval_is_void_after_its_request(world: World) {
        let (mut flow, asked) = world.asked().await;
        asked.approve(&flow.match_code()).await.expect_task("approved");
        world.clock.forward_s(24 * 3600);

        flow.read().await.expect_problem("recovery_expired");
        flow.set_password(NEW).await.expect_problem("recovery_expired");
    }

    /// One that comes at the last minute is good for the usual time.
    async fn an_approval_at_the_last_minute_is_good_for_ten(world: World) {
        let (mut flow, asked) = world.asked().await;
        world.clock.forward_s(24 * 3600 - 60);
        asked.approve(&flow.match_code()).await.expect_task("approved");
        world.clock.forward_s(599);

        flow.read().await.expect_step("set_password");
    }

    /// TOK-04: what happens to the account meanwhile ends what was approved.
    async fn a_change_meanwhile_ends_what_was_approved(world: World) {
        let (mut flow, asked) = world.asked().await;
        asked.approve(&flow.match_code()).await.expect_task("approved");
        world.clock.forward_s(3600);
        world.proved("firm", "email", FIRM_MAIL).await.set_password(NEW).await.expect_step("done");

        flow.read().await.expect_step("ended");
        flow.set_password("Other-Password-7").await.expect_problem("stale_version");
    }

    /// Where another proof is needed besides, the person has the time of any step to give it.
    async fn a_second_proof_can_be_given_after_a_late_return(world: World) {
        world.execute("UPDATE accounts SET needs_two_proofs = 1 WHERE username = 'firm'").await;
        let (mut flow, asked) = world.asked().await;
        asked.approve(&flow.match_code()).await.expect_task("approved");
        world.clock.forward_s(10 * 3600);

        let seen = flow.read().await;

        seen.expect_step("choose_method");
        assert_eq!(seen.json["expires_in_s"], 1800);
        world.ready_to_receive(FIRM_MAIL);
        flow.choose("email").await.expect_step("enter_code");
        flow.submit(&world.code(FIRM_MAIL).await).await.expect_step("set_password");
    }
}
