//! Files on their way to the server: one at a time, in the order that they were picked in. A file
//! that is not taken stays in the list with its reason; the others go on.

use crate::Failure;
use regain_contract::Problem;
use regain_contract::appeal::{FileFault, MaterialKind};

/// Names one upload; never used twice in the life of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UploadId(pub u32);

/// A file that a person picked.
#[derive(Clone, PartialEq, Eq)]
pub struct Picked {
    /// Which one; the shell has its content.
    pub id: UploadId,
    /// What it is to show.
    pub material: MaterialKind,
    /// Its name.
    pub name: String,
}

impl core::fmt::Debug for Picked {
    /// Leaves the name out: it is often a person's.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Picked").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The file.
    pub file: Picked,
    /// How far it is.
    pub progress: Progress,
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Others go first.
    Waiting,
    /// It is being sent.
    Sending {
        /// Percent of its bytes that have gone out.
        percent: u8,
    },
    /// It was not taken.
    Failed(Failure),
}

/// The files on their way, in the order of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uploads(Vec<Upload>);

impl Uploads {
    /// The files, in the order that they were picked in.
    pub fn iter(&self) -> impl Iterator<Item = &Upload> {
        self.0.iter()
    }

    /// Whether every file has gone out or was not taken.
    #[must_use]
    pub fn are_settled(&self) -> bool {
        self.0.iter().all(|upload| matches!(upload.progress, Progress::Failed(_)))
    }

    /// Which file is being sent.
    #[must_use]
    pub fn sending(&self) -> Option<UploadId> {
        let is_out = |upload: &&Upload| matches!(upload.progress, Progress::Sending { .. });
        self.0.iter().find(is_out).map(|upload| upload.file.id)
    }

    /// Takes picked files; those for which there is no more room are not taken.
    pub(super) fn add(&mut self, picked: Vec<Picked>, there: usize, most: u8) {
        let on_the_way = |all: &[Upload]| {
            all.iter().filter(|one| !matches!(one.progress, Progress::Failed(_))).count()
        };
        for file in picked {
            let has_room = there + on_the_way(&self.0) < usize::from(most);
            let too_many = Problem::FileRefused { reason: FileFault::TooMany };
            let progress = match has_room {
                true => Progress::Waiting,
                false => Progress::Failed(Failure::Problem(too_many)),
            };
            self.0.push(Upload { file, progress });
        }
    }

    /// Begins to send the next file, when none is being sent; gives the one to send.
    pub(super) fn next(&mut self) -> Option<&Picked> {
        if self.sending().is_some() {
            return None;
        }
        let next = self.0.iter_mut().find(|upload| upload.progress == Progress::Waiting)?;
        next.progress = Progress::Sending { percent: 0 };
        Some(&next.file)
    }

    pub(super) fn progressed(&mut self, id: UploadId, percent: u8) {
        if let Some(Upload { progress: Progress::Sending { percent: shown }, .. }) = self.find(id) {
            *shown = percent.min(100);
        }
    }

    /// Says how a file came to nothing.
    pub(super) fn fail(&mut self, id: UploadId, failure: Failure) {
        if let Some(upload) = self.find(id) {
            upload.progress = Progress::Failed(failure);
        }
    }

    /// Puts a file that was not taken back into the queue.
    pub(super) fn retry(&mut self, id: UploadId) {
        if let Some(upload) = self.find(id)
            && matches!(upload.progress, Progress::Failed(_))
        {
            upload.progress = Progress::Waiting;
        }
    }

    /// Takes a file out; whether it was being sent.
    pub(super) fn remove(&mut self, id: UploadId) -> bool {
        let was_out = self.sending() == Some(id);
        self.0.retain(|upload| upload.file.id != id);
        was_out
    }

    fn find(&mut self, id: UploadId) -> Option<&mut Upload> {
        self.0.iter_mut().find(|upload| upload.file.id == id)
    }
}
