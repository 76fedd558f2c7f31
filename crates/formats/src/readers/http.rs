//! What did a server answer, as a crawl kept it?
//!
//! Status, what the content is, and the content itself, put together from chunks and unpacked where the server
//! sent it so. **Invariant.** An answer that breaks the rules of HTTP is taken as it stands.

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// 200 and so on.
    pub status: u16,
    /// The media type, in lower case, without parameters; empty if none is said.
    pub kind: String,
    /// The character set that is said.
    pub charset: Option<String>,
    /// The content; `None` where it is packed in a way that is not read here.
    pub content: Option<Vec<u8>>,
}

/// The value of a header among lines of `Name: value`; the name is compared without case.
pub fn header<'a>(lines: &'a str, name: &str) -> Option<&'a str> {
    lines.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// A media type and its character set.
pub fn media_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    (kind, charset)
}

/// Where the headers end: the bytes of the headers, and those behind the blank line.
pub fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let ends =
        |mark: &[u8]| bytes.windows(mark.len()).position(|window| window == mark).map(|at| (at, mark.len()));
    let end = [ends(b"\r\n\r\n"), ends(b"\n\n")].into_iter().flatten().min();
    match end {
        Some((at, length)) => {
            (bytes.get(..at).unwrap_or_default(), bytes.get(at + length..).unwrap_or_default())
        }
        None => (bytes, &[]),
    }
}

/// Reads an answer; `most` bytes of it are unpacked. `None` if it is none.
pub fn answer(bytes: &[u8], most: u64) -> Option<Answer> {
    if !bytes.starts_with(b"HTTP/") {
        return None;
    }
    let (head, body) = split(bytes);
    let head = String::from_utf8_lossy(head);
    let status = head.lines().next()?.split_whitespace().nth(1)?.parse().ok()?;
    let (kind, charset) = media_type(header(&head, "content-type").unwrap_or_default());
    let chunked =
        header(&head, "transfer-encoding").is_some_and(|how| how.to_ascii_lowercase().contains("chunked"));
    // Many crawlers put the chunks together and leave the header as it was.
    let body = if chunked { joined(body).unwrap_or_else(|| body.to_owned()) } else { body.to_owned() };
    let packed = header(&head, "content-encoding").unwrap_or("identity").to_ascii_lowercase();
    let content = match packed.trim() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            unpacked(MultiGzDecoder::new(body.as_slice()), most)
        }
        "deflate" if body.first().is_some_and(|first| first & 0x0f == 8) => {
            unpacked(ZlibDecoder::new(body.as_slice()), most)
        }
        "deflate" if !body.starts_with(b"<") => unpacked(DeflateDecoder::new(body.as_slice()), most),
        // The header stayed and the content was unpacked: a page begins as one.
        "br" | "zstd" if !looks_unpacked(&body) => None,
        _ => Some(body),
    };
    Some(Answer { status, kind, charset, content })
}

fn looks_unpacked(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

fn unpacked(decoder: impl Read, most: u64) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    // What could be unpacked of something damaged is better than nothing.
    let read = decoder.take(most).read_to_end(&mut content);
    (read.is_ok() || !content.is_empty()).then_some(content)
}

/// The content of chunks; `None` if these are none.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = rest.iter().take(64).position(|byte| *byte == b'\n');
        let Some(end) = end else {
            // Cut short: what is there counts, if anything was.
            return (!content.is_empty()).then_some(content);
        };
        let line = std::str::from_utf8(rest.get(..end)?).ok()?.trim();
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(content);
        }
        let chunk = rest.get(..size).unwrap_or(rest);
        content.extend_from_slice(chunk);
        rest = rest.get(chunk.len()..)?;
        rest = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(content);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(bytes: &[u8]) -> String {
        String::from_utf8(answer(bytes, 1 << 20).expect("an answer").content.expect("it is read"))
            .expect("text")
    }

    #[test]
    fn chunks_are_joined_and_what_only_claims_to_be_chunked_is_left() {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(content(format!("{head}4\r\n<p>A\r\n3;x=y\r\nbc.\r\n0\r\n\r\n").as_bytes()), "<p>Abc.");
        assert_eq!(content(format!("{head}<p>Not in chunks.").as_bytes()), "<p>Not in chunks.");
        assert_eq!(content(format!("{head}4\r\n<p>A\r\n30\r\nbc").as_bytes()), "<p>Abc", "cut short");
        let answer = answer(format!("{head}0\r\n\r\n").as_bytes(), 100).expect("an answer");
        assert_eq!(
            (answer.status, answer.kind.as_str(), answer.charset.as_deref()),
            (200, "text/html", Some("ISO-8859-1"))
        );
    }

    #[test]
    fn packed_content_is_unpacked_where_it_can_be() {
        use std::io::Write;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"<p>Packed.").expect("memory takes it");
        let mut bytes = b"HTTP/1.0 200 OK\nContent-Encoding: gzip\n\n".to_vec();
        bytes.extend(packer.finish().expect("as above"));
        assert_eq!(content(&bytes), "<p>Packed.");
        assert_eq!(content(b"HTTP/1.0 200 OK\nContent-Encoding: gzip\n\n<p>Not packed."), "<p>Not packed.");
        let other = answer(b"HTTP/1.0 200 OK\nContent-Encoding: br\n\n\x0b\x02", 100).expect("an answer");
        assert_eq!(other.content, None);
        assert_eq!(answer(b"GET / HTTP/1.0", 100), None);
    }
}
