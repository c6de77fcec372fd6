//! The addresses of the screens, below the base path of the page, and what their documents may do.
//! The flow goes to them, the server answers them, the loader reads them.

use crate::{Intent, appeal};

/// The path of the page for frames. It is no screen: an `iframe` loads it, and it goes nowhere.
pub const FRAME_PAGE: &str = "/frame";

/// Which headers the document of a page is sent with. What a document may do is settled when it is
/// loaded, so the app loads a page of another class anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderClass {
    /// Nothing but what every page may do.
    Plain,
    /// The document may ask for the camera (FAC-08).
    Camera,
    /// The document may ask for the camera, and the listed origins may frame it (WEB-11, EMB-07).
    Frame,
}

/// An address. [`Route::path`] and [`Route::parse`] are each other's inverse but for
/// [`Route::NotFound`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// `/`: name the account.
    Account,
    /// `/username`: name a phone number or an e-mail address, to be told the username.
    Username,
    /// `/usernames`: the usernames that were found.
    Usernames,
    /// `/methods`: choose how to prove who one is.
    Methods,
    /// `/verify/phone`: the code sent to the phone.
    VerifyPhone,
    /// `/verify/email`: the code sent to the e-mail address.
    VerifyEmail,
    /// `/verify/alipay`: the visit to Alipay.
    VerifyAlipay,
    /// `/verify/face`: facial recognition.
    VerifyFace,
    /// `/verify/administrator`: an administrator's approval.
    VerifyAdministrator,
    /// `/password`: set the new password.
    Password,
    /// `/done`: it worked.
    Done,
    /// `/ended`: it did not.
    Ended,
    /// `/appeal`: the way on for a person whom no method helps.
    Appeal,
    /// `/approve`: an administrator decides about somebody's recovery.
    Approve,
    /// `/hand-off`: this device does something for a recovery on another screen.
    HandOff,
    /// Any other address.
    NotFound,
}

impl Route {
    /// Every route with an address of its own.
    pub const ALL: [Self; 15] = [
        Self::Account,
        Self::Username,
        Self::Usernames,
        Self::Methods,
        Self::VerifyPhone,
        Self::VerifyEmail,
        Self::VerifyAlipay,
        Self::VerifyFace,
        Self::VerifyAdministrator,
        Self::Password,
        Self::Done,
        Self::Ended,
        Self::Appeal,
        Self::Approve,
        Self::HandOff,
    ];

    /// What the form at this address is for, where there is one.
    #[must_use]
    pub const fn intent(self) -> Option<Intent> {
        match self {
            Self::Account => Some(Intent::ResetPassword),
            Self::Username => Some(Intent::FindUsername),
            _ => None,
        }
    }

    /// The path below the base, with its leading slash. `NotFound` has none of its own and gives
    /// the first screen's.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Account | Self::NotFound => "/",
            Self::Username => "/username",
            Self::Usernames => "/usernames",
            Self::Methods => "/methods",
            Self::VerifyPhone => "/verify/phone",
            Self::VerifyEmail => "/verify/email",
            Self::VerifyAlipay => "/verify/alipay",
            Self::VerifyFace => "/verify/face",
            Self::VerifyAdministrator => "/verify/administrator",
            Self::Password => "/password",
            Self::Done => "/done",
            Self::Ended => "/ended",
            Self::Appeal => "/appeal",
            Self::Approve => "/approve",
            Self::HandOff => "/hand-off",
        }
    }

    /// The headers of the document at this address.
    #[must_use]
    pub const fn headers(self) -> HeaderClass {
        let may_film = matches!(self, Self::VerifyFace | Self::HandOff);
        if may_film { HeaderClass::Camera } else { HeaderClass::Plain }
    }

    /// The route with exactly this path, those of the appeal included; `None` for other paths.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        let is_of_appeal = || {
            let rest = path.strip_prefix(Self::Appeal.path())?;
            appeal::Page::ALL.iter().any(|page| page.path() == rest).then_some(Self::Appeal)
        };
        Self::ALL.into_iter().find(|route| route.path() == path).or_else(is_of_appeal)
    }

    /// Reads a path below the base; a trailing slash does not matter.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let path = path.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(path);
        Self::ALL.into_iter().find(|route| route.path() == path).unwrap_or(match path {
            "" | "/index.html" => Self::Account,
            // The appeal has addresses of its own below it.
            path if path.starts_with("/appeal/") => Self::Appeal,
            _ => Self::NotFound,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderClass, Route};

    #[test]
    fn each_path_leads_back_to_its_route() {
        for route in Route::ALL {
            assert_eq!(Route::parse(route.path()), route);
            assert_eq!(Route::parse(&format!("{}/", route.path())), route);
        }
    }

    /// FAC-08: what these documents may do is more than the others.
    #[test]
    fn only_two_pages_may_use_the_camera() {
        let may_film = |route: &Route| route.headers() == HeaderClass::Camera;
        let paths: Vec<_> = Route::ALL.into_iter().filter(may_film).map(Route::path).collect();

        assert_eq!(paths, ["/verify/face", "/hand-off"]);
    }

    #[test]
    fn only_an_exact_path_is_at_a_route() {
        assert_eq!(Route::at("/appeal/form"), Some(Route::Appeal));
        for path in ["", "/methods/", "/appeal/", "/appeal/elsewhere", "/appealing", "/index.html"]
        {
            assert_eq!(Route::at(path), None, "{path}");
        }
    }

    #[test]
    fn other_paths_are_not_found() {
        for path in ["/verify", "/verify/phone/x", "/METHODS", "methods", "/ ", "/%2e"] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
        assert_eq!(Route::parse(""), Route::Account);
        assert_eq!(Route::parse("/index.html"), Route::Account);
    }
}
