//! Reads the attributes of serde and of ours that say how a type stands in JSON. Used by both
//! derives. What it does not know it refuses, so that no attribute is followed by serde alone.

use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, ExprPath, Field, LitStr, Result, Type, Variant};

/// What the attributes of a type say.
#[derive(Default)]
pub struct TypeRules {
    /// Names of variants are written in snake case.
    pub is_snake_case: bool,
    /// The field that holds the name of the variant.
    pub tag: Option<String>,
    /// The type is written as its one field.
    pub is_transparent: bool,
    /// Each field may be missing.
    pub has_defaults: bool,
}

/// What the attributes of a field say.
#[derive(Default)]
pub struct FieldRules {
    /// The name in JSON.
    pub name: String,
    /// The field may be missing.
    pub has_default: bool,
    /// When the field is left out.
    pub skip_if: Option<ExprPath>,
    /// The fields of the field stand beside it.
    pub is_flat: bool,
    /// The caller may give the reader.
    pub is_given: bool,
    /// Elements that cannot be read are left out.
    pub skips_unreadable: bool,
}

/// What the attributes of a variant say.
#[derive(Default)]
pub struct VariantRules {
    /// The name in JSON.
    pub name: String,
    /// The variant stands for every name that is not known.
    pub is_other: bool,
    /// The variant is not of the basic profile.
    pub is_beyond_basic: bool,
}

/// Reads the attributes of a type.
pub fn of_type(attributes: &[Attribute]) -> Result<TypeRules> {
    let mut rules = TypeRules::default();
    each(attributes, |word, meta| {
        match word {
            "serde(rename_all)" => match text(meta)?.as_str() {
                "snake_case" => rules.is_snake_case = true,
                _ => return Err(meta.error("only snake_case is known")),
            },
            "serde(tag)" => rules.tag = Some(text(meta)?),
            "serde(transparent)" => rules.is_transparent = true,
            "serde(default)" => rules.has_defaults = true,
            // The readers of the browser ignore unknown fields, so that an older page can read a
            // newer server.
            "serde(deny_unknown_fields)" => {}
            _ => return Err(unknown(meta)),
        }
        Ok(())
    })?;
    Ok(rules)
}

/// Reads the attributes of a field.
pub fn of_field(field: &Field, of_type: &TypeRules) -> Result<FieldRules> {
    let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut rules = FieldRules { name, has_default: of_type.has_defaults, ..Default::default() };
    each(&field.attrs, |word, meta| {
        match word {
            "serde(rename)" => rules.name = text(meta)?,
            "serde(default)" => rules.has_default = true,
            "serde(skip_serializing_if)" => {
                rules.skip_if = Some(meta.value()?.parse::<LitStr>()?.parse()?);
            }
            "serde(flatten)" => rules.is_flat = true,
            "wire(given)" => rules.is_given = true,
            "wire(skip_unreadable)" => rules.skips_unreadable = true,
            _ => return Err(unknown(meta)),
        }
        Ok(())
    })?;
    Ok(rules)
}

/// Reads the attributes of a variant.
pub fn of_variant(variant: &Variant, of_type: &TypeRules) -> Result<VariantRules> {
    let name = variant.ident.to_string();
    let name = if of_type.is_snake_case { snake_case(&name) } else { name };
    let mut rules = VariantRules { name, ..Default::default() };
    each(&variant.attrs, |word, meta| {
        match word {
            "serde(rename)" => rules.name = text(meta)?,
            "serde(other)" => rules.is_other = true,
            "wire(beyond_basic)" => rules.is_beyond_basic = true,
            _ => return Err(unknown(meta)),
        }
        Ok(())
    })?;
    Ok(rules)
}

/// Whether a type is `Option<…>`: serde then takes a missing field for `None`.
pub fn is_option(of: &Type) -> bool {
    let Type::Path(path) = of else { return false };
    path.path.segments.last().is_some_and(|last| last.ident == "Option")
}

/// Calls `take` with each word of our attributes, such as `serde(tag)`.
fn each(
    attributes: &[Attribute],
    mut take: impl FnMut(&str, &ParseNestedMeta) -> Result<()>,
) -> Result<()> {
    for attribute in attributes {
        let Some(outer) = ["serde", "wire"].into_iter().find(|it| attribute.path().is_ident(it))
        else {
            continue;
        };
        attribute.parse_nested_meta(|meta| {
            let inner = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            take(&format!("{outer}({inner})"), &meta)
        })?;
    }
    Ok(())
}

fn text(meta: &ParseNestedMeta) -> Result<String> {
    Ok(meta.value()?.parse::<LitStr>()?.value())
}

fn unknown(meta: &ParseNestedMeta) -> syn::Error {
    syn::Error::new(
        meta.path.span(),
        "the browser's readers and writers do not know this attribute",
    )
}

/// Serde's rule: a line before each capital but the first.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (index, c) in name.char_indices() {
        if index > 0 && c.is_uppercase() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::snake_case;

    #[test]
    fn names_are_written_as_serde_writes_them() {
        assert_eq!(snake_case("WrongNumber"), "wrong_number");
        assert_eq!(snake_case("Mfa"), "mfa");
    }
}
