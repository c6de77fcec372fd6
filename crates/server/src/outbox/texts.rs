//! The texts of mail in each language. SMS texts belong to the carrier, which renders templates.

use regain_contract::Locale;

/// Subject and body of a mail.
pub(super) struct Text {
    pub subject: String,
    pub body: String,
}

/// The mail with a code.
pub(super) fn code(locale: Locale, code: &str, minutes: u32, host: &str) -> Text {
    match locale {
        Locale::En => Text {
            subject: "Your verification code".into(),
            body: format!(
                "Your verification code is {code}.\n\n\
                 It is good for {minutes} minutes and for {host} only. If you asked for more than \
                 one code, use the newest.\n\n\
                 Nobody from our side will ever ask you for it. If you did not ask for a code, \
                 you need not do anything: your password has not changed.\n"
            ),
        },
        Locale::ZhCn => Text {
            subject: "您的验证码".into(),
            body: format!(
                "您的验证码是 {code}。\n\n\
                 验证码 {minutes} 分钟内有效，仅用于 {host}。如果您多次获取验证码，请使用最新的一个。\n\n\
                 我们的工作人员不会向您索要验证码。如果不是您本人操作，无需处理，您的密码没有变化。\n"
            ),
        },
    }
}

/// The mail that says that the password was changed, and what to do if it was somebody else.
pub(super) fn notice(locale: Locale, public_url: &str) -> Text {
    match locale {
        Locale::En => Text {
            subject: "Your password was changed".into(),
            body: format!(
                "The password of your account was changed just now, and every session was signed \
                 out.\n\n\
                 If that was you, you need not do anything.\n\n\
                 If it was not you, somebody may have access to your phone or mailbox: secure \
                 them, set a new password at once at {public_url}/ and submit an appeal there if \
                 you cannot.\n"
            ),
        },
        Locale::ZhCn => Text {
            subject: "您的密码已修改".into(),
            body: format!(
                "您账号的密码刚刚被修改，所有已登录的会话均已退出。\n\n\
                 如果是您本人操作，无需处理。\n\n\
                 如果不是您本人操作，他人可能能够使用您的手机或邮箱：请先保护好它们，\
                 并立即在 {public_url}/ 重新设置密码；如果无法设置，请在该页面提交申诉。\n"
            ),
        },
    }
}
