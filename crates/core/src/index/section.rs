//! Which bytes of a saved index belong to this part?

use std::ops::Range;
use std::sync::Arc;

/// A range of bytes that several parts of an index share; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Section {
    file: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl Section {
    /// All of `bytes`.
    pub fn new(bytes: Vec<u8>) -> Self {
        let range = 0..bytes.len();
        Section { file: Arc::new(bytes), range }
    }

    /// The bytes.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        self.file.get(self.range.clone()).unwrap_or(&[])
    }

    /// `length` of its bytes from `at` on, if there are as many.
    pub fn part(&self, at: usize, length: usize) -> Option<Section> {
        let start = self.range.start.checked_add(at)?;
        let end = start.checked_add(length)?;
        (end <= self.range.end).then(|| Section { file: self.file.clone(), range: start..end })
    }
}
