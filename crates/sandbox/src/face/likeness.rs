//! How alike two pictures are: the correlation of their grey values in the middle, at the best of
//! several places, sizes, and both ways round. It survives JPEG, scaling, cropping, other
//! brightness and contrast. It tells pictures apart, not people: no biometric security.

use super::frame::Frame;

/// The side of the pattern that is compared.
const SIDE: usize = 24;
/// The side of the part in the middle that is looked for in the other picture.
const INNER: usize = 18;
/// How much larger or smaller the face may be.
const SIZES: [f32; 3] = [1.0, 0.86, 0.93];

/// Alike enough to be the same.
pub const ENOUGH: f32 = 0.8;

/// Gives -1 to 1, where 1 is the same.
pub fn likeness(frame: &Frame, reference: &Frame) -> f32 {
    let shape = frame.shape();
    let frame = SIZES.map(|size| frame.middle(shape, size, SIDE as u32));
    let reference = SIZES.map(|size| reference.middle(shape, size, SIDE as u32));
    pairs(&frame, &reference).map(|(one, other)| best_place(one, other)).fold(-1.0, f32::max)
}

type Pattern = Vec<f32>;

/// Both as they are, and each at its other sizes with the other as it is.
fn pairs<'p>(
    frame: &'p [Pattern; 3],
    reference: &'p [Pattern; 3],
) -> impl Iterator<Item = (&'p Pattern, &'p Pattern)> {
    let [frame_whole, frame_smaller @ ..] = frame;
    let [reference_whole, reference_smaller @ ..] = reference;
    core::iter::once((frame_whole, reference_whole))
        .chain(frame_smaller.iter().map(move |smaller| (smaller, reference_whole)))
        .chain(reference_smaller.iter().map(move |smaller| (frame_whole, smaller)))
}

/// The best correlation of the middle of one pattern, either way round, with the other, wherever
/// it lies.
fn best_place(one: &[f32], other: &[f32]) -> f32 {
    let room = SIDE - INNER;
    let middle = normed(window(one, room / 2, room / 2));
    let mirrored = middle.chunks(INNER).flat_map(|row| row.iter().rev().copied());
    let mirrored: Pattern = mirrored.collect();
    let places = (0..=room).flat_map(|y| (0..=room).map(move |x| (x, y)));
    places.fold(-1.0, |best, (x, y)| {
        let here = normed(window(other, x, y));
        best.max(product(&middle, &here)).max(product(&mirrored, &here))
    })
}

fn window(pattern: &[f32], x: usize, y: usize) -> Pattern {
    let rows = pattern.chunks(SIDE).skip(y).take(INNER);
    rows.flat_map(|row| row.iter().skip(x).take(INNER).copied()).collect()
}

/// The values around their mean, with length 1; all 0 when they have no structure. The product of
/// two such is Pearson's correlation.
fn normed(mut values: Pattern) -> Pattern {
    let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
    values.iter_mut().for_each(|value| *value -= mean);
    let length = product(&values, &values).sqrt();
    let scale = if length > f32::EPSILON { 1.0 / length } else { 0.0 };
    values.iter_mut().for_each(|value| *value *= scale);
    values
}

fn product(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[cfg(test)]
mod tests {
    use super::{ENOUGH, likeness};
    use crate::face::drawing::draw;
    use crate::face::frame::{Frame, read};
    use image::codecs::jpeg::JpegEncoder;
    use image::imageops::{self, FilterType};
    use image::{DynamicImage, ImageFormat};

    const FACES: [&str; 4] = ["solo", "firm-legal", "somebody-else", "not-certified"];

    fn drawn(key: &str) -> DynamicImage {
        draw(key).unwrap().into()
    }

    /// What a camera, a canvas and an encoder may make of a picture.
    fn changed(picture: &DynamicImage) -> Vec<(&'static str, DynamicImage)> {
        let scaled = |width, height| picture.resize_exact(width, height, FilterType::Triangle);
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, 40).encode_image(picture).unwrap();
        let shifted = {
            let larger = scaled(360, 270);
            larger.crop_imm(34, 4, 320, 240)
        };
        vec![
            ("as it is", picture.clone()),
            ("in JPEG", read(&jpeg, ImageFormat::Jpeg).unwrap()),
            ("doubled", scaled(640, 480)),
            ("tiny", scaled(96, 72)),
            ("squared", picture.crop_imm(40, 0, 240, 240)),
            ("upright", scaled(640, 480).crop_imm(140, 0, 360, 480)),
            ("wide", scaled(640, 480).crop_imm(0, 60, 640, 360)),
            ("mirrored", picture.fliph()),
            ("moved", shifted),
            ("lighter", imageops::colorops::brighten(&picture.to_rgb8(), 30).into()),
            ("with less contrast", imageops::colorops::contrast(&picture.to_rgb8(), -30.0).into()),
            ("blurred", picture.blur(3.0)),
        ]
    }

    #[test]
    fn a_face_is_recognised_whatever_a_camera_does_to_it() {
        for key in FACES {
            let reference = Frame::of(&drawn(key));
            for (how, picture) in changed(&drawn(key)) {
                let likeness = likeness(&Frame::of(&picture), &reference);

                assert!(likeness >= ENOUGH + 0.05, "{key} {how}: {likeness}");
            }
        }
    }

    #[test]
    fn no_face_is_taken_for_another_whatever_a_camera_does_to_it() {
        for one in FACES {
            let changed = changed(&drawn(one));
            for other in FACES.into_iter().filter(|other| *other != one) {
                let reference = Frame::of(&drawn(other));
                for (how, picture) in &changed {
                    let likeness = likeness(&Frame::of(picture), &reference);

                    assert!(likeness < ENOUGH - 0.1, "{one} {how} as {other}: {likeness}");
                }
            }
        }
    }
}
