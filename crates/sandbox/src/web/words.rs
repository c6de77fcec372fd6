//! The texts of the pages, in the two languages that they are written in (see [`Written`]).

use super::language::Written;

/// The texts in one language.
pub struct Words {
    /// The fictitious company.
    pub company: &'static str,
    /// Says that nothing here is real.
    pub fictitious: &'static str,
    /// The name of the navigation landmark.
    pub navigation: &'static str,
    /// The link to, and the heading of, the list of what is simulated.
    pub simulated: &'static str,
    /// The link to, and the heading of, the inbox.
    pub inbox: &'static str,
    /// The heading of the page for unknown paths.
    pub not_found: &'static str,
    /// The link back to the log-on page.
    pub back_to_log_on: &'static str,
    /// The heading and the button of the log-on page.
    pub log_on: &'static str,
    /// Below the heading.
    pub log_on_lead: &'static str,
    /// The label of the first field.
    pub username: &'static str,
    /// The label of the second field.
    pub password: &'static str,
    /// The link to the recovery.
    pub forgot_password: &'static str,
    /// The link to the search for a username.
    pub forgot_username: &'static str,
    /// The heading of the page that the recovery leads back to.
    pub back: &'static str,
    /// Below it.
    pub back_lead: &'static str,
    /// Before the title when the log-on failed.
    pub error: &'static str,
    /// Username and password do not match, or one is missing.
    pub refused: &'static str,
    /// Too many tries.
    pub throttled: &'static str,
    /// The same when the server says how long to wait, with `{}` for the seconds.
    pub throttled_wait: &'static str,
    /// The server does not answer, with `{}` for its address.
    pub unreachable: &'static str,
    /// The server answers strangely, with `{}` for the status.
    pub unexpected: &'static str,
    /// The heading of the list of accounts.
    pub accounts: &'static str,
    /// Below it.
    pub accounts_lead: &'static str,
    /// Before the password that all accounts begin with.
    pub accounts_password: &'static str,
    /// The greeting, with `{}` for the username.
    pub welcome: &'static str,
    /// Below the greeting.
    pub welcome_lead: &'static str,
    /// Recommends a change of the password now and then.
    pub change_regularly: &'static str,
    /// The link that ends the visit.
    pub log_off: &'static str,
    /// Three invented figures of the console: name and value.
    pub figures: [(&'static str, &'static str); 3],
    /// Below the heading of the inbox.
    pub inbox_lead: &'static str,
    /// The label of the filter.
    pub filter: &'static str,
    /// The button of the filter.
    pub show: &'static str,
    /// The link that removes the filter.
    pub show_all: &'static str,
    /// How many messages are shown, with `{}` for the number.
    pub count: &'static str,
    /// Instead of the list, while it is empty.
    pub nothing_yet: &'static str,
    /// The button that stops the updates.
    pub pause: &'static str,
    /// The badge of an SMS.
    pub sms: &'static str,
    /// The badge of a mail.
    pub mail: &'static str,
    /// Before the sender.
    pub from: &'static str,
    /// Before the destination.
    pub to: &'static str,
}

impl Words {
    /// The texts in this language.
    pub const fn of(written: Written) -> &'static Self {
        match written {
            Written::English => &EN,
            Written::Chinese => &ZH_CN,
        }
    }
}

static EN: Words = Words {
    company: "Larkfield Cloud",
    fictitious: "Demonstration. Larkfield Cloud does not exist, and nothing here leaves this computer.",
    navigation: "Site",
    simulated: "What is simulated here",
    inbox: "Inbox",
    not_found: "Page not found",
    back_to_log_on: "Back to log-on",
    log_on: "Log on",
    log_on_lead: "to your Larkfield Cloud console",
    username: "Username",
    password: "Password",
    forgot_password: "Forgot password",
    forgot_username: "Forgot username",
    back: "Back at Larkfield Cloud",
    back_lead: "The recovery brought you back to where you came from. Log on to go on.",
    error: "Error: ",
    refused: "Username or password is wrong",
    throttled: "Too many tries",
    throttled_wait: "Too many tries. Wait {} seconds, then try again.",
    unreachable: "The recovery server at {} cannot be reached. Is it running?",
    unexpected: "The recovery server gave an unexpected answer (status {}).",
    accounts: "Demo accounts",
    accounts_lead: "Their links show what was sent to a phone or an address.",
    accounts_password: "Password of each, until you reset it:",
    welcome: "Welcome, {}",
    welcome_lead: "You are logged on to the Larkfield Cloud console.",
    change_regularly: "Change your password regularly to keep your account safe.",
    log_off: "Log off",
    figures: [("Servers", "4 running"), ("Storage", "1.2 TB"), ("This month", "¥ 1,204.50")],
    inbox_lead: "Every SMS and mail that the recovery server sends arrives here, for everybody to read.",
    filter: "Phone number or email",
    show: "Show",
    show_all: "Show all",
    count: "Messages: {}",
    nothing_yet: "No messages yet. They appear here by themselves.",
    pause: "Pause updates",
    sms: "SMS",
    mail: "Mail",
    from: "From",
    to: "To",
};

static ZH_CN: Words = Words {
    company: "云雀云",
    fictitious: "演示环境。云雀云是虚构的公司，这里的任何内容都不会离开本机。",
    navigation: "站点",
    simulated: "本沙箱模拟了什么",
    inbox: "收件箱",
    not_found: "页面不存在",
    back_to_log_on: "返回登录",
    log_on: "登录",
    log_on_lead: "云雀云控制台",
    username: "用户名",
    password: "密码",
    forgot_password: "忘记密码",
    forgot_username: "忘记用户名",
    back: "您已回到云雀云",
    back_lead: "账号找回已将您带回原来的页面。请登录以继续。",
    error: "错误：",
    refused: "用户名或密码错误",
    throttled: "尝试次数过多",
    throttled_wait: "尝试次数过多，请等待 {} 秒后重试。",
    unreachable: "无法连接账号找回服务 {}，它是否正在运行？",
    unexpected: "账号找回服务返回了意外的结果（状态码 {}）。",
    accounts: "演示账号",
    accounts_lead: "点击手机号或邮箱，可查看发送给它的消息。",
    accounts_password: "重置前的密码均为：",
    welcome: "欢迎，{}",
    welcome_lead: "您已登录云雀云控制台。",
    change_regularly: "为保障账号安全，请定期修改密码。",
    log_off: "退出登录",
    figures: [("服务器", "4 台运行中"), ("存储", "1.2 TB"), ("本月费用", "¥ 1,204.50")],
    inbox_lead: "账号找回服务发出的所有短信和邮件都会显示在这里，任何人都可以查看。",
    filter: "手机号或邮箱",
    show: "查看",
    show_all: "查看全部",
    count: "消息：{}",
    nothing_yet: "暂无消息。新消息会自动显示。",
    pause: "暂停更新",
    sms: "短信",
    mail: "邮件",
    from: "发件人",
    to: "收件人",
};
