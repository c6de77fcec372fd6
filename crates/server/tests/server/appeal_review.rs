//! The reviewer's part of an appeal at the command line.

use crate::{
    appellant::{Appellant, photo},
    filed::{CONTACT, DAY_S, NUMBER, column, file, give, state},
    world::{Database, MAIL, World, run},
};
use regain_contract::appeal::MaterialKind;
use regain_server::{
    OsRandom, Until,
    cli::{Review, review},
};
use sqlx::Row;
use std::{
    path::PathBuf,
    process::{Command, Output},
    sync::Arc,
};

const BOTH: [Database; 2] = [Database::Sqlite, Database::Postgres];

/// Does a reviewer's part in this process, with the tests' clock.
async fn does(world: &World, part: Review) -> Result<String, String> {
    let (clock, random) = (Arc::new(world.clock.clone()), Arc::new(OsRandom));
    review(world.config.clone(), clock, random, part).await
}

/// Runs the real program on the same database, by a file of options.
fn program(world: &World, arguments: &[&str]) -> Output {
    let name = format!("regain-review-{}-{:p}.toml", std::process::id(), world);
    let config = std::env::temp_dir().join(name);
    let text = format!(
        "database_url = '{}'\ndemo_accounts = true\nappeal_directory = '{}'\n",
        world.config.database_url,
        world.config.appeal_directory.display()
    );
    std::fs::write(&config, text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_regain-server"))
        .args(arguments)
        .arg("--config")
        .arg(&config)
        .env_remove("REGAIN_CONFIG")
        .output()
        .unwrap();
    std::fs::remove_file(config).unwrap();
    output
}

fn number() -> String {
    NUMBER.into()
}

fn fresh_folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("regain-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

/// What the audit trail holds, the oldest first.
async fn trail(world: &World) -> Vec<(String, String, String)> {
    sqlx::query("SELECT what, result, reviewer FROM reviews ORDER BY at_ms, id")
        .fetch_all(&world.db)
        .await
        .unwrap()
        .iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect()
}

/// APL-07: the list has the open appeals only, and one appeal is shown with its account and others.
#[test]
fn a_reviewer_finds_and_reads_an_appeal() {
    for database in BOTH {
        run(database, |world| async move {
            let id = file(&world, NUMBER, "in_review", Some("solo")).await;
            file(&world, "RA-0000-0001", "refused", Some("solo")).await;
            file(&world, "RA-0000-0002", "draft", None).await;
            give(&world, &id, "holder_id", b"picture").await;

            let list = does(&world, Review::List).await.unwrap();
            let shown = does(&world, Review::Show { number: "ra 7k3m 9qpx".into() }).await.unwrap();
            let none = does(&world, Review::Show { number: "RA-0000-0002".into() }).await;

            assert_eq!(list.lines().count(), 1);
            assert!(list.starts_with("RA-7K3M-9QPX  2027-01-01T00:00:00Z  in_review  individual"));
            for line in [
                "Appeal RA-7K3M-9QPX",
                "State: in_review",
                "New phone, proved: +8613900139000",
                "Account: solo, individual",
                "Also for this account: RA-0000-0001, refused, 2027-01-01T00:00:00Z",
            ] {
                assert!(shown.lines().any(|shown| shown == line), "{line} in\n{shown}");
            }
            assert_eq!(none.unwrap_err(), "there is no submitted appeal with this number");
            // Of the account itself only masks are shown.
            assert!(!shown.contains(MAIL) && !shown.contains("13800138000"));
        });
    }
}

/// APL-04: files leave under names of ours, for this user only, over nothing, and it is written down.
#[test]
fn documents_leave_only_through_the_command() {
    run(Database::Sqlite, |world| async move {
        let id = file(&world, NUMBER, "in_review", Some("solo")).await;
        give(&world, &id, "holder_id", b"one").await;
        give(&world, &id, "other", b"two").await;
        let to = fresh_folder("documents");
        let part = || Review::Documents { number: number(), to: to.clone() };

        let written = does(&world, part()).await.unwrap();
        let again = does(&world, part()).await.unwrap_err();

        let (first, second) = (to.join("1-holder_id.jpg"), to.join("2-other.jpg"));
        assert_eq!(written, format!("{}\n{}\n", first.display(), second.display()));
        assert_eq!(std::fs::read(&first).unwrap(), b"one");
        assert_eq!(std::fs::read(&second).unwrap(), b"two");
        assert!(again.contains("1-holder_id.jpg"), "{again}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&first).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let trail = trail(&world).await;
        assert_eq!(trail.len(), 2);
        assert!(trail.iter().all(|(what, result, _)| what == "documents" && result == "taken"));
        std::fs::remove_dir_all(&to).unwrap();
    });
}

/// APL-07: asking moves the appeal on, tells the person, and names the reviewer in the trail.
#[test]
fn more_can_be_asked_for() {
    for database in BOTH {
        run(database, |world| async move {
            let id = file(&world, NUMBER, "in_review", Some("solo")).await;
            let ask = Review::Ask {
                number: number(),
                materials: vec![MaterialKind::BusinessLicence, MaterialKind::Other],
                note: "Please \u{1b}[31mboth\u{202e} sides.".into(),
                until: Until::Days(14),
            };

            let done = does(&world, ask).await.unwrap();

            assert_eq!(done, "RA-7K3M-9QPX: more_asked\n");
            assert_eq!(state(&world, &id).await, "more_asked");
            let asked = column(&world, &id, "SELECT asked FROM appeals WHERE id = $1").await;
            assert!(asked.unwrap().contains("business_licence"));
            let note = column(&world, &id, "SELECT note FROM appeals WHERE id = $1").await;
            assert_eq!(note.as_deref(), Some("Please [31mboth sides."));
            assert!(!world.message(CONTACT).await.text.is_empty());
            let trail = trail(&world).await;
            assert_eq!((trail[0].0.as_str(), trail[0].1.as_str()), ("ask", "done"));
            assert!(!trail[0].2.is_empty());
            let who = column(
                &world,
                &id,
                "SELECT who FROM appeal_events WHERE appeal_id = $1 AND what = 'more_asked'",
            );
            assert_eq!(who.await, Some(format!("reviewer {}", trail[0].2)));
        });
    }
}

/// APL-07: an approval warns the old destinations and changes no password; nothing is bound before
/// the hold is over.
#[test]
fn an_approval_sets_no_password() {
    for database in BOTH {
        run(database, |world| async move {
            let id = file(&world, NUMBER, "in_review", Some("solo")).await;
            let hash = "SELECT password_hash FROM accounts WHERE id = $1";
            let account_id = world.account_id("solo").await;
            let before = column(&world, &account_id, hash).await;

            let done = does(&world, Review::Approve { number: number() }).await.unwrap();

            assert_eq!(done, "RA-7K3M-9QPX: approved\n");
            assert_eq!(state(&world, &id).await, "approved");
            assert!(!world.message(MAIL).await.text.is_empty());
            assert_eq!(column(&world, &account_id, hash).await, before);
            let phones = "SELECT address FROM destinations WHERE account_id = $1
                          AND channel = 'phone'";
            let phone = column(&world, &account_id, phones).await;
            assert_eq!(phone.as_deref(), Some("+8613800138000"));
        });
    }
}

/// APL-07: a refusal keeps the reason for the person.
#[test]
fn a_refusal_has_its_reason() {
    run(Database::Sqlite, |world| async move {
        let id = file(&world, NUMBER, "more_asked", None).await;
        let reason = "The name is another one.".to_owned();

        does(&world, Review::Refuse { number: number(), reason: reason.clone() }).await.unwrap();

        assert_eq!(state(&world, &id).await, "refused");
        let note = column(&world, &id, "SELECT note FROM appeals WHERE id = $1").await;
        assert_eq!(note, Some(reason));
    });
}

/// APL-07: what does not fit is refused in one line, changes nothing, and is written down.
#[test]
fn what_does_not_fit_changes_nothing() {
    run(Database::Sqlite, |world| async move {
        let over = file(&world, NUMBER, "withdrawn", Some("solo")).await;
        let nameless = file(&world, "RA-0000-0001", "in_review", None).await;
        let ask = |until| Review::Ask {
            number: "RA-0000-0001".into(),
            materials: vec![MaterialKind::Other],
            note: String::new(),
            until,
        };

        let approve = |number: &str| Review::Approve { number: number.into() };
        let closed = does(&world, approve(NUMBER)).await.unwrap_err();
        let no_account = does(&world, approve("RA-0000-0001")).await.unwrap_err();
        let unknown = does(&world, approve("RA-0000-0009")).await.unwrap_err();
        let too_late = does(&world, ask(Until::Days(0))).await.unwrap_err();

        assert_eq!(closed, "it is not open any more: withdrawn");
        assert!(no_account.contains("names no account"), "{no_account}");
        assert!(unknown.contains("no submitted appeal"), "{unknown}");
        assert!(too_late.contains("in the future"), "{too_late}");
        assert_eq!(state(&world, &over).await, "withdrawn");
        assert_eq!(state(&world, &nameless).await, "in_review");
        let results: Vec<_> =
            trail(&world).await.into_iter().map(|(_, result, _)| result).collect();
        for result in ["not_open", "no_account", "no_such_appeal", "wrong_time"] {
            assert!(results.iter().any(|one| one == result), "{result} in {results:?}");
        }
    });
}

/// CON-02: of two reviewers who decide at once, one does.
#[test]
fn two_decisions_at_once_are_one() {
    for database in BOTH {
        run(database, |world| async move {
            file(&world, NUMBER, "in_review", Some("solo")).await;
            let refuse = Review::Refuse { number: number(), reason: "no".into() };

            let (one, other) = tokio::join!(
                does(&world, Review::Approve { number: number() }),
                does(&world, refuse)
            );

            assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
            let decided =
                "SELECT COUNT(*) FROM appeal_events WHERE what IN ('approved', 'refused')";
            assert_eq!(world.count(decided).await, 1);
        });
    }
}

/// APL-07: the program works beside the server, and has these commands and no other.
#[test]
fn the_program_works_beside_the_server() {
    for database in BOTH {
        run(database, |world| async move {
            let id = file(&world, NUMBER, "in_review", Some("solo")).await;
            give(&world, &id, "holder_id", b"one").await;
            let to = fresh_folder(&format!("program-{database:?}"));

            let list = program(&world, &["appeals", "list"]);
            let shown = program(&world, &["appeals", "show", NUMBER]);
            let folder = to.to_str().unwrap();
            let documents = program(&world, &["appeals", "documents", NUMBER, "--to", folder]);
            let refused = program(&world, &["appeals", "refuse", NUMBER, "--reason", "no"]);

            for output in [&list, &shown, &documents, &refused] {
                let error = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "{error}");
            }
            assert!(String::from_utf8(list.stdout).unwrap().starts_with(NUMBER));
            assert!(String::from_utf8(shown.stdout).unwrap().contains("Account: solo"));
            assert_eq!(std::fs::read(to.join("1-holder_id.jpg")).unwrap(), b"one");
            assert_eq!(state(&world, &id).await, "refused");
            assert_eq!(world.get("/readyz", &[]).await.status, 200);
            std::fs::remove_dir_all(&to).unwrap();
        });
    }
}

/// APL-07: what the program cannot do is one line and exit code 1; a password is among it.
#[test]
fn what_the_program_cannot_do_is_one_line() {
    run(Database::Sqlite, |world| async move {
        let evil = "RA-\u{1b}[2J\nState: approved";
        for arguments in [
            &["appeals"][..],
            &["appeals", "set-password", NUMBER],
            &["appeals", evil, NUMBER],
            &["appeals", "show", evil],
            &["appeals", "show", NUMBER],
            &["set-password"],
        ] {
            let output = program(&world, arguments);
            let error = String::from_utf8(output.stderr).unwrap();

            // 2: the command line is wrong. 1: there is no such appeal.
            let is_understood = arguments.starts_with(&["appeals", "show"]);
            let code = if is_understood { 1 } else { 2 };
            assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
            assert!(output.stdout.is_empty());
            assert_eq!(error.lines().count(), 1, "{error}");
            assert!(!error.trim_end().chars().any(char::is_control), "{error:?}");
        }
        let help = program(&world, &["appeals", "--help"]);
        let help = String::from_utf8(help.stdout).unwrap();
        let commands: Vec<_> = help
            .lines()
            .skip_while(|line| *line != "Commands:")
            .skip(1)
            .map_while(|line| line.strip_prefix("  ")?.split_whitespace().next())
            .filter(|command| *command != "help")
            .collect();
        assert_eq!(commands, ["list", "show", "documents", "ask", "approve", "refuse"]);
    });
}

/// FIN-07: the hold and the time to answer end without a reviewer.
#[test]
fn what_nobody_answers_lapses() {
    run(Database::Sqlite, |world| async move {
        let id = file(&world, NUMBER, "in_review", Some("solo")).await;
        let ask = Review::Ask {
            number: number(),
            materials: vec![MaterialKind::Other],
            note: String::new(),
            until: Until::Days(3),
        };
        does(&world, ask).await.unwrap();

        world.clock.forward_s(3 * DAY_S + 1);

        for _ in 0..500 {
            if state(&world, &id).await == "lapsed" {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("it did not lapse");
    });
}

/// APL-07: from the first answer to the new phone, by the person and the reviewer together; nothing
/// that the person wrote acts on the terminal, and the photo that leaves has no position.
#[test]
fn an_appeal_goes_all_the_way() {
    for database in BOTH {
        run(database, |world| async move {
            let mut person = Appellant::begin(&world).await;
            person.submit("one\n\nState: approved\ttwo\\").await;
            let number = person.number();

            let shown = does(&world, Review::Show { number: number.clone() }).await.unwrap();
            assert!(shown.contains("  | 王伟\n"), "{shown}");
            assert_eq!(shown.lines().filter(|line| line.starts_with("State: ")).count(), 1);
            assert!(shown.contains("  | State: approved\\ttwo\\\\\n"), "{shown}");
            let to = fresh_folder(&format!("whole-{database:?}"));
            let taken = Review::Documents { number: number.clone(), to: to.clone() };
            does(&world, taken).await.unwrap();
            let document = std::fs::read(to.join("1-holder_id.jpg")).unwrap();
            assert!(document.starts_with(&[0xFF, 0xD8]));
            assert!(!document.windows(3).any(|three| three == b"GPS"));
            std::fs::remove_dir_all(&to).unwrap();

            let ask = Review::Ask {
                number: number.clone(),
                materials: vec![MaterialKind::Other],
                note: "The back, please.".into(),
                until: Until::Days(14),
            };
            does(&world, ask).await.unwrap();
            person.look().await;
            assert_eq!(person.appeal["step"]["standing"]["is"], "more_asked");
            assert_eq!(person.appeal["step"]["standing"]["note"], "The back, please.");
            world.clock.forward_s(60);
            assert_eq!(person.upload("other", "b.jpg", photo()).await.status, 201);
            person.does("/supplement", serde_json::json!({ "note": "Here it is." })).await;
            let shown = does(&world, Review::Show { number: number.clone() }).await.unwrap();
            assert!(shown.contains("Here it is."), "{shown}");

            does(&world, Review::Approve { number }).await.unwrap();
            world.clock.forward_s(DAY_S + 1);
            let account_id = world.account_id("solo").await;
            let phone = "SELECT address FROM destinations WHERE account_id = $1
                         AND channel = 'phone'";
            for _ in 0..500 {
                if column(&world, &account_id, phone).await.as_deref() == Some(CONTACT) {
                    return;
                }
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            panic!("the phone was not bound");
        });
    }
}
