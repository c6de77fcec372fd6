//! One sample of each step and of each standing of an appeal.

use regain_contract::AccountKind;
use regain_contract::appeal::{
    AnswerStep, Answers, Appeal, AppealCode, AppealStep, Decided, Details, Field, FieldRule, File,
    FileKind, Filer, FillIn, Follow, Gather, GivePhone, Happened, Limits, Material, MaterialKind,
    Milestone, Need, Refusal, Review, Standing,
};

pub fn appeal(step: AppealStep) -> Appeal {
    Appeal { version: 4, expires_in_s: 604_800, step }
}

pub fn steps() -> Vec<(&'static str, AppealStep)> {
    let more = Standing::MoreAsked {
        materials: vec![Material { kind: MaterialKind::PaymentVoucher, required: true }],
        note: "The voucher cannot be read.".into(),
        due_in_s: 259_200,
        files: vec![file()],
        limits: limits(),
    };
    let approved = Decided { username: "firm".into(), bound_in_s: 3600 };
    let refused = Refusal { note: "The names differ.".into(), again_in_s: 86_400 };
    vec![
        ("answer", AppealStep::Answer(AnswerStep { answers: None })),
        ("answer_again", AppealStep::Answer(AnswerStep { answers: Some(answers()) })),
        ("gather", gather()),
        ("fill_in", fill_in()),
        ("give_phone", AppealStep::GivePhone(GivePhone { proved: None })),
        ("give_phone_again", {
            let proved = Some("+86 137****0001".into());
            AppealStep::GivePhone(GivePhone { proved })
        }),
        ("enter_phone_code", AppealStep::EnterPhoneCode(code())),
        ("review", review()),
        ("enter_status_code", AppealStep::EnterStatusCode(code())),
        ("follow", followed()),
        ("follow_more_asked", follow(more)),
        ("follow_approved", follow(Standing::Approved(approved))),
        ("follow_refused", follow(Standing::Refused(refused))),
        ("follow_withdrawn", follow(Standing::Withdrawn {})),
        ("follow_stopped", follow(Standing::Stopped {})),
    ]
}

pub fn followed() -> AppealStep {
    follow(Standing::InReview {})
}

fn follow(standing: Standing) -> AppealStep {
    AppealStep::Follow(Follow {
        number: "RA-7K3M-9QPX".into(),
        phone: "+86 137****0001".into(),
        answer_days: 3,
        standing,
        timeline: vec![Happened { what: Milestone::Received, ago_s: 7200 }],
    })
}

fn answers() -> Answers {
    Answers {
        needs: vec![Need::Password, Need::Phone],
        kind: AccountKind::Enterprise,
        filer: Filer::Employee,
    }
}

fn materials() -> Vec<Material> {
    vec![
        Material { kind: MaterialKind::BusinessLicence, required: true },
        Material { kind: MaterialKind::Other, required: false },
    ]
}

const fn limits() -> Limits {
    Limits { max_bytes: 10_485_760, max_files: 5 }
}

fn file() -> File {
    File {
        id: "f1".into(),
        material: MaterialKind::BusinessLicence,
        label: "licence 营业执照.jpg".into(),
        kind: FileKind::Jpeg,
        bytes: 120_000,
    }
}

fn fields() -> Vec<FieldRule> {
    Field::ALL.map(|field| FieldRule { field, required: field != Field::OldContact }).to_vec()
}

fn details() -> Details {
    Details {
        username: "firm".into(),
        holder_name: "示例公司".into(),
        identity_number: "91330000123456789X".into(),
        filer_name: "Li Na".into(),
        old_contact: String::new(),
        story: "The phone fell into a lake.\nIts number is gone.".into(),
    }
}

fn gather() -> AppealStep {
    AppealStep::Gather(Gather {
        answers: answers(),
        materials: materials(),
        limits: limits(),
        kept_days: 90,
    })
}

fn fill_in() -> AppealStep {
    AppealStep::FillIn(FillIn {
        answers: answers(),
        fields: fields(),
        details: details(),
        materials: materials(),
        files: vec![file()],
        limits: limits(),
    })
}

fn review() -> AppealStep {
    AppealStep::Review(Review {
        answers: answers(),
        fields: fields(),
        details: details(),
        files: vec![file()],
        phone: "+86 137****0001".into(),
        kept_days: 90,
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
