//! What makes the page open without a network, and installable?
//!
//! A service worker (`offline.js`) that keeps the files of its build, and a manifest. **Invariant.** The worker's text
//! names the build and the files of it that every visitor needs, so a browser sees at once that there is a new one, and never mixes two.

use super::Parts;

/// The service worker's file. Its name must stay the same, for browsers ask for it again by that name.
pub const WORKER: &str = "offline.js";
/// The manifest's file.
pub const MANIFEST: &str = "app.webmanifest";

/// The service worker of this build.
pub fn worker(parts: &Parts) -> String {
    // What imports is kept when somebody adds files: nobody else pays for it.
    let later = parts.for_files().map(|asset| &asset.name);
    let kept = parts.files().filter(|asset| !later.contains(&&asset.name));
    let mut names: Vec<&str> = kept.map(|asset| asset.name.as_str()).collect();
    names.extend(["icon.svg", MANIFEST, "notices.txt"]);
    include_str!("offline.js")
        .replace("%build%", &parts.build)
        .replace("%files%", &serde_json::json!(names).to_string())
}

/// The manifest: everything in it is relative to the page, wherever that stands.
pub fn manifest() -> String {
    let manifest = serde_json::json!({
        "name": "Article Explorer",
        "short_name": "Articles",
        "description": "Search, filter and read a folder of scraped articles in the browser. Nothing is uploaded.",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#faf8f3",
        "theme_color": "#faf8f3",
        "icons": [{ "src": "./icon.svg", "type": "image/svg+xml", "sizes": "any", "purpose": "any" }],
    });
    format!("{manifest:#}\n")
}
