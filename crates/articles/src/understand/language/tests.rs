//! The shipped model on sentences of our own, and what must hold for any bytes.

use super::model::{self, Grams, LEVELS};
use super::*;
use crate::article::Label;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const FILE: &[u8] = include_bytes!("../../../../../models/language.bin");

fn shipped() -> &'static LanguageModel {
    static MODEL: OnceLock<LanguageModel> = OnceLock::new();
    MODEL.get_or_init(|| LanguageModel::open(FILE).expect("the shipped model opens"))
}

fn scores(text: &str) -> Scores {
    shipped().scores(&shipped().evidence(text))
}

fn best(text: &str) -> (&'static str, f32) {
    scores(text).best().map_or(("-", 0.0), |(language, confidence)| (language.code(), confidence))
}

#[test]
fn sentences_are_named_and_believed() {
    let cases = [
        (
            "en",
            "The harbour was quiet that morning, and nobody had yet opened the shutters of the fish market.",
        ),
        ("de", "Am Abend ging der Bürgermeister noch einmal durch die leere Halle und schloss alle Fenster."),
        ("nl", "De veerman wachtte nog even, omdat hij dacht dat er iemand over de dijk kwam aanlopen."),
        (
            "fr",
            "Les voisins ont attendu toute la nuit avant que les pompiers puissent entrer dans la maison.",
        ),
        ("es", "La vecina dejó las llaves sobre la mesa y se marchó sin decir a dónde iba."),
        ("pt", "Os pescadores voltaram ao anoitecer e ninguém lhes perguntou o que tinham visto."),
        ("it", "Il vecchio mulino fu venduto l'anno scorso, ma nessuno ci abita ancora."),
        ("ro", "Copiii s-au întors târziu de la școală, fiindcă drumul era acoperit de zăpadă."),
        ("ca", "Els veïns van decidir que la plaça havia de quedar oberta durant tot l'estiu."),
        ("sv", "Båten låg kvar vid bryggan hela natten, fast ingen hade bundit fast den ordentligt."),
        ("da", "Hun kunne ikke huske, hvornår hun sidst havde været i den lille by ved fjorden."),
        ("fi", "Vanha kirjasto suljettiin keväällä, koska katto vuoti eikä korjaukseen löytynyt rahaa."),
        ("et", "Vanaema ütles, et talvel ei tohi järvele minna enne, kui jää on piisavalt paks."),
        ("is", "Veðrið var svo vont að enginn þorði að fara út á sjó fyrr en undir kvöld."),
        ("pl", "Wieczorem sąsiedzi zebrali się przed domem, żeby porozmawiać o nowej drodze."),
        ("cs", "Starosta slíbil, že se most opraví ještě před začátkem školního roku."),
        ("hu", "A régi híd mellett álló házat tavaly eladták, de még mindig üresen áll."),
        ("lt", "Kaimynai ilgai kalbėjosi prie vartų, kol pradėjo lyti ir visi išsiskirstė."),
        ("lv", "Vecā skola stāv tukša jau trīs gadus, un neviens nezina, kas ar to notiks."),
        ("sq", "Fshatarët u mblodhën në shesh për të vendosur se kush do të ndreqte urën."),
        ("tr", "Köyün girişindeki eski çeşme geçen yıl onarıldı ama suyu hâlâ akmıyor."),
        ("az", "Kəndin girişindəki köhnə körpü keçən il təmir olundu, amma yol hələ də bağlıdır."),
        ("vi", "Buổi sáng hôm ấy trời lạnh, nhưng người bán hàng vẫn mở cửa rất sớm."),
        ("sw", "Wavuvi walirudi jioni na hakuna aliyewauliza walichokiona baharini."),
        ("so", "Dadka tuuladu waxay go'aansadeen in buundada la dayactiro ka hor roobka."),
        ("zu", "Izakhamuzi zanquma ukuthi ibhuloho kufanele lilungiswe ngaphambi kwezimvula."),
        ("eo", "La maljuna ponto estis riparita pasintjare, sed neniu plu uzas ĝin."),
        ("ru", "Вечером соседи собрались у моста, чтобы поговорить о новой дороге."),
        ("uk", "Увечері сусіди зібралися біля мосту, щоб поговорити про нову дорогу."),
        ("bg", "Вечерта съседите се събраха пред моста, за да говорят за новия път."),
        ("sr", "Увече су се комшије окупиле код моста да разговарају о новом путу."),
        ("kk", "Кешке көршілер жаңа жол туралы сөйлесу үшін көпірдің жанына жиналды."),
        ("ar", "اجتمع الجيران مساء أمس قرب الجسر القديم للحديث عن الطريق الجديد."),
        ("fa", "همسایه‌ها دیروز عصر کنار پل قدیمی جمع شدند تا درباره جاده تازه حرف بزنند."),
        ("ur", "پڑوسی کل شام پرانے پل کے پاس جمع ہوئے تاکہ نئی سڑک کے بارے میں بات کریں۔"),
        ("hi", "कल शाम पड़ोसी पुराने पुल के पास नई सड़क के बारे में बात करने के लिए इकट्ठा हुए।"),
        ("mr", "काल संध्याकाळी शेजारी नव्या रस्त्याबद्दल बोलण्यासाठी जुन्या पुलाजवळ जमले होते."),
        ("el", "Το βράδυ οι γείτονες μαζεύτηκαν στη γέφυρα για να μιλήσουν για τον δρόμο."),
        ("he", "בערב התאספו השכנים ליד הגשר כדי לדבר על הכביש החדש."),
        ("zh", "昨天晚上邻居们聚在旧桥旁边谈论新修的道路。"),
        ("ja", "昨日の夕方、近所の人たちが古い橋のそばに集まりました。"),
        ("ko", "어제 저녁 이웃들이 오래된 다리 옆에 모였습니다."),
        ("th", "เมื่อวานเย็นเพื่อนบ้านมารวมตัวกันที่สะพานเก่า"),
    ];
    for (code, sentence) in cases {
        let (found, confidence) = best(sentence);
        assert_eq!(found, code, "{sentence} ({confidence})");
        assert!(confidence > 0.6, "{sentence}: {confidence}");
    }
}

#[test]
fn what_says_nothing_gets_no_language() {
    for text in ["", " \n\t", "12.345,67 – 2022-01-25", "😀😀😀", "— … !!!"] {
        assert_eq!(scores(text), Scores { ranked: Vec::new(), unknown: 1.0 }, "{text:?}");
    }
}

#[test]
fn scripts_that_no_known_language_uses_stay_unknown() {
    for text in ["ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "བོད་སྐད་"] {
        let scores = scores(text);
        assert!(scores.unknown > 0.95, "{text}: {scores:?}");
    }
}

#[test]
fn short_unclear_text_is_not_believed() {
    for text in ["a", "Berlin", "OK", "Maria", "international", "radio", "Reuters"] {
        assert!(best(text).1 < 0.8, "{text}: {:?}", best(text));
    }
}

#[test]
fn a_name_in_another_script_does_not_turn_a_sentence() {
    assert_eq!(
        best("Власти объявили, что компания Volkswagen продаёт завод в Калуге новому владельцу.").0,
        "ru"
    );
    assert_eq!(best("The word Москва is how the people of that city write its name.").0, "en");
}

#[test]
fn capitals_make_no_difference() {
    let text = "Die Brücke über den Fluß wird im Frühjahr wieder geöffnet.";
    assert_eq!(
        shipped().evidence(text).scores,
        shipped().evidence(&text.to_uppercase().replace("SS", "ß")).scores
    );
}

#[test]
fn the_evidence_of_two_texts_is_that_of_both_together() {
    let (one, two) = ("Le pont est fermé.", "Мост закрыт. 橋の上で");
    let mut sum = shipped().evidence(one);
    sum.add(&shipped().evidence(two));
    assert_eq!(sum, shipped().evidence(&format!("{one} {two}")));
    let mut from_nothing = Evidence::default();
    from_nothing.add(&sum);
    assert_eq!(from_nothing, sum);
}

#[test]
fn a_sample_of_a_long_text_names_the_same_language() {
    let text = "Wieczorem sąsiedzi zebrali się przed domem, żeby porozmawiać o nowej drodze. ".repeat(2000);
    let sample = shipped().sampled_evidence(&text, 4096);
    assert!(sample.letters() < 5000);
    assert_eq!(shipped().scores(&sample).best().map(|(language, _)| language.code()), Some("pl"));
    assert_eq!(shipped().sampled_evidence("krótki tekst", 4096), shipped().evidence("krótki tekst"));
}

#[test]
fn scores_are_the_same_numbers_on_every_machine() {
    // Sums of whole numbers: the letters and the digest of the scores of a fixed text.
    let evidence = shipped().evidence("Les voisins ont attendu la nuit. Сосед пришёл. किताब 橋");
    let sum: i64 =
        evidence.scores.iter().flatten().enumerate().map(|(at, score)| score * (at as i64 + 1)).sum();
    let again = LanguageModel::open(FILE)
        .unwrap()
        .evidence("Les voisins ont attendu la nuit. Сосед пришёл. किताब 橋");
    assert_eq!(evidence, again);
    assert_ne!(sum, 0);
}

struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        self.0 >> 40
    }
}

#[test]
fn a_label_shows_the_words_that_spoke_for_it() {
    let text = "12 Am Abend ging der Bürgermeister durch die leere Halle und schloss alle Fenster.";
    let label = shipped().label(text, &shipped().evidence(text));
    assert_eq!(label.value.map(Language::code), Some("de"));
    assert_eq!(label.rule, "letter-n-grams");
    let words: Vec<&str> =
        label.evidence.iter().map(|span| &text[span.start as usize..span.end as usize]).collect();
    assert!(words.contains(&"Bürgermeister") && words.len() <= 8, "{words:?}");
    assert!(label.evidence.is_sorted());

    let short = "Berlin";
    let label = shipped().label(short, &shipped().evidence(short));
    assert_eq!(label.value, None);
    assert!(label.runner_up.is_some());

    let greek = "Το βράδυ";
    assert_eq!(shipped().label(greek, &shipped().evidence(greek)).rule, "script");
    assert_eq!(shipped().label("…", &shipped().evidence("…")), Label::unknown());
}

#[test]
fn any_text_has_probabilities() {
    let mut noise = Noise(1);
    for round in 0..300 {
        let limit = [0x80, 0x600, 0x3000, 0x11_0000][round % 4];
        let text: String =
            (0..noise.next() % 400).filter_map(|_| char::from_u32((noise.next() % limit) as u32)).collect();
        let scores = scores(&text);
        let sum: f32 = scores.ranked.iter().map(|(_, share)| share).sum::<f32>() + scores.unknown;
        assert!((sum - 1.0).abs() < 1e-4, "{text:?}: {sum}");
        assert!(scores.ranked.windows(2).all(|pair| pair[0].1 >= pair[1].1));
        shipped().label(&text, &shipped().evidence(&text));
        shipped().sampled_evidence(&text, (noise.next() % 2000) as usize);
    }
}

#[test]
fn a_damaged_model_is_refused() {
    assert_eq!(LanguageModel::open(b"").err(), Some(ModelError::NotAModel));
    assert_eq!(LanguageModel::open(b"PNG whatever").err(), Some(ModelError::NotAModel));
    assert_eq!(LanguageModel::open(b"AXLM").err(), Some(ModelError::Damaged));
    assert_eq!(LanguageModel::open(b"AXLM\xFFxxxxxxxxxxxxxx").err(), Some(ModelError::OtherVersion(255)));
    let mut noise = Noise(2);
    for _ in 0..40 {
        let mut bytes = FILE.to_vec();
        let at = 5 + noise.next() as usize % (bytes.len() - 5);
        bytes[at] ^= 1 << (noise.next() % 8);
        assert_eq!(LanguageModel::open(&bytes).err(), Some(ModelError::Damaged));
        bytes.truncate(at);
        assert_eq!(LanguageModel::open(&bytes).err(), Some(ModelError::Damaged));
    }
}

#[test]
fn bytes_with_a_right_checksum_but_no_model_in_them_never_panic() {
    let mut noise = Noise(3);
    for round in 0..60 {
        let start = if round % 2 == 0 { 6 } else { FILE.len().min(6 + noise.next() as usize % 900) };
        let mut bytes = FILE[..start].to_vec();
        bytes.extend((0..noise.next() % 3000).map(|_| noise.next() as u8));
        if let Ok(model) = LanguageModel::open(&model::sealed(bytes)) {
            model.scores(&model.evidence("Any text, любой текст."));
        }
    }
}

fn grams_of(noise: &mut Noise) -> Grams {
    let classes: Vec<Option<Language>> =
        ["de", "en", "fr"].into_iter().map(Language::from_code).chain([None]).collect();
    let mut levels = [0i8; LEVELS];
    for (at, level) in levels.iter_mut().enumerate() {
        *level = (at as i32 * 9 - 70) as i8;
    }
    let mut weights: BTreeMap<Vec<u8>, Vec<(u8, u8)>> = BTreeMap::new();
    for symbol in 0..7 {
        weights.insert(vec![symbol], Vec::new());
    }
    for _ in 0..noise.next() % 60 {
        let gram: Vec<u8> = (0..1 + noise.next() % 5).map(|_| 1 + (noise.next() % 6) as u8).collect();
        for start in 0..gram.len() {
            for end in start + 1..=gram.len() {
                weights.entry(gram[start..end].to_vec()).or_default();
            }
        }
        let row = (0..4u8).filter(|_| noise.next().is_multiple_of(2)).map(|class| (class, 3)).collect();
        weights.insert(gram, row);
    }
    Grams { script: Script::Latin, classes, alphabet: "abcde".chars().collect(), levels, weights }
}

#[test]
fn scores_are_the_plain_sums_of_the_weights_that_were_written() {
    let mut noise = Noise(4);
    for _ in 0..60 {
        let grams = grams_of(&mut noise);
        let model = LanguageModel::open(&model::write(std::slice::from_ref(&grams), &[])).unwrap();
        let word: String =
            (0..noise.next() % 12).map(|_| char::from(b'a' + (noise.next() % 5) as u8)).collect();
        let mut symbols = vec![0];
        symbols.extend(word.bytes().map(|byte| byte - b'a' + 2));
        symbols.push(0);
        let mut wanted = vec![0i64; 4];
        for start in 0..symbols.len() {
            for end in start + 1..=(start + 5).min(symbols.len()) {
                let gram = &symbols[start..end];
                if gram == [0] || word.is_empty() {
                    continue;
                }
                for &(class, level) in grams.weights.get(gram).into_iter().flatten() {
                    wanted[usize::from(class)] += i64::from(grams.levels[usize::from(level)]);
                }
            }
        }
        assert_eq!(model.evidence(&word).scores[0], wanted, "{word}");
    }
}

#[test]
fn a_model_that_is_taken_apart_and_written_again_is_the_same() {
    let (groups, han) = model::parts(FILE).unwrap();
    assert_eq!(groups.len(), 4);
    assert!(model::write(&groups, &han) == FILE);
}
