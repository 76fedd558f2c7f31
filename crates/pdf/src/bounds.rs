//! Do the streams of the file unpack to more than they may?
//!
//! What opens the file unpacks its streams without asking how long they become. So all of them are unpacked here first, and
//! only counted. **Invariant.** Nothing that fails here is opened. Pictures are passed over: nobody unpacks them.

use crate::{Failure, Limits};
use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Pdf;
use hayro_syntax::object::Object;

/// How far before a stream the beginning of its dictionary is looked for, in bytes.
const DICTIONARY: usize = 4096;

/// Whether the file has its end.
pub fn ends(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(4096)..).unwrap_or_default();
    find(tail, b"%%EOF").is_some()
}

/// Whether something in it is encrypted.
pub fn is_encrypted(bytes: &[u8]) -> bool {
    find(bytes, b"/Encrypt").is_some()
}

/// Fails if a stream of the file, as it stands there, unpacks to too much.
pub fn check_file(bytes: &[u8], limits: &Limits) -> Result<(), Failure> {
    const STREAM: &[u8] = b"stream";
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| find(rest, STREAM)) {
        let keyword = at + found;
        at = keyword + STREAM.len();
        let rest = bytes.get(at..).unwrap_or_default();
        let body = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).or(rest.strip_prefix(b"\r"));
        let Some(body) = body else { continue };
        let before = bytes.get(keyword.saturating_sub(DICTIONARY)..keyword).unwrap_or_default();
        let dictionary = match rfind(before, b" obj") {
            Some(start) => before.get(start..).unwrap_or_default(),
            None => before,
        };
        if find(dictionary, b"/Image").is_some() && find(dictionary, b"/Width").is_some() {
            continue;
        }
        let end = find(body, b"endstream").unwrap_or(body.len());
        let body = body.get(..end).unwrap_or_default();
        check(body, count_filters(dictionary), limits)?;
        at = bytes.len() - rest.len() + end;
    }
    Ok(())
}

/// The same of a file whose streams are encrypted.
pub fn check_streams(pdf: &Pdf, limits: &Limits) -> Result<(), Failure> {
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        if stream.dict().contains_key("Width") {
            continue;
        }
        check(&stream.raw_data(), stream.filters().len().max(1), limits)?;
    }
    Ok(())
}

fn count_filters(dictionary: &[u8]) -> usize {
    [b"/Fl".as_slice(), b"/LZW", b"/RL", b"/RunLength", b"/A85", b"/ASCII"]
        .iter()
        .map(|name| {
            let mut rest = dictionary;
            let mut count = 0;
            while let Some(at) = find(rest, name) {
                count += 1;
                rest = rest.get(at + name.len()..).unwrap_or_default();
            }
            count
        })
        .sum()
}

/// A stream of packed bytes, packed so many times over.
fn check(packed: &[u8], filters: usize, limits: &Limits) -> Result<(), Failure> {
    let length = packed.len() as u64;
    let most = limits.free.saturating_add(length.saturating_mul(limits.ratio));
    let bomb = |unpacked| Err(Failure::Bomb(length, unpacked));
    if filters == 0 {
        return Ok(());
    }
    if filters > 1 {
        // Each filter of several may make a thousand out of one: they are not followed one by one, so only what could not
        // become too long in any of them passes.
        let mut held = inflated(packed, most);
        for _ in 1..filters {
            let Some(bytes) = held else { break };
            if bytes.len() as u64 > most {
                return bomb(bytes.len() as u64);
            }
            held = inflated(&bytes, most);
        }
        return match held {
            Some(bytes) if bytes.len() as u64 > most => bomb(bytes.len() as u64),
            _ => Ok(()),
        };
    }
    match unpacks_to(packed, most) {
        unpacked if unpacked > most => bomb(unpacked),
        _ => Ok(()),
    }
}

/// How much a stream unpacks to, as soon as it is more than `most`: whichever of the two ways to pack makes more of it.
fn unpacks_to(packed: &[u8], most: u64) -> u64 {
    let mut total = 0;
    inflate(packed, |bytes| {
        total += bytes.len() as u64;
        total <= most
    });
    if total <= most && packed.first() == Some(&0x80) { total.max(lzw(packed, most)) } else { total }
}

fn inflated(packed: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut all = Vec::new();
    inflate(packed, |bytes| {
        all.extend_from_slice(bytes);
        all.len() as u64 <= most
    });
    (!all.is_empty()).then_some(all)
}

/// Unpacks deflate, with a head or without one; `take` says whether it wants more.
fn inflate(packed: &[u8], mut take: impl FnMut(&[u8]) -> bool) {
    let has_head = matches!(packed, [first, second, ..] if first & 15 == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0);
    let mut decoder = Decompress::new(has_head);
    let mut room = vec![0; 32 << 10];
    loop {
        let (read, written) = (decoder.total_in(), decoder.total_out());
        let rest = packed.get(read as usize..).unwrap_or_default();
        let status = decoder.decompress(rest, &mut room, FlushDecompress::None);
        let count = (decoder.total_out() - written) as usize;
        if !take(room.get(..count).unwrap_or_default()) {
            return;
        }
        let stands = decoder.total_in() == read && count == 0;
        if !matches!(status, Ok(Status::Ok)) || stands {
            return;
        }
    }
}

/// How much LZW, as PDF has it, unpacks to; counted, as only lengths are followed.
fn lzw(packed: &[u8], most: u64) -> u64 {
    let mut lengths = vec![1u32; 258];
    let (mut total, mut width, mut held, mut bits) = (0u64, 9u32, 0u32, 0u32);
    let mut before: Option<u32> = None;
    for &byte in packed {
        held = held << 8 | u32::from(byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (held >> bits) & ((1 << width) - 1);
        held &= (1 << bits) - 1;
        match code {
            256 => {
                lengths.truncate(258);
                (width, before) = (9, None);
                continue;
            }
            257 => break,
            _ => {}
        }
        let known = lengths.get(code as usize).copied();
        let length = known.or(before.map(|length| length + 1)).unwrap_or(1);
        total += u64::from(length);
        if total > most {
            break;
        }
        if let Some(before) = before
            && lengths.len() < 4096
        {
            lengths.push(before + 1);
        }
        before = Some(length);
        width = match lengths.len() + 1 {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    total
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == first)?;
        if bytes.get(at..)?.starts_with(what) {
            return Some(at);
        }
        at += 1;
    }
}

fn rfind(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    const LIMITS: Limits = Limits { text: 1 << 20, ratio: 50, free: 64 << 10 };

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).expect("memory takes it");
        packer.finish().expect("as above")
    }

    fn file(dictionary: &str, stream: &[u8]) -> Vec<u8> {
        let mut file = format!("%PDF-1.4\n1 0 obj\n<<{dictionary}>>\nstream\n").into_bytes();
        file.extend(stream);
        file.extend(b"\nendstream\nendobj\n");
        file
    }

    #[test]
    fn a_stream_may_grow_as_text_does_and_not_as_a_bomb_does() {
        let text = "The ferry returned to service on Tuesday. ".repeat(1000);
        assert_eq!(check_file(&file("/Filter /FlateDecode", &zlib(text.as_bytes())), &LIMITS), Ok(()));
        let bomb = zlib(&vec![0; 4 << 20]);
        let failed = check_file(&file("/Filter /FlateDecode", &bomb), &LIMITS);
        assert!(matches!(failed, Err(Failure::Bomb(_, unpacked)) if unpacked > 64 << 10), "{failed:?}");
        let picture = "/Subtype /Image /Width 2048 /Height 2048 /Filter /FlateDecode";
        assert_eq!(check_file(&file(picture, &bomb), &LIMITS), Ok(()), "nobody unpacks it");
    }

    #[test]
    fn a_stream_that_is_packed_twice_is_looked_into_twice() {
        let bomb = zlib(&zlib(&vec![0; 4 << 20]));
        let failed = check_file(&file("/Filter [/FlateDecode /FlateDecode]", &bomb), &LIMITS);
        assert!(matches!(failed, Err(Failure::Bomb(..))), "{failed:?}");
    }

    #[test]
    fn lzw_is_counted_as_it_unpacks() {
        // The example of the PDF standard (ISO 32000-1, 7.4.4.2): 45 45 45 45 45 65 45 45 45 66.
        let packed = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(lzw(&packed, 1000), 10);
        // Each code is that of all zeros so far and one more.
        let mut bits = String::from("100000000000000000");
        for code in 258..4000 {
            let width = if code < 511 {
                9
            } else if code < 1023 {
                10
            } else if code < 2047 {
                11
            } else {
                12
            };
            bits.push_str(&format!("{code:0width$b}"));
        }
        let bytes: Vec<u8> = bits
            .as_bytes()
            .chunks_exact(8)
            .map(|byte| byte.iter().fold(0, |all, bit| all << 1 | (bit - b'0')))
            .collect();
        assert!(lzw(&bytes, u64::MAX) > 6_000_000);
        assert!(matches!(check(&bytes, 1, &LIMITS), Err(Failure::Bomb(..))));
    }
}
