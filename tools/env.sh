# Sourced, from the repository's root: where the tools are, and how the browser's programs are compiled.
# POSIX sh only: macOS's shell and userland read it too.

. tools/versions.env

LINLI_TOOLS="${LINLI_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/linli/tools}"
# The command-line wasm-bindgen refuses a program made with another version of the crate.
WASM_BINDGEN_VERSION=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock)

TRUNK_HOME="$LINLI_TOOLS/trunk-$TRUNK_VERSION"
WASM_BINDGEN_HOME="$LINLI_TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION"
WASM_SPLIT_HOME="$LINLI_TOOLS/wasm-split-$WASM_SPLIT_VERSION"
BINARYEN_HOME="$LINLI_TOOLS/binaryen-$BINARYEN_VERSION"
ESBUILD_HOME="$LINLI_TOOLS/esbuild-$ESBUILD_VERSION"
GECKODRIVER_HOME="$LINLI_TOOLS/geckodriver-$GECKODRIVER_VERSION"
AXE_HOME="$LINLI_TOOLS/axe-$AXE_VERSION"
CHROME_HOME="$LINLI_TOOLS/chrome-$CHROME_MILESTONE"
PATH="$TRUNK_HOME/bin:$WASM_BINDGEN_HOME/bin:$WASM_SPLIT_HOME/bin:$BINARYEN_HOME/node_modules/.bin:$ESBUILD_HOME/node_modules/.bin:$PATH"
export PATH LINLI_TOOLS

# The pinned compiler, where rustup has it and another one is active: lints and unstable flags differ between versions.
if command -v rustup >/dev/null 2>&1 && ! rustc --version 2>/dev/null | grep -q "^rustc $RUST_VERSION "; then
    if rustup run "$RUST_VERSION" rustc --version >/dev/null 2>&1; then
        export RUSTUP_TOOLCHAIN="$RUST_VERSION"
    fi
fi

# Whether the compiler $1 brings its standard library's source along and is new enough to build it.
has_source() {
    command -v "$1" >/dev/null 2>&1 || return 1
    minor=$("$1" --version 2>/dev/null | sed -n 's/^rustc 1\.\([0-9]*\)\..*/\1/p')
    [ "${minor:-0}" -ge "$(echo "$RUST_VERSION" | cut -d. -f2)" ] || return 1
    [ -f "$("$1" --print sysroot)/lib/rustlib/src/rust/library/std/Cargo.toml" ]
}

# How the browser's standard library is had, best first. LINLI_RUST chooses by hand.
#   source  the active compiler and its own source: the smallest program
#   debian  Debian's compiler and source (packages rustc-web, rust-web-src): the same, where rustup cannot fetch any
#   plain   the ready-made library: nothing more to fetch, a quarter more for residents to download
#   none    nothing yet: run tools/setup.sh
rust_mode() {
    if [ -n "${LINLI_RUST:-}" ]; then echo "$LINLI_RUST"
    elif has_source rustc; then echo source
    elif has_source /usr/bin/rustc; then echo debian
    elif [ -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/wasm32-unknown-unknown/lib" ]; then echo plain
    else echo none
    fi
}

# Sets the environment of cargo and trunk for wasm32. $1 is "release" (panics say nothing: a quarter smaller) or "dev".
# Called in a subshell of its own, never around a native build: another compiler would rebuild everything.
wasm_environment() {
    mode=$(rust_mode)
    case "$mode" in
    debian)
        # Debian's packages leave the linker to another one; rustup's compiler always brings it.
        if ! command -v rust-lld >/dev/null 2>&1; then
            CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$(rustc --print target-libdir)/../bin/rust-lld
            export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER
        fi
        export RUSTC=/usr/bin/rustc
        ;;
    none)
        echo "No standard library for wasm32-unknown-unknown: run tools/setup.sh build first." >&2
        return 1
        ;;
    esac
    # Apart from the native target folder, so that neither waits for the other's lock.
    export CARGO_TARGET_DIR=target/wasm
    export CARGO_BUILD_TARGET=wasm32-unknown-unknown
    # Where the program is cut into parts (tools/divide.mjs) the linker's relocations are needed.
    rust_flags="-Clink-arg=--emit-relocs"
    # Views of one type instead of one type for each view: an eighth less to download, and quicker to compile.
    [ "$1" = release ] && rust_flags="$rust_flags --cfg erase_components"
    if [ "$mode" != plain ]; then
        # Building the standard library is not stable yet; this lets a stable compiler do it.
        export RUSTC_BOOTSTRAP=1
        export CARGO_UNSTABLE_BUILD_STD=std,panic_abort
        if [ "$1" = release ]; then
            export CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
            rust_flags="$rust_flags -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none"
        fi
    fi
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$rust_flags"
}
