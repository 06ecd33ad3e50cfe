# Every target sets itself up on a fresh machine; tools/setup.sh says what it installs and why.
.POSIX:
.PHONY: serve test dist dev size sample site lint unit web journeys clean

PORT = 8080
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

lint:
	$(WITH_TOOLS) cargo fmt --check
	$(WITH_TOOLS) cargo clippy --all-targets -- -D warnings
	$(WITH_TOOLS) cargo clippy --test journeys -- -D warnings

# Everything that needs no browser.
unit:
	$(WITH_TOOLS) cargo test

# Storage and keys, in a real browser.
web:
	@tools/web-tests.sh

# People with browsers of their own, on a plain server under a sub-path.
journeys:
	@tools/setup.sh test
	@tools/build.sh release
	@tools/journeys.sh $(ONLY)

clean:
	rm -rf build dist target
