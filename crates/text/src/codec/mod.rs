//! How are numbers written in few bits?
//!
//! Variable-length bytes, bit streams, packed blocks and the two codes of the index: Elias gamma for
//! small counts, and binary interpolative coding (Moffat and Stuiver, 2000) for ascending lists whose
//! bounds are known. **Invariant.** What is written is read back, on every platform; reading past the
//! end or from damaged bytes gives zeros, never a panic.

mod bits;
mod bytes;

pub use bits::{BitReader, BitWriter, PACKED, pack_patched, unpack_patched, width_of};
pub use bytes::{ByteReader, checksum, write_bytes, write_number};
