//! Videos for a camera that is not there: Chromium shows such a file to pages with
//! `--use-fake-device-for-media-stream --use-file-for-fake-video-capture=<file>.y4m`.

use super::drawing;
use super::frame;
use image::{DynamicImage, ImageFormat, RgbImage};

/// One second, which the browser repeats.
const FRAMES: usize = 30;

/// A video (y4m, 320 × 240) of the drawn face of the person with this key. `None` where
/// [`picture`](super::picture) has none.
#[must_use]
pub fn video(key: &str) -> Option<Vec<u8>> {
    drawing::draw(key).map(|picture| y4m(&picture))
}

/// A video of any picture in PNG, at most 4096 × 4096. `None` when it cannot be read.
#[must_use]
pub fn video_of(png: &[u8]) -> Option<Vec<u8>> {
    let picture = frame::read(png, ImageFormat::Png)?;
    Some(y4m(&fitted(&picture)))
}

/// A video of a dark room.
#[must_use]
pub fn dark_video() -> Vec<u8> {
    y4m(&RgbImage::new(drawing::WIDTH, drawing::HEIGHT))
}

/// The middle of a picture, in the size of drawn faces.
pub fn fitted(picture: &DynamicImage) -> RgbImage {
    let filter = image::imageops::FilterType::Triangle;
    picture.resize_to_fill(drawing::WIDTH, drawing::HEIGHT, filter).into_rgb8()
}

fn y4m(picture: &RgbImage) -> Vec<u8> {
    let header =
        format!("YUV4MPEG2 W{} H{} F30:1 Ip A1:1 C420jpeg\n", drawing::WIDTH, drawing::HEIGHT);
    let frame = planes(picture);
    let mut file = header.into_bytes();
    for _ in 0..FRAMES {
        file.extend_from_slice(b"FRAME\n");
        file.extend_from_slice(&frame);
    }
    file
}

/// Luminance, then both colour differences at half the size (BT.601, 16 to 235).
fn planes(picture: &RgbImage) -> Vec<u8> {
    let luminance = picture.pixels().map(|pixel| weighed(pixel.0, [65.738, 129.057, 25.064], 16.0));
    let difference = |weights| {
        (0..picture.height()).step_by(2).flat_map(move |y| {
            (0..picture.width())
                .step_by(2)
                .map(move |x| weighed(picture.get_pixel(x, y).0, weights, 128.0))
        })
    };
    luminance
        .chain(difference([-37.945, -74.494, 112.439]))
        .chain(difference([112.439, -94.154, -18.285]))
        .collect()
}

fn weighed(colour: [u8; 3], weights: [f32; 3], base: f32) -> u8 {
    let pairs = colour.iter().zip(weights);
    let sum: f32 = pairs.map(|(value, weight)| f32::from(*value) * weight).sum();
    // A cast from a float saturates.
    (base + sum / 256.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::{dark_video, video, video_of, weighed};
    use crate::face::picture;

    #[test]
    fn a_video_has_a_header_and_thirty_whole_frames() {
        let file = video("solo").unwrap();

        let header = b"YUV4MPEG2 W320 H240 F30:1 Ip A1:1 C420jpeg\n";
        assert!(file.starts_with(header));
        assert_eq!(file.len(), header.len() + 30 * ("FRAME\n".len() + 320 * 240 * 3 / 2));
        assert_eq!(video("firm"), None);
    }

    #[test]
    fn the_video_of_a_drawn_picture_is_that_of_its_person() {
        assert_eq!(video_of(&picture("solo").unwrap()), video("solo"));
        assert_eq!(video_of(b"no picture"), None);
    }

    #[test]
    fn white_black_and_red_have_the_values_of_the_standard() {
        let luminance = |colour| weighed(colour, [65.738, 129.057, 25.064], 16.0);

        assert_eq!(luminance([255, 255, 255]), 235);
        assert_eq!(luminance([0, 0, 0]), 16);
        assert_eq!(weighed([255, 0, 0], [112.439, -94.154, -18.285], 128.0), 240);
        assert!(dark_video().ends_with(&[128]));
    }
}
