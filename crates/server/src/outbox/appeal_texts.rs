//! The texts of mail about appeals in each language.

use super::texts::Text;
use regain_contract::Locale;

/// The mail with a link to a draft.
pub(super) fn link(locale: Locale, link: &str, days: u32) -> Text {
    match locale {
        Locale::En => Text {
            subject: "Your appeal: go on with it".into(),
            body: format!(
                "Here is the link to the appeal that you began. It is good for {days} days:\n\
                 {link}\n\n\
                 Whoever has the link can read and change the draft: do not forward this mail. \
                 If you began no appeal, you need not do anything.\n"
            ),
        },
        Locale::ZhCn => Text {
            subject: "继续填写您的申诉".into(),
            body: format!(
                "这是您尚未提交的申诉的链接，{days} 天内有效：\n{link}\n\n\
                 任何持有此链接的人都可以查看和修改草稿，请勿转发本邮件。\
                 如果您没有提交申诉，无需处理。\n"
            ),
        },
    }
}

/// The mail that warns of a new phone; `is_done` when it is there already. `stop` is the way to stop
/// it.
pub(super) fn warning(locale: Locale, is_done: bool, stop: &str) -> Text {
    match (locale, is_done) {
        (Locale::En, false) => Text {
            subject: "The phone of your account is about to change".into(),
            body: format!(
                "An appeal for your account was approved. Its phone number will soon be replaced \
                 by another one.\n\nIf that is your own appeal, you need not do anything.\n\n\
                 If it is not, stop it here:\n{stop}\n\nOpening the link changes nothing yet.\n"
            ),
        },
        (Locale::En, true) => Text {
            subject: "The phone of your account was changed".into(),
            body: format!(
                "An appeal for your account was approved, and its phone number was replaced by \
                 another one.\n\nIf that is your own appeal, you need not do anything.\n\n\
                 If it is not, take it back here:\n{stop}\n\nOpening the link changes nothing \
                 yet.\n"
            ),
        },
        (Locale::ZhCn, false) => Text {
            subject: "您账号的手机号即将更换".into(),
            body: format!(
                "一份针对您账号的申诉已通过，账号的手机号即将更换为另一个号码。\n\n\
                 如果这是您本人的申诉，无需处理。\n\n如果不是，请在此阻止：\n{stop}\n\n\
                 仅打开链接不会作任何更改。\n"
            ),
        },
        (Locale::ZhCn, true) => Text {
            subject: "您账号的手机号已更换".into(),
            body: format!(
                "一份针对您账号的申诉已通过，账号的手机号已更换为另一个号码。\n\n\
                 如果这是您本人的申诉，无需处理。\n\n如果不是，请在此撤销：\n{stop}\n\n\
                 仅打开链接不会作任何更改。\n"
            ),
        },
    }
}
