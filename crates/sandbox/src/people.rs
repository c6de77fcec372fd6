//! The people and enterprises that the simulated parties know: one table, from which Alipay answers,
//! by which faces are enrolled, and after which the recovery server seeds its demo accounts.
//! Nobody in it exists.

/// Whether somebody is a person or an enterprise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolderKind {
    /// A person.
    Personal,
    /// An enterprise.
    Enterprise {
        /// The key of the person who is its legal representative.
        legal_representative: &'static str,
    },
}

/// The kind of a certificate number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertType {
    /// A resident identity card.
    IdentityCard,
    /// A business licence, by its unified social credit code.
    BusinessLicence,
}

impl CertType {
    /// The name that the face provider uses: `IDENTITY_CARD`. It knows no licences; that name
    /// is ours.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::IdentityCard => "IDENTITY_CARD",
            Self::BusinessLicence => "BUSINESS_LICENCE",
        }
    }

    /// The number that Alipay uses in `cert_type`: `0` an identity card, `9` a licence.
    #[must_use]
    pub const fn alipay_code(self) -> &'static str {
        match self {
            Self::IdentityCard => "0",
            Self::BusinessLicence => "9",
        }
    }
}

/// Somebody whom the simulated parties know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// A short name for addresses and tests, unique.
    pub key: &'static str,
    /// The name on the certificate.
    pub name: &'static str,
    /// Person or enterprise.
    pub kind: HolderKind,
    /// Whether Alipay certified the identity. When not, name and number are mere claims.
    pub is_certified: bool,
    /// What kind of number `cert_no` is.
    pub cert_type: CertType,
    /// The number of the certificate.
    pub cert_no: &'static str,
    /// Alipay's id of the account: 16 digits that begin with 2088.
    pub alipay_user_id: &'static str,
    /// Alipay's id of the account towards this application alone.
    pub alipay_open_id: &'static str,
}

/// The holder of the demo account `solo`.
pub const SOLO: Person = Person {
    key: "solo",
    name: "张三",
    kind: HolderKind::Personal,
    is_certified: true,
    cert_type: CertType::IdentityCard,
    cert_no: "110101199003070011",
    alipay_user_id: "2088000000000011",
    alipay_open_id: "sandbox-open-id-solo",
};

/// The enterprise of the demo account `firm`.
pub const FIRM: Person = Person {
    key: "firm",
    name: "示例科技有限公司",
    kind: HolderKind::Enterprise { legal_representative: "firm-legal" },
    is_certified: true,
    cert_type: CertType::BusinessLicence,
    cert_no: "91110105MA00000001",
    alipay_user_id: "2088000000000021",
    alipay_open_id: "sandbox-open-id-firm",
};

/// The legal representative of [`FIRM`], as a person.
pub const FIRM_LEGAL: Person = Person {
    key: "firm-legal",
    name: "李四",
    kind: HolderKind::Personal,
    is_certified: true,
    cert_type: CertType::IdentityCard,
    cert_no: "110101198001010022",
    alipay_user_id: "2088000000000022",
    alipay_open_id: "sandbox-open-id-firm-legal",
};

/// Somebody who has nothing to do with the demo accounts.
pub const SOMEBODY_ELSE: Person = Person {
    key: "somebody-else",
    name: "王五",
    kind: HolderKind::Personal,
    is_certified: true,
    cert_type: CertType::IdentityCard,
    cert_no: "110101197505050033",
    alipay_user_id: "2088000000000033",
    alipay_open_id: "sandbox-open-id-somebody-else",
};

/// An enterprise that has nothing to do with the demo accounts.
pub const OTHER_FIRM: Person = Person {
    key: "other-firm",
    name: "别家贸易有限公司",
    kind: HolderKind::Enterprise { legal_representative: "somebody-else" },
    is_certified: true,
    cert_type: CertType::BusinessLicence,
    cert_no: "91110105MA00000002",
    alipay_user_id: "2088000000000041",
    alipay_open_id: "sandbox-open-id-other-firm",
};

/// Somebody whom Alipay has not certified, and who claims the number of [`SOLO`]: whoever
/// compares numbers without looking at `is_certified` is deceived.
pub const NOT_CERTIFIED: Person = Person {
    key: "not-certified",
    name: "赵六",
    kind: HolderKind::Personal,
    is_certified: false,
    cert_type: CertType::IdentityCard,
    cert_no: SOLO.cert_no,
    alipay_user_id: "2088000000000044",
    alipay_open_id: "sandbox-open-id-not-certified",
};

/// Everybody.
pub const ALL: [Person; 6] = [SOLO, FIRM, FIRM_LEGAL, SOMEBODY_ELSE, NOT_CERTIFIED, OTHER_FIRM];

/// Finds somebody by the key.
#[must_use]
pub fn by_key(key: &str) -> Option<&'static Person> {
    ALL.iter().find(|person| person.key == key)
}

/// Finds a certified person by the number of the identity card.
#[must_use]
pub fn by_identity_card(cert_no: &str) -> Option<&'static Person> {
    ALL.iter().find(|person| {
        person.is_certified
            && person.cert_type == CertType::IdentityCard
            && person.cert_no == cert_no
    })
}

#[cfg(test)]
mod tests {
    use super::{ALL, HolderKind, NOT_CERTIFIED, SOLO, by_identity_card, by_key};
    use std::collections::HashSet;

    #[test]
    fn keys_and_alipay_accounts_are_unique() {
        let of = |field: fn(&super::Person) -> &'static str| {
            ALL.iter().map(field).collect::<HashSet<_>>().len()
        };

        assert_eq!(of(|person| person.key), ALL.len());
        assert_eq!(of(|person| person.alipay_user_id), ALL.len());
        assert_eq!(of(|person| person.alipay_open_id), ALL.len());
    }

    #[test]
    fn the_number_of_an_identity_card_leads_to_the_certified_person() {
        assert_eq!(by_identity_card(NOT_CERTIFIED.cert_no), Some(&SOLO));
        assert_eq!(by_identity_card("91110105MA00000001"), None);
    }

    #[test]
    fn every_enterprise_has_a_certified_person_as_legal_representative() {
        for person in ALL {
            if let HolderKind::Enterprise { legal_representative } = person.kind {
                let legal = by_key(legal_representative).unwrap();
                assert_eq!(legal.kind, HolderKind::Personal);
                assert!(legal.is_certified);
            }
        }
    }
}
