//! Which letters does a font's own table name?
//!
//! Such a table (ToUnicode; ISO 32000-1, 9.10.3) is a program in a small part of PostScript; only its lists of pairs and of ranges
//! are looked at. **Invariant.** An entry that is wrong is passed over, and the others count: a shape without a letter is
//! usual, and no reason to read nothing.

/// A table.
#[derive(Debug, Default)]
pub struct Mapping {
    // First and last code, and what the first stands for, in UTF-16; in the order of codes.
    ranges: Vec<(u32, u32, Vec<u16>)>,
}

enum Token<'a> {
    Text(&'a [u8]),
    Open,
    Close,
    Word(&'a [u8]),
}

impl Mapping {
    /// Reads a table.
    pub fn read(program: &[u8]) -> Self {
        let mut tokens = Tokens(program);
        let mut ranges = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(b"beginbfchar") => {
                    while let Some(Token::Text(code)) = tokens.next() {
                        let Some(Token::Text(to)) = tokens.next() else { break };
                        if let Some(code) = number(code) {
                            ranges.push((code, code, units(to)));
                        }
                    }
                }
                Token::Word(b"beginbfrange") => {
                    while let Some(Token::Text(first)) = tokens.next() {
                        let Some(Token::Text(last)) = tokens.next() else { break };
                        let bounds = number(first).zip(number(last)).filter(|(first, last)| first <= last);
                        match tokens.next() {
                            Some(Token::Text(to)) => {
                                if let Some((first, last)) = bounds {
                                    ranges.push((first, last, units(to)));
                                }
                            }
                            Some(Token::Open) => {
                                let mut code = bounds.map(|(first, _)| first);
                                while let Some(Token::Text(to)) = tokens.next() {
                                    if let Some(at) = code {
                                        ranges.push((at, at, units(to)));
                                        code = at.checked_add(1);
                                    }
                                }
                            }
                            _ => break,
                        }
                    }
                }
                _ => {}
            }
        }
        ranges.sort_by_key(|(first, ..)| *first);
        Mapping { ranges }
    }

    /// What a code stands for; empty, if for nothing.
    pub fn get(&self, code: u32) -> Option<String> {
        let behind = self.ranges.partition_point(|(first, ..)| *first <= code);
        let (first, last, to) = self.ranges.get(behind.checked_sub(1)?)?;
        if code > *last {
            return None;
        }
        let mut to = to.clone();
        if let Some(unit) = to.last_mut() {
            *unit = unit.checked_add(u16::try_from(code - first).ok()?)?;
        }
        // Some tables name no letter where they know none.
        if to == [0] {
            return None;
        }
        String::from_utf16(&to).ok()
    }
}

struct Tokens<'a>(&'a [u8]);

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let all = self.0.trim_ascii_start();
            let (&first, rest) = all.split_first()?;
            self.0 = rest;
            match first {
                b'%' => {
                    let end =
                        rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
                    self.0 = rest.get(end..)?;
                }
                b'<' if rest.first() == Some(&b'<') => self.0 = rest.get(1..)?,
                b'<' => {
                    let end = rest.iter().position(|&byte| byte == b'>')?;
                    self.0 = rest.get(end + 1..)?;
                    return Some(Token::Text(rest.get(..end)?));
                }
                b'[' => return Some(Token::Open),
                b']' => return Some(Token::Close),
                b'>' | b'(' | b')' | b'{' | b'}' => {}
                _ => {
                    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<>[]()/%{}".contains(byte);
                    let end = rest.iter().position(ends).unwrap_or(rest.len());
                    self.0 = rest.get(end..)?;
                    return Some(Token::Word(all.get(..=end)?));
                }
            }
        }
    }
}

/// Bytes of hexadecimal digits.
fn bytes(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        digits.iter().filter_map(|&digit| char::from(digit).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0)).collect()
}

fn number(digits: &[u8]) -> Option<u32> {
    let bytes = bytes(digits);
    (1..=4)
        .contains(&bytes.len())
        .then(|| bytes.iter().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

fn units(digits: &[u8]) -> Vec<u16> {
    // As many as any shape stands for.
    let bytes = bytes(digits.get(..digits.len().min(512)).unwrap_or_default());
    match bytes.as_slice() {
        [one] => vec![u16::from(*one)],
        several => {
            several.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(u16::from_be_bytes).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_ranges_name_letters_and_wrong_ones_do_no_harm() {
        let table =
            b"/CIDInit /ProcSet findresource begin << /Registry (Adobe) >> def % a remark <0003> <0058>
            1 begincodespacerange <0000> <ffff> endcodespacerange
            4 beginbfchar <0003> <0020> <0010> <> <zz> <0041> <0011> <00660066> endbfchar
            2 beginbfrange <0020> <0022> <0061> <0030> <0031> [<0078> <0079>] endbfrange";
        let table = Mapping::read(table);
        let get = |code| table.get(code);
        assert_eq!(get(3).as_deref(), Some(" "));
        assert_eq!(get(0x10).as_deref(), Some(""));
        assert_eq!(get(0x11).as_deref(), Some("ff"));
        assert_eq!((get(0x22).as_deref(), get(0x23)), (Some("c"), None));
        assert_eq!((get(0x30).as_deref(), get(0x31).as_deref()), (Some("x"), Some("y")));
        assert_eq!(get(0xffff_ffff), None);
    }
}
