# Sourced after tools/env.sh: sets CHROME and CHROMEDRIVER to a browser and a driver that belong together, or to nothing.

# first <path…>: the first of these that can be run.
first() {
    for candidate in "$@"; do
        if [ -x "$candidate" ]; then echo "$candidate"; return; fi
    done
}

# What setup.sh fetched comes as a pair; the system's own are taken only as a pair too.
fetched_chrome=$(first "$CHROME_HOME"/chrome/*/chrome-*/chrome "$CHROME_HOME"/chrome/*/chrome-*/*.app/Contents/MacOS/*)
fetched_driver=$(first "$CHROME_HOME"/chromedriver/*/chromedriver-*/chromedriver)
if [ -n "${CHROME:-}" ] && [ -n "${CHROMEDRIVER:-}" ]; then
    :
elif [ -n "$fetched_chrome" ] && [ -n "$fetched_driver" ]; then
    CHROME=$fetched_chrome
    CHROMEDRIVER=$fetched_driver
else
    CHROME=$(command -v chromium || command -v google-chrome || command -v google-chrome-stable ||
        first "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium" || true)
    CHROMEDRIVER=$(command -v chromedriver || true)
    # A driver refuses a browser of another milestone.
    if [ -n "$CHROME" ] && [ -n "$CHROMEDRIVER" ]; then
        milestone=$("$CHROME" --version 2>/dev/null | sed -n 's/[^0-9]*\([0-9][0-9]*\)\..*/\1/p' | head -n 1)
        "$CHROMEDRIVER" --version 2>/dev/null | grep -q "ChromeDriver $milestone\." || CHROME=
    fi
fi
export CHROME CHROMEDRIVER
