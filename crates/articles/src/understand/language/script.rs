//! Which script is a letter of?
//!
//! **Invariant.** Only letters, and the vowel signs of the scripts that write vowels as signs, have a
//! script; digits, punctuation, symbols and the combining accents of Latin have none and end a word.
//! The ranges are blocks of the Unicode Character Database (Blocks.txt, 17.0).

/// The scripts that say something about the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Script {
    /// Latin letters, with those of African and Vietnamese orthographies.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Arabic.
    Arabic,
    /// Devanagari.
    Devanagari,
    /// Chinese characters and the Japanese syllabaries.
    Han,
    /// Greek.
    Greek,
    /// Armenian.
    Armenian,
    /// Hebrew.
    Hebrew,
    /// Bengali.
    Bengali,
    /// Gurmukhi.
    Gurmukhi,
    /// Gujarati.
    Gujarati,
    /// Odia.
    Odia,
    /// Tamil.
    Tamil,
    /// Telugu.
    Telugu,
    /// Kannada.
    Kannada,
    /// Malayalam.
    Malayalam,
    /// Sinhala.
    Sinhala,
    /// Thai.
    Thai,
    /// Lao.
    Lao,
    /// Burmese.
    Burmese,
    /// Georgian.
    Georgian,
    /// Hangul.
    Hangul,
    /// Khmer.
    Khmer,
    /// Any other: its letters count, but no language is known for them.
    Other,
}

impl Script {
    /// How many there are.
    pub const COUNT: usize = Script::Other as usize + 1;

    /// The script with this number in a model file.
    pub fn from_number(number: u8) -> Option<Self> {
        [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Devanagari, Script::Han]
            .get(usize::from(number))
            .copied()
    }

    /// The code of the one language written in it, where there is only one among those known.
    pub fn only_language(self) -> Option<&'static str> {
        Some(match self {
            Script::Greek => "el",
            Script::Armenian => "hy",
            Script::Hebrew => "he",
            Script::Bengali => "bn",
            Script::Gurmukhi => "pa",
            Script::Gujarati => "gu",
            Script::Odia => "or",
            Script::Tamil => "ta",
            Script::Telugu => "te",
            Script::Kannada => "kn",
            Script::Malayalam => "ml",
            Script::Sinhala => "si",
            Script::Thai => "th",
            Script::Lao => "lo",
            Script::Burmese => "my",
            Script::Georgian => "ka",
            Script::Hangul => "ko",
            Script::Khmer => "km",
            _ => return None,
        })
    }
}

/// The script of a letter; `None` for what is not one.
pub fn script_of(c: char) -> Option<Script> {
    let code = c as u32;
    if code < 0x80 {
        return c.is_ascii_alphabetic().then_some(Script::Latin);
    }
    let script = match code {
        0xAA | 0xBA | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x2AF | 0x1E00..=0x1EFF => Script::Latin,
        0x370..=0x3FF | 0x1F00..=0x1FFF => Script::Greek,
        0x400..=0x52F | 0x1C80..=0x1C8F => Script::Cyrillic,
        0x531..=0x587 => Script::Armenian,
        0x5D0..=0x5F2 => Script::Hebrew,
        0x620..=0x64A | 0x66E..=0x66F | 0x671..=0x6D3 | 0x6D5 | 0x6EE..=0x6EF | 0x6FA..=0x6FF => {
            Script::Arabic
        }
        0x750..=0x77F | 0xFB50..=0xFDFB | 0xFE70..=0xFEFC => Script::Arabic,
        0x900..=0x963 | 0x970..=0x97F => Script::Devanagari,
        0x980..=0x9E5 | 0x9F0..=0x9F1 => Script::Bengali,
        0xA00..=0xA65 | 0xA70..=0xA7F => Script::Gurmukhi,
        0xA80..=0xAE5 => Script::Gujarati,
        0xB00..=0xB65 => Script::Odia,
        0xB80..=0xBE5 => Script::Tamil,
        0xC00..=0xC65 => Script::Telugu,
        0xC80..=0xCE5 => Script::Kannada,
        0xD00..=0xD65 => Script::Malayalam,
        0xD80..=0xDE5 => Script::Sinhala,
        0xE01..=0xE3A | 0xE40..=0xE4E => Script::Thai,
        0xE80..=0xECF | 0xEDC..=0xEDF => Script::Lao,
        0x1000..=0x103F | 0x1050..=0x109F => Script::Burmese,
        0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => Script::Georgian,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7A3 => Script::Hangul,
        0x1780..=0x17DD => Script::Khmer,
        0x3005..=0x3007 | 0x3041..=0x3096 | 0x309D..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF => {
            Script::Han
        }
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9D | 0x20000..=0x323AF => {
            Script::Han
        }
        // Vowel points of Hebrew and Arabic.
        0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6ED => return None,
        _ if c.is_alphabetic() => Script::Other,
        _ => return None,
    };
    // The blocks hold punctuation and unassigned places too.
    (c.is_alphabetic() || is_sign(code)).then_some(script)
}

// Viramas and nuktas are not alphabetic by Unicode's property, yet they stand within words.
fn is_sign(code: u32) -> bool {
    matches!(
        code,
        0x93C | 0x94D | 0x9BC | 0x9CD | 0xA3C | 0xA4D | 0xABC | 0xACD | 0xB3C | 0xB4D | 0xBCD | 0xC4D | 0xCCD | 0xD4D
            | 0xDCA | 0xE47..=0xE4E | 0xEC8..=0xECC | 0x1037..=0x103A | 0x17C9..=0x17D3
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_script_of_their_block() {
        let cases = [
            ('a', Script::Latin),
            ('É', Script::Latin),
            ('ờ', Script::Latin),
            ('ə', Script::Latin),
            ('ж', Script::Cyrillic),
            ('ї', Script::Cyrillic),
            ('ش', Script::Arabic),
            ('ک', Script::Arabic),
            ('क', Script::Devanagari),
            ('्', Script::Devanagari),
            ('ी', Script::Devanagari),
            ('漢', Script::Han),
            ('の', Script::Han),
            ('カ', Script::Han),
            ('ー', Script::Han),
            ('한', Script::Hangul),
            ('ω', Script::Greek),
            ('ש', Script::Hebrew),
            ('ไ', Script::Thai),
            ('ქ', Script::Georgian),
            ('ሀ', Script::Other),
            ('Ꭰ', Script::Other),
        ];
        for (letter, script) in cases {
            assert_eq!(script_of(letter), Some(script), "{letter}");
        }
    }

    #[test]
    fn what_is_no_letter_has_no_script() {
        for c in
            [' ', '1', '٣', '।', '。', '，', '-', '×', '€', '\u{301}', '\u{200d}', '😀', '؟', '،', '\u{64B}']
        {
            assert_eq!(script_of(c), None, "{c:?}");
        }
    }
}
