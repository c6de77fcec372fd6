//! The state of the simulated face provider: its verifications, the enrolled faces, its switch.

use super::enrolment::Enrolment;
use super::frame::Frame;
use super::mode::FaceMode;
use super::verification::{Against, Guidance, Verification};
use crate::acs::Gateway;
use crate::people;
use crate::switch::Switch;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// How many verifications are kept; when there are more, the oldest goes.
const KEPT: usize = 1_000;

/// The face provider.
pub struct FaceProvider {
    /// How it behaves.
    pub switch: Switch<FaceMode>,
    /// The reference pictures.
    pub enrolment: Enrolment,
    /// Lets signed calls in.
    pub gateway: Gateway,
    lifetime: Duration,
    verifications: Mutex<HashMap<String, Verification>>,
}

/// Why there is no verification to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// No such id.
    Unknown,
    /// Nothing was decided in time.
    Expired,
}

impl FaceProvider {
    /// A provider that knows one access key and has drawn everybody's face.
    pub fn new(key_id: String, key_secret: String, lifetime: Duration) -> Self {
        Self {
            switch: Switch::default(),
            enrolment: Enrolment::default(),
            gateway: Gateway::new(key_id, key_secret),
            lifetime,
            verifications: Mutex::default(),
        }
    }

    /// Keeps a new verification and gives its id.
    pub fn begin(&self, verification: Verification) -> String {
        let id = uuid::Uuid::new_v4().simple().to_string();
        let mut verifications = self.verifications();
        verifications.insert(id.clone(), verification);
        if verifications.len() > KEPT {
            let oldest = verifications.iter().min_by_key(|(_, verification)| verification.since);
            if let Some(oldest) = oldest.map(|(id, _)| id.clone()) {
                verifications.remove(&oldest);
            }
        }
        id
    }

    /// Does something with a verification.
    pub fn with<T>(
        &self,
        id: &str,
        now: SystemTime,
        look: impl FnOnce(&mut Verification) -> T,
    ) -> Result<T, Absent> {
        let mut verifications = self.verifications();
        let verification = verifications.get_mut(id).ok_or(Absent::Unknown)?;
        let is_late = now.duration_since(verification.since).is_ok_and(|age| age > self.lifetime);
        if is_late && verification.decision.is_none() {
            return Err(Absent::Expired);
        }
        Ok(look(verification))
    }

    /// Takes a frame for a verification.
    pub fn take(&self, verification: &mut Verification, frame: Frame) -> Guidance {
        let person = people::by_identity_card(&verification.cert_no);
        let reference = person.and_then(|person| self.enrolment.of(person));
        let against = Against {
            person,
            reference: reference.as_ref().map(|reference| &reference.frame),
            has_liveness_risk: self.switch.mode() == FaceMode::LivenessRisk,
        };
        verification.take(frame, &against)
    }

    fn verifications(&self) -> MutexGuard<'_, HashMap<String, Verification>> {
        self.verifications.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
