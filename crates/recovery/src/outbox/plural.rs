//! Which plural form a whole number takes, by the rules of CLDR 48 for the languages of the
//! product. Written out because they are eight lines, and whole numbers need no more of CLDR.

use regain_contract::Locale;

/// A plural category of CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    /// Reads the name that messages use.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "zero" => Self::Zero,
            "one" => Self::One,
            "two" => Self::Two,
            "few" => Self::Few,
            "many" => Self::Many,
            "other" => Self::Other,
            _ => return None,
        })
    }

    /// The category of a count.
    pub const fn of(locale: Locale, count: u32) -> Self {
        let (tens, hundreds) = (count % 10, count % 100);
        match locale {
            Locale::ZhCn | Locale::ZhTw | Locale::Ja | Locale::Ko | Locale::Id => Self::Other,
            Locale::En | Locale::De => match count {
                1 => Self::One,
                _ => Self::Other,
            },
            Locale::Es => match count {
                1 => Self::One,
                _ => millions(count),
            },
            Locale::Fr | Locale::PtBr => match count {
                0 | 1 => Self::One,
                _ => millions(count),
            },
            Locale::Ru => match (tens, hundreds) {
                (_, 11..=14) => Self::Many,
                (1, _) => Self::One,
                (2..=4, _) => Self::Few,
                _ => Self::Many,
            },
            Locale::Ar => match (count, hundreds) {
                (0, _) => Self::Zero,
                (1, _) => Self::One,
                (2, _) => Self::Two,
                (_, 3..=10) => Self::Few,
                (_, 11..) => Self::Many,
                _ => Self::Other,
            },
        }
    }
}

/// "Un million de jours": whole millions take a form of their own in Romance languages.
const fn millions(count: u32) -> Category {
    if count != 0 && count.is_multiple_of(1_000_000) { Category::Many } else { Category::Other }
}

#[cfg(test)]
mod tests {
    use super::Category::{self, Few, Many, One, Other, Two, Zero};
    use regain_contract::Locale;

    fn all(locales: &[Locale], counts: &[u32], category: Category) {
        for locale in locales {
            for count in counts {
                assert_eq!(Category::of(*locale, *count), category, "{locale:?} {count}");
            }
        }
    }

    /// The samples of CLDR's own table.
    #[test]
    fn counts_take_the_form_that_cldr_says() {
        let without = [Locale::ZhCn, Locale::ZhTw, Locale::Ja, Locale::Ko, Locale::Id];
        all(&without, &[0, 1, 2, 5, 100, 1_000_000], Other);

        all(&[Locale::En, Locale::De], &[1], One);
        all(&[Locale::En, Locale::De], &[0, 2, 11, 21, 1_000_000], Other);

        all(&[Locale::Es], &[1], One);
        all(&[Locale::Es], &[1_000_000, 3_000_000], Many);
        all(&[Locale::Es], &[0, 2, 16, 101], Other);

        all(&[Locale::Fr, Locale::PtBr], &[0, 1], One);
        all(&[Locale::Fr, Locale::PtBr], &[1_000_000, 2_000_000], Many);
        all(&[Locale::Fr, Locale::PtBr], &[2, 17, 1001], Other);

        all(&[Locale::Ru], &[1, 21, 31, 101, 1001], One);
        all(&[Locale::Ru], &[2, 4, 22, 34, 102], Few);
        all(&[Locale::Ru], &[0, 5, 11, 12, 14, 19, 20, 100, 111, 1_000_000], Many);

        all(&[Locale::Ar], &[0], Zero);
        all(&[Locale::Ar], &[1], One);
        all(&[Locale::Ar], &[2], Two);
        all(&[Locale::Ar], &[3, 10, 103, 110], Few);
        all(&[Locale::Ar], &[11, 26, 99, 111, 1011], Many);
        all(&[Locale::Ar], &[100, 101, 102, 200, 1_000_000], Other);
    }
}
