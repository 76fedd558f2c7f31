//! Are the right documents found, counted, ordered and marked?

use super::*;
use crate::index::{Document, Passage, Saved};
use crate::query::parse;
use std::sync::Arc;

struct Text(&'static str, &'static str, &'static str);

fn index(texts: &[Text]) -> Index {
    let mut index = Index::new();
    for (number, Text(code, title, body)) in texts.iter().enumerate() {
        let language = Language::from_code(code);
        let body: Vec<Passage<'_>> = body.lines().map(|text| Passage { text, language }).collect();
        index.add(&Document {
            id: &number.to_string(),
            path: "",
            title: Passage { text: title, language },
            body: &body,
            language,
            source: (number % 2 == 0).then_some("Het Parool"),
            topics: if number % 3 == 0 { &["medtop:1"] } else { &[] },
            authors: &[],
            date: Date::month(2022, 1 + number as u8 % 12).ok(),
        });
    }
    index.commit();
    index
}

fn ask(index: &Index, text: &str) -> Response {
    let (query, _) = parse(text);
    let filters = Filters::default();
    search(index, &Request { query: &query, filters: &filters, sort: Sort::Relevance, offset: 0, limit: 10 })
}

#[test]
fn of_a_long_facet_the_wished_values_are_counted_and_the_chosen_ones_always() {
    let mut index = Index::new();
    let document = |source| Document {
        id: "",
        path: "",
        title: Passage { text: "", language: None },
        body: &[],
        language: None,
        source: Some(source),
        topics: &[],
        authors: &[],
        date: None,
    };
    let names: Vec<String> = (0..500).map(|number| format!("Paper {number:03}")).collect();
    for (number, name) in names.iter().enumerate() {
        // The later, the more of it; the file is another for every third.
        (0..=number / 100).for_each(|_| {
            index.add_of(&document(name), ["a", "b", "Été"][number % 3]);
        });
    }
    index.commit();
    let (query, _) = parse("");
    let sources = |wish: Wish, chosen: &str| {
        let filters = Filters {
            exclude: Excluded { source: vec![chosen.to_owned()], ..Excluded::default() },
            wanted: Wanted { source: wish, ..Wanted::default() },
            ..Filters::default()
        };
        let request =
            Request { query: &query, filters: &filters, sort: Sort::Relevance, offset: 0, limit: 0 };
        let Facets { source, extents, .. } = search(&index, &request).facets;
        (source.into_iter().map(|count| count.value).collect::<Vec<_>>(), extents[1])
    };
    let wish = Wish { limit: Some(2), ..Wish::default() };
    let (first, extent) = sources(wish.clone(), "Paper 007");
    assert_eq!(first, ["Paper 400", "Paper 401", "Paper 007"]);
    assert_eq!(extent, Extent { values: 500, most: 5, hits: true });
    let (first, _) = sources(Wish { by_name: true, ..wish.clone() }, "Paper 001");
    assert_eq!(first, ["Paper 000", "Paper 001"]);
    let (first, extent) = sources(Wish { holding: "PAPÉR 12".to_owned(), ..wish }, "");
    assert_eq!((first, extent.values), (vec!["Paper 120".to_owned(), "Paper 121".to_owned()], 10));
    let filters = Filters { file: vec!["Été".to_owned()], ..Filters::default() };
    let request = Request { query: &query, filters: &filters, sort: Sort::Relevance, offset: 0, limit: 0 };
    let response = search(&index, &request);
    let files = response.facets.file.iter().map(|count| count.count);
    assert_eq!(files.sum::<u32>() as usize, index.len());
    let file = response.facets.file.iter().find(|count| count.value == "Été");
    assert_eq!(file.map(|count| count.count as usize), Some(response.total));
}

#[test]
fn all_hits_are_the_same_ones_in_the_same_order() {
    let index = articles();
    for text in ["", "minister", "elections", "nothing-of-it"] {
        let (query, _) = parse(text);
        let filters = Filters::default();
        let all = Request { query: &query, filters: &filters, sort: Sort::Newest, offset: 0, limit: ALL };
        let some = Request { limit: 3, ..all.clone() };
        let docs = |request| search(&index, request).hits.iter().map(|hit| hit.doc).collect::<Vec<_>>();
        let all = docs(&all);
        assert_eq!(all.len(), ask(&index, text).total);
        assert!(all.starts_with(&docs(&some)));
    }
}

fn found(index: &Index, text: &str) -> Vec<u32> {
    ask(index, text).hits.iter().map(|hit| hit.doc.0).collect()
}

/// What is found, in the order of adding, and what was looked for in place of the words typed.
fn found_and_meant(index: &Index, query: &str) -> (Vec<u32>, String) {
    let response = ask(index, query);
    let mut found: Vec<u32> = response.hits.iter().map(|hit| hit.doc.0).collect();
    found.sort();
    let meant: Vec<&str> = response.corrections.iter().map(|one| one.meant.as_str()).collect();
    (found, meant.join(" "))
}

#[test]
fn days_are_counted_however_far_apart_they_are() {
    let mut index = Index::new();
    for year in [1, 1200, 1999, 2024, 2024] {
        index.add(&Document {
            id: "",
            path: "",
            title: Passage { text: "Ferries", language: None },
            body: &[],
            language: None,
            source: None,
            topics: &[],
            authors: &[],
            date: Date::month(year, 5).ok(),
        });
    }
    index.commit();
    let dates = ask(&index, "ferries").dates;
    let counted: Vec<(i16, u32)> = dates.iter().map(|date| (date.year, date.count)).collect();
    assert_eq!(counted, [(1, 1), (1200, 1), (1999, 1), (2024, 2)]);
}

fn articles() -> Index {
    index(&[
        Text(
            "nl",
            "Oorlog in Oekraïne",
            "De minister sprak over de Oekraïne.\nEen tweede alinea over vrede.",
        ),
        Text("en", "Elections", "The minister said the election was fair. Ministers agreed."),
        Text("en", "Don't panic", "State-of-the-art e-mail from the U.S. cost 1,000 dollars."),
        Text("zh", "北京新闻", "北京大学的学生在东京。"),
        Text("en", "Email", "An email about vrede and 2000 elections."),
    ])
}

#[test]
fn words_are_found_whatever_their_case_diacritics_and_inflection() {
    let index = articles();
    for (query, expected) in [
        ("oekraine", &[0][..]),
        ("OEKRAÏNE", &[0]),
        ("ministers", &[1, 0]),
        ("election", &[1, 4]),
        ("vrede", &[4, 0]),
        ("panic", &[2]),
        ("don't", &[2]),
        ("state-of-the-art", &[2]),
        ("e-mail", &[4, 2]),
        ("US", &[2]),
        ("1000", &[2]),
        ("1,000", &[2]),
        ("minist*", &[1, 0]),
        ("m?nister", &[0, 1]),
        ("nothing", &[]),
        ("北京", &[3]),
        ("东京", &[3]),
        ("東京", &[]),
        ("京大", &[3]),
        ("学生在", &[3]),
        ("京", &[3]),
        ("", &[0, 1, 2, 3, 4]),
    ] {
        let mut found = found(&index, query);
        let mut expected = expected.to_vec();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn operators_fields_phrases_and_dates_narrow_and_widen() {
    let index = articles();
    for (query, expected) in [
        ("minister vrede", &[0][..]),
        ("minister OR vrede", &[0, 1, 4]),
        ("minister -vrede", &[1]),
        ("NOT minister", &[2, 3, 4]),
        ("\"the minister\"", &[1]),
        ("\"minister the\"", &[]),
        ("\"minister election\"~3", &[1]),
        ("minister NEAR/4 election", &[1]),
        ("election NEAR/4 minister", &[1]),
        ("oekraïne NEAR/5 tweede", &[]),
        ("\"oekraïne een\"", &[]),
        ("title:elections", &[1]),
        ("body:oekraine", &[0]),
        ("lang:nl", &[0]),
        ("source:parool", &[0, 2, 4]),
        ("source:parool -lang:en", &[0]),
        ("date:2022-02..2022-03", &[1, 2]),
        ("date:2022", &[0, 1, 2, 3, 4]),
        ("date:2023..", &[]),
        ("(minister OR email) lang:en", &[1, 4]),
        ("minister~1", &[0, 1]),
        ("minster~1", &[0, 1]),
        ("mnister~2 date:2022-01", &[0]),
    ] {
        let mut found = found(&index, query);
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn what_stands_as_typed_comes_first() {
    let index = index(&[
        Text("en", "", "elections were held"),
        Text("en", "", "election was held"),
        Text("nl", "", "de cafe aan zee"),
        Text("nl", "", "het café aan zee"),
    ]);
    assert_eq!(found(&index, "election"), [1, 0]);
    assert_eq!(found(&index, "elections"), [0, 1]);
    assert_eq!(found(&index, "cafe"), [2, 3]);
    assert_eq!(found(&index, "café"), [3, 2]);
}

#[test]
fn where_all_words_find_nothing_any_of_them_do_and_it_is_said() {
    let index = articles();
    let response = ask(&index, "oekraine elections");
    assert!(response.relaxed);
    assert_eq!(response.total, 3);
    assert!(!ask(&index, "minister").relaxed);
}

fn shown(marked: &Marked) -> String {
    let mut shown = marked.text.clone();
    for mark in marked.marks.iter().rev() {
        shown.insert(mark.end as usize, ']');
        shown.insert(mark.start as usize, '[');
    }
    shown
}

#[test]
fn snippets_mark_what_matches_and_only_that() {
    let index = articles();
    for (query, expected) in [
        ("oekraine", "De minister sprak over de [Oekraïne]."),
        ("election", "The minister said the [election] was fair. Ministers agreed."),
        ("minister lang:en", "The [minister] said the election was fair. [Ministers] agreed."),
        ("\"the minister\"", "[The minister] said the election was fair. Ministers agreed."),
        ("minister -vrede", "The [minister] said the election was fair. [Ministers] agreed."),
        ("京大", "北[京大]学的学生在东京。"),
        ("京", "北[京]大学的学生在东[京]。"),
        ("大学的", "北京[大学的]学生在东京。"),
        ("minster~1 NEAR/3 fair", "The minister said the election was fair. Ministers agreed."),
    ] {
        let response = ask(&index, query);
        let snippets: Vec<String> = response.hits.iter().map(|hit| shown(&hit.snippet)).collect();
        if expected.contains('[') {
            assert_eq!(snippets.first().map(String::as_str), Some(expected), "{query}");
        }
    }
    let response = ask(&index, "oekraine");
    assert_eq!(shown(&response.hits[0].title), "Oorlog in [Oekraïne]");
}

#[test]
fn the_reading_view_marks_the_same() {
    let (query, _) = parse("elections \"the minister\" -fair");
    let text = "The minister said the election was fair. Ministers agreed.";
    let marks = marks(text, Language::from_code("en"), &query);
    let marked = Marked { text: text.to_owned(), marks };
    assert_eq!(shown(&marked), "[The minister] said the [election] was fair. Ministers agreed.");
}

#[test]
fn counts_of_a_facet_ignore_its_own_selection() {
    let index = articles();
    let (query, _) = parse("");
    let filters = Filters { language: vec!["nl".to_owned()], ..Filters::default() };
    let response = search(
        &index,
        &Request { query: &query, filters: &filters, sort: Sort::Relevance, offset: 0, limit: 10 },
    );
    assert_eq!(response.total, 1);
    let count = |counts: &[FacetCount]| -> Vec<(String, u32)> {
        counts.iter().map(|count| (count.value.clone(), count.count)).collect()
    };
    let text = |pairs: &[(&str, u32)]| -> Vec<(String, u32)> {
        pairs.iter().map(|&(value, count)| (value.to_owned(), count)).collect()
    };
    assert_eq!(count(&response.facets.language), text(&[("en", 3), ("nl", 1), ("zh", 1)]));
    assert_eq!(count(&response.facets.source), text(&[("Het Parool", 1), ("", 0)]));
    assert_eq!(count(&response.facets.topic), text(&[("medtop:1", 1), ("", 0)]));
    assert_eq!(response.months, [((2022, 1), 1)]);
}

#[test]
fn a_saved_index_answers_as_before_and_is_the_same_however_it_was_built() {
    let mut one = articles();
    let saved = one.save();
    let mut opened = Index::open(saved.clone()).unwrap();
    for query in ["oekraine", "minister OR email", "\"the minister\"", "京大", "", "date:2022-02.."] {
        assert_eq!(ask(&opened, query), ask(&one, query), "{query}");
    }
    assert_eq!(opened.save(), saved);
    opened.remove(DocId(1));
    assert_eq!(found(&opened, "minister"), [0]);
    let mut again = Index::open(opened.save()).unwrap();
    assert_eq!(found(&again, "minister"), [0]);
    assert_eq!(again.save(), opened.save());
}

#[test]
fn a_damaged_index_is_refused_and_the_damaged_part_named() {
    let whole = articles().save();
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0x20;
        assert!(Index::open(changed.clone()).is_err(), "byte {at}");
        let saved: Arc<dyn Saved> = Arc::new(changed);
        let seen = Index::open_saved(&saved).map(|index| {
            (0..index.len() as u32).for_each(|doc| drop(index.name(DocId(doc))));
            index.texts_are_whole()
        });
        assert_ne!(seen, Ok(true), "byte {at}");
    }
    for at in [0, 3, 8, 100, whole.len() - 1] {
        assert!(Index::open(whole[..at].to_vec()).is_err(), "cut at {at}");
    }
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(Index::open(changed).err(), Some(crate::index::OpenError::Damaged("texts")));
    assert_eq!(Index::open(b"%PDF".to_vec()).err(), Some(crate::index::OpenError::NotAnIndex));
}

#[test]
fn a_word_that_occurs_nowhere_is_taken_for_its_neighbour() {
    let index = articles();
    for (query, expected, meant) in [
        ("oekriane", &[0][..], "oekraïne"),
        ("xlections", &[1, 4], "elections"),
        ("eletcion", &[1, 4], "election"),
        ("mnisters", &[0, 1], "ministers"),
        ("vred", &[0, 4], "vrede"),
        ("vre", &[], ""),
        ("\"xlections\"", &[], ""),
    ] {
        assert_eq!(found_and_meant(&index, query), (expected.to_vec(), meant.to_owned()), "{query}");
    }
    assert_eq!(ask(&index, "minister").corrections, []);
}

#[test]
fn every_stretch_of_text_without_spaces_is_found() {
    let texts = [
        "北京大学的学生在东京都。",
        "กินข้าวที่บ้านกับแม่",
        "東京タワーへ行きました、楽しい",
        "한국 경제가 성장한다",
    ];
    let articles: Vec<Text> = texts.into_iter().map(|text| Text("zh", "", text)).collect();
    let index = index(&articles);
    for (number, text) in (0u32..).zip(texts) {
        for run in text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\u{e31}'..='\u{e4e}')) {
            let letters: Vec<char> = run.chars().collect();
            for from in 0..letters.len() {
                for to in from + 2..=letters.len() {
                    let stretch: String = letters[from..to].iter().collect();
                    for query in [stretch.clone(), format!("\"{stretch}\"")] {
                        assert!(found(&index, &query).contains(&number), "{query}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_stretch_is_found_in_the_texts_that_contain_it_and_in_no_others() {
    let mut state = 17u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    // Few letters, so that stretches repeat and overlap; what stands between runs comes last.
    let scripts = [
        ("zh", "北京大学生在的", "。,A 7"),
        ("ja", "東京タワへきガー", "、 b「"),
        ("th", "กขคนิ้าัเ", " .x1"),
        ("ko", "한국경제가", " ,.z"),
    ];
    let mut asked = 0;
    for round in 0..24 {
        let (code, letters, between) = scripts[round % scripts.len()];
        let letters: Vec<char> = letters.chars().collect();
        let between: Vec<char> = between.chars().collect();
        let mut texts: Vec<&'static str> = Vec::new();
        for _ in 0..8 {
            let mut text = String::new();
            for _ in 0..2 + next(24) {
                let from = if next(7) == 0 { &between } else { &letters };
                text.push(from[next(from.len())]);
            }
            texts.push(Box::leak(text.into_boxed_str()));
        }
        let index = index(&texts.iter().map(|text| Text(code, "", text)).collect::<Vec<_>>());
        let runs = texts.iter().flat_map(|text| text.split(|c: char| between.contains(&c)));
        for run in runs {
            let places: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
            for (number, &from) in places.iter().enumerate() {
                for &to in places.iter().skip(number + 2) {
                    let stretch = &run[from..to];
                    let expected: Vec<u32> = (0u32..)
                        .zip(&texts)
                        .filter(|(_, text)| text.contains(stretch))
                        .map(|(doc, _)| doc)
                        .collect();
                    for query in [stretch.to_owned(), format!("\"{stretch}\"")] {
                        let mut found = found(&index, &query);
                        found.sort();
                        assert_eq!(found, expected, "{query} in {texts:?}");
                        asked += 1;
                    }
                }
            }
        }
    }
    assert!(asked > 5000, "{asked} stretches");
}

/// Language, what stands in the text, what is typed.
const INFLECTED: &[(&str, &str, &str)] = &[
    ("af", "die regerings van lande", "regering"),
    ("ar", "قرأت الكتاب أمس", "كتاب"),
    ("lo", "ລັດຖະບານລາວປະກາດ", "ລັດຖະບານ"),
    ("cs", "mluvil s městem o tom", "město"),
    ("da", "husene i byen", "huse"),
    ("de", "die Regierungen der Länder", "Regierung"),
    ("en", "the elections were held", "election"),
    ("eo", "la domoj de la urbo", "domo"),
    ("es", "las elecciones generales", "elección"),
    ("eu", "gobernuak esan du", "gobernuan"),
    ("fa", "کتاب‌های خوب", "کتاب"),
    ("fi", "talossa asuu perhe", "talosta"),
    ("fr", "les élections présidentielles", "élection"),
    ("ga", "an bhliain seo", "bliain"),
    ("gl", "as casas da vila", "casa"),
    ("hi", "लड़के घर में हैं", "लड़का"),
    ("hu", "a házak között", "házat"),
    ("hy", "քաղաքներ և գյուղեր", "քաղաք"),
    ("id", "bukunya sudah dibaca", "buku"),
    ("it", "le elezioni politiche", "elezione"),
    ("ja", "東京都庁で会議", "東京都"),
    ("ko", "한국에서 만났다", "한국"),
    ("lb", "d'Regierunge vun Europa", "Regierung"),
    ("lt", "miestas prie upės", "miesto"),
    ("ms", "bukunya sudah dibaca", "buku"),
    ("nb", "husene ved fjorden", "huset"),
    ("ne", "नेपालको राजधानी", "नेपाल"),
    ("nl", "de regeringen van Europa", "regering"),
    ("nn", "husene ved fjorden", "huset"),
    ("pl", "między domami stoi", "dom"),
    ("pt", "os governos regionais", "governo"),
    ("ro", "alegerile au fost", "alegeri"),
    ("ru", "прошли выборы", "выборов"),
    ("sk", "starosta mesta povedal", "mesto"),
    ("sv", "husen vid sjön", "huset"),
    ("th", "รัฐบาลไทยประกาศ", "รัฐบาล"),
    ("tr", "evler yapıldı", "ev"),
    ("uk", "відбулися вибори", "виборів"),
    ("vi", "chính phủ Việt Nam", "viet nam"),
    ("zh", "中国政府宣布", "政府"),
];

#[test]
fn forty_languages_find_an_inflected_form() {
    assert_eq!(INFLECTED.len(), 40);
    let missed: Vec<&str> = INFLECTED
        .iter()
        .filter(|(code, text, query)| {
            let index = index(&[Text(code, "", text)]);
            found(&index, query) != [0]
        })
        .map(|(code, ..)| *code)
        .collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn an_explanation_adds_up_to_the_score() {
    let index = articles();
    for query in [
        "minister",
        "minister OR vrede^2",
        "the election minister fair",
        "minster",
        "\"the minister\" lang:en",
    ] {
        let response = ask(&index, query);
        for hit in &response.hits {
            let explanation = explain(&index, &response.query, hit);
            let sum: f32 = explanation.parts.iter().map(|(_, score)| score).sum();
            assert!((sum + explanation.again - hit.score).abs() < 1e-3, "{query}: {explanation:?}");
            assert!(explanation.again > -1e-3, "{query}: {explanation:?}");
        }
    }
    let response = ask(&index, "minister^2 OR vrede");
    let explanation = explain(&index, &response.query, &response.hits[0]);
    let parts: Vec<String> = explanation.parts.iter().map(|(part, _)| part.to_string()).collect();
    assert_eq!(parts, ["minister^2", "vrede"]);
}

#[test]
fn several_snippets_are_given_on_request() {
    let far = "Nothing is said here of it. ".repeat(20);
    let body = format!("The minister spoke first. {far}The minister spoke again. {far}");
    let body: &'static str = Box::leak(body.into_boxed_str());
    let index = index(&[Text("en", "", body)]);
    let response = ask(&index, "minister");
    let all = snippets(&index, &response.query, DocId(0), 3);
    assert_eq!(all.first(), Some(&response.hits[0].snippet));
    let shown: Vec<String> = all.iter().map(shown).collect();
    assert_eq!(shown.len(), 2);
    assert!(shown.iter().all(|snippet| snippet.contains("The [minister] spoke")), "{shown:?}");
}

#[test]
fn newer_documents_come_first_if_recency_counts() {
    let index =
        index(&[Text("en", "", "a storm"), Text("en", "", "a storm and a flood"), Text("en", "", "a storm")]);
    let (query, _) = parse("storm");
    let filters = Filters::default();
    let request = Request { query: &query, filters: &filters, sort: Sort::Recent, offset: 0, limit: 10 };
    let hits: Vec<u32> = search(&index, &request).hits.iter().map(|hit| hit.doc.0).collect();
    assert_eq!(hits, [2, 0, 1]);
}

#[test]
fn a_compound_that_occurs_nowhere_is_looked_for_in_its_parts() {
    let index = index(&[
        Text("nl", "", "De leider van de nieuwe regering sprak."),
        Text("de", "", "Der Minister für Bildung und die Reise."),
        Text("nl", "", "Een leider zonder volk."),
    ]);
    for (query, expected, meant) in [
        ("regeringsleider", &[0][..], "regering leider"),
        ("Bildungsminister", &[1], "bildung minister"),
        ("nieuwe regeringsleider", &[0], "regering leider"),
        ("regeringsbeleid", &[], ""),
        ("leider", &[0, 2], ""),
    ] {
        assert_eq!(found_and_meant(&index, query), (expected.to_vec(), meant.to_owned()), "{query}");
    }
}

#[test]
fn a_word_that_stands_nowhere_as_typed_may_be_a_slip_though_its_stem_occurs() {
    let index = index(&[
        Text("en", "", "hinker is a name, as is yann"),
        Text("en", "", "a thinker called yannis"),
        Text("en", "", "the hink of the reaper"),
    ]);
    let response = ask(&index, "yanns");
    assert!(response.widened);
    assert_eq!(response.hits.iter().map(|hit| hit.doc.0).collect::<Vec<_>>(), [0, 1]);
    // What stands as typed is what is meant.
    assert!(!ask(&index, "hinker").widened);
    assert_eq!(found(&index, "hinker"), [0]);
}
