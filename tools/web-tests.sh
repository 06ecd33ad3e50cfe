#!/bin/sh
# Runs the tests that need a browser's storage and keys (tests/web.rs) in one.
# Compiled like the development build, so that a failed assertion says where and why.
set -eu
cd "$(dirname "$0")/.."
. tools/env.sh
. tools/browser.sh
wasm_environment dev
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
export WASM_BINDGEN_TEST_TIMEOUT=120 WASM_BINDGEN_TEST_DRIVER_TIMEOUT=30

# The runner takes the browser from a file only.
options=tools/webdriver.json
if [ "$CHROME" != /usr/bin/chromium ]; then
    options=build/webdriver.json
    mkdir -p build
    node -e '
        const options = JSON.parse(require("fs").readFileSync("tools/webdriver.json", "utf8"));
        options["goog:chromeOptions"].binary = process.env.CHROME;
        require("fs").writeFileSync("build/webdriver.json", JSON.stringify(options));
    '
fi
export WASM_BINDGEN_TEST_WEBDRIVER_JSON="$PWD/$options"
exec cargo test --no-default-features --profile web-dev --test web -- "$@"
