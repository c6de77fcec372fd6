//! Reads a mail: sender, subject and the plain text, whatever their encodings.

use mailparse::{MailHeaderMap, MailParseError, ParsedMail};

/// The parts of a mail that the inbox shows.
pub struct Mail {
    /// The `From` header, decoded.
    pub from: String,
    /// The `Subject` header, decoded.
    pub subject: Option<String>,
    /// The plain text, else the first text of any kind, with `\n` between lines.
    pub text: String,
}

/// Reads a mail as it came. Fails on a mail that no program could show.
pub fn read(content: &[u8]) -> Result<Mail, MailParseError> {
    let mail = mailparse::parse_mail(content)?;
    let part = mail
        .parts()
        .find(|part| part.ctype.mimetype == "text/plain")
        .or_else(|| mail.parts().find(|part| part.ctype.mimetype.starts_with("text/")));
    let text = part.map(ParsedMail::get_body).transpose()?.unwrap_or_default();
    Ok(Mail {
        from: mail.headers.get_first_value("From").unwrap_or_default(),
        subject: mail.headers.get_first_value("Subject"),
        text: text.replace("\r\n", "\n").trim_end().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_plain_text_of_a_mail_in_two_forms_is_taken() {
        let mail = read(
            b"From: Regain <no-reply@example.com>\r\nSubject: =?utf-8?B?6aqM6K+B56CB?=\r\n\
              Content-Type: multipart/alternative; boundary=b\r\n\r\n\
              --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hi</p>\r\n\
              --b\r\nContent-Type: text/plain; charset=utf-8\r\n\
              Content-Transfer-Encoding: base64\r\n\r\n5oKo5aW9DQoxMjM0NTY=\r\n--b--\r\n",
        )
        .unwrap();

        assert_eq!(mail.from, "Regain <no-reply@example.com>");
        assert_eq!(mail.subject.as_deref(), Some("验证码"));
        assert_eq!(mail.text, "您好\n123456");
    }

    #[test]
    fn quoted_printable_text_is_decoded() {
        let mail = read(
            b"Content-Type: text/plain; charset=utf-8\r\n\
              Content-Transfer-Encoding: quoted-printable\r\n\r\n\
              caf=C3=A9 and a long=\r\n line =3D one\r\n",
        )
        .unwrap();

        assert_eq!(mail.text, "café and a long line = one");
        assert_eq!(mail.subject, None);
    }
}
