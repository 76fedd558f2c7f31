//! What does JavaScript call?
//!
//! It asks for [`room`], writes the file's bytes there and calls [`read`]; the answer stands at [`answer`]. An instance is for
//! one file: its memory goes with it, whatever the file took.

use std::cell::RefCell;

#[derive(Default)]
struct Desk {
    file: Vec<u8>,
    answer: String,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Where a file of so many bytes is to be written.
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> usize {
    DESK.with_borrow_mut(|desk| {
        desk.file = vec![0; bytes];
        desk.file.as_ptr() as usize
    })
}

/// Reads it, within these limits; the length of the answer in bytes.
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
pub extern "C" fn read(text: u32, ratio: u32, free: u32) -> usize {
    let limits = crate::Limits { text: text.into(), ratio: ratio.into(), free: free.into() };
    let file = DESK.with_borrow_mut(|desk| std::mem::take(&mut desk.file));
    let answer = crate::answer(file, &limits);
    DESK.with_borrow_mut(|desk| {
        desk.answer = answer;
        desk.answer.len()
    })
}

/// Where the answer is, in UTF-8.
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    DESK.with_borrow(|desk| desk.answer.as_ptr() as usize)
}
