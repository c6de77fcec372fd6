//! The approved message texts. The caller names a template and gives the values; the carrier
//! makes the text, as the real one does.

use super::refusal::Refusal;
use serde_json::Value;

const CODE_EN: &str = "Your verification code is ${code}. It expires in ${minutes} minutes. \
                       Do not share it with anyone.\n\n@${host} #${code}";
const CODE_ZH: &str =
    "您的验证码是 ${code}，${minutes} 分钟内有效。请勿告诉任何人。\n\n@${host} #${code}";
const NOTICE_EN: &str = "The password of your account at ${host} was changed. \
                         If this was not you, stop it at once: ${link}";
const NOTICE_ZH: &str = "您在 ${host} 的账号密码已修改。如非本人操作，请立即打开 ${link} 阻止。";
const STOPPED_EN: &str = "The change of your password at ${host} was stopped. The new password does \
                          not work any more. Secure your phone and your mailbox.";
const STOPPED_ZH: &str = "您在 ${host} 的密码修改已被阻止，新密码已失效。请保护好您的手机和邮箱。";
const APPROVED_EN: &str = "An administrator approved the recovery of your account at ${host}. \
                           If you did not ask for it, contact your administrator at once.";
const APPROVED_ZH: &str = "您在 ${host} 的账号找回已由管理员批准。如非本人操作，请立即联系管理员。";
const REPORTED_EN: &str = "Somebody tried to recover your account at ${host}; an administrator \
                           refused and reported it. Your password has not changed.";
const REPORTED_ZH: &str = "有人试图找回您在 ${host} 的账号，管理员已拒绝并举报。您的密码没有变化。";

/// The further templates: name, English, Chinese.
const MORE: [(&str, &str, &str); 9] = [
    (
        "APPEAL_RECEIVED",
        "Your appeal at ${host} was received. Its number is ${number}. Keep it: with it and this \
         phone you can see where it stands.",
        "您在 ${host} 的申诉已收到，编号 ${number}。请妥善保存：凭编号和此手机可查询进度。",
    ),
    (
        "APPEAL_ASKED",
        "For your appeal ${number} at ${host} something is missing. See what and add it there.",
        "您在 ${host} 的申诉 ${number} 需要补充材料，请前往查看并补充。",
    ),
    (
        "APPEAL_APPROVED",
        "Your appeal ${number} was approved. Your username at ${host} is ${username}. In about \
         ${hours} hours this phone becomes the phone of the account; then recover it there.",
        "您的申诉 ${number} 已通过。您在 ${host} 的用户名是 ${username}。大约 ${hours} 小时后，\
         此手机将成为账号的手机，届时即可找回账号。",
    ),
    (
        "APPEAL_BOUND",
        "This phone is now the phone of your account ${username} at ${host}. You can recover the \
         account with it.",
        "此手机已成为您在 ${host} 的账号 ${username} 的手机，现在可以用它找回账号。",
    ),
    (
        "APPEAL_REFUSED",
        "Your appeal ${number} at ${host} was refused. See the reason there.",
        "您在 ${host} 的申诉 ${number} 未通过，请前往查看原因。",
    ),
    (
        "APPEAL_STOPPED",
        "Your appeal ${number} at ${host} was stopped by somebody with the old phone or email of \
         the account.",
        "您在 ${host} 的申诉 ${number} 已被持有账号原手机或邮箱的人阻止。",
    ),
    (
        "APPEAL_LAPSED",
        "Your appeal ${number} at ${host} has ended, because what was asked for did not come.",
        "您在 ${host} 的申诉 ${number} 因逾期未补充材料已结束。",
    ),
    (
        "PHONE_CHANGING",
        "An appeal for your account at ${host} was approved: another phone will replace this one. \
         If it is not yours, stop it: ${link}",
        "针对您在 ${host} 的账号的申诉已通过，此手机号将被更换。如非本人操作，请立即阻止：${link}",
    ),
    (
        "PHONE_CHANGED",
        "Another phone has replaced this one for your account at ${host}. If it was not you, take \
         it back: ${link}",
        "您在 ${host} 的账号已更换手机号。如非本人操作，请立即撤销：${link}",
    ),
];

/// The text of one of the further templates.
fn more(template_code: &str) -> Option<&'static str> {
    let name = template_code.strip_prefix("REGAIN_")?;
    let (name, is_english) = match name.strip_suffix("_EN") {
        Some(name) => (name, true),
        None => (name.strip_suffix("_ZH")?, false),
    };
    let (_, english, chinese) = MORE.iter().find(|(known, ..)| *known == name)?;
    Some(if is_english { english } else { chinese })
}

/// Makes the text of a template from the JSON object `parameters` (may be empty when the
/// template has no variables). Every value must be a string, as the carrier documents.
pub fn render(template_code: &str, parameters: &str) -> Result<String, Refusal> {
    let template = match template_code {
        "REGAIN_CODE_EN" => CODE_EN,
        "REGAIN_CODE_ZH" => CODE_ZH,
        "REGAIN_NOTICE_EN" => NOTICE_EN,
        "REGAIN_NOTICE_ZH" => NOTICE_ZH,
        "REGAIN_STOPPED_EN" => STOPPED_EN,
        "REGAIN_STOPPED_ZH" => STOPPED_ZH,
        "REGAIN_APPROVED_EN" => APPROVED_EN,
        "REGAIN_APPROVED_ZH" => APPROVED_ZH,
        "REGAIN_REPORTED_EN" => REPORTED_EN,
        "REGAIN_REPORTED_ZH" => REPORTED_ZH,
        code => more(code).ok_or(Refusal::UnknownTemplate)?,
    };
    let values = match parameters {
        "" => serde_json::Map::new(),
        text => serde_json::from_str(text).map_err(|_| Refusal::ParametersNotStrings)?,
    };
    if !values.values().all(Value::is_string) {
        return Err(Refusal::ParametersNotStrings);
    }
    fill(template, |name| values.get(name)?.as_str())
}

/// Replaces each `${name}` once: what a value holds is never read as a variable.
fn fill<'v>(template: &str, value: impl Fn(&str) -> Option<&'v str>) -> Result<String, Refusal> {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(value(name).filter(|value| !value.is_empty()).ok_or(Refusal::MissingValue)?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::carrier::refusal::Refusal;

    const CODE: &str = r#"{"code":"123456","minutes":"5","host":"account.example.com"}"#;

    #[test]
    fn an_english_code_message_begins_with_the_sentence_that_names_the_code() {
        let text = render("REGAIN_CODE_EN", CODE).unwrap();

        assert!(text.starts_with("Your verification code is 123456."), "{text}");
    }

    /// OTP-13: the last line binds the code to the host, in every language.
    #[test]
    fn the_last_line_of_a_code_message_is_bound_to_the_host() {
        for template in ["REGAIN_CODE_EN", "REGAIN_CODE_ZH"] {
            let text = render(template, CODE).unwrap();

            assert_eq!(text.lines().last(), Some("@account.example.com #123456"));
        }
    }

    #[test]
    fn notices_name_the_host() {
        for notice in ["NOTICE", "STOPPED", "APPROVED", "REPORTED"] {
            for language in ["EN", "ZH"] {
                let template = format!("REGAIN_{notice}_{language}");
                let values = r#"{"host":"account.example.com","link":"https://a.example/b"}"#;
                let text = render(&template, values).unwrap();

                assert!(text.contains("account.example.com"), "{template}");
            }
        }
    }

    #[test]
    fn a_value_is_never_read_as_a_variable() {
        let values = r#"{"host":"${code}","code":"1","link":"https://a.example/b"}"#;
        let text = render("REGAIN_NOTICE_EN", values).unwrap();

        assert!(text.contains("at ${code} was"), "{text}");
    }

    #[test]
    fn each_mistake_has_the_carriers_own_code() {
        let cases = [
            ("SMS_1", CODE, Refusal::UnknownTemplate),
            ("REGAIN_CODE_EN", "", Refusal::MissingValue),
            ("REGAIN_CODE_EN", r#"{"code":"1","minutes":"5"}"#, Refusal::MissingValue),
            ("REGAIN_NOTICE_EN", r#"{"host":""}"#, Refusal::MissingValue),
            ("REGAIN_NOTICE_EN", "host", Refusal::ParametersNotStrings),
            ("REGAIN_NOTICE_EN", r#"{"host":5}"#, Refusal::ParametersNotStrings),
        ];
        for (template, parameters, expected) in cases {
            assert_eq!(render(template, parameters), Err(expected), "{template} {parameters}");
        }
    }
}
