//! The texts of the parties' pages, in the two languages that they are written in (see [`Written`]).
//! The English names of buttons are used by the browser tests.

use super::language::Written;

/// The texts in one language.
pub struct PartyWords {
    /// Below the heading of the list of what is simulated.
    pub simulated_lead: &'static str,
    /// Before the mode of a party.
    pub mode: &'static str,
    /// The heading of the carrier.
    pub carrier: &'static str,
    /// What the carrier does.
    pub carrier_lead: &'static str,
    /// The heading of the mail server.
    pub mail: &'static str,
    /// What the mail server does.
    pub mail_lead: &'static str,
    /// The heading of Alipay, and of its page.
    pub alipay: &'static str,
    /// What Alipay does here.
    pub alipay_lead: &'static str,
    /// The heading of the face provider, and of its page.
    pub face: &'static str,
    /// What the face provider does here, and what it is not.
    pub face_lead: &'static str,
    /// The link to, and the heading of, the enrolled faces.
    pub faces: &'static str,
    /// The heading of the virus scanner.
    pub scanner: &'static str,
    /// What the scanner does here.
    pub scanner_lead: &'static str,
    /// Below the heading of Alipay's page: nothing is real.
    pub authorize_lead: &'static str,
    /// What the application asks for, with `{}` for its address.
    pub authorize_asks: &'static str,
    /// The heading of the list of identities.
    pub approve_as: &'static str,
    /// A button of that list, with `{}` for who.
    pub approve: &'static str,
    /// Who somebody is, by key.
    pub who: [(&'static str, &'static str); 6],
    /// Says that an identity is a person.
    pub personal: &'static str,
    /// Says that an identity is an enterprise.
    pub enterprise: &'static str,
    /// Says that an identity is not certified.
    pub not_certified: &'static str,
    /// The heading of the other buttons.
    pub otherwise: &'static str,
    /// Goes back without approving.
    pub cancel: &'static str,
    /// Goes back with an error.
    pub fail: &'static str,
    /// Makes the gateway slow.
    pub be_slow: &'static str,
    /// Makes it quick again.
    pub be_quick: &'static str,
    /// Says that the gateway is slow now.
    pub is_slow: &'static str,
    /// The heading of Alipay's error page.
    pub authorize_error: &'static str,
    /// What is wrong with the application's id, and so on.
    pub authorize_errors: [(&'static str, &'static str); 4],
    /// Who is to be verified, with `{}` for the masked name.
    pub face_whom: &'static str,
    /// Sends the right picture.
    pub send_enrolled: &'static str,
    /// Sends a wrong picture.
    pub send_other: &'static str,
    /// Opens the camera.
    pub use_camera: &'static str,
    /// The name of the camera's picture.
    pub camera_picture: &'static str,
    /// The guidance before the camera, by name, and what goes wrong with it.
    pub guidance: [(&'static str, &'static str); 6],
    /// The verification is unknown.
    pub face_unknown: &'static str,
    /// The verification has expired.
    pub face_expired: &'static str,
    /// The verification was passed.
    pub face_passed: &'static str,
    /// The verification was not passed, with `{}` for the code.
    pub face_failed: &'static str,
    /// The verification was cancelled.
    pub face_cancelled: &'static str,
    /// The link to where the person came from.
    pub face_back: &'static str,
    /// Below the heading of the enrolled faces.
    pub faces_lead: &'static str,
    /// The description of a face, with `{}` for whose.
    pub face_of: &'static str,
    /// Opens the camera to enrol a face, with `{}` for whose.
    pub enrol: &'static str,
    /// Takes the picture, with `{}` for whose.
    pub take_picture: &'static str,
    /// Goes back to the drawn face, with `{}` for whose.
    pub remove: &'static str,
}

impl PartyWords {
    /// The texts in this language.
    pub const fn of(written: Written) -> &'static Self {
        match written {
            Written::English => &EN,
            Written::Chinese => &ZH_CN,
        }
    }

    /// Finds a text by its name; empty when there is none.
    pub fn find(texts: &'static [(&'static str, &'static str)], name: &str) -> &'static str {
        texts.iter().find(|(of, _)| *of == name).map_or("", |(_, text)| text)
    }
}

static EN: PartyWords = PartyWords {
    simulated_lead: "These third parties are not real. They speak the real ones' protocols, so that \
                  the recovery server cannot tell the difference.",
    mode: "Mode:",
    carrier: "SMS carrier",
    carrier_lead: "Takes the recovery server's messages and puts them into the inbox.",
    mail: "Mail server",
    mail_lead: "Takes every mail and puts it into the inbox.",
    alipay: "Alipay (simulated)",
    alipay_lead: "Lets an invented person or enterprise approve, and answers the recovery server.",
    face: "Face verification (simulated)",
    face_lead: "No biometric security: this only compares pictures, for demonstrations.",
    faces: "Enrolled faces",
    scanner: "Virus scanner",
    scanner_lead: "Looks at the files of an appeal, and finds the EICAR test file.",
    authorize_lead: "This page only simulates Alipay. It asks for no password and knows invented \
                     people only.",
    authorize_asks: "{} would like to see the certified identity of your Alipay account.",
    approve_as: "Who are you?",
    approve: "Approve as {}",
    who: [
        ("solo", "solo"),
        ("firm", "firm"),
        ("firm-legal", "firm's legal representative"),
        ("somebody-else", "somebody else"),
        ("not-certified", "somebody not certified"),
        ("other-firm", "another enterprise"),
    ],
    personal: "personal account",
    enterprise: "enterprise account",
    not_certified: "not certified",
    otherwise: "Or else",
    cancel: "Cancel",
    fail: "Fail",
    be_slow: "Be slow",
    be_quick: "Be quick again",
    is_slow: "Alipay answers slowly now.",
    authorize_error: "Alipay cannot show this authorization",
    authorize_errors: [
        ("app_id", "There is no application with this app_id."),
        ("scope", "The scope must be auth_user."),
        ("redirect_uri", "The redirect_uri is not an address of this application."),
        ("state", "The state is missing, longer than 100 characters, or not plain ASCII."),
    ],
    face_whom: "To be verified: {}",
    send_enrolled: "Send the enrolled picture",
    send_other: "Send somebody else's picture",
    use_camera: "Use the camera",
    camera_picture: "Picture of the camera",
    guidance: [
        ("too_dark", "It is too dark. Find more light."),
        ("too_far", "No face to be seen. Come closer."),
        ("hold_still", "Please hold still."),
        ("more", "Good. Stay like this."),
        ("refused", "The camera cannot be used."),
        ("failed", "The picture could not be sent. Reload the page to try again."),
    ],
    face_unknown: "There is no such verification.",
    face_expired: "This verification has expired. Begin it anew.",
    face_passed: "Verified.",
    face_failed: "Not verified (code {}).",
    face_cancelled: "Cancelled. Nothing was decided.",
    face_back: "Back to where you came from",
    faces_lead: "With these pictures the face verification compares. Put a picture of your own \
                 camera in the place of one to try it by hand. It is kept in memory only.",
    face_of: "Face of {}",
    enrol: "Enrol my face as {}",
    take_picture: "Take the picture for {}",
    remove: "Remove my face from {}",
};

static ZH_CN: PartyWords = PartyWords {
    simulated_lead: "以下第三方均非真实服务。它们使用真实服务的协议，账号找回服务无法分辨。",
    mode: "模式：",
    carrier: "短信服务商",
    carrier_lead: "接收账号找回服务发送的短信，放入收件箱。",
    mail: "邮件服务器",
    mail_lead: "接收所有邮件，放入收件箱。",
    alipay: "支付宝（模拟）",
    alipay_lead: "让虚构的个人或企业进行授权，并应答账号找回服务。",
    face: "人脸验证（模拟）",
    face_lead: "不具备任何生物识别安全性：仅比较图片，供演示使用。",
    faces: "已登记的人脸",
    scanner: "病毒扫描",
    scanner_lead: "扫描申诉上传的文件，可识别 EICAR 测试文件。",
    authorize_lead: "本页面只是模拟支付宝，不会要求输入密码，所有身份均为虚构。",
    authorize_asks: "{} 申请获取您支付宝账户的实名认证信息。",
    approve_as: "您是谁？",
    approve: "以{}的身份同意",
    who: [
        ("solo", " solo "),
        ("firm", " firm "),
        ("firm-legal", " firm 的法定代表人"),
        ("somebody-else", "其他人"),
        ("not-certified", "未实名认证者"),
        ("other-firm", "其他企业"),
    ],
    personal: "个人账户",
    enterprise: "企业账户",
    not_certified: "未实名认证",
    otherwise: "其他操作",
    cancel: "取消",
    fail: "返回失败",
    be_slow: "放慢应答",
    be_quick: "恢复正常应答",
    is_slow: "支付宝现在应答缓慢。",
    authorize_error: "支付宝无法显示此授权",
    authorize_errors: [
        ("app_id", "不存在此 app_id 对应的应用。"),
        ("scope", "scope 必须为 auth_user。"),
        ("redirect_uri", "redirect_uri 不是该应用的地址。"),
        ("state", "state 缺失、超过 100 个字符或含有非 ASCII 字符。"),
    ],
    face_whom: "待验证人：{}",
    send_enrolled: "发送已登记的图片",
    send_other: "发送其他人的图片",
    use_camera: "使用摄像头",
    camera_picture: "摄像头画面",
    guidance: [
        ("too_dark", "光线太暗，请到明亮处。"),
        ("too_far", "未检测到人脸，请靠近一些。"),
        ("hold_still", "请保持不动。"),
        ("more", "很好，请保持。"),
        ("refused", "无法使用摄像头。"),
        ("failed", "图片发送失败，请刷新页面重试。"),
    ],
    face_unknown: "没有这次验证。",
    face_expired: "本次验证已过期，请重新发起。",
    face_passed: "验证通过。",
    face_failed: "验证未通过（代码 {}）。",
    face_cancelled: "已取消，未作任何判定。",
    face_back: "返回来源页面",
    faces_lead: "人脸验证与以下图片比较。您可以用自己摄像头的画面替换其中一张来手动测试，\
                 画面只保存在内存中。",
    face_of: "{}的人脸",
    enrol: "将我的人脸登记为{}",
    take_picture: "为{}拍照",
    remove: "移除{}的摄像头图片",
};
