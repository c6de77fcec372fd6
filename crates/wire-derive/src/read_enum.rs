//! Writes `FromJson` for the three forms of enums on the wire: names alone, a tag inside the object,
//! and one field that is named like the variant.

use crate::attributes::{self, TypeRules, VariantRules};
use crate::read::{field_readers, from_json};
use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{DataEnum, Error, Fields, Ident, Result, Variant};

/// A variant with its rules.
type Ruled<'a> = (&'a Variant, VariantRules);

/// The implementation of `FromJson` for an enum.
pub fn of_enum(name: &Ident, data: &DataEnum, rules: &TypeRules) -> Result<TokenStream> {
    let ruled = |variant| Ok((variant, attributes::of_variant(variant, rules)?));
    let variants = data.variants.iter().map(ruled).collect::<Result<Vec<Ruled>>>()?;
    match &rules.tag {
        Some(tag) => tagged(name, tag, &variants, rules),
        None if is_names_alone(data) => Ok(names_alone(name, &variants)),
        None => by_field(name, &variants, rules),
    }
}

/// Whether no variant has data.
pub fn is_names_alone(data: &DataEnum) -> bool {
    data.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit))
}

fn names_alone(name: &Ident, variants: &[Ruled]) -> TokenStream {
    let known = variants.iter().filter(|(_, rules)| !rules.is_other);
    let arms = known.map(|(variant, rules)| {
        let (ident, name) = (&variant.ident, &rules.name);
        quote! { #name => Self::#ident, }
    });
    let arms: TokenStream = arms.collect();
    let other = other(variants);
    from_json(
        name,
        &quote! {
            Some(match node.text()?.as_str() { #arms _ => #other })
        },
    )
}

/// What an unknown name gives.
fn other(variants: &[Ruled]) -> TokenStream {
    match variants.iter().find(|(_, rules)| rules.is_other) {
        Some((variant, _)) => {
            let ident = &variant.ident;
            quote! { Self::#ident }
        }
        None => quote! { return None },
    }
}

fn tagged(name: &Ident, tag: &str, all: &[Ruled], rules: &TypeRules) -> Result<TokenStream> {
    let prefix = common_prefix(all);
    let arms = |is_wanted: &dyn Fn(&VariantRules) -> bool| -> Result<TokenStream> {
        let wanted = all.iter().filter(|(_, it)| !it.is_other && is_wanted(it));
        wanted.map(|one| tagged_arm(one, prefix, rules)).collect()
    };
    let other = other(all);
    let text = quote! { let text: String = crate::json::field(node, #tag)?; };
    let prefixed = match prefix {
        "" => quote! { #text let name = text.as_str(); },
        prefix => quote! {
            #text
            let Some(name) = text.strip_prefix(#prefix) else { return Some(#other) };
        },
    };
    let basic = arms(&|it| !it.is_beyond_basic)?;
    let basic = quote! { #prefixed Some(match name { #basic _ => #other }) };
    if all.iter().all(|(_, rules)| !rules.is_beyond_basic) {
        return Ok(from_json(name, &basic));
    }
    let beyond = arms(&|it| it.is_beyond_basic)?;
    let whole = quote! {
        #prefixed
        Some(match name { #beyond _ => return Self::read_basic(node) })
    };
    let implementation = from_json(name, &whole);
    let is_basic = is_basic(tag, all);
    Ok(quote! {
        impl #name {
            #is_basic
            /// Reads it where only the basic profile is known: other names are unknown ones.
            pub fn read_basic<N: crate::json::Node>(node: &N) -> Option<Self> {
                #basic
            }
        }
        #implementation
    })
}

fn is_basic(tag: &str, all: &[Ruled]) -> TokenStream {
    let basic = all.iter().filter(|(_, rules)| !rules.is_other && !rules.is_beyond_basic);
    let names = basic.map(|(_, rules)| &rules.name);
    quote! {
        /// Whether the value is of the basic profile; `None` when it has no name at all.
        pub fn is_basic<N: crate::json::Node>(node: &N) -> Option<bool> {
            let name: String = crate::json::field(node, #tag)?;
            Some([#(#names),*].contains(&name.as_str()))
        }
    }
}

fn tagged_arm((variant, it): &Ruled, prefix: &str, of_type: &TypeRules) -> Result<TokenStream> {
    let ident = &variant.ident;
    let name = it.name.strip_prefix(prefix).unwrap_or(&it.name);
    let value = match &variant.fields {
        Fields::Unit => quote! { Self::#ident },
        Fields::Unnamed(_) => quote! { Self::#ident(crate::json::FromJson::from_json(node)?) },
        Fields::Named(fields) => {
            let fields = field_readers(fields, of_type)?;
            quote! { Self::#ident { #fields } }
        }
    };
    Ok(quote! { #name => #value, })
}

/// What all names of an enum begin with, when that is a whole namespace such as a URN. The readers
/// compare it once.
fn common_prefix<'a>(variants: &'a [Ruled]) -> &'a str {
    let mut names = variants.iter().filter(|(_, it)| !it.is_other).map(|(_, it)| it.name.as_str());
    let namespace = |name: &'a str| name.rsplit_once(':').map(|(before, _)| before.len() + 1);
    let Some(first) = names.next() else { return "" };
    let prefix = namespace(first).and_then(|end| first.get(..end)).unwrap_or_default();
    if names.all(|name| name.starts_with(prefix)) { prefix } else { "" }
}

fn by_field(name: &Ident, variants: &[Ruled], rules: &TypeRules) -> Result<TokenStream> {
    let names = variants.iter().map(|(_, rules)| &rules.name);
    let arm = |(index, (variant, _)): (usize, &Ruled)| {
        let Fields::Named(fields) = &variant.fields else {
            let reason = "an enum without a tag is read when all its variants have named fields";
            return Err(Error::new(variant.span(), reason));
        };
        let (ident, fields) = (&variant.ident, field_readers(fields, rules)?);
        Ok(quote! { #index => Self::#ident { #fields }, })
    };
    let arms: TokenStream = variants.iter().enumerate().map(arm).collect::<Result<_>>()?;
    Ok(from_json(
        name,
        &quote! {
            let (index, node) = crate::json::only_field(node, &[#(#names),*])?;
            let node = &node;
            Some(match index { #arms _ => return None })
        },
    ))
}
