//! Which programs does a command need, and where are they?
//!
//! Each tool lives in a folder of its own, named by tool and version, in a per-user cache that all
//! checkouts share: `article-explorer/` in the platform's cache folder, or what
//! `ARTICLE_EXPLORER_CACHE` names. A tool of exactly the right version that is already on PATH is
//! used where it is.
//!
//! **Invariants.** A tool's folder exists only when it is complete: it is made under another name
//! and renamed. One installation runs at a time. Nothing that is already there costs more than a
//! look at the file system.
//!
//! | module | brings |
//! | --- | --- |
//! | [`cargo_tool`] | programs from crates.io |
//! | [`npm`] | programs from npm, and the browser tests' packages |
//! | [`wasm_target`] | a compiler for wasm32 |
//! | [`system`] | packages of the operating system |

mod cargo_tool;
mod npm;
mod system;
mod wasm_target;

pub use npm::browser_test_packages;
pub use wasm_target::WasmTarget;

use crate::{process, project};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Trunk 0.22 wants a newer compiler than Debian's.
const TRUNK: &str = "0.21.14";
/// Debian's binaryen is too old for what current compilers emit.
pub const BINARYEN: &str = "132.0.0";
const CARGO_DENY: &str = "0.20.2";

/// The folders to search before PATH, found or filled for one command.
pub struct Toolbox {
    dirs: Vec<PathBuf>,
    /// How wasm is compiled here.
    pub wasm: WasmTarget,
}

impl Toolbox {
    /// What `trunk build` needs.
    pub fn for_build() -> Result<Toolbox> {
        let cache = Cache::open()?;
        let wasm = wasm_target::provide(&cache)?;
        let mut dirs: Vec<PathBuf> = wasm.shim.iter().cloned().collect();
        dirs.extend(cargo_tool::provide(&cache, &bindgen_cli()?)?);
        dirs.extend(npm::wasm_opt(&cache, BINARYEN)?);
        dirs.extend(cargo_tool::provide(&cache, &trunk())?);
        Ok(Toolbox { dirs, wasm })
    }

    /// A program of this box, started so that it finds the others.
    pub fn command(&self, program: &str) -> Command {
        let found = self.dirs.iter().map(|dir| dir.join(executable(program)));
        let program = found.into_iter().find(|file| file.is_file()).unwrap_or_else(|| program.into());
        let mut command = Command::new(program);
        command.env("PATH", self.path());
        command
    }

    /// PATH with the box's folders first.
    fn path(&self) -> OsString {
        let old = std::env::var_os("PATH").unwrap_or_default();
        let dirs = self.dirs.iter().cloned().chain(std::env::split_paths(&old));
        std::env::join_paths(dirs).unwrap_or(old)
    }
}

/// The folder that holds cargo-deny, where it is not on PATH.
pub fn cargo_deny() -> Result<Option<PathBuf>> {
    cargo_tool::provide(&Cache::open()?, &deny())
}

/// The browser that the tests drive, installed where that is possible.
pub fn chromium() -> Result<PathBuf> {
    system::chromium()
}

/// The other browser that they drive.
pub fn firefox() -> Result<PathBuf> {
    system::firefox()
}

/// The program through which wasm-bindgen's own tests drive that browser.
pub fn chromedriver() -> Result<PathBuf> {
    system::chromedriver()
}

/// Whether there is valgrind, installed where that is possible.
pub fn valgrind() -> Result<bool> {
    system::valgrind()
}

/// npm, installed where that is possible.
pub fn npm() -> Result<PathBuf> {
    system::npm()
}

/// Clippy for the compiler that makes wasm.
pub fn wasm_clippy(tools: &Toolbox) -> Result<()> {
    match tools.wasm.shim {
        Some(_) => wasm_target::debian_clippy(),
        None => Ok(()),
    }
}

/// Whether the browser needs `--no-sandbox`: Chromium refuses to start one for root.
pub fn is_root() -> bool {
    system::is_root()
}

/// Brings everything and says where it is.
pub fn command(mut args: lexopt::Parser) -> Result<()> {
    if let Some(arg) = args.next()? {
        return Err(arg.unexpected().into());
    }
    let tools = Toolbox::for_build()?;
    println!("wasm compiler: {}", tools.wasm.described);
    for dir in &tools.dirs {
        println!("tools: {}", dir.display());
    }
    if let Some(dir) = cargo_deny()? {
        println!("tools: {}", dir.display());
    }
    println!("browser: {}", chromium()?.display());
    println!("browser: {}", firefox()?.display());
    Ok(())
}

fn bindgen_cli() -> Result<cargo_tool::CargoTool> {
    Ok(cargo_tool::CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: project::locked_version("wasm-bindgen")?,
        args: &[],
        // wasm-bindgen runs on every build: it is worth its optimisation.
        environment: &[],
        minutes: 4,
    })
}

fn trunk() -> cargo_tool::CargoTool {
    cargo_tool::CargoTool {
        package: "trunk",
        program: "trunk",
        version: TRUNK.to_owned(),
        args: &[],
        environment: QUICKLY_COMPILED,
        minutes: 5,
    }
}

fn deny() -> cargo_tool::CargoTool {
    cargo_tool::CargoTool {
        package: "cargo-deny",
        program: "cargo-deny",
        version: CARGO_DENY.to_owned(),
        args: &[],
        environment: QUICKLY_COMPILED,
        minutes: 5,
    }
}

/// For programs that mostly wait for others: their authors' settings take twice as long to compile.
const QUICKLY_COMPILED: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

/// The per-user folder of tools.
pub struct Cache {
    dir: PathBuf,
}

impl Cache {
    fn open() -> Result<Cache> {
        let dir = match std::env::var_os("ARTICLE_EXPLORER_CACHE") {
            Some(dir) => std::path::absolute(dir)?,
            None => platform_cache()?.join("article-explorer"),
        };
        fs::create_dir_all(&dir).with_context(|| format!("making {}", dir.display()))?;
        Ok(Cache { dir })
    }

    /// The folder `name`, made by `fill` where it is not there yet.
    ///
    /// `fill` writes into a folder that gets its name only when all went well, so that an
    /// interrupted installation starts again.
    fn folder(&self, name: &str, fill: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
        let done = self.dir.join(name);
        if done.is_dir() {
            return Ok(done);
        }
        let _lock = self.lock()?;
        // Another command may have made it while this one waited.
        if done.is_dir() {
            return Ok(done);
        }
        let partial = self.dir.join(format!("{name}.partial"));
        if partial.exists() {
            fs::remove_dir_all(&partial)?;
        }
        fs::create_dir_all(&partial)?;
        fill(&partial)?;
        fs::rename(&partial, &done).with_context(|| format!("giving {} its name", done.display()))?;
        Ok(done)
    }

    fn lock(&self) -> Result<File> {
        let file = File::create(self.dir.join("lock"))?;
        if file.try_lock().is_err() {
            eprintln!("xtask: another command is installing tools; waiting for it");
            file.lock()?;
        }
        Ok(file)
    }
}

fn platform_cache() -> Result<PathBuf> {
    let from = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    let home = || std::env::home_dir().context("no home folder; set ARTICLE_EXPLORER_CACHE");
    Ok(if cfg!(windows) {
        from("LOCALAPPDATA").map_or_else(|| home().map(|dir| dir.join("AppData/Local")), Ok)?
    } else if let Some(dir) = from("XDG_CACHE_HOME") {
        dir
    } else if cfg!(target_os = "macos") {
        home()?.join("Library/Caches")
    } else {
        home()?.join(".cache")
    })
}

/// What a program is called on this platform.
pub fn executable(program: &str) -> String {
    format!("{program}{}", std::env::consts::EXE_SUFFIX)
}

/// Whether the program on PATH says that it is of this version.
fn on_path(program: &str, version: &str) -> bool {
    process::find(program).is_some_and(|file| {
        process::output(Command::new(file).arg("--version"))
            .is_ok_and(|text| text.split_whitespace().any(|word| word == version))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(name: &str) -> Cache {
        let dir = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        Cache { dir }
    }

    #[test]
    fn an_interrupted_installation_starts_again_and_a_finished_one_does_not() {
        let cache = cache("interrupted");
        let failed = cache.folder("tool-1", |dir| {
            fs::write(dir.join("half"), "")?;
            anyhow::bail!("the power went out")
        });
        assert!(failed.is_err());
        assert!(!cache.dir.join("tool-1").exists());
        let made = cache.folder("tool-1", |dir| {
            assert!(!dir.join("half").exists(), "nothing of the first attempt is left");
            Ok(fs::write(dir.join("whole"), "")?)
        });
        assert!(made.unwrap().join("whole").is_file());
        let again = cache.folder("tool-1", |_| anyhow::bail!("it is already there"));
        assert!(again.is_ok());
        fs::remove_dir_all(&cache.dir).unwrap();
    }
}
