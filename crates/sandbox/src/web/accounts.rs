//! The list of demo accounts on the portal. The recovery server seeds the accounts themselves;
//! this only tells visitors what each is good for.

use super::language::{Language, Written};
use maud::{Markup, html};

/// The password that all demo accounts begin with.
const PASSWORD: &str = "Old-Password-1";

struct Account {
    username: &'static str,
    phone: Option<&'static str>,
    mail: Option<&'static str>,
    hint_en: &'static str,
    hint_zh_cn: &'static str,
}

const ACCOUNTS: [Account; 9] = [
    Account {
        username: "solo",
        phone: Some("+86 138 0013 8000"),
        mail: Some("solo@example.com"),
        hint_en: "An individual with everything: phone, email, verified identity.",
        hint_zh_cn: "个人账号：手机、邮箱、已实名认证。",
    },
    Account {
        username: "solo-unverified",
        phone: Some("+86 138 0013 8001"),
        mail: Some("solo-unverified@example.com"),
        hint_en: "An individual whose identity is not verified.",
        hint_zh_cn: "个人账号：未实名认证。",
    },
    Account {
        username: "solo-mail",
        phone: None,
        mail: Some("solo-mail@example.com"),
        hint_en: "An individual with an email address only.",
        hint_zh_cn: "个人账号：只有邮箱。",
    },
    Account {
        username: "solo-nothing",
        phone: None,
        mail: None,
        hint_en: "An individual without phone and email: only an appeal can help.",
        hint_zh_cn: "个人账号：没有手机和邮箱，只能申诉。",
    },
    Account {
        username: "solo-mfa",
        phone: Some("+86 138 0013 8002"),
        mail: Some("solo-mfa@example.com"),
        hint_en: "An individual who must prove identity twice.",
        hint_zh_cn: "个人账号：需要两种验证方式。",
    },
    Account {
        username: "firm",
        phone: Some("+86 139 0013 9000"),
        mail: Some("firm@example.com"),
        hint_en: "A verified enterprise. Administrators: firm-admin-1 and firm-admin-2.",
        hint_zh_cn: "企业账号：已认证。管理员：firm-admin-1、firm-admin-2。",
    },
    Account {
        username: "firm-unverified",
        phone: Some("+86 139 0013 9001"),
        mail: Some("firm-unverified@example.com"),
        hint_en: "An enterprise that is not verified.",
        hint_zh_cn: "企业账号：未认证。",
    },
    Account {
        username: "pair-one",
        phone: Some("+86 137 0013 7000"),
        mail: Some("pair@example.com"),
        hint_en: "An individual who shares phone and email with pair-two: two usernames are found.",
        hint_zh_cn: "个人账号：与 pair-two 共用手机和邮箱，可找到两个用户名。",
    },
    Account {
        username: "pair-two",
        phone: Some("+86 137 0013 7000"),
        mail: Some("pair@example.com"),
        hint_en: "An enterprise that shares phone and email with pair-one.",
        hint_zh_cn: "企业账号：与 pair-one 共用手机和邮箱。",
    },
];

/// Draws the list, with links to what arrived for each account.
pub fn list(language: Language) -> Markup {
    let words = language.words();
    html! {
        section.accounts aria-labelledby="accounts" {
            h2 #accounts { (words.accounts) }
            p { (words.accounts_password) " " code { (PASSWORD) } br; (words.accounts_lead) }
            ul {
                @for account in &ACCOUNTS {
                    li {
                        strong { (account.username) }
                        span.hint {
                            @match language.written() {
                                Written::English => (account.hint_en),
                                Written::Chinese => (account.hint_zh_cn),
                            }
                        }
                        @for to in [account.phone, account.mail].into_iter().flatten() {
                            a.destination href=(inbox_address(language, to)) { (to) }
                        }
                    }
                }
            }
        }
    }
}

fn inbox_address(language: Language, to: &str) -> String {
    let to: String = form_urlencoded::byte_serialize(to.as_bytes()).collect();
    if language.is_asked_for {
        format!("/inbox?lang={}&to={to}", language.locale.tag())
    } else {
        format!("/inbox?to={to}")
    }
}
