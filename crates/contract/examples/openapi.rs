//! Writes `docs/openapi.json`; run from the project's root.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = regain_contract::openapi::document()?;
    Ok(std::fs::write("docs/openapi.json", document)?)
}
