//! Names the protocol's own text, so that a page and an engine that do not understand each other say so.

fn main() {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=build.rs");
    let source = ["lib", "importing", "additions", "flat", "order"]
        .map(|file| {
            std::fs::read_to_string(format!("src/{file}.rs"))
                .expect("the protocol's source lies beside this file")
        })
        .concat();
    // FNV-1a, 64 bit; line ends differ between checkouts and mean nothing.
    let hash = source.bytes().filter(|&byte| byte != b'\r').fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    println!("cargo::rustc-env=EXPLORER_PROTOCOL_HASH={hash:016x}");
}
