#!/bin/sh
# Installs what building (`tools/setup.sh build`) or building and testing (`tools/setup.sh test`) needs; or, besides that, what
# testing in other families of browsers does (`tools/setup.sh engines`).
# Says what it does and why, skips what is there: a second run takes a second.
# Tools go to $LINLI_TOOLS (default ~/.cache/linli/tools), one folder per version; nothing else of yours is changed,
# except for system packages on Debian and its relatives, and rustup's components.
set -eu
cd "$(dirname "$0")/.."
. tools/env.sh

purpose="${1:-build}"
case "$purpose" in build | test | engines) ;; *) echo "usage: tools/setup.sh [build|test|engines]" >&2; exit 2 ;; esac

say() { printf 'set-up: %s\n' "$*"; }
fail() { printf 'set-up: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# bounded <seconds> <command…>: gives up after that time. macOS has no timeout(1).
bounded() {
    limit=$1; shift
    "$@" &
    child=$!
    waited=0
    while kill -0 "$child" 2>/dev/null; do
        if [ "$waited" -ge "$limit" ]; then
            kill "$child" 2>/dev/null || true
            wait "$child" 2>/dev/null || true
            return 124
        fi
        sleep 1
        waited=$((waited + 1))
    done
    wait "$child"
}

# apt <why> <package…>: installs system packages where there is an apt-get; returns 1 where there is none.
apt() {
    why=$1; shift
    have apt-get || return 1
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        have sudo || return 1
        as_root=sudo
    fi
    say "installing $* ($why)"
    if [ -z "${apt_updated:-}" ]; then
        $as_root apt-get update -qq || true
        apt_updated=1
    fi
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# --- What must be there already -------------------------------------------------------------------------------------

have cargo || fail "Rust is missing. Install rustup (https://rustup.rs), then run this again."
have python3 || fail "Python 3 is missing (it serves the site). Install it with your system's package manager or Homebrew."
if ! have node || ! have npm; then
    fail "Node 18 or newer with npm is missing (it finishes the pages). Install it with your system's package manager or Homebrew."
fi
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 18')" = true ] || fail "Node $(node -v) is too old: 18 or newer is needed."

# --- The compiler and the browser's standard library ------------------------------------------------------------------

if have rustup && ! rustc --version 2>/dev/null | grep -q "^rustc $RUST_VERSION " && [ -z "${RUSTUP_TOOLCHAIN:-}" ]; then
    say "fetching Rust $RUST_VERSION (lints and unstable flags differ between versions)"
    if bounded 600 rustup toolchain install "$RUST_VERSION" --profile minimal --component clippy --component rustfmt; then
        export RUSTUP_TOOLCHAIN="$RUST_VERSION"
    else
        say "could not fetch it: going on with $(rustc --version)"
    fi
fi

mkdir -p "$LINLI_TOOLS"
case "$(rust_mode)" in
plain | none)
    # Without a network rustup tries for minutes. It is asked once per tools folder, and 90 seconds at most:
    # both parts together are 30 MB.
    asked="$LINLI_TOOLS/rustup-could-not-fetch"
    if have rustup && [ ! -e "$asked" ]; then
        say "fetching Rust's standard library for browsers, and its source (building it ourselves makes the program a fifth smaller)"
        if ! bounded 90 rustup target add wasm32-unknown-unknown || ! bounded 90 rustup component add rust-src; then
            say "rustup could not fetch them"
            : >"$asked"
        fi
    fi
    ;;
esac
case "$(rust_mode)" in
plain | none)
    # rustc-web is Debian's newer compiler, with a source package beside it; rust-web-llvm brings the wasm linker.
    if have apt-get && apt-cache show rustc-web rust-web-src rust-web-llvm >/dev/null 2>&1 || [ "$(rust_mode)" = none ]; then
        apt "a compiler with its standard library's source" rustc-web rust-web-src rust-web-llvm || true
    fi
    ;;
esac
case "$(rust_mode)" in
none)
    fail "no standard library for wasm32-unknown-unknown. With a network: rustup target add wasm32-unknown-unknown;
on Debian without rustup's servers: apt-get install rustc-web rust-web-src rust-web-llvm."
    ;;
esac

# --- Tools ------------------------------------------------------------------------------------------------------------

# cargo_tool <folder> <binary> <why> <cargo install's arguments…>
cargo_tool() {
    folder=$1; binary=$2; why=$3; shift 3
    [ -x "$folder/bin/$binary" ] && return 0
    say "building $binary ($why): several minutes, once"
    # Built for a few runs a day: compiling it must not take longer than it ever saves.
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        cargo install --quiet --root "$folder" --target-dir "$LINLI_TOOLS/building" "$@"
    rm -rf "$LINLI_TOOLS/building"
}

# npm_tool <folder> <binary> <why> <package@version>
npm_tool() {
    folder=$1; binary=$2; why=$3; package=$4
    [ -x "$folder/node_modules/.bin/$binary" ] && return 0
    say "fetching $package ($why)"
    mkdir -p "$folder"
    npm install --silent --no-audit --no-fund --no-save --prefix "$folder" "$package" >/dev/null
    [ -x "$folder/node_modules/.bin/$binary" ] || fail "$package came without $binary"
}

npm_tool "$BINARYEN_HOME" wasm-opt "wasm-opt makes the programs smaller" "binaryen@$BINARYEN_VERSION"
npm_tool "$ESBUILD_HOME" esbuild "joins style sheets and scripts" "esbuild@$ESBUILD_VERSION"
# 0.2.130's own lock file names a crate that some registries do not have: no --locked.
cargo_tool "$WASM_BINDGEN_HOME" wasm-bindgen "Rust to JavaScript, the version in Cargo.lock" \
    wasm-bindgen-cli --version "$WASM_BINDGEN_VERSION"
cargo_tool "$WASM_SPLIT_HOME" wasm-split-cli "cuts the program, so that a first visit downloads a part of it" \
    wasm_split_cli_support --version "$WASM_SPLIT_VERSION" --locked --features build-binary
cargo_tool "$TRUNK_HOME" trunk "builds the pages" \
    trunk --version "$TRUNK_VERSION" --locked --no-default-features --features rustls

# --- A browser and its driver, for the tests ----------------------------------------------------------------------------

if [ "$purpose" != build ]; then
    if [ ! -f "$AXE_HOME/node_modules/axe-core/axe.min.js" ]; then
        say "fetching axe-core@$AXE_VERSION (accessibility rules for the journeys)"
        mkdir -p "$AXE_HOME"
        npm install --silent --no-audit --no-fund --no-save --prefix "$AXE_HOME" "axe-core@$AXE_VERSION" >/dev/null
    fi
    . tools/browser.sh
    if [ -z "$CHROME" ] || [ -z "$CHROMEDRIVER" ]; then
        # Ubuntu's chromium package only points at a snap, which does not start from scripts: there the download below is taken.
        if have apt-get && apt-cache show chromium-driver >/dev/null 2>&1 && ! grep -qi ubuntu /etc/os-release; then
            apt "the tests' browser, its driver, and a Chinese font for its pictures" chromium chromium-driver fonts-noto-cjk || true
        fi
        . tools/browser.sh
    fi
    if [ -z "$CHROME" ] || [ -z "$CHROMEDRIVER" ]; then
        say "fetching Chrome and its driver (the tests drive a real browser)"
        mkdir -p "$CHROME_HOME"
        npx --yes "@puppeteer/browsers@$PUPPETEER_BROWSERS_VERSION" install "chrome@$CHROME_MILESTONE" --path "$CHROME_HOME" &&
            npx --yes "@puppeteer/browsers@$PUPPETEER_BROWSERS_VERSION" install "chromedriver@$CHROME_MILESTONE" --path "$CHROME_HOME" ||
            fail "no browser. Install Chrome or Chromium and the chromedriver of the same version, or name them in CHROME and CHROMEDRIVER."
        . tools/browser.sh
    fi
    if [ -z "$CHROME" ] || [ -z "$CHROMEDRIVER" ]; then
        fail "no browser. Install Chrome or Chromium and the chromedriver of the same version, or name them in CHROME and CHROMEDRIVER."
    fi
fi

# --- Firefox and WebKitGTK, for `make engines` ---------------------------------------------------------------------------

if [ "$purpose" = engines ]; then
    have firefox-esr || have firefox || apt "a second family of browsers" firefox-esr ||
        fail "no Firefox. Install it, or name it in FIREFOX."
    if ! have WebKitWebDriver || ! have Xvfb; then
        apt "a third family of browsers, and a screen for it" webkit2gtk-driver xvfb ||
            fail "no WebKitWebDriver. It comes with WebKitGTK, on Linux alone: run tools/engines.sh in_firefox elsewhere."
    fi
    cargo_tool "$GECKODRIVER_HOME" geckodriver "drives Firefox" geckodriver --version "$GECKODRIVER_VERSION" --locked
fi

say "ready (standard library: $(rust_mode); tools in $LINLI_TOOLS)"
