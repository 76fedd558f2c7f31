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
        if step >= len {
            sift(items, step - len, len, &mut compare);
        } else {
            items.swap(0, step);
            sift(items, 0, step, &mut compare);
        }
    }
}

/// Calls `take` with the items in order for as long as it says so: where the first few will do, the rest need not be sorted.
pub fn in_order<T>(
    items: &mut [T],
    mut compare: impl FnMut(&T, &T) -> Ordering,
    mut take: impl FnMut(&T) -> bool,
) {
    // The heap has its smallest on top.
    let mut compare = |one: &T, other: &T| compare(other, one);
    for at in (0..items.len() / 2).rev() {
        sift(items, at, items.len(), &mut compare);
    }
    for end in (0..items.len()).rev() {
        if !items.first().is_some_and(&mut take) {
            break;
        }
        items.swap(0, end);
        sift(items, 0, end, &mut compare);
    }
}

// Lets the item at a place of the heap sink to where it belongs.
fn sift<T>(items: &mut [T], mut at: usize, end: usize, compare: &mut impl FnMut(&T, &T) -> Ordering) {
    loop {
        let mut child = 2 * at + 1;
        if child >= end {
            break;
        }
        if child + 1 < end && less(items, child, child + 1, compare) {
            child += 1;
        }
        if !less(items, at, child, compare) {
            break;
        }
        items.swap(at, child);
        at = child;
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
            prop_assert_eq!(&mine, &theirs);
            let mut first = Vec::new();
            in_order(&mut mine.clone(), i16::cmp, |&item| { first.push(item); first.len() < 5 });
            prop_assert_eq!(first, theirs.iter().copied().take(5).collect::<Vec<_>>());
        }
    }
}
