//! The address of Alipay's page on which people let us see who they are (网页授权). It is made from
//! the configuration only (IDP-08).

use crate::app::App;
use url::Url;

/// Where people come back to, below `public_url`.
const RETURN_PATH: &str = "/verify/alipay";

/// The address for a visit; empty when the method is not configured any more.
pub fn authorize_url(app: &App, challenge_id: &str) -> String {
    let options = app.options();
    let Ok(mut url) = Url::parse(&options.alipay_authorize_url) else { return String::new() };
    url.query_pairs_mut()
        .append_pair("app_id", &options.alipay_app_id)
        .append_pair("scope", "auth_user")
        .append_pair("redirect_uri", &format!("{}{RETURN_PATH}", app.settings.public_origin))
        .append_pair("state", &app.keys.state(challenge_id));
    url.into()
}
