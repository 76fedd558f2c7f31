//! Does anything that reads what others wrote panic, hang or ask for much memory?
//!
//! libFuzzer's program; `FUZZ_TARGET` names what it tries. A run fails on a panic, on more than [`SECONDS`] of
//! computing, and on more than [`TIMES`] the input in memory (beside what every run may have).

#![no_main]

mod memory;
mod seeds;
mod targets;

use libfuzzer_sys::fuzz_target;
use std::time::Duration;

/// Longest that one input may take, in seconds of this program's own computing.
const SECONDS: u64 = 2;
/// Most memory that an input may cost, in times its length.
const TIMES: usize = 20;
/// And beside it, in bytes: what a reader holds whatever it reads.
const FREE: usize = 8 << 20;

fuzz_target!(
    init: {
        seeds::write();
        targets::prepare();
    },
    |bytes: &[u8]| {
        let start = cpu_time::ProcessTime::now();
        let before = memory::begin();
        targets::chosen()(bytes);
        let most = memory::most().saturating_sub(before);
        assert!(most <= FREE + TIMES * bytes.len(), "{most} bytes of memory for an input of {}", bytes.len());
        let took = start.elapsed();
        assert!(took <= Duration::from_secs(SECONDS), "{took:?} for an input of {} bytes", bytes.len());
    }
);
