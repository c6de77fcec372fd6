//! One verification: who is to be verified, which frames came, and what was decided. Pure: the
//! clock and the reference pictures are arguments.

use super::GOOD_FRAMES;
use super::frame::Frame;
use super::likeness::{ENOUGH, likeness};
use crate::people::Person;
use reqwest::Url;
use serde::Serialize;
use std::time::SystemTime;

/// Two frames that differ more than this, on average, were not held still.
const STILL: f32 = 20.0;

/// The outcome of a verification (`ResultObject.SubCode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubCode {
    /// `200`
    Passed,
    /// `201`: name and number do not belong together.
    NameMismatch,
    /// `202`: nobody has this number.
    UnknownNumber,
    /// `204`: not the same face.
    OtherFace,
    /// `205`: liveness at risk.
    LivenessRisk,
}

impl SubCode {
    /// The documented number.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Passed => "200",
            Self::NameMismatch => "201",
            Self::UnknownNumber => "202",
            Self::OtherFace => "204",
            Self::LivenessRisk => "205",
        }
    }
}

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaceDecision {
    /// The outcome.
    pub outcome: SubCode,
    /// How alike the face was, 0 to 100.
    pub score: f32,
}

/// What to tell the person before the camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Guidance {
    /// Too little light.
    TooDark,
    /// Nothing to see in the middle.
    TooFar,
    /// Very different from the frame before.
    HoldStill,
    /// A good frame: another one, please.
    More,
}

/// What a verification compares with.
pub struct Against<'a> {
    /// Who has the number, if anybody.
    pub person: Option<&'a Person>,
    /// The reference picture of that person.
    pub reference: Option<&'a Frame>,
    /// Whether liveness is said to be at risk.
    pub has_liveness_risk: bool,
}

/// A verification.
pub struct Verification {
    /// The name that was given.
    pub name: String,
    /// The number that was given.
    pub cert_no: String,
    /// Where the person goes afterwards.
    pub return_url: Option<Url>,
    /// The secret that frames must come with.
    pub token: String,
    /// When it began.
    pub since: SystemTime,
    /// The decision, once there is one.
    pub decision: Option<FaceDecision>,
    good: Vec<Frame>,
    last: Option<Frame>,
}

impl Verification {
    /// A verification that nothing was sent to yet.
    pub fn new(name: String, cert_no: String, return_url: Option<Url>, now: SystemTime) -> Self {
        let token = uuid::Uuid::new_v4().simple().to_string();
        let (decision, good, last) = (None, Vec::new(), None);
        Self { name, cert_no, return_url, token, since: now, decision, good, last }
    }

    /// Takes a frame; decides after [`GOOD_FRAMES`] good ones in a row. A frame after the
    /// decision changes nothing.
    pub fn take(&mut self, frame: Frame, against: &Against<'_>) -> Guidance {
        if self.decision.is_some() {
            return Guidance::More;
        }
        let last = self.last.replace(frame.clone());
        let moved = last.is_some_and(|last| frame.difference(&last) > STILL);
        let guidance = match (frame.is_dark(), frame.is_empty(), moved) {
            (true, ..) => Guidance::TooDark,
            (_, true, _) => Guidance::TooFar,
            (.., true) => Guidance::HoldStill,
            (false, false, false) => Guidance::More,
        };
        if guidance != Guidance::More {
            self.good.clear();
            return guidance;
        }
        self.good.push(frame);
        if self.good.len() >= usize::from(GOOD_FRAMES) {
            self.decision = Some(self.decide(against));
            // Frames live no longer than they are needed.
            (self.good, self.last) = (Vec::new(), None);
        }
        guidance
    }

    fn decide(&self, against: &Against<'_>) -> FaceDecision {
        let outcome = |outcome| FaceDecision { outcome, score: 0.0 };
        if against.has_liveness_risk {
            return outcome(SubCode::LivenessRisk);
        }
        let (Some(person), Some(reference)) = (against.person, against.reference) else {
            return outcome(SubCode::UnknownNumber);
        };
        if person.name != self.name {
            return outcome(SubCode::NameMismatch);
        }
        let sum: f32 = self.good.iter().map(|frame| likeness(frame, reference)).sum();
        let mean = sum / f32::from(GOOD_FRAMES);
        let outcome = if mean >= ENOUGH { SubCode::Passed } else { SubCode::OtherFace };
        FaceDecision { outcome, score: mean.clamp(0.0, 1.0) * 100.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Against, Frame, Guidance, SubCode, Verification};
    use crate::face::drawing::draw;
    use crate::people::SOLO;
    use image::{GrayImage, Luma};
    use std::time::UNIX_EPOCH;

    fn face(key: &str) -> Frame {
        Frame::of(&draw(key).unwrap().into())
    }

    fn plain(grey: u8) -> Frame {
        Frame::of(&GrayImage::from_pixel(320, 240, Luma([grey])).into())
    }

    fn verification(name: &str) -> Verification {
        Verification::new(name.into(), SOLO.cert_no.into(), None, UNIX_EPOCH)
    }

    /// Sends frames and gives the guidance to each.
    fn send(verification: &mut Verification, frames: &[Frame]) -> Vec<Guidance> {
        let reference = face("solo");
        let against =
            Against { person: Some(&SOLO), reference: Some(&reference), has_liveness_risk: false };
        frames.iter().map(|frame| verification.take(frame.clone(), &against)).collect()
    }

    fn outcome(verification: &Verification) -> Option<SubCode> {
        verification.decision.map(|decision| decision.outcome)
    }

    #[test]
    fn three_good_frames_of_the_face_pass() {
        let mut verification = verification(SOLO.name);

        assert_eq!(send(&mut verification, &[face("solo"), face("solo")]), [Guidance::More; 2]);
        assert_eq!(outcome(&verification), None);
        send(&mut verification, &[face("solo")]);

        assert_eq!(outcome(&verification), Some(SubCode::Passed));
    }

    #[test]
    fn another_face_does_not_pass() {
        let mut verification = verification(SOLO.name);

        send(
            &mut verification,
            &[face("somebody-else"), face("somebody-else"), face("somebody-else")],
        );

        assert_eq!(outcome(&verification), Some(SubCode::OtherFace));
    }

    #[test]
    fn the_name_of_another_does_not_pass_with_the_right_face() {
        let mut verification = verification("李四");

        send(&mut verification, &[face("solo"), face("solo"), face("solo")]);

        assert_eq!(outcome(&verification), Some(SubCode::NameMismatch));
    }

    #[test]
    fn dark_empty_and_moving_frames_are_told_and_begin_the_row_anew() {
        let mut verification = verification(SOLO.name);
        let frames =
            [face("solo"), face("solo"), plain(0), plain(120), face("firm-legal"), face("solo")];

        let guidance = send(&mut verification, &frames);

        use Guidance::{HoldStill, More, TooDark, TooFar};
        assert_eq!(guidance, [More, More, TooDark, TooFar, HoldStill, HoldStill]);
        send(&mut verification, &[face("solo"), face("solo")]);
        assert_eq!(outcome(&verification), None);
        send(&mut verification, &[face("solo")]);
        assert_eq!(outcome(&verification), Some(SubCode::Passed));
    }

    #[test]
    fn frames_after_the_decision_change_nothing() {
        let mut verification = verification(SOLO.name);
        send(&mut verification, &[face("solo"), face("solo"), face("solo")]);

        send(
            &mut verification,
            &[face("somebody-else"), face("somebody-else"), face("somebody-else")],
        );

        assert_eq!(outcome(&verification), Some(SubCode::Passed));
    }
}
