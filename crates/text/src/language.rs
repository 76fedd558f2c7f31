//! The languages that can be told apart or named, and how they are written.

use std::fmt;

/// Which way a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

/// A language by its ISO 639-1 code; cheap to copy and compare.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(u8);

// Code, English name. Sorted by code, so that numbers and look-ups are stable. The codes are those of
// ISO 639-1; the names are CLDR's English ones.
const LANGUAGES: &[(&str, &str)] = &[
    ("af", "Afrikaans"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bangla"),
    ("bs", "Bosnian"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("fy", "Western Frisian"),
    ("ga", "Irish"),
    ("gl", "Galician"),
    ("gu", "Gujarati"),
    ("ha", "Hausa"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("ig", "Igbo"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("jv", "Javanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("km", "Khmer"),
    ("kn", "Kannada"),
    ("ko", "Korean"),
    ("ku", "Kurdish"),
    ("la", "Latin"),
    ("lb", "Luxembourgish"),
    ("lg", "Ganda"),
    ("ln", "Lingala"),
    ("lo", "Lao"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mg", "Malagasy"),
    ("mi", "Māori"),
    ("mk", "Macedonian"),
    ("ml", "Malayalam"),
    ("mn", "Mongolian"),
    ("mr", "Marathi"),
    ("ms", "Malay"),
    ("my", "Burmese"),
    ("nb", "Norwegian Bokmål"),
    ("ne", "Nepali"),
    ("nl", "Dutch"),
    ("nn", "Norwegian Nynorsk"),
    ("om", "Oromo"),
    ("or", "Odia"),
    ("pa", "Punjabi"),
    ("pl", "Polish"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("rn", "Rundi"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("rw", "Kinyarwanda"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sn", "Shona"),
    ("so", "Somali"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("st", "Southern Sotho"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("th", "Thai"),
    ("ti", "Tigrinya"),
    ("tk", "Turkmen"),
    ("tl", "Tagalog"),
    ("tn", "Tswana"),
    ("tr", "Turkish"),
    ("ts", "Tsonga"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("xh", "Xhosa"),
    ("yi", "Yiddish"),
    ("yo", "Yoruba"),
    ("zh", "Chinese"),
    ("zu", "Zulu"),
];

impl Language {
    /// The language with this ISO 639-1 code; a region or script behind it (`en-GB`, `zh_Hans`) is
    /// ignored, and so is case. `no` counts as Bokmål.
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        let primary = if primary == "no" { "nb" } else { primary.as_str() };
        LANGUAGES.binary_search_by_key(&primary, |&(code, _)| code).ok().map(|at| Language(at as u8))
    }

    /// ISO 639-1 code.
    pub fn code(self) -> &'static str {
        LANGUAGES.get(self.0 as usize).map_or("", |&(code, _)| code)
    }

    /// English name.
    pub fn english_name(self) -> &'static str {
        LANGUAGES.get(self.0 as usize).map_or("", |&(_, name)| name)
    }

    /// Which way it is usually written.
    pub fn direction(self) -> Direction {
        match self.code() {
            "ar" | "fa" | "he" | "ps" | "ur" | "yi" => Direction::RightToLeft,
            _ => Direction::LeftToRight,
        }
    }

    /// All languages known, by code.
    pub fn all() -> impl Iterator<Item = Language> {
        (0..LANGUAGES.len()).map(|at| Language(at as u8))
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_to_its_language_and_back() {
        for language in Language::all() {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        assert!(LANGUAGES.is_sorted());
    }

    #[test]
    fn regions_case_and_the_old_norwegian_code_are_understood() {
        let code = |text| Language::from_code(text).map(Language::code);
        assert_eq!(code("en-GB"), Some("en"));
        assert_eq!(code("ZH_Hans"), Some("zh"));
        assert_eq!(code("no"), Some("nb"));
        assert_eq!(code("tlh"), None);
        assert_eq!(code(""), None);
    }
}
