// Every model file, for the programs that carry them inside; the page loads them as one bundle.
[("language.bin", include_bytes!("language.bin").as_slice())]
