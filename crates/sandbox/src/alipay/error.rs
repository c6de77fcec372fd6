//! Why the gateway refuses a call, with the platform's codes and texts (公共错误码, and the error
//! codes of `alipay.system.oauth.token`).

/// The reason of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlipayError {
    /// A parameter is missing: its name in the code, and in the text.
    Missing(&'static str),
    /// A parameter has no value that can be used: its name in the code, and the text.
    Invalid(&'static str, &'static str),
    /// The grant type is neither of the two.
    GrantType,
    /// The code is unknown, expired, or was taken before.
    Code,
    /// Refresh tokens are not simulated.
    RefreshToken,
    /// The access token is unknown.
    Token,
    /// The access token has expired.
    TokenExpired,
}

impl AlipayError {
    /// `code`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing(_) => "40001",
            Self::Invalid(..) | Self::GrantType | Self::Code | Self::RefreshToken => "40002",
            Self::Token | Self::TokenExpired => "20001",
        }
    }

    /// `msg`.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Missing(_) => "Missing Required Arguments",
            Self::Invalid(..) | Self::GrantType | Self::Code | Self::RefreshToken => {
                "Invalid Arguments"
            }
            Self::Token | Self::TokenExpired => "Insufficient Token Permissions",
        }
    }

    /// `sub_code`.
    pub fn sub_code(self) -> String {
        match self {
            Self::Missing(name) => format!("isv.missing-{name}"),
            Self::Invalid(name, _) => format!("isv.invalid-{name}"),
            Self::GrantType => "isv.grant-type-invalid".into(),
            Self::Code => "isv.code-invalid".into(),
            Self::RefreshToken => "isv.refresh-token-invalid".into(),
            Self::Token => "aop.invalid-auth-token".into(),
            Self::TokenExpired => "aop.auth-token-time-out".into(),
        }
    }

    /// `sub_msg`.
    pub fn sub_message(self) -> String {
        match self {
            Self::Missing(name) => format!("缺少参数：{name}"),
            Self::Invalid(_, text) => text.into(),
            Self::GrantType => "grant_type参数不正确".into(),
            Self::Code => "授权码code无效".into(),
            Self::RefreshToken => "刷新令牌refresh_token无效".into(),
            Self::Token => "无效的访问令牌".into(),
            Self::TokenExpired => "访问令牌已过期".into(),
        }
    }
}
