//! A picture that came in, read within limits, and what can be said of it alone: whether it is
//! light enough, and whether there is anything in the middle.

use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// No side of a picture may be longer.
const LONGEST_SIDE: u32 = 4_096;
/// Frames are looked at in so many rows and columns.
const SIDE: u32 = 24;
/// Pictures are kept this small: enough for everything that is done with them.
const KEPT_SIDE: u32 = 320;

/// Grey values below this, on average, are too dark; black is 0, white 255.
const DARK: f32 = 40.0;
/// Less spread of grey values than this in the middle is no face.
const FLAT: f32 = 14.0;

/// Reads a picture. `None` when it is not of this format, broken, or too large.
pub fn read(bytes: &[u8], format: ImageFormat) -> Option<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(128 * 1024 * 1024);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.decode().ok()
}

/// A picture in grey, small.
// A `DynamicImage`, though it is always grey: its operations are compiled, and optimised, in
// `image`; those of `GrayImage` are generic and would be slow in a development build.
#[derive(Clone)]
pub struct Frame(DynamicImage);

impl Frame {
    /// Takes what is needed of a picture.
    pub fn of(picture: &DynamicImage) -> Self {
        let is_large = picture.width().max(picture.height()) > KEPT_SIDE;
        let small = is_large.then(|| picture.thumbnail(KEPT_SIDE, KEPT_SIDE));
        Self(small.as_ref().unwrap_or(picture).to_luma8().into())
    }

    /// Width and height.
    pub fn shape(&self) -> (u32, u32) {
        (self.0.width(), self.0.height())
    }

    /// The middle of the picture, in a shape and as large as fits times `size` (at most 1), as
    /// `side` rows of as many grey values.
    pub fn middle(&self, shape: (u32, u32), size: f32, side: u32) -> Vec<f32> {
        let (width, height) = (self.0.width() as f32, self.0.height() as f32);
        let (shape_width, shape_height) = (shape.0 as f32, shape.1 as f32);
        let scale = (width / shape_width).min(height / shape_height) * size;
        let cut_width = ((shape_width * scale) as u32).clamp(1, self.0.width());
        let cut_height = ((shape_height * scale) as u32).clamp(1, self.0.height());
        let (x, y) = ((self.0.width() - cut_width) / 2, (self.0.height() - cut_height) / 2);
        let cut = self.0.crop_imm(x, y, cut_width, cut_height);
        let small = cut.resize_exact(side, side, FilterType::Triangle);
        small.as_bytes().iter().map(|value| f32::from(*value)).collect()
    }

    /// Whether there is too little light.
    pub fn is_dark(&self) -> bool {
        mean(&self.middle(self.shape(), 1.0, SIDE)) < DARK
    }

    /// Whether there is nothing to see in the middle.
    pub fn is_empty(&self) -> bool {
        spread(&self.middle(self.shape(), 0.5, SIDE)) < FLAT
    }

    /// How different another frame is: the mean difference of grey values, 0 to 255.
    pub fn difference(&self, other: &Self) -> f32 {
        let values = |frame: &Self| frame.middle(frame.shape(), 1.0, SIDE);
        let pairs = values(self).into_iter().zip(values(other));
        mean(&pairs.map(|(one, other)| (one - other).abs()).collect::<Vec<_>>())
    }
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

/// The standard deviation.
fn spread(values: &[f32]) -> f32 {
    let mean = mean(values);
    let sum: f32 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (sum / values.len().max(1) as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{Frame, read};
    use crate::face::drawing::draw;
    use crate::people::{ALL, HolderKind};
    use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage};

    fn plain(grey: u8) -> Frame {
        Frame::of(&GrayImage::from_pixel(320, 240, Luma([grey])).into())
    }

    #[test]
    fn a_black_frame_is_dark_and_a_grey_one_is_empty() {
        assert!(plain(0).is_dark());
        assert!(!plain(128).is_dark());
        assert!(plain(128).is_empty());
    }

    #[test]
    fn every_drawn_face_is_light_enough_and_not_empty() {
        for person in ALL.iter().filter(|person| person.kind == HolderKind::Personal) {
            let frame = Frame::of(&draw(person.key).unwrap().into());

            assert!(!frame.is_dark(), "{}", person.key);
            assert!(!frame.is_empty(), "{}", person.key);
        }
    }

    #[test]
    fn a_frame_differs_from_another_face_and_hardly_from_itself() {
        let [solo, legal] = ["solo", "firm-legal"].map(|key| Frame::of(&draw(key).unwrap().into()));

        assert!(solo.difference(&solo) < 1.0);
        assert!(solo.difference(&legal) > 30.0);
    }

    #[test]
    fn what_is_no_picture_or_a_huge_one_is_not_read() {
        let mut huge = Vec::new();
        let picture = RgbImage::from_pixel(5_000, 1, Rgb([0, 0, 0]));
        DynamicImage::from(picture)
            .write_to(&mut std::io::Cursor::new(&mut huge), ImageFormat::Png)
            .unwrap();

        assert!(read(&huge, ImageFormat::Png).is_none());
        assert!(read(b"", ImageFormat::Png).is_none());
        assert!(read(b"\x89PNG\r\n\x1a\n", ImageFormat::Png).is_none());
        assert!(read(&huge, ImageFormat::Jpeg).is_none());
    }
}
