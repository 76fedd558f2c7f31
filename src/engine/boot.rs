//! Where are the programs and the corpus, in this kind of page?
//!
//! A served page fetches them, as hashed files of its own build, beside itself. The single file has them
//! inside, as base64 of gzip. The build writes which it is into `<script id="boot">`.

use super::link::Program;
use crate::words::m;
use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array, WebAssembly};
use std::future::Future;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Document, RequestCache, RequestInit, Response};

/// What the programs' JavaScript calls itself.
const ENGINE: &str = "wasm_bindgen";
/// How what is packed begins (RFC 1952). An archive of articles, which is packed in itself, does not.
const GZIP: &[u8] = &[0x1f, 0x8b];

const IMPORTER: &str = "explorer_importer";

/// What the build says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Boot {
    /// Names this build: a hash over its files.
    pub build: String,
    /// Relative address of the engine's JavaScript.
    pub engine_js: String,
    /// Relative address of the engine's wasm.
    pub engine_wasm: String,
    /// Relative address of the bundle of tables for text, and the stemmers.
    pub tables: String,
    /// Relative address of the bundle of models.
    pub models: String,
    /// Relative address of the importer's JavaScript.
    pub importer_js: String,
    /// Relative address of the importer's wasm.
    pub importer_wasm: String,
    /// Relative address of the wasm that reads PDF documents.
    pub pdf: String,
    /// Relative address of the archive of articles that the page opens with.
    pub corpus: String,
    /// Relative address of the page as one file; empty where this is it, and in a developer's build.
    pub one_page: String,
    /// Bytes of that file without articles.
    pub program: f64,
    /// The languages that the page speaks: of each its code, its name in itself, its direction, and the relative address of
    /// its table.
    pub locales: Vec<Vec<String>>,
    /// Whether everything is inside this one file.
    pub single_file: bool,
}

impl Boot {
    /// Reads what the build wrote into the page.
    pub fn of_page() -> Result<Self, String> {
        let text = element_text("boot").ok_or("The page lacks its boot record: build it again.")?;
        let record = js_sys::JSON::parse(&text)
            .map_err(|_| "The page's boot record is damaged: build it again.".to_owned())?;
        // By hand: what reads any record of this form is several times the code.
        let value = |name: &str| Reflect::get(&record, &name.into()).unwrap_or_default();
        let text = |name: &str| value(name).as_string().unwrap_or_default();
        let locales = value("locales").dyn_into::<Array>().unwrap_or_default();
        Ok(Boot {
            build: text("build"),
            engine_js: text("engine_js"),
            engine_wasm: text("engine_wasm"),
            tables: text("tables"),
            models: text("models"),
            importer_js: text("importer_js"),
            importer_wasm: text("importer_wasm"),
            pdf: text("pdf"),
            corpus: text("corpus"),
            one_page: text("one_page"),
            program: value("program").as_f64().unwrap_or_default(),
            locales: locales
                .iter()
                .filter_map(|locale| {
                    let of: Array = locale.dyn_into().ok()?;
                    Some(of.iter().filter_map(|text| text.as_string()).collect())
                })
                .collect(),
            single_file: value("single_file").is_truthy(),
        })
    }

    /// The engine's program, compiled.
    pub(super) async fn fetch_engine(&self) -> Result<Program, String> {
        self.fetch_program(ENGINE, ["engine-js", "engine-wasm"], &self.engine_js, &self.engine_wasm)
            .await
            .map_err(|_| m::engine_unloaded().to_owned())
    }

    /// The importing program, compiled.
    pub(super) async fn fetch_importer(&self) -> Result<Program, String> {
        let (ids, js, wasm) = (["importer-js", "importer-wasm"], &self.importer_js, &self.importer_wasm);
        self.fetch_program(IMPORTER, ids, js, wasm).await.map_err(|_| m::importer_unloaded().to_owned())
    }

    async fn fetch_program(
        &self,
        entry: &'static str,
        [js_id, wasm_id]: [&str; 2],
        js: &str,
        wasm: &str,
    ) -> Result<Program, JsValue> {
        if self.single_file {
            let glue = element_text(js_id).ok_or("the file was not saved whole.")?;
            let bytes = embedded(wasm_id).await?;
            let module = JsFuture::from(WebAssembly::compile(&bytes)).await?;
            return Ok(Program { entry, glue, glue_url: None, module });
        }
        // Asked for together, waited for one after the other.
        let fetched_js = fetch(js);
        let fetched_wasm = fetch(wasm);
        let glue = JsFuture::from(fetched_js.await?.text()?).await?;
        // The answer itself, not a copy of it: a browser keeps what it compiled only beside an answer it knows.
        let streamed = js_sys::Promise::resolve(&JsValue::from(fetched_wasm.await?));
        let module = match JsFuture::from(WebAssembly::compile_streaming(&streamed)).await {
            Ok(module) => module,
            // A server that names wasm something else makes streaming fail; the bytes are good all the same.
            Err(_) => {
                let bytes = JsFuture::from(fetch(wasm).await?.array_buffer()?).await?;
                JsFuture::from(WebAssembly::compile(&bytes)).await?
            }
        };
        let glue = glue.as_string().unwrap_or_default();
        Ok(Program { entry, glue, glue_url: Some(js.to_owned()), module })
    }

    /// The bundle of tables. The request is on its way when this returns.
    pub(super) fn fetch_tables(&self) -> impl Future<Output = Result<ArrayBuffer, String>> + use<> {
        self.fetch_part(&self.tables, "tables", m::part_tables())
    }

    /// The bundle of models. The request is on its way when this returns.
    pub(super) fn fetch_models(&self) -> impl Future<Output = Result<ArrayBuffer, String>> + use<> {
        self.fetch_part(&self.models, "models", m::part_models())
    }

    /// What reads PDF documents; empty, if it is not to be had.
    pub(super) async fn fetch_pdf(&self) -> ArrayBuffer {
        self.fetch_part(&self.pdf, "pdf", "").await.unwrap_or_else(|_| ArrayBuffer::new(0))
    }

    /// The page as one file.
    pub async fn fetch_one_page(&self) -> Result<String, String> {
        let failed = |_| m::one_page_unloaded().to_owned();
        let response = fetch(&self.one_page).await.map_err(failed)?;
        let text = JsFuture::from(response.text().map_err(failed)?).await.map_err(failed)?;
        Ok(text.as_string().unwrap_or_default())
    }

    /// The sentences of a language. The first were asked for by the page's head, before this program was there.
    pub async fn fetch_locale(&self, language: &str, is_first: bool) -> Result<String, JsValue> {
        let known = self.locales.iter().find(|locale| locale.first().is_some_and(|code| code == language));
        let address = known.and_then(|locale| locale.last()).ok_or(JsValue::NULL)?;
        if self.single_file {
            return embedded_text(&["ui-", language].concat()).await.ok_or(JsValue::NULL);
        }
        let asked = Reflect::get(&js_sys::global(), &"ownWords".into())?;
        let response: Response = match asked.dyn_into::<js_sys::Promise>() {
            Ok(asked) if is_first => JsFuture::from(asked).await?.dyn_into()?,
            _ => fetch(address).await?,
        };
        if !response.ok() {
            return Err(JsValue::NULL);
        }
        JsFuture::from(response.text()?).await?.as_string().ok_or(JsValue::NULL)
    }

    /// What a person added to the articles in this file; nothing, where they did not go with it.
    pub fn additions(&self) -> String {
        element_text("additions").filter(|_| self.single_file).unwrap_or_default()
    }

    /// A corpus that the page's address names. Only files of the page's own site are to be had: the policy sees to that.
    pub(super) async fn fetch_named(&self, address: &str) -> Result<Blob, String> {
        let failed = |_| m::corpus_unloaded(address);
        let response = fetch(address).await.map_err(failed)?;
        JsFuture::from(response.blob().map_err(failed)?).await.and_then(JsCast::dyn_into).map_err(failed)
    }

    /// The page's archive of articles. The request is on its way when this returns.
    pub(super) fn fetch_corpus(&self) -> impl Future<Output = Result<ArrayBuffer, String>> + use<> {
        self.fetch_part(&self.corpus, "corpus", m::part_corpus())
    }

    fn fetch_part(
        &self,
        address: &str,
        id: &'static str,
        what: &'static str,
    ) -> impl Future<Output = Result<ArrayBuffer, String>> + use<> {
        let failed = move |_| m::part_unloaded(what);
        let asked = (!self.single_file).then(|| fetch(address));
        async move {
            match asked {
                Some(response) => {
                    let response = response.await.map_err(failed)?;
                    // Not a Blob: a private window keeps those in little memory, and refuses large ones.
                    let bytes = JsFuture::from(response.array_buffer().map_err(failed)?).await;
                    bytes.and_then(JsCast::dyn_into).map_err(failed)
                }
                None => Ok(embedded(id).await.map_err(failed)?.buffer()),
            }
        }
    }
}

/// Fetches a file of this build; the request is on its way when this returns. Its name holds its hash, so
/// whatever the browser still has of it is good, however old.
fn fetch(address: &str) -> impl Future<Output = Result<Response, JsValue>> + use<> {
    let options = RequestInit::new();
    options.set_cache(RequestCache::ForceCache);
    let asked =
        web_sys::window().map(|window| JsFuture::from(window.fetch_with_str_and_init(address, &options)));
    async move {
        let response: Response = asked.ok_or(JsValue::NULL)?.await?.dyn_into()?;
        if response.ok() { Ok(response) } else { Err(JsValue::NULL) }
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn element_text(id: &str) -> Option<String> {
    document()?.get_element_by_id(id)?.text_content()
}

/// Bytes that the page carries in an element, as base64, mostly of gzip.
async fn embedded(id: &str) -> Result<Uint8Array, JsValue> {
    let text = element_text(id).ok_or(JsValue::NULL)?;
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let packed = bytes_of(&text)?;
    if !packed.starts_with(GZIP) {
        return Ok(Uint8Array::from(packed.as_slice()));
    }
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(packed.as_slice())))?;
    // The binding for it is still marked unstable, so it is made by name.
    let unpack: js_sys::Function = Reflect::get(&window, &"DecompressionStream".into())?.dyn_into()?;
    let unpack = Reflect::construct(&unpack, &Array::of1(&"gzip".into()))?;
    // The stream is itself a pair of a readable and a writable end.
    let unpacked = blob.stream().pipe_through(unpack.unchecked_ref());
    let response = Response::new_with_opt_readable_stream(Some(&unpacked))?;
    Ok(Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?))
}

/// Bytes of base64.
pub fn bytes_of(text: &str) -> Result<Vec<u8>, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    // `atob` gives a character for each byte, U+0000 to U+00FF.
    Ok(window.atob(text.trim())?.chars().map(|c| c as u8).collect())
}

/// Text that the page carries in an element, as base64 of gzip; `None` if it is not there or damaged.
pub async fn embedded_text(id: &str) -> Option<String> {
    String::from_utf8(embedded(id).await.ok()?.to_vec()).ok()
}

/// A program's entry point, where its glue has been run on this page.
pub(super) fn entry_on_page(entry: &str) -> Option<js_sys::Function> {
    Reflect::get(&js_sys::global(), &entry.into()).ok()?.dyn_into().ok()
}

/// Runs a program's glue on this page.
pub(super) async fn load_glue(url: &str) -> Result<(), JsValue> {
    let document = document().ok_or(JsValue::NULL)?;
    let script: web_sys::HtmlScriptElement = document.create_element("script")?.unchecked_into();
    let loaded = js_sys::Promise::new(&mut |resolve, reject| {
        script.set_onload(Some(&resolve));
        script.set_onerror(Some(&reject));
    });
    script.set_src(url);
    document.head().ok_or(JsValue::NULL)?.append_child(&script)?;
    JsFuture::from(loaded).await.map(|_| ())
}
