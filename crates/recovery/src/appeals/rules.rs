//! Which documents and which fields belong to which answers: one table each. `docs/appeals.md` shows
//! them to operators.

use regain_contract::{
    AccountKind,
    appeal::{Answers, Details, Field, FieldRule, Filer, Material, MaterialKind, Need},
};

/// A document and when it is asked for.
struct Row {
    kind: MaterialKind,
    /// For which kind of account; `None` for both.
    account: Option<AccountKind>,
    /// For whom; `None` for everybody.
    filer: Option<Filer>,
    /// For which needs, any of them; empty for all.
    needs: &'static [Need],
    required: bool,
}

/// The payment voucher is the original's rule: where the secure phone is replaced.
const MATERIALS: [Row; 7] = [
    Row {
        kind: MaterialKind::HolderId,
        account: Some(AccountKind::Individual),
        filer: None,
        needs: &[],
        required: true,
    },
    Row {
        kind: MaterialKind::BusinessLicence,
        account: Some(AccountKind::Enterprise),
        filer: None,
        needs: &[],
        required: true,
    },
    Row {
        kind: MaterialKind::LegalRepresentativeId,
        account: Some(AccountKind::Enterprise),
        filer: None,
        needs: &[],
        required: true,
    },
    Row {
        kind: MaterialKind::EmployeeId,
        account: Some(AccountKind::Enterprise),
        filer: Some(Filer::Employee),
        needs: &[],
        required: true,
    },
    Row {
        kind: MaterialKind::AuthorisationLetter,
        account: Some(AccountKind::Enterprise),
        filer: Some(Filer::Employee),
        needs: &[],
        required: true,
    },
    Row {
        kind: MaterialKind::PaymentVoucher,
        account: Some(AccountKind::Enterprise),
        filer: None,
        needs: &[Need::Username, Need::Password, Need::Phone, Need::Email],
        required: true,
    },
    Row { kind: MaterialKind::Other, account: None, filer: None, needs: &[], required: false },
];

/// The documents for these answers, in the order of the form.
pub fn materials(answers: &Answers) -> Vec<Material> {
    let belongs = |row: &&Row| {
        row.account.is_none_or(|kind| kind == answers.kind)
            && row.filer.is_none_or(|filer| filer == answers.filer)
            && (row.needs.is_empty() || row.needs.iter().any(|need| answers.needs.contains(need)))
    };
    MATERIALS
        .iter()
        .filter(belongs)
        .map(|row| Material { kind: row.kind, required: row.required })
        .collect()
}

/// The fields for these answers, in the order of the form.
pub fn fields(answers: &Answers) -> Vec<FieldRule> {
    let rule = |field| {
        let required = match field {
            // Who forgot it cannot be asked for it.
            Field::Username => !answers.needs.contains(&Need::Username),
            Field::HolderName | Field::IdentityNumber | Field::FilerName | Field::Story => true,
            Field::OldContact => false,
        };
        FieldRule { field, required }
    };
    let belongs =
        |field: &Field| *field != Field::FilerName || answers.kind == AccountKind::Enterprise;
    Field::ALL.into_iter().filter(belongs).map(rule).collect()
}

/// The details without the fields that the form does not have.
pub fn asked(details: &Details, answers: &Answers) -> Details {
    let rules = fields(answers);
    let mut asked = Details::default();
    for FieldRule { field, .. } in rules {
        details.get(field).clone_into(asked.get_mut(field));
    }
    asked
}

/// Whether the answers go together: something is needed, each once, and the filer suits the kind.
pub fn are_whole(answers: &Answers) -> bool {
    let mut needs = answers.needs.clone();
    needs.sort_unstable();
    needs.dedup();
    !needs.is_empty() && needs.len() == answers.needs.len() && answers.filer.suits(answers.kind)
}

/// The required documents that are not among the given ones.
pub fn missing(asked: &[Material], given: &[MaterialKind]) -> Vec<MaterialKind> {
    let is_missing = |one: &&Material| one.required && !given.contains(&one.kind);
    asked.iter().filter(is_missing).map(|one| one.kind).collect()
}

#[cfg(test)]
mod tests {
    use super::{are_whole, fields, materials};
    use regain_contract::{
        AccountKind,
        appeal::{Answers, Field, Filer, MaterialKind, Need},
    };

    fn answers(needs: &[Need], kind: AccountKind, filer: Filer) -> Answers {
        Answers { needs: needs.to_vec(), kind, filer }
    }

    fn required(answers: &Answers) -> Vec<MaterialKind> {
        let all = materials(answers);
        all.into_iter().filter(|one| one.required).map(|one| one.kind).collect()
    }

    #[test]
    fn each_kind_and_filer_has_its_documents() {
        use MaterialKind::{
            AuthorisationLetter, BusinessLicence, EmployeeId, HolderId, LegalRepresentativeId,
            PaymentVoucher,
        };
        let person = answers(&[Need::Password], AccountKind::Individual, Filer::Holder);
        assert_eq!(required(&person), [HolderId]);
        let firm = |needs: &[Need], filer| answers(needs, AccountKind::Enterprise, filer);
        let representative = firm(&[Need::Password], Filer::LegalRepresentative);
        assert_eq!(
            required(&representative),
            [BusinessLicence, LegalRepresentativeId, PaymentVoucher]
        );
        let employee = firm(&[Need::Mfa], Filer::Employee);
        assert_eq!(
            required(&employee),
            [BusinessLicence, LegalRepresentativeId, EmployeeId, AuthorisationLetter]
        );
        for need in [Need::Username, Need::Password, Need::Phone, Need::Email] {
            assert!(required(&firm(&[need], Filer::Employee)).contains(&PaymentVoucher));
        }
    }

    #[test]
    fn a_forgotten_username_is_not_asked_for() {
        let is_required = |answers: &Answers, field| {
            fields(answers).iter().find(|rule| rule.field == field).map(|rule| rule.required)
        };
        let kind = AccountKind::Individual;
        let forgotten = answers(&[Need::Username, Need::Phone], kind, Filer::Holder);
        assert_eq!(is_required(&forgotten, Field::Username), Some(false));
        assert_eq!(is_required(&forgotten, Field::FilerName), None);
        let known = answers(&[Need::Phone], kind, Filer::Holder);
        assert_eq!(is_required(&known, Field::Username), Some(true));
    }

    #[test]
    fn answers_that_do_not_go_together_are_refused() {
        let kind = AccountKind::Individual;
        assert!(are_whole(&answers(&Need::ALL, kind, Filer::Holder)));
        assert!(!are_whole(&answers(&[], kind, Filer::Holder)));
        assert!(!are_whole(&answers(&[Need::Mfa, Need::Mfa], kind, Filer::Holder)));
        assert!(!are_whole(&answers(&[Need::Mfa], kind, Filer::Employee)));
        assert!(!are_whole(&answers(&[Need::Mfa], AccountKind::Enterprise, Filer::Holder)));
    }
}
