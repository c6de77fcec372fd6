//! Writes `ToJson`.

use crate::attributes::{self, TypeRules};
use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use syn::{Data, DataEnum, DeriveInput, Error, Fields, FieldsNamed, Ident, Result};

/// The implementation of `ToJson` for a type.
pub fn implementation(input: &DeriveInput) -> Result<TokenStream> {
    let rules = attributes::of_type(&input.attrs)?;
    let body = match &input.data {
        Data::Struct(data) => of_struct(&data.fields, &rules)?,
        Data::Enum(data) if rules.tag.is_none() => of_enum(data, &rules)?,
        _ => return Err(Error::new(input.span(), "no request has a type of this form")),
    };
    let name: &Ident = &input.ident;
    Ok(quote! {
        impl crate::json::ToJson for #name {
            fn write_json(&self, out: &mut String) {
                #body
            }
        }
    })
}

fn of_struct(fields: &Fields, rules: &TypeRules) -> Result<TokenStream> {
    match fields {
        Fields::Unnamed(fields) if rules.is_transparent && fields.unnamed.len() == 1 => {
            Ok(quote! { crate::json::ToJson::write_json(&self.0, out); })
        }
        Fields::Named(fields) => {
            let idents = fields.named.iter().map(|field| &field.ident);
            let write = object(fields, rules)?;
            Ok(quote! { let Self { #(#idents),* } = self; #write })
        }
        _ => Err(Error::new(fields.span(), "a wire type has named fields, or is transparent")),
    }
}

/// An object of fields that are in scope under their own names, as references.
fn object(fields: &FieldsNamed, of_type: &TypeRules) -> Result<TokenStream> {
    let writers = fields.named.iter().map(|field| {
        let rules = attributes::of_field(field, of_type)?;
        if rules.is_flat {
            return Err(Error::new(field.span(), "no request has a flattened field"));
        }
        let (ident, name) = (&field.ident, &rules.name);
        let write = quote! { crate::json::ToJson::write_json(#ident, object.field(#name)); };
        Ok(match rules.skip_if {
            Some(skip) => quote! { if !#skip(#ident) { #write } },
            None => write,
        })
    });
    let writers: TokenStream = writers.collect::<Result<_>>()?;
    let mutable = (!fields.named.is_empty()).then(|| quote! { mut });
    Ok(quote! {
        let #mutable object = crate::json::Object::open(out);
        #writers
        object.close();
    })
}

fn of_enum(data: &DataEnum, rules: &TypeRules) -> Result<TokenStream> {
    let arms = data.variants.iter().map(|variant| {
        let (ident, name) = (&variant.ident, attributes::of_variant(variant, rules)?.name);
        match &variant.fields {
            Fields::Unit => Ok(quote! { Self::#ident => crate::json::write_text(#name, out), }),
            Fields::Named(fields) => {
                let idents = fields.named.iter().map(|field| &field.ident);
                let inner = object(fields, rules)?;
                Ok(quote! {
                    Self::#ident { #(#idents),* } => {
                        let mut outer = crate::json::Object::open(out);
                        let out = outer.field(#name);
                        #inner
                        outer.close();
                    }
                })
            }
            Fields::Unnamed(_) => Err(Error::new(variant.span(), "no request has such a variant")),
        }
    });
    let arms: TokenStream = arms.collect::<Result<_>>()?;
    Ok(quote! { match self { #arms } })
}
