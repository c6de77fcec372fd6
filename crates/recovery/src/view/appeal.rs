//! What the person who appeals sees.

use super::seconds_until;
use crate::{
    app::App,
    appeals::{details, rules},
    error::ApiError,
    mask,
    store::{
        Tx, accounts,
        appeal_files::{self, StoredFile},
        appeal_keys::{self, SentCode, StoredToken},
        appeals::{DraftStep, State, StoredAppeal},
    },
};
use regain_contract::appeal::{
    AnswerStep, Appeal, AppealCode, AppealStep, Decided, File, FillIn, Follow, Gather, GivePhone,
    Happened, Limits, Material, Refusal as Refused, Review, Standing,
};

/// Most bytes of one file.
pub const MAX_FILE: u32 = 10 * 1024 * 1024;
/// Most files of a draft, and of each supplement.
pub const MAX_FILES: u8 = 5;

const LIMITS: Limits = Limits { max_bytes: MAX_FILE, max_files: MAX_FILES };

/// The appeal as the holder of the token sees it.
pub async fn appeal(
    app: &App,
    tx: &mut Tx,
    (key, filed): (&StoredToken, Option<&StoredAppeal>),
    now_ms: i64,
) -> Result<Appeal, ApiError> {
    let version = appeal_version(key, filed);
    let step = match filed {
        Some(filed) if key.is_proved && filed.state == State::Draft => {
            draft(app, tx, key, filed, now_ms).await?
        }
        Some(filed) if key.is_proved => AppealStep::Follow(follow(app, tx, filed, now_ms).await?),
        _ => {
            let sent = appeal_keys::code(tx, &key.token_hash).await?;
            AppealStep::EnterStatusCode(code(app, sent.as_ref(), now_ms))
        }
    };
    Ok(Appeal {
        version: u32::try_from(version).unwrap_or(u32::MAX),
        expires_in_s: seconds_until(key.expires_ms, now_ms),
        step,
    })
}

/// The version that the holder of the token sees: its own, and that of the appeal once the appeal may
/// be seen at all.
pub fn appeal_version(key: &StoredToken, filed: Option<&StoredAppeal>) -> i64 {
    key.version + filed.filter(|_| key.is_proved).map_or(0, |filed| filed.version)
}

async fn draft(
    app: &App,
    tx: &mut Tx,
    key: &StoredToken,
    filed: &StoredAppeal,
    now_ms: i64,
) -> Result<AppealStep, ApiError> {
    let kept_days = app.options().appeal_keep_days;
    let Some(answers) = filed.answers.clone() else {
        return Ok(AppealStep::Answer(AnswerStep { answers: None }));
    };
    let masked = |phone: &String| mask::phone(phone);
    Ok(match filed.draft_step {
        DraftStep::Answer => AppealStep::Answer(AnswerStep { answers: Some(answers) }),
        DraftStep::Gather => AppealStep::Gather(Gather {
            materials: rules::materials(&answers),
            answers,
            limits: LIMITS,
            kept_days,
        }),
        DraftStep::FillIn => AppealStep::FillIn(FillIn {
            fields: rules::fields(&answers),
            details: details(app, filed),
            materials: rules::materials(&answers),
            answers,
            files: files(app, tx, filed).await?,
            limits: LIMITS,
        }),
        DraftStep::GivePhone => {
            AppealStep::GivePhone(GivePhone { proved: filed.phone.as_ref().map(masked) })
        }
        DraftStep::EnterCode => match appeal_keys::code(tx, &key.token_hash).await? {
            Some(sent) => AppealStep::EnterPhoneCode(code(app, Some(&sent), now_ms)),
            // The code was sent for another token of this draft, and only that one can give it.
            None => AppealStep::GivePhone(GivePhone { proved: filed.phone.as_ref().map(masked) }),
        },
        DraftStep::Review => AppealStep::Review(Review {
            fields: rules::fields(&answers),
            answers,
            details: details(app, filed),
            files: files(app, tx, filed).await?,
            phone: filed.phone.as_ref().map(masked).unwrap_or_default(),
            kept_days,
        }),
    })
}

async fn files(app: &App, tx: &mut Tx, filed: &StoredAppeal) -> Result<Vec<File>, ApiError> {
    let stored = appeal_files::of(tx, &filed.id).await?;
    Ok(stored.iter().map(|one| file_of(app, one)).collect())
}

/// A stored file as it is shown.
fn file_of(app: &App, stored: &StoredFile) -> File {
    File {
        id: stored.id.clone(),
        material: stored.material,
        label: app.keys.open(&stored.label).unwrap_or_default(),
        kind: stored.kind,
        bytes: u32::try_from(stored.bytes).unwrap_or(u32::MAX),
    }
}

fn code(app: &App, sent: Option<&SentCode>, now_ms: i64) -> AppealCode {
    let options = app.options();
    let most = options.code_attempts;
    AppealCode {
        sent_to: sent.map(|sent| mask::phone(&sent.phone)).unwrap_or_default(),
        length: options.code_length,
        resend_after_s: sent.map_or(0, |sent| seconds_until(sent.resend_ms, now_ms)),
        expires_in_s: sent.map_or(0, |sent| seconds_until(sent.expires_ms, now_ms)),
        attempts_left: sent
            .map_or(0, |sent| most.saturating_sub(u8::try_from(sent.tries).unwrap_or(u8::MAX))),
    }
}

async fn follow(
    app: &App,
    tx: &mut Tx,
    filed: &StoredAppeal,
    now_ms: i64,
) -> Result<Follow, ApiError> {
    let ago = |at_ms: i64| seconds_until(now_ms, at_ms);
    let timeline = appeal_files::timeline(tx, &filed.id).await?;
    let timeline = timeline
        .into_iter()
        .map(|event| Happened { what: event.what, ago_s: ago(event.at_ms) })
        .collect();
    Ok(Follow {
        number: filed.number.clone(),
        phone: filed.phone.as_deref().map(mask::phone).unwrap_or_default(),
        answer_days: app.options().appeal_answer_days,
        standing: standing(app, tx, filed, now_ms).await?,
        timeline,
    })
}

async fn standing(
    app: &App,
    tx: &mut Tx,
    filed: &StoredAppeal,
    now_ms: i64,
) -> Result<Standing, ApiError> {
    let until = |time: Option<i64>| time.map_or(0, |time| seconds_until(time, now_ms));
    Ok(match filed.state {
        State::Draft | State::InReview => Standing::InReview {},
        State::MoreAsked => Standing::MoreAsked {
            materials: filed.asked.clone(),
            note: filed.note.clone(),
            due_in_s: until(filed.due_ms),
            files: supplement(app, tx, filed).await?,
            limits: LIMITS,
        },
        State::Approved | State::Bound => {
            let username = match &filed.account_id {
                Some(account_id) => accounts::username(tx, account_id).await?,
                None => None,
            };
            let bound_in_s =
                if filed.state == State::Bound { 0 } else { until(filed.bind_ms).max(1) };
            Standing::Approved(Decided { username: username.unwrap_or_default(), bound_in_s })
        }
        State::Refused => {
            let wait_ms = i64::from(app.options().appeal_again_days) * 86_400_000;
            let again = filed.ended_ms.map(|ended| ended + wait_ms);
            Standing::Refused(Refused { note: filed.note.clone(), again_in_s: until(again) })
        }
        State::Withdrawn => Standing::Withdrawn {},
        State::Stopped => Standing::Stopped {},
        State::Lapsed => Standing::Lapsed {},
    })
}

/// The files that show what was asked for: those of the draft stay out of sight.
async fn supplement(app: &App, tx: &mut Tx, filed: &StoredAppeal) -> Result<Vec<File>, ApiError> {
    // By their round, not by the clock, which may say the same for several things.
    let round = appeal_files::round(tx, &filed.id).await?;
    let stored = appeal_files::of(tx, &filed.id).await?;
    let is_new = |one: &&StoredFile| one.round == round;
    Ok(stored.iter().filter(is_new).map(|one| file_of(app, one)).collect())
}

/// What is asked for at the moment, and the files that count for it.
pub async fn given(
    app: &App,
    tx: &mut Tx,
    filed: &StoredAppeal,
) -> Result<Option<(Vec<Material>, Vec<File>)>, ApiError> {
    Ok(match (filed.state, filed.draft_step, &filed.answers) {
        (State::Draft, DraftStep::FillIn | DraftStep::Review, Some(answers)) => {
            Some((rules::materials(answers), files(app, tx, filed).await?))
        }
        (State::MoreAsked, ..) => Some((filed.asked.clone(), supplement(app, tx, filed).await?)),
        _ => None,
    })
}
