//! The formats are what `docs/formats.md` says: a second program, written from it in another language and on another
//! implementation of every cipher, reads the published test vectors.
#![cfg(not(target_arch = "wasm32"))]

use std::process::Command;

#[test]
fn a_second_program_reads_the_vectors() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats/open.mjs");
    let run = Command::new("node").arg(script).output().expect("Node 20 or later is needed on the PATH");
    let (said, complained) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{said}{complained}");
    assert!(said.starts_with("10 slips"), "{said}");
}
