//! Writes `FromJson` for structs; [`crate::read_enum`] does so for enums.

use crate::attributes::{self, FieldRules, TypeRules, is_option};
use crate::read_enum;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Error, Field, Fields, FieldsNamed, Ident, Result};

/// The implementation of `FromJson` for a type.
pub fn implementation(input: &DeriveInput) -> Result<TokenStream> {
    let rules = attributes::of_type(&input.attrs)?;
    match &input.data {
        Data::Struct(data) => of_struct(&input.ident, &data.fields, &rules),
        Data::Enum(data) => read_enum::of_enum(&input.ident, data, &rules),
        Data::Union(_) => Err(Error::new(input.span(), "JSON has no unions")),
    }
}

/// The trait's implementation with this body of its one function.
pub fn from_json(name: &Ident, body: &TokenStream) -> TokenStream {
    quote! {
        impl crate::json::FromJson for #name {
            fn from_json<N: crate::json::Node>(node: &N) -> Option<Self> {
                #body
            }
        }
    }
}

fn of_struct(name: &Ident, fields: &Fields, rules: &TypeRules) -> Result<TokenStream> {
    match fields {
        Fields::Unnamed(fields) if rules.is_transparent && fields.unnamed.len() == 1 => {
            let body = quote! { crate::json::FromJson::from_json(node).map(Self) };
            Ok(from_json(name, &body))
        }
        Fields::Named(fields) => of_named(name, fields, rules),
        _ => Err(Error::new(fields.span(), "a wire type has named fields, or is transparent")),
    }
}

fn of_named(name: &Ident, fields: &FieldsNamed, rules: &TypeRules) -> Result<TokenStream> {
    let read = field_readers(fields, rules)?;
    let Some((given, ty)) = given_field(fields, rules)? else {
        return Ok(from_json(name, &quote! { Some(Self { #read }) }));
    };
    let documentation = format!("Reads it, its `{given}` with the given reader.");
    let body = quote! { Self::read_with(node, crate::json::FromJson::from_json) };
    let implementation = from_json(name, &body);
    Ok(quote! {
        impl #name {
            #[doc = #documentation]
            pub fn read_with<N: crate::json::Node>(
                node: &N,
                read: fn(&N) -> Option<#ty>,
            ) -> Option<Self> {
                Some(Self { #read })
            }
        }
        #implementation
    })
}

/// The field whose reader the caller may give, with its type.
fn given_field<'a>(
    fields: &'a FieldsNamed,
    rules: &TypeRules,
) -> Result<Option<(String, &'a syn::Type)>> {
    for field in &fields.named {
        let rules = attributes::of_field(field, rules)?;
        if rules.is_given {
            return Ok(Some((rules.name, &field.ty)));
        }
    }
    Ok(None)
}

/// `field: …?,` for each field.
pub fn field_readers(fields: &FieldsNamed, of_type: &TypeRules) -> Result<TokenStream> {
    let readers = fields.named.iter().map(|field| {
        let ident = field.ident.clone().unwrap_or_else(|| format_ident!("_"));
        let reader = field_reader(field, &attributes::of_field(field, of_type)?);
        Ok(quote! { #ident: #reader, })
    });
    readers.collect()
}

fn field_reader(field: &Field, rules: &FieldRules) -> TokenStream {
    let name = &rules.name;
    if rules.is_flat {
        return quote! { crate::json::FromJson::from_json(node)? };
    }
    if rules.is_given {
        return quote! { read(&node.field(#name)?)? };
    }
    if rules.skips_unreadable {
        return quote! { crate::json::readable(node, #name)? };
    }
    if is_option(&field.ty) {
        return quote! { crate::json::optional(node, #name)? };
    }
    if rules.has_default {
        return quote! { crate::json::optional(node, #name)?.unwrap_or_default() };
    }
    quote! { crate::json::field(node, #name)? }
}
