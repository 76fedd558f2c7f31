//! What stands in the head of the page, in its two forms?
//!
//! `index.html` holds two marks: `<!--policy-->`, right after the character set, and `<!--start-->`,
//! which Trunk puts where its own start script would be. As a site they become a policy, a check of
//! the browser, the boot configuration and a script that loads the files beside the page. In the
//! single file the files themselves follow, and every other reference becomes a part of the page.
//!
//! Everything that is executed inline is named by its hash in the policy. All of it is in the head:
//! the page's program replaces the body.
//!
//! **Invariant.** The single file refers to nothing outside itself.

use super::html::{Tag, base64, inline_script, policy_hash, replace, tags};
use super::offline::MANIFEST;
use super::{Asset, OnePage, Parts, gzip};
use anyhow::{Context, Result, ensure};
use std::ops::Range;

const POLICY: &str = "<!--policy-->";
const START: &str = "<!--start-->";
const STARTING: &str = "<!--starting-->";
const LANGUAGE_JS: &str = include_str!("language.js");
const CHECK_JS: &str = include_str!("check.js");
const START_JS: &str = include_str!("start.js");
const START_OFFLINE_JS: &str = include_str!("start_offline.js");
const START_SINGLE_JS: &str = include_str!("start_single.js");
/// Trunk's own script, in `trunk serve`, that loads the page again after a change.
const LIVE_RELOAD: &str = ".well-known/trunk/ws";

/// What the template calls its style sheets.
pub fn style_sheets(template: &str) -> Vec<String> {
    tags(template)
        .iter()
        .filter(|tag| is_style_sheet(tag))
        .filter_map(|tag| tag.attribute("href"))
        .map(str::to_owned)
        .collect()
}

/// `index.html`, for the files beside it.
///
/// `one_page` is the file that holds everything. A developer's build has none, and nothing that makes it installable: it
/// changes under its own name.
pub fn site(parts: &Parts, icon: &[u8], one_page: Option<&OnePage>) -> Result<String> {
    let html = &parts.template;
    let check = inline_script(CHECK_JS);
    let language = inline_script(LANGUAGE_JS);
    // Live reload is an inline script with a socket; it is for the developer's own eyes.
    let is_live = html.contains(LIVE_RELOAD);
    let installable = one_page.is_some() && !is_live;
    let offline = if installable { START_OFFLINE_JS } else { "" };
    let beside = [&parts.page_wasm, &parts.engine_js, &parts.engine_wasm, &parts.tables, &parts.corpus]
        .map(|asset| format!("\"{}\"", asset.name));
    let start = inline_script(&format!("{START_JS}{offline}"))
        .replace("{beside}", &format!("[{}]", beside.join(", ")))
        .replace("{page_js}", &parts.page_js.name)
        .replace("{page_wasm}", &parts.page_wasm.name);
    let policy = format!(
        "default-src 'none'; script-src 'self' {} {} 'wasm-unsafe-eval'; worker-src 'self' blob:; \
         connect-src 'self'; style-src 'self'; img-src 'self' blob: data:; manifest-src 'self'; \
         base-uri 'none'; form-action 'none'",
        [&check, &language].map(|script| policy_hash(script)).join(" "),
        policy_hash(&start)
    );
    let mut head = String::new();
    if !is_live {
        head.push_str(&policy_tag(&policy));
    }
    if installable {
        head.push_str(&format!("<link rel=\"manifest\" href=\"./{MANIFEST}\">\n"));
    }
    head.push_str(&format!("<script>{check}</script>"));

    let boot = match one_page {
        Some(OnePage { name, program }) => boot(parts, name, *program, false),
        None => boot(parts, "", 0, false),
    };
    // First of all: nothing is shown before the page knows its words.
    let mut tail = format!("{boot}\n<script>{language}</script>\n");
    tail.push_str(&format!("<script type=\"module\">{start}</script>"));

    let mut edits = vec![
        (mark(html, POLICY)?, head),
        (mark(html, START)?, tail),
        (mark(html, STARTING)?, parts.languages.starting.clone()),
    ];
    for tag in tags(html) {
        if tag.name == "link" && tag.attribute("rel") == Some("icon") {
            edits.push((tag.span, icon_link(icon)));
        }
    }
    edits.extend(styled(html, &format!("<link rel=\"stylesheet\" href=\"./{}\">", parts.style.name)));
    Ok(replace(html, edits))
}

/// `article-explorer.html`, with everything inside.
pub fn single_file(parts: &Parts, icon: &[u8], notices: &str) -> Result<String> {
    let html = &parts.template;
    let check = inline_script(CHECK_JS);
    let engine = inline_script(parts.engine_js.text()?);
    let importer = inline_script(parts.importer_js.text()?);
    let page = inline_script(parts.page_js.text()?);
    ensure!(page.contains("__wbg_init"), "the page's JavaScript has no __wbg_init");
    let page = format!("{page}{}", inline_script(START_SINGLE_JS));
    let language = inline_script(LANGUAGE_JS);
    let scripts = [&check, &language, &engine, &importer, &page].map(|script| policy_hash(script)).join(" ");

    let style = parts.style.text()?.replace("\r\n", "\n");
    ensure!(!style.contains("</style"), "a style sheet would end its own element");
    ensure!(
        style.matches("url(").count() == own_urls(&style),
        "a style sheet refers to another file, which the single file can't"
    );
    let mut edits = styled(html, &format!("<style>{style}</style>"));
    for tag in tags(html) {
        let gone = match tag.name {
            "link" => match tag.attribute("rel") {
                Some("icon") => {
                    edits.push((tag.span, icon_link(icon)));
                    continue;
                }
                Some(rel) => rel == "apple-touch-icon",
                None => false,
            },
            // A picture for those who pass on the address of a site.
            "meta" => ["property", "name"].iter().any(|name| {
                tag.attribute(name)
                    .is_some_and(|value| value.starts_with("og:") || value.starts_with("twitter:"))
            }),
            _ => false,
        };
        if gone {
            edits.push((tag.span, String::new()));
        }
    }
    let policy = format!(
        "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; worker-src blob:; \
         connect-src 'none'; style-src {}; img-src data: blob:; base-uri 'none'; \
         form-action 'none'",
        policy_hash(&style)
    );
    edits.push((mark(html, POLICY)?, format!("{}<script>{check}</script>", policy_tag(&policy))));
    edits.push((mark(html, STARTING)?, parts.languages.starting.clone()));
    let mut tail = boot(parts, "", 0, true);
    tail.push_str(&format!("\n<script>{language}</script>"));
    // Filled when the page is written anew with articles and what a person added to them.
    tail.push_str("\n<script type=\"application/json\" id=\"additions\"></script>");
    let sentences = parts
        .languages
        .all
        .iter()
        .map(|language| (format!("ui-{}", language.of[0]), language.table.bytes.as_slice()));
    let programs = [
        ("page-wasm", parts.page_wasm.bytes.as_slice()),
        ("engine-wasm", &parts.engine_wasm.bytes),
        ("tables", &parts.tables.bytes),
        ("models", &parts.models.bytes),
        ("importer-wasm", &parts.importer_wasm.bytes),
        ("pdf", &parts.pdf.bytes),
        ("corpus", &parts.corpus.bytes),
        ("notices", notices.as_bytes()),
    ];
    for (id, bytes) in programs.map(|(id, bytes)| (id.to_owned(), bytes)).into_iter().chain(sentences) {
        tail.push_str(&format!(
            "\n<script type=\"application/octet-stream;base64\" data-encoding=\"gzip\" \
             id=\"{id}\">{}</script>",
            base64(&gzip(bytes)?)
        ));
    }
    tail.push_str(&format!(
        "\n<script id=\"engine-js\">{engine}</script>\n<script id=\"importer-js\">{importer}</script>\n<script type=\"module\">{page}</script>"
    ));
    edits.push((mark(html, START)?, tail));
    let page = replace(html, edits);
    let program = format!("\"program\":{},", without_articles(&page));
    Ok(page.replacen("\"program\":0,", &program, 1))
}

/// Bytes of a single file without its articles.
pub fn without_articles(page: &str) -> usize {
    let articles = page.split_once(" id=\"corpus\">").and_then(|(_, rest)| rest.split_once("</script>"));
    page.len() - articles.map_or(0, |(articles, _)| articles.len())
}

/// The icon inside the page: browsers fetch one again whenever the address changes.
fn icon_link(icon: &[u8]) -> String {
    format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">", base64(icon))
}

fn boot(parts: &Parts, one_page: &str, program: usize, single_file: bool) -> String {
    let url = |asset: &Asset| if single_file { String::new() } else { asset.name.clone() };
    let locales: Vec<_> = parts
        .languages
        .all
        .iter()
        .map(|language| {
            let [code, name, direction] = &language.of;
            [code.clone(), name.clone(), direction.clone(), url(&language.table)]
        })
        .collect();
    let boot = serde_json::json!({
        "build": parts.build,
        "engine_js": url(&parts.engine_js),
        "engine_wasm": url(&parts.engine_wasm),
        "tables": url(&parts.tables),
        "models": url(&parts.models),
        "importer_js": url(&parts.importer_js),
        "importer_wasm": url(&parts.importer_wasm),
        "pdf": url(&parts.pdf),
        "corpus": url(&parts.corpus),
        "one_page": one_page,
        "program": program,
        "locales": locales,
        "single_file": single_file,
    });
    format!("<script type=\"application/json\" id=\"boot\">{boot}</script>")
}

fn policy_tag(policy: &str) -> String {
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n")
}

fn mark(html: &str, mark: &str) -> Result<Range<usize>> {
    let start = html.find(mark).with_context(|| format!("index.html has no {mark}"))?;
    Ok(start..start + mark.len())
}

/// Edits that put one element in the place of the template's first style sheet, and nothing in that of
/// the others.
fn styled(html: &str, element: &str) -> Vec<(Range<usize>, String)> {
    let mut element = Some(element.to_owned());
    tags(html)
        .iter()
        .filter(|tag| is_style_sheet(tag))
        .map(|tag| (tag.span.clone(), element.take().unwrap_or_default()))
        .collect()
}

fn is_style_sheet(tag: &Tag) -> bool {
    tag.name == "link" && tag.attribute("rel") == Some("stylesheet")
}

/// How many references in a style sheet stay within the page.
fn own_urls(css: &str) -> usize {
    ["url(data:", "url(\"data:", "url('data:", "url(#", "url(\"#"]
        .iter()
        .map(|start| css.matches(start).count())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::languages::{Language, Languages};
    use super::*;

    fn asset(name: &str, text: &str) -> Asset {
        Asset { name: name.into(), bytes: text.into() }
    }

    fn one_page() -> OnePage {
        OnePage { name: "one-0.html".to_owned(), program: 2_000_000 }
    }

    fn parts() -> Parts {
        Parts {
            template: "<head><meta charset=\"utf-8\"><!--policy--><title>A</title>\
                       <meta property=\"og:image\" content=\"p.png\"/>\
                       <link rel=\"icon\" href=\"./icon.svg\"/>\
                       <link rel=\"stylesheet\" href=\"./main.css\"/>\
                       <link rel=\"stylesheet\" href=\"./other.css\"/><!--start--></head><body><!--starting--></body>"
                .into(),
            page_js: asset("page-1.js", "async function __wbg_init() {}"),
            page_wasm: asset("page-2.wasm", "wasm"),
            engine_js: asset("engine-3.js", "let wasm_bindgen = '</script>';"),
            engine_wasm: asset("engine-4.wasm", "wasm"),
            style: asset("style-5.css", "p { color: red }"),
            stemmers: asset("stemmers.wasm", "wasm"),
            tables: asset("tables-7.bin", "table"),
            models: asset("models-7.bin", "model"),
            importer_js: asset("importer-8.js", "let wasm_bindgen = 1;"),
            importer_wasm: asset("importer-9.wasm", "wasm"),
            pdf: asset("pdf-10.wasm", "wasm"),
            corpus: asset("corpus-6.bin", "corpus"),
            languages: Languages {
                all: vec![Language {
                    of: ["en", "English", "ltr"].map(str::to_owned),
                    table: asset("ui-en-9.txt", "en\nltr\nOpen\n"),
                }],
                starting: "<main>Wait</main>".to_owned(),
                style: String::new(),
            },
            build: "b".into(),
        }
    }

    /// The inline scripts and styles that a browser would execute.
    fn executed(html: &str) -> Vec<String> {
        [
            "<script>",
            "<script type=\"module\">",
            "<script id=\"engine-js\">",
            "<script id=\"importer-js\">",
            "<style>",
        ]
        .iter()
        .flat_map(|open| html.split(open).skip(1))
        .map(|rest| {
            let end = rest.find("</script>").into_iter().chain(rest.find("</style>")).min();
            rest[..end.unwrap()].to_owned()
        })
        .collect()
    }

    fn policy(html: &str) -> &str {
        html.split("content=\"").nth(1).unwrap().split('"').next().unwrap()
    }

    #[test]
    fn every_executed_inline_text_is_named_in_the_policy() {
        let parts = parts();
        for (html, count) in [
            (site(&parts, b"<svg/>", Some(&one_page())).unwrap(), 3),
            (single_file(&parts, b"<svg/>", "MIT").unwrap(), 6),
        ] {
            let executed = executed(&html);
            assert_eq!(executed.len(), count, "{html}");
            for text in executed {
                assert!(policy(&html).contains(&policy_hash(&text)), "{text}");
            }
        }
    }

    #[test]
    fn the_site_refers_to_files_by_their_hashed_names() {
        let html = site(&parts(), b"<svg/>", Some(&one_page())).unwrap();
        for name in ["page-1.js", "page-2.wasm", "style-5.css", "corpus-6.bin", "engine-4.wasm"] {
            assert!(html.contains(name), "{name}");
        }
        assert_eq!(html.matches("stylesheet").count(), 1, "all style sheets are one");
    }

    #[test]
    fn the_single_file_refers_to_nothing_outside_itself() {
        let html = single_file(&parts(), b"<svg/>", "MIT").unwrap();
        for tag in tags(&html) {
            for name in ["href", "src"] {
                let value = tag.attribute(name).unwrap_or("data:");
                assert!(value.starts_with("data:"), "{value}");
            }
        }
        assert!(!html.contains("og:image"));
        assert!(policy(&html).contains("connect-src 'none'"));
    }

    #[test]
    fn both_know_what_the_single_file_weighs_without_articles() {
        let html = single_file(&parts(), b"<svg/>", "MIT").unwrap();
        let said = without_articles(&html);
        // Measured before its own digits stood there.
        assert!(html.contains(&format!("\"program\":{},", said - (said.to_string().len() - 1))), "{said}");
        assert!(site(&parts(), b"<svg/>", Some(&one_page())).unwrap().contains("\"program\":2000000"));
    }

    #[test]
    fn live_reload_gets_no_policy() {
        let mut parts = parts();
        parts.template.push_str("<script>new WebSocket('/.well-known/trunk/ws')</script>");
        assert!(!site(&parts, b"<svg/>", Some(&one_page())).unwrap().contains("Content-Security-Policy"));
    }
}
