//! The state of the played face provider: its verifications, the enrolled faces, its switch.

use super::enrolment::Enrolment;
use super::frame::Frame;
use super::mode::FaceMode;
use super::session::{Against, Guidance, Session};
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
    sessions: Mutex<HashMap<String, Session>>,
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
            sessions: Mutex::default(),
        }
    }

    /// Keeps a new verification and gives its id.
    pub fn begin(&self, session: Session) -> String {
        let id = uuid::Uuid::new_v4().simple().to_string();
        let mut sessions = self.sessions();
        sessions.insert(id.clone(), session);
        if sessions.len() > KEPT {
            let oldest = sessions.iter().min_by_key(|(_, session)| session.since);
            if let Some(oldest) = oldest.map(|(id, _)| id.clone()) {
                sessions.remove(&oldest);
            }
        }
        id
    }

    /// Does something with a verification.
    pub fn with<T>(
        &self,
        id: &str,
        now: SystemTime,
        look: impl FnOnce(&mut Session) -> T,
    ) -> Result<T, Absent> {
        let mut sessions = self.sessions();
        let session = sessions.get_mut(id).ok_or(Absent::Unknown)?;
        let is_late = now.duration_since(session.since).is_ok_and(|age| age > self.lifetime);
        if is_late && session.decision.is_none() {
            return Err(Absent::Expired);
        }
        Ok(look(session))
    }

    /// Takes a frame for a verification.
    pub fn take(&self, session: &mut Session, frame: Frame) -> Guidance {
        let person = people::by_identity_card(&session.cert_no);
        let reference = person.and_then(|person| self.enrolment.of(person));
        let against = Against {
            person,
            reference: reference.as_ref().map(|reference| &reference.frame),
            has_liveness_risk: self.switch.mode() == FaceMode::LivenessRisk,
        };
        session.take(frame, &against)
    }

    fn sessions(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
