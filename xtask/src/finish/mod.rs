//! What turns Trunk's output into the page that is published?
//!
//! Runs as Trunk's last hook, on the folder that Trunk is about to call `dist/`:
//!
//! 1. the corpus is read and understood, and becomes one file ([`corpus`]);
//! 2. every program, style sheet and corpus gets a name with a hash of its content, so that it can
//!    be cached for ever, and a page can never meet an engine of another build;
//! 3. `index.html` gets its boot configuration, content security policy and start script ([`page`]);
//! 4. in a release build, the same is written once more as one file, `article-explorer.html`, the
//!    licences of what is in it are gathered ([`notices`]), a service worker and a manifest are
//!    written ([`offline`]), and everything is measured ([`sizes`]).
//!
//! **The boot configuration**, for the page to read:
//! `<script type="application/json" id="boot">` holds `build` (a hash over everything), `engine_js`,
//! `engine_wasm`, `importer_js`, `importer_wasm`, `pdf`, `tables`, `models`, `corpus` and `one_page` (URLs relative to the page),
//! `program` (bytes of the single file without articles), `locales` (of each language its code,
//! name, direction and the URL of its sentences) and `single_file`. In the single file the URLs are empty; there the bytes are in elements of the page: `engine-js` and
//! `importer-js` are classic scripts that have already run (they define the globals `wasm_bindgen` and
//! `explorer_importer` and do no more; workers are started from their text), and `engine-wasm`, `importer-wasm`, `pdf`, `tables`, `models`,
//! `corpus`, `notices` and `ui-` with a language's code hold gzip in base64.
//!
//! **Invariant.** The same input gives the same bytes.

mod corpus;
mod html;
mod languages;
mod models;
mod notices;
mod offline;
mod page;
mod short;
mod sizes;

use crate::{process, project};
use anyhow::{Context, Result, bail};
use languages::Languages;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What Trunk calls the programs: the names of their binaries.
const PAGE: &str = "article-explorer";
/// The page as one file.
const SINGLE_FILE: &str = "article-explorer.html";
const ENGINE: &str = "explorer-worker";
const IMPORTER: &str = "explorer-importer";

/// A file of `dist/` and its bytes.
pub struct Asset {
    /// Its name, relative to the page.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Asset {
    fn text(&self) -> Result<&str> {
        std::str::from_utf8(&self.bytes).with_context(|| format!("{} is not text", self.name))
    }
}

/// The page as one file, which a served page writes anew with other articles.
pub struct OnePage {
    /// Its name, relative to the page.
    pub name: String,
    /// Its bytes without articles.
    pub program: usize,
}

/// Everything the page consists of, under its final names.
pub struct Parts {
    /// `index.html` as Trunk wrote it.
    pub template: String,
    /// The page's JavaScript and wasm.
    pub page_js: Asset,
    pub page_wasm: Asset,
    /// The engine's JavaScript and wasm.
    pub engine_js: Asset,
    pub engine_wasm: Asset,
    /// All style sheets as one, in the template's order.
    pub style: Asset,
    /// The stemmers, which are part of the engine and travel with the tables.
    pub stemmers: Asset,
    /// The packed tables: what the engine needs before it meets an article.
    pub tables: Asset,
    /// The packed models: what understands articles.
    pub models: Asset,
    /// The importing program's JavaScript and wasm.
    pub importer_js: Asset,
    pub importer_wasm: Asset,
    /// What reads PDF documents.
    pub pdf: Asset,
    /// The packed articles.
    pub corpus: Asset,
    /// The languages of the page.
    pub languages: Languages,
    /// A hash over all of the above.
    pub build: String,
}

pub fn command(mut args: lexopt::Parser) -> Result<()> {
    if let Some(arg) = args.next()? {
        return Err(arg.unexpected().into());
    }
    let Some(dir) = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from) else {
        bail!("`finish` is for Trunk to call; use `cargo xtask build`");
    };
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let corpus = std::env::var_os("ARTICLE_EXPLORER_CORPUS")
        .map_or_else(|| project::root().join("seeds"), PathBuf::from);
    finish(&dir, &corpus, release)
}

fn finish(dir: &Path, corpus: &Path, release: bool) -> Result<()> {
    let parts = gather(dir, corpus)?;
    for asset in parts.files() {
        fs::write(dir.join(&asset.name), &asset.bytes)?;
    }
    let icon = fs::read(dir.join("icon.svg")).context("reading the icon")?;
    let one_page = if release { Some(one_page(dir, &parts, &icon)?) } else { None };
    fs::write(dir.join("index.html"), page::site(&parts, &icon, one_page.as_ref())?)?;
    // Without it GitHub Pages would run the files through Jekyll.
    fs::write(dir.join(".nojekyll"), "")?;
    if release {
        fs::write(dir.join(offline::WORKER), offline::worker(&parts))?;
        fs::write(dir.join(offline::MANIFEST), offline::manifest())?;
        sizes::report(dir, &parts)?;
    }
    Ok(())
}

/// Writes the page as one file, for people by its name and for the page by its content; the latter name, and how much of it
/// is not articles.
fn one_page(dir: &Path, parts: &Parts, icon: &[u8]) -> Result<OnePage> {
    let notices = notices::text()?;
    fs::write(dir.join("notices.txt"), &notices)?;
    let page = page::single_file(parts, icon, &notices)?;
    let program = page::without_articles(&page);
    let asset = named("one", ".html", page.into_bytes());
    fs::write(dir.join(SINGLE_FILE), &asset.bytes)?;
    fs::write(dir.join(&asset.name), &asset.bytes)?;
    Ok(OnePage { name: asset.name, program })
}

/// Reads what Trunk made, and takes away what will come back under another name.
fn gather(dir: &Path, corpus: &Path) -> Result<Parts> {
    if dir.join("snippets").exists() {
        bail!("a crate brings JavaScript of its own (snippets/), which the single file can't hold");
    }
    let take = |name: &str| -> Result<Vec<u8>> {
        let path = dir.join(name);
        let bytes = fs::read(&path).with_context(|| format!("Trunk made no {name}"))?;
        fs::remove_file(&path)?;
        Ok(bytes)
    };
    let template = String::from_utf8(take("index.html")?).context("index.html is not UTF-8")?;
    let mut style = Vec::new();
    for href in page::style_sheets(&template) {
        style.extend(take(href.trim_start_matches("./"))?);
        style.push(b'\n');
    }
    let languages = languages::read()?;
    style.extend(languages.style.as_bytes());
    let mut engine_js = take(&format!("{ENGINE}.js"))?;
    // A `let` at the top of a classic script is no property of the global object, where the page
    // looks for it when it has to run the engine itself.
    engine_js.extend_from_slice(b"\nself.wasm_bindgen = wasm_bindgen;\n");
    // Its name must not meet the engine's, where both run on the page.
    let mut importer_js = b"(() => {\n".to_vec();
    importer_js.extend(take(&format!("{IMPORTER}.js"))?);
    importer_js.extend_from_slice(b"\nself.explorer_importer = wasm_bindgen;\n})();\n");
    let stemmers = program("explorer-stemmers", "worker")?;
    let (tables, models) = models::pack(&project::root().join("models"), stemmers.clone())?;
    let page_js =
        String::from_utf8(take(&format!("{PAGE}.js"))?).context("the page's JavaScript is not UTF-8")?;
    let page_wasm = take(&format!("{PAGE}_bg.wasm"))?;
    let (page_wasm, page_js) = short::names(&page_wasm, &page_js)?;
    let style = short::style(&String::from_utf8(style).context("a style sheet is not UTF-8")?);
    let mut parts = Parts {
        template,
        page_js: named("page", ".js", short::script(&page_js)?.into_bytes()),
        page_wasm: named("page", ".wasm", page_wasm),
        engine_js: named("engine", ".js", engine_js),
        engine_wasm: named("engine", ".wasm", take(&format!("{ENGINE}_bg.wasm"))?),
        style: named("style", ".css", style.into_bytes()),
        tables: named("tables", ".bin", tables),
        models: named("models", ".bin", models),
        importer_js: named("importer", ".js", importer_js),
        importer_wasm: named("importer", ".wasm", take(&format!("{IMPORTER}_bg.wasm"))?),
        stemmers: Asset { name: "stemmers.wasm, with the tables".to_owned(), bytes: stemmers },
        pdf: named("pdf", ".wasm", program("explorer-pdf", "pdf")?),
        corpus: named("corpus", ".bin", corpus::pack(corpus, &dir.join("corpus.axa"))?),
        languages,
        build: String::new(),
    };
    let mut all = Sha256::new();
    for asset in parts.files() {
        all.update(&asset.name);
    }
    all.update(&parts.template);
    all.update(&parts.languages.starting);
    parts.build = hex(&all.finalize());
    Ok(parts)
}

/// A package as a wasm program, which Trunk has no word for where it has nothing that JavaScript binds to.
fn program(package: &str, profile: &str) -> Result<Vec<u8>> {
    let target = "wasm32-unknown-unknown";
    process::run(
        Command::new("cargo")
            .args(["rustc", "--quiet", "--locked", "--package", package, "--lib"])
            .args(["--target", target, "--profile", profile, "--", "-C", "strip=symbols"])
            .current_dir(project::root()),
    )?;
    let built = project::target()?.join(target).join(format!("{profile}/{}.wasm", package.replace('-', "_")));
    fs::read(&built).with_context(|| format!("reading {}", built.display()))
}

impl Parts {
    /// The files that have a hash in their name.
    pub fn files(&self) -> impl Iterator<Item = &Asset> {
        let Parts { page_js, page_wasm, style, engine_js, engine_wasm, tables, corpus, .. } = self;
        [page_js, page_wasm, style, engine_js, engine_wasm, tables, corpus]
            .into_iter()
            .chain(self.languages.all.iter().map(|language| &language.table))
            .chain(self.for_files())
    }

    /// Those of them that are only needed once somebody adds files.
    pub fn for_files(&self) -> [&Asset; 4] {
        [&self.importer_js, &self.importer_wasm, &self.models, &self.pdf]
    }
}

fn named(stem: &str, extension: &str, bytes: Vec<u8>) -> Asset {
    Asset { name: format!("{stem}-{}{extension}", short_hash(&bytes)), bytes }
}

/// Enough of a SHA-256 to name a file by: 64 bits in hexadecimal.
pub fn short_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// gzip at its best level, without a time or a name in it.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes)?;
    Ok(packer.finish()?)
}
