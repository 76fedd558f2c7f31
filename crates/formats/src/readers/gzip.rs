//! gzip: one file, packed. Several members behind each other are one file, as `gzip` itself has it.

use super::{Format, Opened, Reader, Step};
use crate::input::{Counted, Input};
use crate::reading::Place;
use flate2::read::MultiGzDecoder;

pub const FORMAT: Format = Format {
    name: "a gzip archive",
    extensions: &["gz", "tgz", "gzip"],
    begins: |head, _| head.starts_with(&[0x1f, 0x8b, 8]),
    open,
};

fn open(input: Input, place: &Place) -> Opened {
    let meter = input.meter();
    let (packed, count) = Counted::new(input.into_read());
    let input = Input::unpacked(MultiGzDecoder::new(packed), count, meter);
    let named = place.name.rsplit('/').next().unwrap_or_default();
    let bare = named.rsplit_once('.').map_or(named, |(bare, _)| bare);
    let (name, is_tar) = match place.extension().as_str() {
        "gz" | "gzip" => (bare.to_owned(), bare.to_ascii_lowercase().ends_with(".tar")),
        "tgz" => (format!("{bare}.tar"), true),
        // A name that does not say so: what is inside has none of its own.
        _ => ("content".to_owned(), false),
    };
    let path = place.path.clone();
    // A packed tar is one archive to whoever made it.
    Ok(Box::new(Gzip(Some(Step::Member { path, name: Some(name), input, inside: !is_tar }))))
}

struct Gzip(Option<Step>);

impl Reader for Gzip {
    fn next(&mut self) -> Option<Step> {
        self.0.take()
    }

    fn is_archive(&self) -> bool {
        true
    }
}
