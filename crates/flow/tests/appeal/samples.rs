//! One appeal in each of its steps, and what is asked of an answer.

use regain_contract::appeal::{
    AnswerStep, Answers, AppealCode, AppealStep, Details, Field, FieldRule, File, FileKind, Filer,
    FillIn, FindAppeal, Follow, Gather, GiveAppealPhone, GivePhone, Limits, Material, MaterialKind,
    Need, Review, Standing,
};
use regain_contract::{AccountKind, AppealToken, CountryCode, Locale};
use regain_flow::appeal::{Effect, Filed, Mailing, Picked, Request, State, UploadId, Uploads};
use regain_flow::{RequestId, Sending};

pub const NEXT: RequestId = RequestId(900);

pub fn token() -> AppealToken {
    AppealToken::new("token".into())
}

pub fn find(number: &str, phone: &str) -> FindAppeal {
    let country_code = CountryCode::parse("49");
    FindAppeal { number: number.into(), phone: phone.into(), country_code, locale: Locale::En }
}

pub fn give(phone: &str) -> GiveAppealPhone {
    GiveAppealPhone { phone: phone.into(), country_code: CountryCode::parse("49") }
}

fn answers() -> Answers {
    Answers { needs: vec![Need::Password], kind: AccountKind::Individual, filer: Filer::Holder }
}

fn materials() -> Vec<Material> {
    vec![Material { kind: MaterialKind::HolderId, required: true }]
}

const LIMITS: Limits = Limits { max_bytes: 10, max_files: 2 };

pub fn file() -> File {
    let (id, label) = ("f1".into(), "id.jpg".into());
    File { id, material: MaterialKind::HolderId, label, kind: FileKind::Jpeg, bytes: 9 }
}

fn fields() -> Vec<FieldRule> {
    vec![FieldRule { field: Field::HolderName, required: true }]
}

pub fn fill_in(files: Vec<File>) -> AppealStep {
    AppealStep::FillIn(FillIn {
        answers: answers(),
        fields: fields(),
        details: Details::default(),
        materials: materials(),
        files,
        limits: LIMITS,
    })
}

fn code() -> AppealCode {
    AppealCode {
        sent_to: "+86 137****0001".into(),
        length: 6,
        resend_after_s: 60,
        expires_in_s: 300,
        attempts_left: 5,
    }
}

pub fn follow(standing: Standing) -> AppealStep {
    AppealStep::Follow(Follow {
        number: "RA-1".into(),
        phone: "+86 137****0001".into(),
        answer_days: 3,
        standing,
        timeline: vec![],
    })
}

fn more_asked(files: Vec<File>) -> AppealStep {
    follow(Standing::MoreAsked {
        materials: materials(),
        note: "Please.".into(),
        due_in_s: 60,
        files,
        limits: LIMITS,
    })
}

pub fn steps() -> Vec<AppealStep> {
    vec![
        AppealStep::Answer(AnswerStep { answers: None }),
        AppealStep::Gather(Gather {
            answers: answers(),
            materials: materials(),
            limits: LIMITS,
            kept_days: 90,
        }),
        fill_in(vec![]),
        fill_in(vec![file()]),
        AppealStep::GivePhone(GivePhone { proved: None }),
        AppealStep::EnterPhoneCode(code()),
        AppealStep::Review(Review {
            answers: answers(),
            fields: fields(),
            details: Details::default(),
            files: vec![file()],
            phone: "+86 137****0001".into(),
            kept_days: 90,
        }),
        AppealStep::EnterStatusCode(code()),
        follow(Standing::InReview {}),
        more_asked(vec![]),
        follow(Standing::Withdrawn {}),
    ]
}

pub fn filed(step: AppealStep) -> Filed {
    Filed {
        token: token(),
        version: 3,
        expires_in_s: 900,
        answer: RequestId(0),
        step,
        uploads: Uploads::default(),
        mailing: Mailing::No,
    }
}

pub fn open(step: AppealStep) -> State {
    State::Open(filed(step), Sending::Idle)
}

pub fn picked(id: u32) -> Picked {
    Picked { id: UploadId(id), material: MaterialKind::HolderId, name: format!("{id}.jpg") }
}

pub fn outstanding(state: &State) -> Option<RequestId> {
    state.sending().and_then(Sending::request)
}

pub fn sent(effects: &[Effect]) -> Vec<&Request> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Send(_, request) => Some(request),
            _ => None,
        })
        .collect()
}
