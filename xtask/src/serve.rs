//! How is `dist/` looked at on this machine?
//!
//! A server of static files for one reader: this machine only, whole files only, no listing. It
//! stands in for GitHub Pages, also under a sub-path, and can send the headers that give benchmarks
//! their finer clocks.
//!
//! **Invariant.** No file outside the folder is ever served.

use crate::build;
use crate::finish::gzip;
use crate::tools::Toolbox;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How many ports to try before giving up.
const PORTS: u16 = 50;

/// What is served, and how.
struct Site {
    dir: PathBuf,
    /// Begins and ends with `/`.
    prefix: String,
    /// Whether to send COOP and COEP.
    isolated: bool,
}

pub fn command(mut args: lexopt::Parser) -> Result<()> {
    let mut options = build::Options::default();
    let mut site = Site { dir: build::dist(), prefix: "/".to_owned(), isolated: false };
    let mut port: u16 = 8080;
    let mut fixed = false;
    let mut build_first = true;
    while let Some(arg) = args.next()? {
        match arg {
            lexopt::Arg::Long("port") => {
                port = args.value()?.to_string_lossy().parse().context("--port wants a number")?;
                fixed = port == 0;
            }
            lexopt::Arg::Long("corpus") => options.corpus = Some(args.value()?.into()),
            lexopt::Arg::Long("dev") => options.dev = true,
            lexopt::Arg::Long("no-build") => build_first = false,
            lexopt::Arg::Long("dir") => site.dir = args.value()?.into(),
            lexopt::Arg::Long("prefix") => {
                let prefix = args.value()?;
                site.prefix = format!("/{}/", prefix.to_string_lossy().trim_matches('/')).replace("//", "/");
            }
            lexopt::Arg::Long("isolated") => site.isolated = true,
            _ => return Err(arg.unexpected().into()),
        }
    }
    if build_first {
        build::run(&Toolbox::for_build()?, &options)?;
    }
    if !site.dir.join("index.html").is_file() {
        bail!("{} holds no page; run `cargo xtask build`", site.dir.display());
    }
    let listener = listen(port, if fixed { 1 } else { PORTS })?;
    let address = listener.local_addr()?;
    // Other programs wait for this line.
    println!("Article Explorer is at http://{address}{} (Ctrl+C stops it)", site.prefix);
    serve(&listener, &Arc::new(site));
    Ok(())
}

fn listen(first: u16, ports: u16) -> Result<TcpListener> {
    for port in (first..).take(ports.into()) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            bound => return bound.with_context(|| format!("listening on port {port}")),
        }
    }
    bail!("ports {first} to {} are taken; choose one with --port", first.saturating_add(ports - 1))
}

fn serve(listener: &TcpListener, site: &Arc<Site>) {
    for stream in listener.incoming().flatten() {
        let site = Arc::clone(site);
        std::thread::spawn(move || {
            // A reader that goes away in the middle is no error of ours.
            let _ = converse(stream, &site);
        });
    }
}

/// Answers the requests of one connection until it is closed.
fn converse(stream: TcpStream, site: &Site) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    // Headers and body are two writes; waiting to join them costs 40 ms each.
    stream.set_nodelay(true)?;
    let mut input = BufReader::new(stream.try_clone()?);
    let mut output = stream;
    loop {
        let mut request = String::new();
        if input.read_line(&mut request)? == 0 {
            return Ok(());
        }
        let mut line = String::new();
        let mut takes_gzip = false;
        while input.read_line(&mut line)? > 2 {
            line.make_ascii_lowercase();
            takes_gzip |= line.strip_prefix("accept-encoding:").is_some_and(|kinds| kinds.contains("gzip"));
            line.clear();
        }
        let mut words = request.split(' ');
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or("/"));
        let mut answer = site.answer(method, target);
        if takes_gzip {
            answer.pack()?;
        }
        output.write_all(answer.head(site.isolated).as_bytes())?;
        if method != "HEAD" {
            output.write_all(&answer.body)?;
        }
    }
}

#[derive(Debug, PartialEq)]
struct Answer {
    status: &'static str,
    kind: &'static str,
    caching: &'static str,
    location: Option<String>,
    packed: bool,
    body: Vec<u8>,
}

impl Answer {
    fn said(status: &'static str) -> Answer {
        Answer {
            status,
            kind: "text/plain; charset=utf-8",
            caching: "no-cache",
            location: None,
            packed: false,
            body: status.into(),
        }
    }

    /// Packs the body as GitHub Pages does, so that the page takes as long to come as it will there.
    fn pack(&mut self) -> Result<()> {
        if self.status == "200 OK" && self.kind != "image/png" {
            self.body = gzip(&self.body)?;
            self.packed = true;
        }
        Ok(())
    }

    fn head(&self, isolated: bool) -> String {
        let mut head = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: {}\r\n\
             X-Content-Type-Options: nosniff\r\n",
            self.status,
            self.kind,
            self.body.len(),
            self.caching
        );
        if let Some(location) = &self.location {
            head.push_str(&format!("Location: {location}\r\n"));
        }
        if self.packed {
            head.push_str("Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n");
        }
        if isolated {
            head.push_str("Cross-Origin-Opener-Policy: same-origin\r\n");
            head.push_str("Cross-Origin-Embedder-Policy: require-corp\r\n");
        }
        head.push_str("\r\n");
        head
    }
}

impl Site {
    fn answer(&self, method: &str, target: &str) -> Answer {
        if method != "GET" && method != "HEAD" {
            return Answer::said("405 Method Not Allowed");
        }
        let path = target.split(['?', '#']).next().unwrap_or("/");
        let Some(name) = path.strip_prefix(&self.prefix) else {
            // `/some/sub/path` means the folder, as it does on GitHub Pages.
            if format!("{path}/") == self.prefix {
                let location = Some(self.prefix.clone());
                return Answer { location, ..Answer::said("301 Moved Permanently") };
            }
            return Answer::said("404 Not Found");
        };
        let name = if name.is_empty() { "index.html" } else { name };
        // Our names need no escapes; and a part that is empty, hidden or `..` is no name of ours.
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        };
        if !name.split('/').all(plain) {
            return Answer::said("404 Not Found");
        }
        match std::fs::read(self.dir.join(name)) {
            Ok(body) => Answer {
                status: "200 OK",
                kind: media_type(Path::new(name)),
                caching: if is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" },
                location: None,
                packed: false,
                body,
            },
            Err(_) => Answer::said("404 Not Found"),
        }
    }
}

fn media_type(name: &Path) -> &'static str {
    match name.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the name holds a hash of the content: 16 hexadecimal digits after the last `-`.
fn is_hashed(name: &str) -> bool {
    name.rsplit_once('-').is_some_and(|(_, rest)| {
        let hash = rest.split('.').next().unwrap_or_default();
        hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(prefix: &str) -> (Site, PathBuf) {
        let dir = std::env::temp_dir().join(format!(
            "xtask-serve-{}-{}",
            prefix.replace('/', "_"),
            std::process::id()
        ));
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("index.html"), "<p>").unwrap();
        std::fs::write(dir.join("page-0123456789abcdef.wasm"), "wasm").unwrap();
        (Site { dir: dir.clone(), prefix: prefix.to_owned(), isolated: false }, dir)
    }

    #[test]
    fn under_a_sub_path_only_the_sub_path_is_there() {
        let (site, dir) = site("/some/sub/path/");
        for (target, status) in [
            ("/some/sub/path/", "200 OK"),
            ("/some/sub/path/?ui=en", "200 OK"),
            ("/some/sub/path/index.html", "200 OK"),
            ("/some/sub/path", "301 Moved Permanently"),
            ("/", "404 Not Found"),
            ("/some/sub/path/none.html", "404 Not Found"),
        ] {
            assert_eq!(site.answer("GET", target).status, status, "{target}");
        }
        assert_eq!(site.answer("POST", "/some/sub/path/").status, "405 Method Not Allowed");
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let (site, dir) = site("/");
        for target in ["/../Cargo.toml", "/..%2fCargo.toml", "//etc/passwd", "/.hidden", "/a//b"] {
            assert_eq!(site.answer("GET", target).status, "404 Not Found", "{target}");
        }
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn only_names_with_a_hash_are_cached_for_ever() {
        let (site, dir) = site("/hashed/");
        let wasm = site.answer("GET", "/hashed/page-0123456789abcdef.wasm");
        assert_eq!(wasm.kind, "application/wasm");
        assert!(wasm.caching.contains("immutable"));
        assert_eq!(site.answer("GET", "/hashed/").caching, "no-cache");
        std::fs::remove_dir_all(dir).unwrap();
    }
}
