#!/bin/sh
# Builds the site's program: `tools/build.sh release` into dist/, `tools/build.sh dev` (panics say where and why) into
# build/dev/. Does nothing while no source is newer than the last build.
set -eu
cd "$(dirname "$0")/.."
. tools/env.sh

profile="${1:-release}"
case "$profile" in
release) to=dist; flags=--release; cargo_flags=--release; compiled=release; finish= ;;
dev) to=build/dev; flags="--cargo-profile web-dev"; cargo_flags="--profile web-dev"; compiled=web-dev; finish=--quick ;;
*) echo "usage: tools/build.sh [release|dev]" >&2; exit 2 ;;
esac

stamp="build/$profile.stamp"
if [ -e "$stamp" ] && [ -d "$to" ] &&
    [ -z "$(find Cargo.toml Cargo.lock Trunk.toml index.html organize.html src style public tools -newer "$stamp" | head -n 1)" ]; then
    echo "build: $to is up to date"
    exit 0
fi
mkdir -p build
touch "build/$profile.started"

(
    wasm_environment "$profile"
    echo "build: compiling the programs ($profile, standard library: $(rust_mode)); the first time takes minutes"
    for page in index.html:linli organize.html:organize; do
        trunk --log "${TRUNK_LOG:-warn}" build "${page%%:*}" --dist "build/trunk-$profile/${page##*:}" $flags
    done
    # A worker has no page that trunk could build.
    cargo build --quiet --bin workbook $cargo_flags
)
node tools/finish.mjs --from "target/wasm/wasm32-unknown-unknown/$compiled" --work "build/parts-$profile" --to "$to" $finish
# The time of the start: what was saved while we compiled counts as newer.
mv "build/$profile.started" "$stamp"
echo "build: $to is ready"
