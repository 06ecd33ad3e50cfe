# Every target sets itself up on a fresh machine; tools/setup.sh says what it installs and why.
.POSIX:
.PHONY: serve test dist dev size sample site lint unit agree nightly bench web journeys engines clean

PORT = 8080
# How many months the two programs that give places compare; how many histories the properties see at night.
N = 100000
HISTORIES = 1000000
# Native commands: the pinned compiler and the tools' folder.
WITH_TOOLS = . tools/env.sh &&

# Build and serve the sample centre.
serve: site
	@tools/serve.sh build/site $(PORT)

# Everything, in the order in which mistakes are cheapest to learn.
test:
	@tools/setup.sh test
	$(MAKE) lint
	$(MAKE) unit
	$(MAKE) site size
	$(MAKE) web
	$(MAKE) journeys

# The program, ready to copy to any host beside a centre's folder.
dist:
	@tools/setup.sh build
	@tools/build.sh release

# The same with readable panics and quick rebuilds, into build/dev.
dev:
	@tools/setup.sh build
	@tools/build.sh dev

# The sample centre's folder, with months around today. In the tests' profile: compiled once for both.
sample:
	@mkdir -p build/centre
	$(WITH_TOOLS) cargo run --quiet --profile test --bin sample -- build/centre

# Program and sample centre together, as they lie on a host.
site: dist sample
	@rm -rf build/site && mkdir -p build/site
	@cp -R dist/. build/site && cp -R build/centre/. build/site

# What a resident's first visit downloads, against its budget.
size:
	@node tools/size.mjs

# Figures to read, not tests: how long placing a month takes, from 1,000 slips to 100,000; how long the checks take while a
# session of a year of 2,000 is dragged; and the month's page for
# measuring beside other calendars (docs/calendar-bench.md), into build/bench.
bench:
	$(WITH_TOOLS) cargo bench --bench placement --bench planning --bench ledger --bench finding
	@tools/setup.sh build
	@tools/bench.sh

lint:
	$(WITH_TOOLS) cargo fmt --check
	$(WITH_TOOLS) cargo clippy --all-targets -- -D warnings
	$(WITH_TOOLS) cargo clippy --test journeys --test engines -- -D warnings

# Everything that needs no browser.
unit:
	$(WITH_TOOLS) cargo test

# Two programs in two languages place the same N random months; `make unit` compares 2,000.
agree:
	$(WITH_TOOLS) MONTHS=$(N) cargo test --lib a_second_program -- --nocapture

# What holds in every history, over very many of them; `make unit` looks at 10,000.
nightly:
	$(WITH_TOOLS) PROPTEST_CASES=$(HISTORIES) cargo test --lib placement::tests::properties

# Storage and keys, in a real browser.
web:
	@tools/web-tests.sh

# People with browsers of their own, on a plain server under a sub-path.
journeys: sample
	@tools/setup.sh test
	@tools/build.sh release
	@tools/journeys.sh $(ONLY)

# The calendar's journeys in Firefox and in WebKitGTK: not among `make test`, whose set-up they would double.
engines: sample
	@tools/setup.sh engines
	@tools/build.sh release
	@tools/engines.sh

clean:
	rm -rf build dist target
