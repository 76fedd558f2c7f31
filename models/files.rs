// Every model file, for the programs that carry them inside; the page loads them as one bundle.
[
    ("body.bin", include_bytes!("body.bin").as_slice()),
    ("characters.bin", include_bytes!("characters.bin").as_slice()),
    ("date.bin", include_bytes!("date.bin").as_slice()),
    ("html.bin", include_bytes!("html.bin").as_slice()),
    ("language.bin", include_bytes!("language.bin").as_slice()),
    ("months.txt", include_bytes!("months.txt").as_slice()),
    ("phrases.txt", include_bytes!("phrases.txt").as_slice()),
    ("source.bin", include_bytes!("source.bin").as_slice()),
    ("title.bin", include_bytes!("title.bin").as_slice()),
    ("topics.bin", include_bytes!("topics.bin").as_slice()),
]
