//! What comes from the operating system's packages, and how?
//!
//! On Debian, as root, packages are installed; elsewhere the one line to run is printed and the
//! command stops. Versions are the distribution's: they move with security updates, and older ones
//! vanish.

use crate::process;
use anyhow::{Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Whether this is Debian or one of its children.
pub fn is_debian() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    release
        .lines()
        .any(|line| (line.starts_with("ID=") || line.starts_with("ID_LIKE=")) && line.contains("debian"))
        && process::find("apt-get").is_some()
}

/// Whether this process may install packages.
pub fn is_root() -> bool {
    cfg!(unix) && process::output(Command::new("id").arg("-u")).is_ok_and(|text| text.trim() == "0")
}

/// Makes sure that Debian packages are installed.
pub fn provide(packages: &[&str], why: &str, usual: &str) -> Result<()> {
    let missing: Vec<&str> = packages.iter().copied().filter(|name| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !is_root() {
        bail!(
            "{why} needs system packages. Run this, then start again:\n\n    sudo apt-get install -y --no-install-recommends {list}\n"
        );
    }
    eprintln!("xtask: installing {list} ({why}); usually {usual}");
    // Package lists of a fresh image are empty or point at versions that are gone.
    process::output(Command::new("apt-get").args(["update", "-qq"]))?;
    process::output(
        Command::new("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(&missing)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )?;
    Ok(())
}

fn installed(package: &str) -> bool {
    process::output(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]))
        .is_ok_and(|status| status.trim() == "installed")
}

/// npm, and with it node.
pub fn npm() -> Result<PathBuf> {
    if let (Some(npm), Some(_)) = (process::find("npm"), process::find("node")) {
        return Ok(npm);
    }
    if is_debian() {
        provide(&["nodejs", "npm"], "fetching from npm", "one minute")?;
    }
    match process::find("npm") {
        Some(npm) => Ok(npm),
        None => bail!("node and npm are needed: install Node.js 20 or newer (nodejs.org)"),
    }
}

/// Whether there is valgrind. It is on few machines but Linux ones, and only figures of speed need it.
pub fn valgrind() -> Result<bool> {
    if process::find("valgrind").is_none() && is_debian() && is_root() {
        provide(&["valgrind"], "counting instructions", "half a minute")?;
    }
    Ok(process::find("valgrind").is_some())
}

/// The Chromium to test with: `CHROME` where it is set, else one that is installed.
pub fn chromium() -> Result<PathBuf> {
    if let Some(chrome) = std::env::var_os("CHROME") {
        return Ok(chrome.into());
    }
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    if is_debian() {
        provide(&["chromium"], "testing in a real browser", "one minute")?;
    }
    match find_chromium() {
        Some(found) => Ok(found),
        None => bail!("no Chromium or Chrome found: install one, or set CHROME to its program"),
    }
}

/// The Firefox to test with: `FIREFOX` where it is set, else one that is installed.
pub fn firefox() -> Result<PathBuf> {
    if let Some(firefox) = std::env::var_os("FIREFOX") {
        return Ok(firefox.into());
    }
    let find = || {
        ["firefox-esr", "firefox"].iter().find_map(|name| process::find(name)).or_else(|| {
            Some(PathBuf::from("/Applications/Firefox.app/Contents/MacOS/firefox"))
                .filter(|file| file.is_file())
        })
    };
    if find().is_none() && is_debian() {
        provide(&["firefox-esr"], "testing in a second browser", "one minute")?;
    }
    match find() {
        Some(found) => Ok(found),
        None => bail!("no Firefox found: install one, or set FIREFOX to its program"),
    }
}

/// ChromeDriver: `CHROMEDRIVER` where it is set, else one that is installed.
pub fn chromedriver() -> Result<PathBuf> {
    if let Some(driver) = std::env::var_os("CHROMEDRIVER") {
        return Ok(driver.into());
    }
    if process::find("chromedriver").is_none() && is_debian() {
        provide(&["chromium-driver"], "testing wasm in a browser", "half a minute")?;
    }
    match process::find("chromedriver") {
        Some(found) => Ok(found),
        None => bail!("no ChromeDriver found: install one, or set CHROMEDRIVER to its program"),
    }
}

fn find_chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    names.iter().find_map(|name| process::find(name)).or_else(|| {
        [
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "C:/Program Files/Google/Chrome/Application/chrome.exe",
        ]
        .iter()
        .map(PathBuf::from)
        .find(|file| file.is_file())
    })
}
