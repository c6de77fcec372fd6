//! The texts of answers: the inner objects, which are signed exactly as they stand here. Field
//! names after `AlipaySystemOauthTokenResponse` and `AlipayUserInfoShareResponse`.

use super::error::AlipayError;
use super::grants::new_token;
use super::{TOKEN_LIFETIME, china_time};
use crate::people::{self, HolderKind, Person};
use serde::Serialize;
use std::time::SystemTime;

#[derive(Serialize)]
struct Token<'a> {
    access_token: &'a str,
    /// Out of use, and the same as `user_id`.
    alipay_user_id: &'a str,
    auth_start: String,
    expires_in: u64,
    re_expires_in: u64,
    refresh_token: String,
    user_id: &'a str,
    open_id: &'a str,
}

#[derive(Serialize)]
struct Information<'a> {
    code: &'a str,
    msg: &'a str,
    user_id: &'a str,
    open_id: &'a str,
    /// `1` an enterprise, `2` a person.
    user_type: &'a str,
    /// `T`: a usual account.
    user_status: &'a str,
    is_certified: &'a str,
    cert_type: &'a str,
    cert_no: &'a str,
    /// The name of the person or of the enterprise.
    user_name: &'a str,
    #[serde(flatten)]
    enterprise: Option<Enterprise<'a>>,
    avatar: &'a str,
}

/// What only enterprises have.
#[derive(Serialize)]
struct Enterprise<'a> {
    /// `CO`: a company.
    firm_type: &'a str,
    license_no: &'a str,
    firm_legal_person_name: &'a str,
    firm_legal_person_cert_type: &'a str,
    firm_legal_person_cert_no: &'a str,
}

#[derive(Serialize)]
struct Failure {
    code: &'static str,
    msg: &'static str,
    sub_code: String,
    sub_msg: String,
}

/// The text of the answer to `alipay.system.oauth.token`.
pub fn token(person: &Person, access_token: &str, now: SystemTime) -> String {
    let lifetime_s = TOKEN_LIFETIME.as_secs();
    text(&Token {
        access_token,
        alipay_user_id: person.alipay_user_id,
        auth_start: china_time::write(now),
        expires_in: lifetime_s,
        re_expires_in: lifetime_s * 2,
        refresh_token: new_token(),
        user_id: person.alipay_user_id,
        open_id: person.alipay_open_id,
    })
}

/// The text of the answer to `alipay.user.info.share`.
pub fn information(person: &Person) -> String {
    let (user_type, enterprise) = match person.kind {
        HolderKind::Personal => ("2", None),
        HolderKind::Enterprise { legal_representative } => {
            ("1", people::by_key(legal_representative).map(|legal| enterprise(person, legal)))
        }
    };
    text(&Information {
        code: "10000",
        msg: "Success",
        user_id: person.alipay_user_id,
        open_id: person.alipay_open_id,
        user_type,
        user_status: "T",
        is_certified: if person.is_certified { "T" } else { "F" },
        cert_type: person.cert_type.alipay_code(),
        cert_no: person.cert_no,
        user_name: person.name,
        enterprise,
        avatar: "http://sandbox.example/avatar.png",
    })
}

fn enterprise<'a>(firm: &Person, legal: &'a Person) -> Enterprise<'a> {
    Enterprise {
        firm_type: "CO",
        license_no: firm.cert_no,
        firm_legal_person_name: legal.name,
        firm_legal_person_cert_type: legal.cert_type.alipay_code(),
        firm_legal_person_cert_no: legal.cert_no,
    }
}

/// The text of a refusal.
pub fn refusal(refusal: AlipayError) -> String {
    text(&Failure {
        code: refusal.code(),
        msg: refusal.message(),
        sub_code: refusal.sub_code(),
        sub_msg: refusal.sub_message(),
    })
}

/// JSON with slashes as the real gateway writes them.
fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().replace('/', "\\/")
}

#[cfg(test)]
mod tests {
    use super::information;
    use crate::people::{FIRM, NOT_CERTIFIED, SOLO};

    #[test]
    fn a_person_has_the_documented_fields_and_no_others() {
        let text = information(&SOLO);

        assert_eq!(
            text,
            "{\"code\":\"10000\",\"msg\":\"Success\",\"user_id\":\"2088000000000011\",\
             \"open_id\":\"sandbox-open-id-solo\",\"user_type\":\"2\",\"user_status\":\"T\",\
             \"is_certified\":\"T\",\"cert_type\":\"0\",\"cert_no\":\"110101199003070011\",\
             \"user_name\":\"张三\",\"avatar\":\"http:\\/\\/sandbox.example\\/avatar.png\"}"
        );
    }

    #[test]
    fn an_enterprise_is_named_in_user_name_and_brings_its_legal_representative() {
        let value: serde_json::Value = serde_json::from_str(&information(&FIRM)).unwrap();

        assert_eq!(value["user_type"], "1");
        assert_eq!(value["user_name"], "示例科技有限公司");
        assert_eq!(value["license_no"], "91110105MA00000001");
        assert_eq!(value["firm_legal_person_cert_no"], "110101198001010022");
    }

    #[test]
    fn who_is_not_certified_still_has_a_number() {
        let value: serde_json::Value = serde_json::from_str(&information(&NOT_CERTIFIED)).unwrap();

        assert_eq!(value["is_certified"], "F");
        assert_eq!(value["cert_no"], SOLO.cert_no);
    }
}
