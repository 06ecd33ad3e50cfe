//! Writes the sample centre's folder.

fn main() {}
