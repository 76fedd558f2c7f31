//! Does the engine answer in wasm as a plain one does?
//!
//! `cargo xtask test wasm` runs it under node. **Invariant.** It needs nothing of its host but a memory, and traps
//! where an answer is wrong; what is wrong the native test of the same seed says.

#[cfg(target_arch = "wasm32")]
mod exports {
    /// Compares the answers to at least `count` queries; how many there were.
    #[allow(unsafe_code)]
    #[unsafe(no_mangle)]
    pub extern "C" fn compare(seed: u32, count: u32) -> u32 {
        explorer_text::analysis::install(include_bytes!("../../../models/characters.bin"));
        explorer_text::analysis::stem_with(explorer_stemmers::stems);
        explorer_core::search::plain::compare(u64::from(seed), count as usize) as u32
    }
}
