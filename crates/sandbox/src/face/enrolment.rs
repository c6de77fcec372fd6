//! Whose face is known: the drawn ones, and in their place those that a developer took with a
//! camera, in memory only.

use super::drawing;
use super::frame::Frame;
use super::video::fitted;
use crate::people::{ALL, Person};
use image::{DynamicImage, ImageFormat};
use std::collections::HashMap;
use std::io::Cursor;
use std::sync::{LazyLock, Mutex, PoisonError};

/// The reference picture of somebody.
#[derive(Clone)]
pub struct Reference {
    /// The picture as PNG.
    pub png: Vec<u8>,
    /// What frames are compared with.
    pub frame: Frame,
}

/// The drawn faces, drawn when the first is needed: most tests need none.
static DRAWN: LazyLock<HashMap<&str, Reference>> = LazyLock::new(|| {
    let draw = |person: &Person| {
        let picture = drawing::draw(person.key)?.into();
        Some((person.key, Reference::of(&picture)?))
    };
    ALL.iter().filter_map(draw).collect()
});

/// All reference pictures.
#[derive(Default)]
pub struct Enrolment {
    taken: Mutex<HashMap<&'static str, Reference>>,
}

impl Enrolment {
    /// The reference picture of somebody; enterprises have none.
    pub fn of(&self, person: &Person) -> Option<Reference> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.get(person.key).or_else(|| DRAWN.get(person.key)).cloned()
    }

    /// Whether the reference picture of somebody was taken with a camera.
    pub fn is_taken(&self, person: &Person) -> bool {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).contains_key(person.key)
    }

    /// Puts a picture in the place of the drawn one. `false` for whom there is no drawn one.
    pub fn enrol(&self, person: &'static Person, picture: &DynamicImage) -> bool {
        let picture = fitted(picture).into();
        let (true, Some(reference)) = (DRAWN.contains_key(person.key), Reference::of(&picture))
        else {
            return false;
        };
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.insert(person.key, reference);
        true
    }

    /// Goes back to the drawn picture.
    pub fn remove(&self, person: &Person) {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).remove(person.key);
    }
}

impl Reference {
    fn of(picture: &DynamicImage) -> Option<Self> {
        let mut png = Vec::new();
        picture.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).ok()?;
        Some(Self { png, frame: Frame::of(picture) })
    }
}
