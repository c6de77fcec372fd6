//! Why the carrier refuses a call, with the codes and statuses that it documents. What the
//! gateway refuses has an HTTP error status; what the SMS service refuses has status 200.

use crate::acs::AcsError;
use axum::http::StatusCode;

/// The reason of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarrierError {
    /// The gateway, as before any service.
    Gateway(AcsError),
    /// The gateway: no `PhoneNumbers`.
    MissingPhoneNumbers,
    /// The gateway: no `SignName`.
    MissingSignName,
    /// The gateway: no `TemplateCode`.
    MissingTemplateCode,
    /// The service: not a phone number.
    PhoneNumber,
    /// The service: more than 1,000 numbers.
    TooManyNumbers,
    /// The service: no such template.
    UnknownTemplate,
    /// The service: a variable of the template has no value.
    MissingValue,
    /// The service: `TemplateParam` is not an object of strings.
    ParametersNotStrings,
    /// The service: too many messages to this number.
    Limit,
    /// The service: an error of its own.
    System,
}

impl CarrierError {
    /// The HTTP status of the answer.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Gateway(refusal) => refusal.status(),
            Self::MissingPhoneNumbers | Self::MissingSignName | Self::MissingTemplateCode => {
                StatusCode::BAD_REQUEST
            }
            Self::PhoneNumber
            | Self::TooManyNumbers
            | Self::UnknownTemplate
            | Self::MissingValue
            | Self::ParametersNotStrings
            | Self::Limit
            | Self::System => StatusCode::OK,
        }
    }

    /// The documented code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gateway(refusal) => refusal.code(),
            Self::MissingPhoneNumbers => "MissingPhoneNumbers",
            Self::MissingSignName => "MissingSignName",
            Self::MissingTemplateCode => "MissingTemplateCode",
            Self::PhoneNumber => "isv.MOBILE_NUMBER_ILLEGAL",
            Self::TooManyNumbers => "isv.MOBILE_COUNT_OVER_LIMIT",
            Self::UnknownTemplate => "isv.SMS_TEMPLATE_ILLEGAL",
            Self::MissingValue => "isv.TEMPLATE_MISSING_PARAMETERS",
            Self::ParametersNotStrings => "isv.INVALID_JSON_PARAM",
            Self::Limit => "isv.BUSINESS_LIMIT_CONTROL",
            Self::System => "isp.SYSTEM_ERROR",
        }
    }

    /// The message: English from the gateway, Chinese from the service, as the real ones are.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Gateway(refusal) => refusal.message(),
            Self::MissingPhoneNumbers => "PhoneNumbers is mandatory for this action.",
            Self::MissingSignName => "SignName is mandatory for this action.",
            Self::MissingTemplateCode => "TemplateCode is mandatory for this action.",
            Self::PhoneNumber => "非法手机号",
            Self::TooManyNumbers => "手机号码数量超过限制",
            Self::UnknownTemplate => "短信模板不合法",
            Self::MissingValue => "模板缺少变量",
            Self::ParametersNotStrings => "JSON参数不合法，只接受字符串值",
            Self::Limit => "业务限流",
            Self::System => "系统错误",
        }
    }
}

impl From<AcsError> for CarrierError {
    fn from(refusal: AcsError) -> Self {
        Self::Gateway(refusal)
    }
}
