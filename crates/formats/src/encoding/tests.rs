//! Is what is said, possible or likely chosen in this order, and decoded?

use super::*;

fn chosen(bytes: &[u8]) -> (&'static str, Reason) {
    let choice = choose(bytes, &Said::default());
    (choice.encoding.name(), choice.reason)
}

#[test]
fn names_in_all_their_spellings_name_the_encoding() {
    for (label, name) in [
        ("utf8", "UTF-8"),
        ("UTF_8", "UTF-8"),
        ("latin1", "windows-1252"),
        ("iso8859_2", "ISO-8859-2"),
        ("cp1251", "windows-1251"),
        ("windows_1250", "windows-1250"),
        ("cp932", "Shift_JIS"),
        ("x-sjis", "Shift_JIS"),
        ("cp949", "EUC-KR"),
        ("cp852", "IBM852"),
        ("IBM866", "IBM866"),
        ("cp037", "IBM037"),
        ("mac_cyrillic", "x-mac-cyrillic"),
        ("tis-620", "windows-874"),
        ("kz1048", "KZ-1048"),
        ("utf_32_be", "UTF-32BE"),
        ("johab", "Johab"),
        ("iso2022_kr", "ISO-2022-KR"),
        ("\"KOI8-R\"", "KOI8-R"),
    ] {
        assert_eq!(Encoding::named(label).map(Encoding::name), Some(name), "{label}");
    }
    assert_eq!(Encoding::named("klingon"), None);
    for table in TABLES {
        let length = table.characters.chars().count();
        assert!(length == 128 || length == 256, "{}", table.name);
        assert_eq!(Encoding::named(table.name), Some(Encoding::Single(table)));
    }
}

#[test]
fn a_mark_beats_what_is_declared_and_that_beats_what_it_looks_like() {
    assert_eq!(chosen(b"\xef\xbb\xbf<meta charset=koi8-r>"), ("UTF-8", Reason::Mark));
    assert_eq!(chosen(b"\xff\xfeh\0i\0"), ("UTF-16LE", Reason::Mark));
    assert_eq!(
        chosen(b"<?xml version='1.0' encoding='koi8-r'?><a>\xcb\xcf\xd4</a>"),
        ("KOI8-R", Reason::Declaration)
    );
    assert_eq!(
        chosen(b"<html><meta http-equiv=a content='text/html; charset=koi8-r'>\xcb\xcf\xd4"),
        ("KOI8-R", Reason::Meta)
    );
    let said = Said { header: Some("windows-1251".to_owned()), ..Said::default() };
    assert_eq!(choose(b"<meta charset=koi8-r>\xea\xee\xf2", &said).encoding.name(), "windows-1251");
    // Well-formed UTF-8 is UTF-8 whatever a template says.
    assert_eq!(chosen("<meta charset=koi8-r>кот".as_bytes()), ("UTF-8", Reason::Form));
    let given = Said { given: Encoding::named("cp852"), ..Said::default() };
    assert_eq!(choose(b"\xef\xbb\xbfx", &given).reason, Reason::Given);
}

#[test]
fn what_bytes_can_only_be_is_known_by_their_form() {
    let text = "The ferry returned on Tuesday.\nNobody knew why.";
    let wide = |bytes: Vec<u8>| chosen(&bytes);
    assert_eq!(wide(text.encode_utf16().flat_map(u16::to_le_bytes).collect()), ("UTF-16LE", Reason::Form));
    assert_eq!(wide(text.encode_utf16().flat_map(u16::to_be_bytes).collect()), ("UTF-16BE", Reason::Form));
    assert_eq!(
        wide(text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()),
        ("UTF-32BE", Reason::Form)
    );
    let chinese = "渡轮在周二恢复了服务。\n没有人知道为什么。 船长说 ，船员们很高兴。\n";
    assert_eq!(
        wide(chinese.repeat(3).encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16LE", Reason::Form)
    );
    assert_eq!(chosen(b"\x1b$B$3$s\x1b(B"), ("ISO-2022-JP", Reason::Form));
    assert_eq!(chosen(b"\x1b$)C\x0e0!\x0f ok"), ("ISO-2022-KR", Reason::Form));
    // A few broken bytes do not make it another encoding.
    assert_eq!(chosen(&[chinese.as_bytes(), b"\xff"].concat()), ("UTF-8", Reason::Form));
    assert_eq!(chosen(b"The harbour was quiet, said the \xe9\xff captain.").0, "UTF-8");
    assert_eq!(chosen(b"The caf\xe9 was quiet.").0, "windows-1252");
}

#[test]
fn letters_tell_encodings_of_one_byte_apart() {
    for (name, text) in [
        ("windows-1252", "Die Fähre fährt wieder, überall große Freude über den schönen Tag in Köln."),
        ("windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl včera ministr školství v Praze."),
        ("windows-1251", "Паром вернулся на линию во вторник, после трёх недель ремонта, сказал капитан."),
        ("KOI8-R", "Паром вернулся на линию во вторник, после трёх недель ремонта, сказал капитан."),
        ("IBM866", "Паром вернулся на линию во вторник, после трёх недель ремонта, сказал капитан."),
        ("x-mac-cyrillic", "Паром вернулся на линию во вторник, после трёх недель ремонта, сказал капитан."),
        ("windows-1253", "Το πλοίο επέστρεψε στη γραμμή την Τρίτη, μετά από τρεις εβδομάδες επισκευών."),
        (
            "windows-1254",
            "Feribot üç haftalık onarımın ardından salı günü yeniden sefere başladı, dedi kaptan; işçiler çok sevindi.",
        ),
        ("windows-1255", "המעבורת חזרה לשירות ביום שלישי, אחרי שלושה שבועות של תיקונים."),
        ("windows-1256", "عادت العبارة إلى الخدمة يوم الثلاثاء بعد ثلاثة أسابيع من الإصلاحات."),
        ("IBM852", "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl včera ministr školství v Praze."),
        ("IBM037", "The ferry returned to service on Tuesday, after three weeks of repairs to its doors."),
    ] {
        let encoding = Encoding::named(name).expect("a name that is known");
        let bytes: Vec<u8> = text
            .chars()
            .map(|c| {
                (0..=255).find(|&byte| encoding.decode(&[byte]).0.starts_with(c)).expect("a byte for it")
            })
            .collect();
        let choice = choose(&bytes, &Said::default());
        assert_eq!(
            (choice.encoding.decode(&bytes).0.as_str(), choice.reason),
            (text, Reason::Letters),
            "{name}: {}",
            choice.encoding
        );
    }
}

#[test]
fn what_comes_late_counts_too() {
    let late = [
        b"The ferry returned to service. ".repeat(3000),
        b"Le pr\xe9fet a d\xe9clar\xe9 que l'\xe9t\xe9 \xe9tait tr\xe8s chaud.".to_vec(),
    ]
    .concat();
    assert_eq!(chosen(&late), ("windows-1252", Reason::Letters));
}

#[test]
fn johab_is_decoded_by_its_letters() {
    // 한글 as KS X 1001's annex writes it, and a Chinese character.
    assert_eq!(Encoding::Johab.decode(b"\xd0\x65\x8b\x69 a").0, "한글 a");
    assert_eq!(Encoding::Johab.decode(b"\xff\x84").0, "\u{fffd}\u{fffd}");
}

#[test]
fn a_stream_decodes_as_the_whole_does() {
    use std::io::Read;
    struct Drops<'a>(&'a [u8]);
    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = buffer.len().min(self.0.len()).min(3);
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }
    let bytes = "渡轮 ferry паром".repeat(50).into_bytes();
    for name in ["utf-8", "gbk", "utf-16le", "shift_jis", "cp037", "johab", "utf-32le", "iso-2022-jp"] {
        let encoding = Encoding::named(name).expect("a name that is known");
        let mut text = String::new();
        Decoding::new(Drops(&bytes), encoding).read_to_string(&mut text).expect("it is UTF-8");
        assert_eq!(text, encoding.decode(&bytes).0, "{name}");
    }
}
