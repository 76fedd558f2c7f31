//! How are lessons written down, to go on with them another day?
//!
//! In pieces, so that nobody has to wait for the whole: what stands around articles, then the sources one by one.
//! **Invariant.** Lessons that were read back conclude what those that were written would, and go on noting as they.

use super::furniture::Furniture;
use super::{Group, Lessons};
use explorer_text::codec::{ByteReader, write_bytes, write_number};

impl Lessons {
    /// In how many pieces they are written.
    pub fn pieces(&self) -> usize {
        self.groups.len() + 1
    }

    /// Appends a piece by its number.
    pub fn write(&self, piece: usize, out: &mut Vec<u8>) {
        let Some(at) = piece.checked_sub(1) else {
            self.furniture.write(out);
            write_number(out, self.numbers.len() as u64);
            for (name, &number) in &self.numbers {
                write_bytes(out, name.as_bytes());
                write_number(out, u64::from(number));
            }
            return;
        };
        let Some(group) = self.groups.get(at) else { return };
        out.push(u8::from(group.order.0) | u8::from(group.order.1) << 1);
        write_number(out, group.ends.len() as u64);
        for lines in group.articles() {
            write_number(out, lines.len() as u64);
        }
        group.lines.iter().for_each(|line| out.extend(line.to_le_bytes()));
    }

    /// Reads all pieces, one after the other; nothing if they are damaged.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = ByteReader::at(bytes, 0);
        let mut lessons = Lessons { furniture: Furniture::read(&mut reader)?, ..Lessons::default() };
        for _ in 0..reader.number() {
            if reader.is_done() {
                return None;
            }
            let name = reader.string().to_owned();
            let number = reader.short();
            lessons.numbers.insert(name, number);
        }
        for _ in 0..lessons.numbers.len() {
            let order = reader.byte();
            let mut group = Group { order: (order & 1 > 0, order & 2 > 0), ..Group::default() };
            let mut end = 0u32;
            for _ in 0..reader.number() {
                if reader.is_done() {
                    return None;
                }
                end = end.checked_add(reader.short())?;
                group.ends.push(end);
            }
            let lines = reader.take((end as usize).checked_mul(8)?);
            group.lines = lines.as_chunks::<8>().0.iter().map(|line| u64::from_le_bytes(*line)).collect();
            if group.lines.len() != end as usize {
                return None;
            }
            lessons.groups.push(group);
        }
        let is_right = lessons.numbers.values().all(|&number| (number as usize) < lessons.groups.len());
        (reader.position() == bytes.len() && is_right).then_some(lessons)
    }
}
