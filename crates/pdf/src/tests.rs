//! Is what a page shows read as people read it?
//!
//! All documents are made here, of words of our own; `samples/` holds those that other tests read too;
//! `locked.pdf`, `forbids.pdf` and `packed.pdf` are the first of them as qpdf writes it with a password to open it, with one to print
//! it, and with all of it in packed streams.

use super::*;
use proptest::prelude::*;
use std::path::{Path, PathBuf};

const LIMITS: Limits = Limits { text: 1 << 20, ratio: 200, free: 1 << 20 };

/// A document of pages, each as its operators. `F1` is Helvetica, `F2` a font whose codes are UTF-16 and whose letters are as
/// wide as they are high, `F3` one whose are half as wide.
fn document(pages: &[String], information: &str) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        wide_font(6, 8),
        wide_font(7, 8),
        wide_letters(1000),
        wide_letters(500),
        stream(
            "",
            "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap end",
        ),
        format!("<< {information} >>"),
    ];
    let mut kids = String::new();
    for page in pages {
        let number = objects.len() + 1;
        kids.push_str(&format!("{number} 0 R "));
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>",
            number + 1
        ));
        objects.push(stream("", page));
    }
    objects[1] = format!("<< /Type /Pages /Kids [ {kids}] /Count {} >>", pages.len());
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    file.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R /Info 9 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    file
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<< /Length {} {dictionary}>>\nstream\n{content}\nendstream", content.len())
}

fn wide_font(letters: u32, table: u32) -> String {
    format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [ {letters} 0 R ] /ToUnicode {table} 0 R >>"
    )
}

fn wide_letters(width: u32) -> String {
    format!(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /DW {width} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
}

/// A line of Latin text at a place.
fn line(x: u32, y: u32, text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

/// A line of any letters, as they are seen from left to right.
fn seen(font: &str, x: u32, y: u32, text: &str) -> String {
    let codes: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    format!("BT /{font} 10 Tf {x} {y} Td <{codes}> Tj ET\n")
}

fn lines(x: u32, y: u32, lines: &[&str]) -> String {
    lines.iter().enumerate().map(|(at, text)| line(x, y - 12 * at as u32, text)).collect()
}

fn read_text(pages: &[String]) -> String {
    read(document(pages, ""), &LIMITS).expect("it can be read").text
}

const LEFT: [&str; 5] = [
    "The ferry between the two islands re-",
    "turned to service on Tuesday, after a",
    "long winter of repairs to its doors at",
    "the wharf, and nobody had returned",
    "to say why it had taken so very long",
];
const RIGHT: [&str; 5] = [
    "or what it had cost. The crew was glad",
    "to be at sea again, said the captain,",
    "and so were the people who had stood",
    "on the quay from the early morning on,",
    "waiting for the first of the boats.",
];
const TWO: &str = "The ferry between the two islands returned to service on Tuesday, after a long winter of repairs to its doors at the wharf, and nobody had returned to say why it had taken so very long or what it had cost. The crew was glad to be at sea again, said the captain, and so were the people who had stood on the quay from the early morning on, waiting for the first of the boats.";

/// Two columns under a headline, drawn row by row across both.
fn newspaper() -> Vec<u8> {
    let mut page = line(60, 780, "Harbour News").replace("/F1 10", "/F1 8");
    page += &line(60, 740, "Ferry returns to the islands").replace("/F1 10", "/F1 24");
    for (row, (left, right)) in LEFT.iter().zip(RIGHT).enumerate() {
        let y = 700 - 12 * row as u32;
        page += &line(60, y, left);
        page += &line(320, y, right);
    }
    let second = lines(60, 700, &["The next day the pilot went home for good."]) + &line(290, 40, "2");
    document(&[page, second], "/Title (Ferry returns to the islands) /Producer (By hand)")
}

fn arabic() -> Vec<u8> {
    let turned = |text: &str| text.chars().rev().collect::<String>();
    let first = format!("{} 1994 {}", turned("تحمل نحو مئة راكب"), turned("عادت العبارة التي بنيت سنة"));
    let second = turned("بعد ثلاثة أسابيع من الإصلاحات.");
    let x = |text: &str| 540 - 5 * text.chars().count() as u32;
    document(&[seen("F3", x(&first), 700, &first) + &seen("F3", x(&second), 688, &second)], "")
}

fn chinese() -> Vec<u8> {
    let page = seen("F2", 60, 700, "往返兩島之間的渡輪在經過三個星期的維修之後")
        + &seen("F2", 60, 686, "於星期二恢復服務。");
    document(&[page], "")
}

/// A page that is a picture.
fn picture() -> Vec<u8> {
    let dots = "BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI";
    document(
        &[format!("q 500 0 0 700 40 40 cm {dots} Q\n"), format!("q 500 0 0 700 40 40 cm {dots} Q\n")],
        "",
    )
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

fn sample(name: &str) -> Vec<u8> {
    let path = folder().join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_samples_are_as_they_are_made_here() {
    for (name, made) in [
        ("newspaper.pdf", newspaper()),
        ("arabic.pdf", arabic()),
        ("chinese.pdf", chinese()),
        ("picture.pdf", picture()),
    ] {
        if std::env::var_os("WRITE_SAMPLES").is_some() {
            std::fs::write(folder().join(name), &made).expect("the folder can be written to");
        }
        assert_eq!(sample(name), made, "{name}: WRITE_SAMPLES=1 writes it");
    }
}

#[test]
fn columns_are_read_one_after_the_other_and_lines_become_paragraphs() {
    let read = read(newspaper(), &LIMITS).expect("it can be read");
    let wanted = format!(
        "Harbour News\n\nFerry returns to the islands\n\n{TWO}\n\nThe next day the pilot went home for good.\n\n2\n"
    );
    assert_eq!(read.text, wanted);
    assert_eq!((read.title.as_deref(), read.pages), (Some("Ferry returns to the islands"), 2));
}

#[test]
fn text_from_the_right_is_given_as_it_is_read() {
    let text = read(arabic(), &LIMITS).expect("it can be read").text;
    assert_eq!(text, "عادت العبارة التي بنيت سنة 1994 تحمل نحو مئة راكب بعد ثلاثة أسابيع من الإصلاحات.\n");
}

#[test]
fn lines_of_a_script_without_spaces_are_joined_without_one() {
    let text = read(chinese(), &LIMITS).expect("it can be read").text;
    assert_eq!(text, "往返兩島之間的渡輪在經過三個星期的維修之後於星期二恢復服務。\n");
}

#[test]
fn words_are_told_by_gaps_and_letters_that_share_a_shape_are_several() {
    let page = "BT /F1 10 Tf 60 700 Td [(The)-300(f)20(erry)-280(\\(twice\\))] TJ ET\n".to_owned();
    assert_eq!(read_text(&[page]), "The ferry (twice)\n");
    let page = "BT /F1 10 Tf 60 700 Td [(the winter of)-250(1994 was long)] TJ ET\n".to_owned();
    assert_eq!(read_text(&[page]), "the winter of 1994 was long\n");
    assert_eq!(read_text(&[seen("F3", 60, 700, "eﬃcient \u{fb01}lm")]), "efficient film\n");
}

#[test]
fn what_a_shape_is_said_to_mean_counts() {
    let page =
        "BT /F1 10 Tf 60 700 Td (The ) Tj /Span << /ActualText (ferry) >> BDC (XXX) Tj EMC ( came.) Tj ET\n";
    assert_eq!(read_text(&[page.to_owned()]), "The ferry came.\n");
}

#[test]
fn what_stands_upright_in_the_margin_is_apart() {
    let page = lines(60, 700, &["The ferry returned to service", "on Tuesday."])
        + "BT /F1 10 Tf 0 1 -1 0 30 400 Tm (Printed at the harbour) Tj ET\n";
    assert_eq!(read_text(&[page]), "The ferry returned to service on Tuesday.\n\nPrinted at the harbour\n");
}

#[test]
fn pieces_that_are_drawn_by_name_are_read_where_they_are_drawn() {
    let inner = stream("/Type /XObject /Subtype /Form /BBox [0 0 500 20] ", &line(0, 0, "said the captain."));
    let page = line(60, 700, "The crew was glad,")
        + "q 1 0 0 1 60 688 cm /X1 Do Q\n"
        + &line(60, 676, "Nobody knew why.");
    let file = String::from_utf8(document(&[page], "")).expect("it is ASCII");
    // The table of places is wrong then, which is put right by whoever opens it.
    let file = file.replace("/Font <<", "/XObject << /X1 90 0 R >> /Font <<");
    let file = file.replace("xref\n0", &format!("90 0 obj\n{inner}\nendobj\nxref\n0"));
    let text = read(file.into_bytes(), &LIMITS).expect("it can be read").text;
    assert_eq!(text, "The crew was glad, said the captain. Nobody knew why.\n");
}

#[test]
fn a_document_that_needs_a_password_says_so_and_one_that_only_forbids_is_read() {
    assert_eq!(read(sample("locked.pdf"), &LIMITS), Err(Failure::Password));
    let text = read(sample("forbids.pdf"), &LIMITS).expect("anybody may open it").text;
    assert!(text.contains("Ferry returns to the islands"), "{text}");
}

#[test]
fn a_document_that_is_packed_is_read_as_one_that_is_not() {
    assert_eq!(read(sample("packed.pdf"), &LIMITS), read(newspaper(), &LIMITS));
}

#[test]
fn a_document_that_is_cut_gives_what_is_there() {
    let whole = newspaper();
    let cut = read(whole[..whole.len() - 400].to_vec(), &LIMITS);
    assert_eq!(
        read(whole[..whole.len() / 2].to_vec(), &LIMITS),
        Err(Failure::Cut),
        "in the middle of the page"
    );
    assert!(cut.as_ref().is_ok_and(|cut| cut.is_cut && cut.text.contains("two islands")), "{cut:?}");
    assert_eq!(read(whole[..200].to_vec(), &LIMITS), Err(Failure::Cut));
    assert_eq!(read(b"%PDF-1.7\nnothing\n%%EOF\n".to_vec(), &LIMITS), Err(Failure::Damaged));
}

#[test]
fn pages_without_letters_are_counted() {
    assert_eq!(read(picture(), &LIMITS), Err(Failure::NoText(2)));
    let dots = "q 500 0 0 700 40 40 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q\n".to_owned();
    let mixed = read(document(&[line(60, 700, "The ferry returned."), dots], ""), &LIMITS)
        .expect("one page has text");
    assert_eq!((mixed.pages, mixed.without_text), (2, 1));
}

#[test]
fn a_font_that_names_no_letters_is_said() {
    let file = String::from_utf8_lossy(&chinese()).replace("/ToUnicode 8 0 R", "");
    assert_eq!(read(file.into_bytes(), &LIMITS), Err(Failure::NoLetters));
}

#[test]
fn an_answer_holds_all_that_was_found_out() {
    let said = answer(newspaper(), &LIMITS);
    assert!(said.starts_with("text 2 0 0 0 0\nFerry returns to the islands\nHarbour News\n\n"), "{said}");
    assert_eq!(answer(picture(), &LIMITS), "no-text 2");
}

#[test]
fn pieces_that_draw_each_other_come_to_an_end() {
    // Each draws the next one many times: a billion letters, if nobody counted.
    let mut file =
        String::from_utf8(document(&[line(60, 700, "The ferry.") + "/X1 Do\n"], "")).expect("it is ASCII");
    file = file.replace("/Font <<", "/XObject << /X1 91 0 R >> /Font <<");
    let mut pieces = String::new();
    for number in 1..10 {
        let resources = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 {} 0 R >> >> ",
            91 + number
        );
        pieces += &format!("{} 0 obj\n{}\nendobj\n", 90 + number, stream(&resources, &"/X1 Do ".repeat(20)));
    }
    file = file.replace("xref\n0", &format!("{pieces}xref\n0"));
    let start = std::time::Instant::now();
    let read = read(file.into_bytes(), &LIMITS).expect("there is text");
    assert!(read.text.contains("The ferry."));
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn bytes_that_are_wrong_do_no_harm(which in 0..4usize, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..20), cut in 0.2..1.0f64) {
        let mut bytes = [newspaper, arabic, chinese, picture][which]();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate((bytes.len() as f64 * cut) as usize);
        if let Ok(read) = read(bytes, &LIMITS) {
            prop_assert!(!read.text.trim().is_empty());
        }
    }
}
