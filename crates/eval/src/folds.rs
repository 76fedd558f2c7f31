//! Which models have not seen a page?
//!
//! The pages are in parts by domain; the programs that train leave, with `--folds`, models of each part that have
//! learned from the others. With them the engine is measured on sites that it has not seen (`--held-out`).

use explorer_core::understand::Models;
use std::sync::OnceLock;

/// Which of `folds` parts a domain is in.
pub fn fold_of(domain: &str, folds: u64) -> u64 {
    domain
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        % folds
}

/// How many parts the pages are in when models are judged by pages they have not seen.
pub const FOLDS: u64 = 5;

/// Where the model file of a fold is kept between programs: below the build folder, never shipped.
pub fn fold_file(name: &str, fold: u64) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../target/folds/{fold}"));
    let _ = std::fs::create_dir_all(&folder);
    folder.join(format!("{name}.bin"))
}

/// The shipped models.
pub fn shipped() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| {
        Models::open(&include!("../../../models/files.rs"))
            .unwrap_or_else(|error| panic!("the shipped models do not open: {error}"))
    })
}

/// For each part, the shipped models with those of plain text that have not seen the part.
pub fn held_out() -> Result<Vec<Models>, String> {
    const FILES: [&str; 4] = ["body", "title", "date", "source"];
    let parts = (0..FOLDS).map(|fold| {
        let mut own = Vec::new();
        for name in FILES {
            let path = fold_file(name, fold);
            let bytes = std::fs::read(&path).map_err(|_| {
                format!("{} is not there: run `{name} --folds` of explorer-train", path.display())
            })?;
            own.push((format!("{name}.bin"), bytes));
        }
        let mut files: Vec<(&str, &[u8])> =
            own.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        files.extend(include!("../../../models/files.rs"));
        Models::open(&files).map_err(|error| error.to_string())
    });
    parts.collect()
}
