//! Draws the pictures of one state beside each other, as one picture.

use regain_browser_tests::{Visit, photograph};
use serde_json::json;

/// Draws them; empty pictures are left out.
pub fn draw(visit: &Visit, pictures: &[Vec<u8>]) -> Vec<u8> {
    let pictures: Vec<String> = pictures.iter().map(|picture| encoded(picture)).collect();
    visit.open_url("about:blank");
    visit.set_looks((1200, 600), false);
    let script = "const [pictures, done] = arguments;
        document.body.style.cssText = 'margin: 8px; display: inline-flex; gap: 8px;' +
            'align-items: start; background: #888';
        Promise.all(pictures.map((picture) => {
            const image = document.createElement('img');
            image.src = `data:image/webp;base64,${picture}`;
            document.body.append(image);
            return image.decode();
        })).then(() => done([document.body.offsetWidth + 16, document.body.offsetHeight + 16]))";
    let size = visit.run_async(script, json!([pictures]));
    let side = |at: usize| size.get(at).and_then(serde_json::Value::as_u64).unwrap_or_default();
    photograph(visit, (side(0), side(1)), 1.0)
}

fn encoded(picture: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(picture)
}
