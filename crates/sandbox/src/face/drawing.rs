//! The drawn faces: one for each person, the same at every start, and so different in light and
//! shade that no two are taken for each other.

use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// The width of a drawn face.
pub const WIDTH: u32 = 320;
/// The height of a drawn face.
pub const HEIGHT: u32 = 240;

type Colour = [u8; 3];

/// What is behind a face.
enum Background {
    /// One colour.
    Plain(Colour),
    /// Two colours in vertical stripes of this width.
    Stripes(u32, Colour, Colour),
    /// One colour above the other.
    Split(Colour, Colour),
}

/// A part of a face, by middle and half sizes.
enum FacialFeature {
    Oval(Colour, [i32; 4]),
    Block(Colour, [i32; 4]),
}

struct Drawing {
    key: &'static str,
    background: Background,
    /// From back to front.
    parts: &'static [FacialFeature],
}

use FacialFeature::{Block, Oval};

const DRAWINGS: [Drawing; 4] = [
    Drawing {
        key: "solo",
        background: Background::Plain([226, 234, 246]),
        parts: &[
            Block([176, 38, 44], [160, 226, 92, 30]),
            Block([222, 164, 130], [160, 188, 22, 24]),
            Oval([44, 30, 24], [160, 96, 82, 84]),
            Oval([232, 180, 146], [160, 122, 56, 70]),
            Block([44, 30, 24], [160, 66, 58, 18]),
            Oval([250, 250, 250], [138, 116, 12, 7]),
            Oval([250, 250, 250], [182, 116, 12, 7]),
            Oval([30, 30, 34], [139, 116, 6, 6]),
            Oval([30, 30, 34], [183, 116, 6, 6]),
            Oval([200, 140, 110], [160, 138, 7, 13]),
            Oval([168, 52, 56], [160, 164, 22, 6]),
        ],
    },
    Drawing {
        key: "firm-legal",
        background: Background::Plain([44, 54, 72]),
        parts: &[
            Block([16, 18, 24], [160, 228, 120, 26]),
            Block([246, 246, 248], [160, 222, 20, 26]),
            Oval([252, 226, 204], [160, 112, 76, 98]),
            Oval([252, 226, 204], [80, 118, 12, 20]),
            Oval([252, 226, 204], [240, 118, 12, 20]),
            Oval([24, 24, 28], [128, 104, 26, 22]),
            Oval([24, 24, 28], [192, 104, 26, 22]),
            Oval([214, 226, 236], [128, 104, 20, 16]),
            Oval([214, 226, 236], [192, 104, 20, 16]),
            Block([24, 24, 28], [160, 102, 8, 3]),
            Oval([236, 200, 176], [160, 136, 9, 16]),
            Oval([150, 76, 72], [160, 172, 26, 5]),
        ],
    },
    Drawing {
        key: "somebody-else",
        background: Background::Stripes(40, [248, 220, 120], [52, 96, 70]),
        parts: &[
            Block([40, 84, 168], [160, 230, 130, 22]),
            Oval([172, 116, 80], [160, 128, 64, 80]),
            Oval([28, 22, 20], [160, 180, 62, 40]),
            Oval([172, 116, 80], [160, 160, 34, 18]),
            Oval([196, 84, 84], [160, 172, 18, 6]),
            Block([246, 246, 240], [160, 60, 112, 12]),
            Block([246, 246, 240], [160, 32, 66, 26]),
            Oval([20, 20, 20], [136, 112, 9, 9]),
            Oval([20, 20, 20], [184, 112, 9, 9]),
        ],
    },
    Drawing {
        key: "not-certified",
        background: Background::Split([92, 58, 120], [236, 240, 206]),
        parts: &[
            Oval([250, 216, 120], [160, 130, 96, 112]),
            Oval([122, 78, 54], [160, 120, 54, 66]),
            Oval([250, 216, 120], [128, 66, 46, 26]),
            Oval([240, 240, 240], [140, 112, 11, 7]),
            Oval([240, 240, 240], [180, 112, 11, 7]),
            Oval([32, 20, 20], [140, 112, 5, 5]),
            Oval([32, 20, 20], [180, 112, 5, 5]),
            Oval([180, 60, 80], [160, 156, 16, 9]),
            Block([60, 150, 140], [160, 232, 104, 20]),
        ],
    },
];

/// The drawn face of the person with this key, as PNG. `None` for enterprises and for keys that
/// nobody has.
#[must_use]
pub fn picture(key: &str) -> Option<Vec<u8>> {
    let mut png = Vec::new();
    draw(key)?.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).ok()?;
    Some(png)
}

/// Draws the face of the person with this key.
pub fn draw(key: &str) -> Option<RgbImage> {
    let drawing = DRAWINGS.iter().find(|drawing| drawing.key == key)?;
    Some(RgbImage::from_fn(WIDTH, HEIGHT, |x, y| Rgb(drawing.colour(x, y))))
}

impl Drawing {
    fn colour(&self, x: u32, y: u32) -> Colour {
        let front = self.parts.iter().rev().find_map(|part| part.colour(x, y));
        front.unwrap_or_else(|| self.background.colour(x, y))
    }
}

impl Background {
    const fn colour(&self, x: u32, y: u32) -> Colour {
        match self {
            Self::Plain(colour) => *colour,
            Self::Stripes(width, one, other) => {
                if (x / *width).is_multiple_of(2) {
                    *one
                } else {
                    *other
                }
            }
            Self::Split(above, below) => {
                if y < HEIGHT / 2 {
                    *above
                } else {
                    *below
                }
            }
        }
    }
}

impl FacialFeature {
    fn colour(&self, x: u32, y: u32) -> Option<Colour> {
        let (Oval(colour, middle) | Block(colour, middle)) = self;
        let [middle_x, middle_y, half_width, half_height] = *middle;
        let across = (x.cast_signed() - middle_x).abs() as f32 / half_width as f32;
        let down = (y.cast_signed() - middle_y).abs() as f32 / half_height as f32;
        let is_inside = match self {
            Oval(..) => across * across + down * down <= 1.0,
            Block(..) => across <= 1.0 && down <= 1.0,
        };
        is_inside.then_some(*colour)
    }
}

#[cfg(test)]
mod tests {
    use super::{DRAWINGS, picture};
    use crate::people::{ALL, HolderKind};

    #[test]
    fn every_person_has_a_face_and_no_enterprise_has() {
        for person in ALL {
            assert_eq!(
                picture(person.key).is_some(),
                person.kind == HolderKind::Personal,
                "{person:?}"
            );
        }
        assert_eq!(picture("nobody"), None);
        assert_eq!(DRAWINGS.len(), 4);
    }

    #[test]
    fn a_face_is_drawn_the_same_each_time() {
        assert_eq!(picture("solo"), picture("solo"));
    }
}
