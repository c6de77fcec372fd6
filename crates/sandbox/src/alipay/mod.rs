//! Alipay, as far as "website authorization" (网页授权) needs it: the page on which somebody lets
//! our application see the account, and the gateway that the recovery server asks afterwards.
//!
//! Written after the open platform's documents *网页 & 移动应用用户授权*, *alipay.system.oauth.token*
//! (opendocs `api_9/alipay.system.oauth.token`), *alipay.user.info.share* (opendocs
//! `api_2/alipay.user.info.share`), *公共错误码* and *自行实现签名 / 验签*, and after the field lists of
//! `AlipaySystemOauthTokenResponse` and `AlipayUserInfoShareResponse` in the platform's own Java
//! library. What the documents leave open is marked "ours".
//!
//! # The page
//!
//! ```text
//! GET /alipay/oauth2/publicAppAuthorize.htm?app_id=…&scope=auth_user&redirect_uri=…&state=…
//! ```
//!
//! `app_id` must be [`APP_ID`], `scope` `auth_user`, `redirect_uri` a URL of an allowed origin
//! (`Config::server_url` and `Config::redirect_origins`), and `state` 1 to 100 printable ASCII
//! characters (the document forbids Chinese ones). Otherwise: status 400 and a page that names
//! what is wrong. There is no way back from it, as at Alipay.
//!
//! Its buttons post to the same path and lead back with 303 to `redirect_uri`, whose own query is
//! kept:
//!
//! | button | appended to `redirect_uri` |
//! |---|---|
//! | "Approve as solo" and so on | `app_id=…&source=alipay_wallet&scope=auth_user&state=…&auth_code=…` |
//! | "Cancel" | `app_id=…&source=alipay_wallet&state=…&error_scope=auth_user` |
//! | "Fail" | the same with `&error=unknown_error`; ours, no document says how a failure comes back |
//! | "Be slow", "Be quick again" | nothing: switches the gateway to [`AlipayMode::Slow`] or back, and shows the page again |
//!
//! An `auth_code` is 32 characters, counts once and for [`CODE_LIFETIME`] (Alipay says at most 24
//! hours).
//!
//! # The gateway
//!
//! ```text
//! POST /alipay/gateway.do
//! content-type: application/x-www-form-urlencoded
//! ```
//!
//! Parameters may stand in the query, in the form, or in both, each at most once:
//!
//! | parameter | value |
//! |---|---|
//! | `app_id` | [`APP_ID`] |
//! | `method` | `alipay.system.oauth.token` or `alipay.user.info.share` |
//! | `format` | `JSON`, may be left out |
//! | `charset` | `utf-8` |
//! | `sign_type` | `RSA2` |
//! | `timestamp` | `yyyy-MM-dd HH:mm:ss` in China (UTC+8), at most 15 minutes off |
//! | `version` | `1.0` |
//! | `sign` | see below |
//! | `grant_type`, `code` | for the token: `authorization_code` and the `auth_code` |
//! | `auth_token` | for the information: the `access_token` |
//!
//! `sign` is Base64 (with padding) of SHA256withRSA (PKCS#1 v1.5) by [`APP_PRIVATE_KEY_PEM`] over
//! the UTF-8 text `name=value&name=value…`: all parameters but `sign` and those with an empty
//! value, sorted by name, values as they are before URL encoding. `sign_type` is part of it.
//!
//! # Answers
//!
//! Always status 200 and JSON, except in [`AlipayMode::Failing`]. The token:
//!
//! ```json
//! {"alipay_system_oauth_token_response":{"access_token":"authusrB…","alipay_user_id":"2088…",
//!  "auth_start":"2026-01-02 11:04:05","expires_in":1296000,"re_expires_in":2592000,
//!  "refresh_token":"authusrB…","user_id":"2088…","open_id":"…"},"sign":"…"}
//! ```
//!
//! It has no `code` when it is good, as the real one. The information of a person:
//!
//! ```json
//! {"alipay_user_info_share_response":{"code":"10000","msg":"Success","user_id":"2088…",
//!  "open_id":"…","user_type":"2","user_status":"T","is_certified":"T","cert_type":"0",
//!  "cert_no":"110101199003070011","user_name":"张三","avatar":"http:\/\/…"},"sign":"…"}
//! ```
//!
//! and of an enterprise, whose name is in `user_name` too (there is no `firm_name`):
//!
//! ```json
//! {"alipay_user_info_share_response":{"code":"10000","msg":"Success","user_id":"2088…",
//!  "open_id":"…","user_type":"1","user_status":"T","is_certified":"T","cert_type":"9",
//!  "cert_no":"91110105MA00000001","user_name":"示例科技有限公司","firm_type":"CO",
//!  "license_no":"91110105MA00000001","firm_legal_person_name":"李四",
//!  "firm_legal_person_cert_type":"0","firm_legal_person_cert_no":"110101198001010022",
//!  "avatar":"http:\/\/…"},"sign":"…"}
//! ```
//!
//! `user_type` is `1` for an enterprise and `2` for a person. With `is_certified` `F` name and
//! number are there all the same and mean nothing ("只有 is_certified 为 T 的时候才有意义").
//!
//! `sign` is made with the platform's key over the exact text of the inner object, from its `{` to
//! its `}` as it stands in the body. Slashes are written `\/`, as the real gateway does, so a
//! caller who parses the object and writes it anew gets another text and cannot verify it.
//!
//! What goes wrong with the token, or before the method is known, comes as
//!
//! ```json
//! {"error_response":{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.code-invalid",
//!  "sub_msg":"授权码code无效"},"sign":"…"}
//! ```
//!
//! and what goes wrong with the information under its own name:
//!
//! ```json
//! {"alipay_user_info_share_response":{"code":"20001","msg":"Insufficient Token Permissions",
//!  "sub_code":"aop.invalid-auth-token","sub_msg":"无效的访问令牌"},"sign":"…"}
//! ```
//!
//! | `code` | `sub_code` |
//! |---|---|
//! | `40001` | `isv.missing-method`, `-app-id`, `-signature`, `-signature-type`, `-timestamp`, `-version` |
//! | `40002` | `isv.invalid-app-id`, `-method`, `-signature`, `-signature-type`, `-timestamp`, `-charset`, `-format`, `-parameter`; `isv.grant-type-invalid`, `isv.code-invalid`, `isv.refresh-token-invalid` |
//! | `20001` | `aop.invalid-auth-token`, `aop.auth-token-time-out` |
//!
//! An answer without `sign` is one to a caller whose `app_id` is not known.
//!
//! # The switch
//!
//! `GET` and `POST /sandbox/alipay` with `{"mode":"works"}`: see [`AlipayMode`].

mod answer;
mod china_time;
mod error;
mod gateway;
mod grants;
mod keys;
mod mode;
mod parameters;
mod party;

pub(crate) use gateway::answer;
pub use mode::AlipayMode;
pub(crate) use party::Alipay;

use std::time::Duration;

/// The id of the only application that the sandbox knows.
pub const APP_ID: &str = "2021000000000001";

/// The application's private key (PKCS#8, PEM), with which the recovery server signs.
pub const APP_PRIVATE_KEY_PEM: &str = include_str!("../../keys/alipay_app_private.pem");

/// The application's public key (SPKI, PEM), with which the sandbox verifies.
pub const APP_PUBLIC_KEY_PEM: &str = include_str!("../../keys/alipay_app_public.pem");

/// The platform's public key (SPKI, PEM), with which the recovery server verifies.
pub const PLATFORM_PUBLIC_KEY_PEM: &str = include_str!("../../keys/alipay_platform_public.pem");

/// The platform's private key (PKCS#8, PEM), with which the sandbox signs.
const PLATFORM_PRIVATE_KEY_PEM: &str = include_str!("../../keys/alipay_platform_private.pem");

/// The path of the page, below the sandbox's address.
pub const AUTHORIZE_PATH: &str = "/alipay/oauth2/publicAppAuthorize.htm";

/// The path of the gateway, below the sandbox's address.
pub const GATEWAY_PATH: &str = "/alipay/gateway.do";

/// How long an `auth_code` counts.
pub const CODE_LIFETIME: Duration = Duration::from_secs(5 * 60);

/// How long an `access_token` counts: the documented example's 15 days.
pub const TOKEN_LIFETIME: Duration = Duration::from_secs(1_296_000);
