//! Writes wire types as JSON (RFC 8259). The derived writers call the functions here.

/// What can be written as JSON.
pub trait ToJson {
    /// Appends the JSON text of the value.
    fn write_json(&self, out: &mut String);

    /// The JSON text of the value. It may hold a password or a code: the caller wipes it.
    fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }
}

impl ToJson for String {
    fn write_json(&self, out: &mut String) {
        write_text(self, out);
    }
}

impl ToJson for u32 {
    fn write_json(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write_json(&self, out: &mut String) {
        out.push('[');
        for (index, item) in self.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            item.write_json(out);
        }
        out.push(']');
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write_json(&self, out: &mut String) {
        match self {
            Some(value) => value.write_json(out),
            None => out.push_str("null"),
        }
    }
}

/// A JSON object that is being written.
pub struct Object<'a>(&'a mut String);

impl<'a> Object<'a> {
    /// Begins an object.
    pub fn open(out: &'a mut String) -> Self {
        out.push('{');
        Self(out)
    }

    /// Begins a field; the caller writes its value next. The name needs no escapes: it is one of
    /// ours.
    pub fn field(&mut self, name: &str) -> &mut String {
        // No value ends with an opening brace, so only the first field follows one.
        if !self.0.ends_with('{') {
            self.0.push(',');
        }
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
        self.0
    }

    /// Ends the object.
    pub fn close(self) {
        self.0.push('}');
    }
}

/// Writes a JSON string (RFC 8259 §7).
pub fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\u{0}'..='\u{1f}' => {
                out.push_str("\\u00");
                let code = u32::from(c);
                let digits = [code >> 4, code & 15].map(|half| char::from_digit(half, 16));
                out.extend(digits.into_iter().flatten());
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
