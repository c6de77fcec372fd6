//! The texts of mail about approvals in each language. What the person who asks wrote is quoted on
//! one line of its own, and nothing in it can be clicked.

use super::texts::Text;
use crate::{plain::without_links, store::approvals::State};
use regain_contract::Locale;
use serde::{Deserialize, Serialize};

/// What an administrator is told of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Request {
    /// The masked account.
    pub account: String,
    /// Browser, system and place of the person who asks, as far as they are known.
    pub from: Vec<String>,
    /// What the person wrote; cleaned.
    pub reason: String,
    /// The address of the request, with its ticket in the fragment (TOK-07).
    pub link: String,
    /// Seconds until the request ends.
    pub seconds: u32,
    /// Whether it is asked again.
    pub is_reminder: bool,
}

/// The mail that asks an administrator.
pub(super) fn request(locale: Locale, request: &Request) -> Text {
    let Request { account, link, .. } = request;
    let reason = without_links(&request.reason);
    let (from, time) = (from(locale, &request.from), time(locale, request.seconds));
    match locale {
        Locale::En => Text {
            subject: if request.is_reminder {
                "Reminder: somebody waits for your approval".into()
            } else {
                "Somebody asks for your approval".into()
            },
            body: format!(
                "Somebody wants to set a new password for the account {account} and asks you, as \
                 an administrator, to approve.\n\n\
                 Asked from: {from}\n\
                 What they wrote: {reason}\n\n\
                 We do not know who it is. Speak to your colleague yourself, in person or by a \
                 number that you know, before you decide. Do not approve a request that you did \
                 not expect.\n\n\
                 To approve, refuse or report it, open\n{link}\n\n\
                 Opening the link does nothing yet. You decide there with your own password and \
                 with the number on your colleague's screen: ask for it when you speak. Do not \
                 forward this mail.\n\n\
                 The request ends in {time}. If you do nothing, nothing happens.\n"
            ),
        },
        Locale::ZhCn => Text {
            subject: if request.is_reminder {
                "提醒：有人在等待您的审批".into()
            } else {
                "有人请求您审批".into()
            },
            body: format!(
                "有人想为账号 {account} 设置新密码，请您以管理员身份审批。\n\n\
                 请求来自：{from}\n\
                 对方填写的理由：{reason}\n\n\
                 我们无法确认对方是谁。请先当面或通过您已知的电话与同事本人核实，再作决定。\
                 如果您事先并不知情，请不要批准。\n\n\
                 如需批准、拒绝或举报，请打开\n{link}\n\n\
                 仅打开链接不会产生任何效果。您需要在页面上输入自己的密码，并选择同事屏幕上显示的数字，\
                 请在核实时向对方询问该数字。请勿转发此邮件。\n\n\
                 该请求将在 {time}后失效。如果您不处理，什么也不会发生。\n"
            ),
        },
    }
}

fn from(locale: Locale, known: &[String]) -> String {
    match (locale, known.is_empty()) {
        (Locale::En, true) => "not known".into(),
        (Locale::ZhCn, true) => "未知".into(),
        (Locale::En, false) => known.join(", "),
        (Locale::ZhCn, false) => known.join("，"),
    }
}

/// Whole hours from two on, whole minutes below; rounded down, so that nobody comes too late.
fn time(locale: Locale, seconds: u32) -> String {
    let (hours, minutes) = (seconds / 3600, (seconds / 60).max(1));
    match (locale, hours >= 2, minutes == 1) {
        (Locale::En, true, _) => format!("{hours} hours"),
        (Locale::En, false, true) => "1 minute".into(),
        (Locale::En, false, false) => format!("{minutes} minutes"),
        (Locale::ZhCn, true, _) => format!("{hours} 小时"),
        (Locale::ZhCn, false, _) => format!("{minutes} 分钟"),
    }
}

/// The mail that tells the administrator how it ended.
pub(super) fn over(locale: Locale, account: &str, state: State, public_url: &str) -> Text {
    // Whoever decided had the administrator's password.
    let is_decided = !matches!(state, State::Withdrawn | State::Expired);
    match locale {
        Locale::En => Text {
            subject: "The request for your approval is over".into(),
            body: format!(
                "You were asked to approve a new password for the account {account}.\n\n{}\n\n\
                 The link in the earlier mail does nothing any more.{}\n",
                over_en(state),
                if is_decided {
                    format!(
                        " If that was not you, somebody knows your password: set a new one at \
                         {public_url}/ and tell your security team at once."
                    )
                } else {
                    String::new()
                }
            ),
        },
        Locale::ZhCn => Text {
            subject: "审批请求已结束".into(),
            body: format!(
                "此前有人请求您批准为账号 {account} 设置新密码。\n\n{}\n\n先前邮件中的链接已经失效。{}\n",
                over_zh(state),
                if is_decided {
                    format!(
                        "如果不是您本人操作，说明他人知道您的密码：请立即在 {public_url}/ 重新设置密码，\
                         并告知贵单位的安全团队。"
                    )
                } else {
                    String::new()
                }
            ),
        },
    }
}

const fn over_en(state: State) -> &'static str {
    match state {
        State::Approved => "It was approved with your password. The recovery goes on.",
        State::Refused => "It was refused with your password.",
        State::WrongNumber => {
            "A number was picked that is not on the person's screen, so it was refused."
        }
        State::Reported => {
            "It was reported with your password as no colleague's. It is refused, the account's \
             owner is warned, and for 24 hours nobody can ask for an approval for this account."
        }
        State::Withdrawn => "The request was withdrawn. There is nothing to decide any more.",
        State::Open | State::Expired => "Nobody decided in time, so it was not approved.",
    }
}

const fn over_zh(state: State) -> &'static str {
    match state {
        State::Approved => "该请求已使用您的密码批准，账号找回将继续进行。",
        State::Refused => "该请求已使用您的密码拒绝。",
        State::WrongNumber => "所选数字与对方屏幕上的数字不一致，该请求已被拒绝。",
        State::Reported => {
            "该请求已使用您的密码举报为非同事所为，现已拒绝。账号所有者会收到警告，24 小时内任何人\
             都不能再为该账号请求审批。"
        }
        State::Withdrawn => "该请求已撤回，无需再作决定。",
        State::Open | State::Expired => "该请求未在有效期内得到处理，因此没有批准。",
    }
}

/// The mail to the account's own destinations: an administrator approved.
pub(super) fn approved(locale: Locale, public_url: &str) -> Text {
    match locale {
        Locale::En => Text {
            subject: "An administrator approved the recovery of your account".into(),
            body: format!(
                "Somebody asked to set a new password for your account, and an administrator of \
                 your organisation approved it just now.\n\n\
                 If you asked, you need not do anything.\n\n\
                 If you did not, speak to your administrator at once, and set a new password \
                 yourself at {public_url}/: that ends the other recovery.\n"
            ),
        },
        Locale::ZhCn => Text {
            subject: "管理员已批准找回您的账号".into(),
            body: format!(
                "有人请求为您的账号设置新密码，贵单位的管理员刚刚予以批准。\n\n\
                 如果是您本人操作，无需处理。\n\n\
                 如果不是您本人操作，请立即联系您的管理员，并在 {public_url}/ 自行重新设置密码，\
                 这样对方的找回流程会随之终止。\n"
            ),
        },
    }
}

/// The mail to the account's own destinations: an administrator says that it was no colleague.
pub(super) fn reported(locale: Locale, public_url: &str) -> Text {
    match locale {
        Locale::En => Text {
            subject: "Somebody tried to recover your account".into(),
            body: format!(
                "Somebody asked an administrator of your organisation to approve a new password \
                 for your account. The administrator refused and reported that it was no \
                 colleague.\n\n\
                 Your password has not changed, and for 24 hours nobody can ask for an approval \
                 for your account.\n\n\
                 If it was you, speak to your administrator. If it was not you, secure your phone \
                 and your mailbox, approve and tell nobody a code that you did not ask for, and \
                 set a new password at {public_url}/ if somebody may know the present one.\n"
            ),
        },
        Locale::ZhCn => Text {
            subject: "有人试图找回您的账号".into(),
            body: format!(
                "有人向贵单位的管理员请求批准为您的账号设置新密码。管理员已拒绝，并举报这不是同事所为。\n\n\
                 您的密码没有变化，24 小时内任何人都不能再为您的账号请求审批。\n\n\
                 如果是您本人操作，请联系您的管理员。如果不是，请保护好您的手机和邮箱，不要把并非您本人\
                 获取的验证码告诉任何人；如果他人可能知道您现在的密码，请在 {public_url}/ 重新设置密码。\n"
            ),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Request, over, request, time};
    use crate::store::approvals::State;
    use regain_contract::Locale;

    const ENDS: [State; 6] = [
        State::Approved,
        State::Refused,
        State::WrongNumber,
        State::Reported,
        State::Expired,
        State::Withdrawn,
    ];

    fn asked(reason: &str) -> Request {
        Request {
            account: "f***".into(),
            from: vec!["Firefox".into(), "Windows".into(), "203.0.113.*".into()],
            reason: reason.into(),
            link: "https://recover.example/approve#ticket".into(),
            seconds: 86_400,
            is_reminder: false,
        }
    }

    #[test]
    fn the_only_link_in_a_request_is_our_own() {
        for locale in [Locale::En, Locale::ZhCn] {
            let body =
                request(locale, &asked("see https://evil.example/x or www.evil.example")).body;

            assert_eq!(body.matches("://").count(), 1, "{body}");
            assert!(!body.contains("evil.example"), "{body}");
            assert!(body.contains("\nhttps://recover.example/approve#ticket\n"), "{body}");
        }
    }

    #[test]
    fn the_time_left_is_never_more_than_it_is() {
        for (seconds, english, chinese) in [
            (86_400, "24 hours", "24 小时"),
            (7_199, "119 minutes", "119 分钟"),
            (119, "1 minute", "1 分钟"),
        ] {
            assert_eq!(time(Locale::En, seconds), english);
            assert_eq!(time(Locale::ZhCn, seconds), chinese);
        }
    }

    /// Each end is told in words of its own, in each language.
    #[test]
    fn every_outcome_has_its_text() {
        let mut bodies = std::collections::BTreeSet::new();
        for locale in [Locale::En, Locale::ZhCn] {
            for state in ENDS {
                bodies.insert(over(locale, "f***", state, "https://recover.example").body);
            }
        }

        assert_eq!(bodies.len(), 12);
    }
}
