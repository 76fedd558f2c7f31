//! Which compiler makes wasm here?
//!
//! The first way is everybody's: the compiler in use has the `wasm32-unknown-unknown` target, or
//! rustup can add it. Where it can't be downloaded (a locked-down machine that reaches package
//! registries and nothing else), Debian's compiler builds the standard library from its source:
//! there is no prebuilt wasm32 library of that version. Which way it was is remembered in the cache,
//! so that the second run does not knock at closed doors again.
//!
//! The second way is a small program named `cargo` at the front of Trunk's PATH: a build for wasm
//! goes to Debian's cargo, with the switches that only such a build may have, and everything else to
//! the usual one.
//!
//! **Invariant.** The compiler of this program itself, and of the tests, is never changed.

use super::{Cache, system};
use crate::process;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const TARGET: &str = "wasm32-unknown-unknown";
/// `rust-web-llvm` brings a link to a linker that is in a package of its own; see [`linker`].
const DEBIAN: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];
/// Long enough for 20 MB over a slow line.
const RUSTUP_LIMIT: Duration = Duration::from_secs(180);

/// How wasm is compiled.
pub struct WasmTarget {
    /// The folder with a `cargo` that sends wasm builds to another compiler, where one is needed.
    pub shim: Option<PathBuf>,
    /// In words.
    pub described: String,
}

/// Finds or installs a compiler for wasm.
pub fn provide(cache: &Cache) -> Result<WasmTarget> {
    // Named by somebody who wants to try the other way on a machine where the first works.
    let forced = match std::env::var("ARTICLE_EXPLORER_WASM").as_deref() {
        Ok("debian") => true,
        Ok("") | Err(_) => false,
        Ok(other) => bail!("ARTICLE_EXPLORER_WASM may be `debian` or unset, not `{other}`"),
    };
    if !forced && sysroot_has_target() {
        return Ok(usual());
    }
    let remembered = cache.dir.join("wasm-compiler");
    let debian_chosen = fs::read_to_string(&remembered).is_ok_and(|text| text == "debian\n");
    if !(debian_chosen && debian_is_there()) {
        if !forced && process::find("rustup").is_some() {
            eprintln!("xtask: adding the target {TARGET} with rustup; usually half a minute");
            let mut rustup = Command::new("rustup");
            rustup.args(["target", "add", TARGET]);
            if process::succeeds_within(&mut rustup, RUSTUP_LIMIT) && sysroot_has_target() {
                return Ok(usual());
            }
            eprintln!("xtask: rustup could not add it here");
        }
        if !system::is_debian() {
            bail!("no compiler for wasm. Run this, then start again:\n\n    rustup target add {TARGET}\n");
        }
        let time = "half a minute";
        system::provide(DEBIAN, "compiling for wasm with Debian's compiler", time)?;
        system::provide(&[linker()?.as_str()], "linking wasm", time)?;
        if !forced {
            fs::write(&remembered, "debian\n")?;
        }
    }
    Ok(WasmTarget {
        shim: Some(shim(cache)?),
        described: "Debian's, with the standard library built from its source".to_owned(),
    })
}

/// Debian's clippy is a package of its own, which only the tests need.
pub fn debian_clippy() -> Result<()> {
    system::provide(&["rust-web-clippy"], "checking the wasm programs", "ten seconds")
}

fn usual() -> WasmTarget {
    WasmTarget { shim: None, described: "the one in use".to_owned() }
}

fn sysroot_has_target() -> bool {
    process::output(Command::new("rustc").args(["--print", "sysroot"])).is_ok_and(|sysroot| {
        let lib = Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib");
        fs::read_dir(lib).is_ok_and(|files| {
            files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
        })
    })
}

fn debian_is_there() -> bool {
    ["/usr/bin/cargo", "/usr/bin/rustc", "/usr/bin/rust-lld"]
        .iter()
        // `exists` follows links: a link to a linker that is gone does not count.
        .all(|file| Path::new(file).exists())
        && Path::new("/usr/lib/rustlib/src/rust/library/std/Cargo.toml").exists()
}

/// The package of the linker that Debian's compiler links to (`lld-22` for `/usr/bin/rust-lld` ->
/// `lld-22`): its number moves with the compiler.
fn linker() -> Result<String> {
    let link = fs::read_link("/usr/bin/rust-lld").context("rust-web-llvm brought no rust-lld")?;
    let name = link.file_name().map(|name| name.to_string_lossy().into_owned());
    name.filter(|name| name.starts_with("lld-"))
        .with_context(|| format!("rust-lld is a link to {}, not to an lld", link.display()))
}

fn shim(cache: &Cache) -> Result<PathBuf> {
    let dir = cache.dir.join("wasm-compiler-debian");
    let cargo = process::find("cargo").context("no cargo on PATH")?;
    if cargo.starts_with(&dir) {
        // Already under it.
        return Ok(dir);
    }
    let script = shim_script(&cargo);
    let file = dir.join("cargo");
    if fs::read_to_string(&file).is_ok_and(|old| old == script) {
        return Ok(dir);
    }
    fs::create_dir_all(&dir)?;
    // Renamed into place: another command may be running the old one.
    let partial = dir.join(format!("cargo.{}", std::process::id()));
    fs::write(&partial, script)?;
    #[cfg(unix)]
    fs::set_permissions(&partial, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    fs::rename(&partial, &file)?;
    Ok(dir)
}

fn shim_script(cargo: &Path) -> String {
    format!(
        r#"#!/bin/sh
# Written by `cargo xtask`: wasm builds go to Debian's compiler, all else to the usual one.
for argument in "$@"; do
  case "$argument" in
    --target={TARGET}|{TARGET})
      unset CARGO RUSTUP_TOOLCHAIN LD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH
      export PATH="/usr/bin:$PATH" RUSTC=/usr/bin/rustc
      export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort
      exec /usr/bin/cargo "$@" ;;
  esac
done
exec "{}" "$@"
"#,
        cargo.display()
    )
}
