//! Reads wire types from values that a parser made. The derived readers call the functions here; the
//! app brings the parser.

/// A value of a parsed JSON text.
pub trait Node: Sized {
    /// The field of an object; `None` when there is none or it is `null`.
    fn field(&self, name: &str) -> Option<Self>;
    /// The value of a string.
    fn text(&self) -> Option<String>;
    /// The value of a number.
    fn number(&self) -> Option<f64>;
    /// The elements of an array.
    fn items(&self) -> Option<Vec<Self>>;
    /// The value of `true` or `false`.
    fn truth(&self) -> Option<bool>;
}

/// What can be read from a parsed JSON value.
pub trait FromJson: Sized {
    /// Reads the value; `None` when it does not fit.
    fn from_json<N: Node>(node: &N) -> Option<Self>;
}

impl FromJson for String {
    fn from_json<N: Node>(node: &N) -> Option<Self> {
        node.text()
    }
}

impl FromJson for bool {
    fn from_json<N: Node>(node: &N) -> Option<Self> {
        node.truth()
    }
}

impl FromJson for u32 {
    /// Reads a whole number that fits; 1.5, -1 and 1e300 do not.
    fn from_json<N: Node>(node: &N) -> Option<Self> {
        let number = node.number()?;
        let is_whole = number >= 0.0 && number <= f64::from(Self::MAX) && number.fract() == 0.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
        is_whole.then_some(number as Self)
    }
}

impl FromJson for u16 {
    fn from_json<N: Node>(node: &N) -> Option<Self> {
        u32::from_json(node)?.try_into().ok()
    }
}

impl FromJson for u8 {
    fn from_json<N: Node>(node: &N) -> Option<Self> {
        u32::from_json(node)?.try_into().ok()
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json<N: Node>(node: &N) -> Option<Self> {
        node.items()?.iter().map(T::from_json).collect()
    }
}

/// Reads a field that must be there.
pub fn field<N: Node, T: FromJson>(node: &N, name: &str) -> Option<T> {
    T::from_json(&node.field(name)?)
}

/// Reads a field that may be missing, but must fit when it is there.
#[expect(clippy::option_option, reason = "a field that does not fit is not a missing one")]
pub fn optional<N: Node, T: FromJson>(node: &N, name: &str) -> Option<Option<T>> {
    match node.field(name) {
        Some(field) => T::from_json(&field).map(Some),
        None => Some(None),
    }
}

/// Reads the elements of a list that can be read.
pub fn readable<N: Node, T: FromJson>(node: &N, name: &str) -> Option<Vec<T>> {
    Some(node.field(name)?.items()?.iter().filter_map(T::from_json).collect())
}

/// The one field of these names that is there, with its place among them; `None` when there is none
/// or several are.
pub fn only_field<N: Node>(node: &N, names: &[&str]) -> Option<(usize, N)> {
    let mut fields =
        names.iter().enumerate().filter_map(|(index, name)| Some((index, node.field(name)?)));
    let only = fields.next()?;
    fields.next().is_none().then_some(only)
}
