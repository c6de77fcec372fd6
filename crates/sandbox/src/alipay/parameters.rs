//! The parameters of one call to the gateway, and the text over which it is signed.

use std::collections::BTreeMap;

/// The parameters by name. Those with an empty value are left out, as the signature leaves them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Reads the query and the form. `None` when a name comes twice: which one counts would be
    /// anybody's guess.
    pub fn read(query: &str, form: &[u8]) -> Option<Self> {
        let mut all = BTreeMap::new();
        let query = form_urlencoded::parse(query.as_bytes());
        for (name, value) in query.chain(form_urlencoded::parse(form)) {
            let is_twice =
                !value.is_empty() && all.insert(name.into_owned(), value.into_owned()).is_some();
            if is_twice {
                return None;
            }
        }
        Some(Self(all))
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The text that the caller signs.
    pub fn signed_text(&self) -> String {
        let signed = self.0.iter().filter(|(name, _)| *name != "sign");
        let pairs: Vec<_> = signed.map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("&")
    }
}

#[cfg(test)]
mod tests {
    use super::Parameters;

    #[test]
    fn the_signed_text_is_sorted_decoded_and_without_sign_and_empty_values() {
        let parameters =
            Parameters::read("version=1.0&sign=x%2By", b"code=a+b&app_id=2021&b=&a=%E4%B8%AD%26");

        assert_eq!(parameters.unwrap().signed_text(), "a=中&&app_id=2021&code=a b&version=1.0");
    }

    #[test]
    fn a_parameter_that_comes_twice_is_refused() {
        assert_eq!(Parameters::read("code=a", b"code=b"), None);
        assert_eq!(Parameters::read("", b"code=a&code=a"), None);
        assert!(Parameters::read("code=", b"code=b").is_some());
    }
}
