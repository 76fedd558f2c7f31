//! In which order do a few things stand?
//!
//! The standard library's sorts are made for speed over large slices, and each type sorted with them adds
//! about 5 kB to the program that people load. For what is short, or sorted once, a heap sort of a few
//! hundred bytes does. **Invariant.** The same input gives the same order everywhere; equal items come
//! out in an order of the sort's own, so callers compare by all that matters.

use std::cmp::Ordering;

/// Sorts by a comparison, in O(n log n) and in place.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let len = items.len();
    // First the heap is made from the bottom, then its largest is put behind it again and again.
    for step in (0..len + len / 2).rev() {
        let (mut at, end) = if step >= len {
            (step - len, len)
        } else {
            items.swap(0, step);
            (0, step)
        };
        loop {
            let mut child = 2 * at + 1;
            if child >= end {
                break;
            }
            if child + 1 < end && less(items, child, child + 1, &mut compare) {
                child += 1;
            }
            if !less(items, at, child, &mut compare) {
                break;
            }
            items.swap(at, child);
            at = child;
        }
    }
}

/// Sorts by a key.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

fn less<T>(items: &[T], one: usize, other: usize, compare: &mut impl FnMut(&T, &T) -> Ordering) -> bool {
    match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other) == Ordering::Less,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(items in prop::collection::vec(any::<i16>(), 0..200)) {
            let mut mine = items.clone();
            sort(&mut mine);
            let mut theirs = items;
            theirs.sort_unstable();
            prop_assert_eq!(mine, theirs);
        }
    }
}
