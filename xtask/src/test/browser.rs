//! How are the browser tests run?
//!
//! The tests are node's, in `tests/browser/`; this brings their packages, the browser and the native
//! program, and says in the environment where all that is:
//!
//! | variable | holds |
//! | --- | --- |
//! | `CHROME` | the browser's program |
//! | `CHROME_NO_SANDBOX` | `1` where the browser must run without its sandbox (as root) |
//! | `DIST` | the built page |
//! | `EXPLORER` | the native `explorer` program |
//! | `XTASK` | this program, to serve pages with |

use crate::{build, process, project, tools};
use anyhow::{Result, ensure};
use std::ffi::OsString;
use std::process::Command;

pub fn check(args: &[OsString]) -> Result<()> {
    let tests = project::root().join("tests/browser");
    ensure!(tests.join("package.json").is_file(), "no package.json in {}", tests.display());
    ensure!(build::dist().join("article-explorer.html").is_file(), "dist/ holds no complete page");
    tools::browser_test_packages(&tests)?;
    let chrome = tools::chromium()?;
    process::run(
        Command::new("cargo")
            .args(["build", "--quiet", "--locked", "--release", "--package", "explorer-cli"])
            .current_dir(project::root()),
    )?;
    let explorer = project::target()?.join("release").join(tools::executable("explorer"));
    let mut command = Command::new(tools::npm()?);
    command.args(["run", "--silent", "test"]);
    if !args.is_empty() {
        command.arg("--").args(args);
    }
    process::run(
        command
            .current_dir(&tests)
            .env("CHROME", chrome)
            .env("CHROME_NO_SANDBOX", if tools::is_root() { "1" } else { "" })
            .env("DIST", build::dist())
            .env("EXPLORER", explorer)
            .env("XTASK", std::env::current_exe()?),
    )
}
