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

/// The mail that says that the password was changed, and how to stop it if it was somebody else.
pub(super) fn notice(locale: Locale, public_url: &str, link: &str, days: u32) -> Text {
    match locale {
        Locale::En => Text {
            subject: "Your password was changed".into(),
            body: format!(
                "The password of your account was changed just now, and every session was signed \
                 out.\n\n\
                 If that was you, you need not do anything.\n\n\
                 If it was not you, stop it:\n{link}\n\n\
                 Opening the link does nothing yet. It is good for {days} days. What you confirm \
                 there makes the new password useless at once. Somebody may have access to your \
                 phone or mailbox: secure them, and submit an appeal at {public_url}/ if you \
                 cannot.\n"
            ),
        },
        Locale::ZhCn => Text {
            subject: "您的密码已修改".into(),
            body: format!(
                "您账号的密码刚刚被修改，所有已登录的会话均已退出。\n\n\
                 如果是您本人操作，无需处理。\n\n\
                 如果不是您本人操作，请打开以下链接予以阻止：\n{link}\n\n\
                 仅打开链接不会产生任何效果，链接 {days} 天内有效。在页面上确认后，新密码立即失效。\
                 他人可能能够使用您的手机或邮箱：请先保护好它们；如果无法做到，请在 {public_url}/ 提交申诉。\n"
            ),
        },
    }
}

/// The mail that says that the change was stopped, and what to do next.
pub(super) fn stopped(locale: Locale, public_url: &str, hours: u32) -> Text {
    match locale {
        Locale::En => Text {
            subject: "The change of your password was stopped".into(),
            body: format!(
                "Somebody with a phone or mailbox of your account said that the new password was \
                 not theirs. It does not work any more, every session was signed out, and for \
                 {hours} hours nobody can recover the account.\n\n\
                 Use the time to secure your phone and your mailbox. Then set a new password at \
                 {public_url}/, or submit an appeal there if you cannot.\n"
            ),
        },
        Locale::ZhCn => Text {
            subject: "您的密码修改已被阻止".into(),
            body: format!(
                "您账号所绑定的手机或邮箱的使用者表示，新密码并非本人设置。新密码已失效，所有会话均已退出，\
                 {hours} 小时内任何人都不能找回该账号。\n\n\
                 请利用这段时间保护好您的手机和邮箱，然后在 {public_url}/ 设置新密码；如果无法设置，请在该页面提交申诉。\n"
            ),
        },
    }
}
