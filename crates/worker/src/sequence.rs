//! Which block of articles is taken in next?
//!
//! Importers send blocks of files that follow each other, and files are taken in by number, whoever sends them first. Where an importer
//! dies its files are given to another, though a block of them may be here or on its way: then there are two blocks with
//! the same files, cut at other places. **Invariants.** What was sent of a file is handed out in the order of the files, and every file that
//! is sent whole is handed out whole. Of blocks that share only a part of their files both are handed out: whoever
//! takes them in knows an article that was there before.

use std::collections::{BTreeMap, VecDeque};

/// Blocks of files from one on.
struct Part<B> {
    blocks: VecDeque<B>,
    // Once they have ended: all files below this number have, and what there is of them is in the blocks.
    ended: Option<u32>,
}

impl<B> Default for Part<B> {
    fn default() -> Self {
        Part { blocks: VecDeque::new(), ended: None }
    }
}

/// A block whose turn it is.
#[derive(Debug, PartialEq)]
pub enum Next<B> {
    /// Its articles are wanted.
    Wanted(B),
    /// All that is in it was in others.
    Spare(B),
}

/// Blocks on their way into the corpus.
pub struct Sequence<B> {
    parts: BTreeMap<u32, Part<B>>,
    next: u32,
}

impl<B> Default for Sequence<B> {
    fn default() -> Self {
        Sequence { parts: BTreeMap::new(), next: 0 }
    }
}

impl<B> Sequence<B> {
    /// All files below this number have been handed out.
    pub fn reached(&self) -> u32 {
        self.next
    }

    /// An importer sent a block of files from one on, or nothing of them; those below `next` have ended. The block, where nobody wants it.
    pub fn arrived(&mut self, file: u32, block: Option<B>, next: u32) -> Option<B> {
        // What another sent of these files already stays; from the first on that it did not send they are wanted.
        let mut first = file.max(self.next);
        while let Some((_, Part { ended: Some(ended), .. })) = self.parts.range(..=first).next_back()
            && *ended > first
        {
            first = *ended;
        }
        // It may hold a part of the file that is the next.
        if first > next || first == next && block.is_none() {
            return block;
        }
        let part = self.parts.entry(first).or_default();
        part.blocks.extend(block);
        if next > first {
            part.ended = Some(next);
        }
        None
    }

    /// Nothing more will come of a file.
    pub fn ended(&mut self, file: u32) {
        if file >= self.next {
            self.parts.entry(file).or_default().ended.get_or_insert(file + 1);
        }
    }

    /// Whether there is something to take.
    pub fn has_next(&self) -> bool {
        self.parts.first_key_value().is_some_and(|(&first, part)| {
            first < self.next || first == self.next && (part.ended.is_some() || !part.blocks.is_empty())
        })
    }

    /// The next block, if it is there.
    pub fn take(&mut self) -> Option<Next<B>> {
        loop {
            let mut part = self.parts.first_entry().filter(|part| *part.key() <= self.next)?;
            let ended = part.get().ended;
            // What ends here may hold the beginning of the next file.
            let is_over = *part.key() < self.next && ended.is_none_or(|ended| ended < self.next);
            if let Some(block) = part.get_mut().blocks.pop_front() {
                return Some(if is_over { Next::Spare(block) } else { Next::Wanted(block) });
            }
            if ended.is_none() && !is_over {
                return None;
            }
            part.remove();
            self.next = self.next.max(ended.unwrap_or(0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block: pieces of files, as a file and which piece of it.
    type Block = Vec<(u32, u32)>;

    fn all(sequence: &mut Sequence<Block>) -> Block {
        std::iter::from_fn(|| sequence.take())
            .flat_map(|next| match next {
                Next::Wanted(block) => block,
                Next::Spare(_) => Vec::new(),
            })
            .collect()
    }

    fn block(files: std::ops::Range<u32>) -> Option<Block> {
        Some(files.map(|file| (file, 0)).collect())
    }

    #[test]
    fn blocks_are_handed_out_by_number_whoever_comes_first() {
        let mut sequence = Sequence::default();
        assert_eq!(sequence.arrived(3, block(3..5), 5), None);
        assert!(!sequence.has_next());
        assert_eq!(sequence.arrived(0, block(0..3), 3), None);
        assert!(sequence.has_next());
        assert_eq!(all(&mut sequence), block(0..5).unwrap());
        assert_eq!(sequence.reached(), 5);
    }

    #[test]
    fn what_was_sent_twice_is_spare_and_what_lies_behind_it_is_not() {
        let mut sequence = Sequence::default();
        assert_eq!(sequence.arrived(0, block(0..5), 5), None);
        // Another reads them again, cut otherwise.
        assert_eq!(sequence.arrived(0, block(0..3), 3), block(0..3));
        assert_eq!(sequence.arrived(3, block(3..8), 8), None);
        assert_eq!(all(&mut sequence), [block(0..5).unwrap(), block(3..8).unwrap()].concat());
        assert_eq!(sequence.reached(), 8);
        assert_eq!(sequence.arrived(2, block(2..7), 7), block(2..7));
    }

    struct Random(u64);

    impl Random {
        fn below(&mut self, below: u32) -> u32 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as u32 % below.max(1)
        }
    }

    /// What an importer sends of some files, cut wherever it likes, until it has sent so many blocks.
    fn sent(files: &[u32], most: u32, random: &mut Random) -> Vec<(u32, Option<Block>, u32)> {
        let mut messages: Vec<(u32, Option<Block>, u32)> = Vec::new();
        let (mut first, mut block) = (files.first().copied().unwrap_or(0), Block::new());
        for (at, &file) in files.iter().enumerate() {
            if at > 0 && files[at - 1] + 1 != file {
                let end = files[at - 1] + 1;
                messages.push((first, Some(std::mem::take(&mut block)), end));
                first = file;
            }
            for piece in 0..3 {
                block.push((file, piece));
                if random.below(5) == 0 {
                    messages.push((first, Some(std::mem::take(&mut block)), file));
                    first = file;
                }
            }
        }
        if let Some(last) = files.last() {
            messages.push((first, Some(block), last + 1));
        }
        messages.truncate(most as usize);
        messages
    }

    #[test]
    fn no_file_is_lost_or_waited_for_in_vain_however_importers_die() {
        for seed in 0..3000 {
            let mut random = Random(seed);
            let count = 1 + random.below(30);
            let mut left: Vec<u32> = (0..count).collect();
            let mut streams: Vec<VecDeque<(u32, Option<Block>, u32)>> = Vec::new();
            while !left.is_empty() {
                let share = 1 + random.below(left.len() as u32) as usize;
                let mut mine: Vec<u32> = left.drain(..share).collect();
                let dies = random.below(3) == 0;
                let messages = sent(&mine, if dies { random.below(4) } else { u32::MAX }, &mut random);
                if dies {
                    // The page has heard of some of what it sent, and gives the others all that is not known to be done.
                    let heard = random.below(messages.len() as u32 + 1) as usize;
                    let done = messages[..heard].last().map_or(0, |(_, _, next)| *next);
                    mine.retain(|file| *file >= done);
                    left.splice(0..0, mine);
                }
                streams.push(messages.into());
            }
            let mut sequence = Sequence::default();
            let (mut got, mut spare) = (Block::new(), 0);
            while streams.iter().any(|stream| !stream.is_empty()) {
                let at = random.below(streams.len() as u32) as usize;
                let Some((file, block, next)) = streams[at].pop_front() else { continue };
                spare += usize::from(sequence.arrived(file, block, next).is_some());
                if random.below(2) == 0 {
                    got.extend(all(&mut sequence));
                }
            }
            got.extend(all(&mut sequence));
            assert_eq!(sequence.reached(), count, "seed {seed}: it waits, {spare} spare");
            assert!(!sequence.has_next());
            let mut known = std::collections::HashSet::new();
            got.retain(|piece| known.insert(*piece));
            assert_eq!(got.len(), 3 * count as usize, "seed {seed}: {got:?}");
            assert!(got.is_sorted_by_key(|(file, _)| *file), "seed {seed}: {got:?}");
        }
    }
}
