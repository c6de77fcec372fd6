//! The addresses of an appeal, below the one of [`crate::Route::Appeal`].

use super::{AppealStep, Place};

/// An address. [`Page::path`] and [`Page::parse`] are each other's inverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// `/appeal`: the door, and the first questions.
    Begin,
    /// `/appeal/materials`: what to have ready.
    Materials,
    /// `/appeal/form`: the form and the files.
    Form,
    /// `/appeal/phone`: the contact phone.
    Phone,
    /// `/appeal/review`: everything again.
    Review,
    /// `/appeal/status`: where an appeal stands.
    Status,
}

impl Page {
    /// Every page.
    pub const ALL: [Self; 6] =
        [Self::Begin, Self::Materials, Self::Form, Self::Phone, Self::Review, Self::Status];

    /// The rest of the path, with its leading slash; empty for the first page.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Begin => "",
            Self::Materials => "/materials",
            Self::Form => "/form",
            Self::Phone => "/phone",
            Self::Review => "/review",
            Self::Status => "/status",
        }
    }

    /// Reads the rest of a path; a trailing slash does not matter. Anything else is the first page.
    #[must_use]
    pub fn parse(rest: &str) -> Self {
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        Self::ALL.into_iter().find(|page| page.path() == rest).unwrap_or(Self::Begin)
    }

    /// The page of a step.
    #[must_use]
    pub const fn of(step: &AppealStep) -> Self {
        match step {
            AppealStep::Answer(_) | AppealStep::Unknown => Self::Begin,
            AppealStep::Gather(_) => Self::Materials,
            AppealStep::FillIn(_) => Self::Form,
            AppealStep::GivePhone(_) | AppealStep::EnterPhoneCode(_) => Self::Phone,
            AppealStep::Review(_) => Self::Review,
            AppealStep::EnterStatusCode(_) | AppealStep::Follow(_) => Self::Status,
        }
    }

    /// The step of a draft that is asked for by going to the page.
    #[must_use]
    pub const fn place(self) -> Option<Place> {
        match self {
            Self::Begin => Some(Place::Answer),
            Self::Materials => Some(Place::Gather),
            Self::Form => Some(Place::FillIn),
            Self::Phone => Some(Place::GivePhone),
            Self::Review => Some(Place::Review),
            Self::Status => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn each_path_leads_back_to_its_page() {
        for page in Page::ALL {
            assert_eq!(Page::parse(page.path()), page);
            assert_eq!(Page::parse(&format!("{}/", page.path())), page);
        }
        assert_eq!(Page::parse("/elsewhere"), Page::Begin);
    }
}
