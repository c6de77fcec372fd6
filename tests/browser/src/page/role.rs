//! The kinds of things on a page, and the keys of a keyboard. Called by `page` only.

/// What kind of thing a person looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A heading of any level.
    Heading,
    /// Something to type into.
    Field,
    /// Something to press.
    Button,
    /// Something that leads elsewhere.
    Link,
    /// One of several offers, whatever the control.
    Choice,
    /// Something that went wrong and is told at once.
    Alert,
}

impl Role {
    /// The elements that may have the role.
    pub const fn selector(self) -> &'static str {
        match self {
            Self::Heading => "h1, h2, h3, h4, h5, h6, [role=heading]",
            Self::Field => {
                "input:not([type=submit], [type=button], [type=hidden]), textarea, select, \
                 [role=textbox]"
            }
            Self::Button => "button, [role=button], input[type=submit], input[type=button]",
            Self::Link => "a[href], [role=link]",
            Self::Alert => "[role=alert]",
            Self::Choice => "button, a[href], input[type=radio], [role=radio], [role=button]",
        }
    }

    /// Whether the browser's computed role is the wanted one. Fields are not asked: for a password
    /// the browsers do not agree on any (HTML-AAM has none).
    pub fn is(self, computed: &str) -> bool {
        match self {
            Self::Field => true,
            Self::Choice => matches!(computed, "button" | "link" | "radio"),
            Self::Heading | Self::Button | Self::Link | Self::Alert => computed == self.word(),
        }
    }

    /// The role in words.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Field => "field",
            Self::Button => "button",
            Self::Link => "link",
            Self::Choice => "choice",
            Self::Alert => "alert",
        }
    }
}

/// A key that is not a letter. The values are WebDriver's (§17.4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Tab: to the next control.
    Tab,
    /// Enter: follow, press, submit.
    Enter,
    /// Space: press a button, tick a box.
    Space,
    /// Arrow down: next of a group.
    Down,
}

impl Key {
    /// WebDriver's code of the key.
    pub const fn code(self) -> char {
        match self {
            Self::Tab => '\u{e004}',
            Self::Enter => '\u{e007}',
            Self::Space => ' ',
            Self::Down => '\u{e015}',
        }
    }
}
