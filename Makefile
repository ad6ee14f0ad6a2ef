# Hanse's commands. Everything beyond these few is a chore: `cargo xtask help`.

# Outside the checkout, so that every checkout on the machine shares what is built.
export CARGO_TARGET_DIR ?= $(HOME)/.cache/hanse/target

.DEFAULT_GOAL := help
.PHONY: help run test bench soak fmt console pictures tools node

help: ## Show this.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: tools console ## Build Hanse and start it with the demo company; prints its address and an API key.
	cargo build --release --locked --package hanse
	"$(CARGO_TARGET_DIR)/release/hanse" demo --serve

console: node ## Build the console, which the program then carries inside.
	@cmp -s console/package-lock.json console/node_modules/.installed 2>/dev/null || { \
		cd console && npm ci --prefer-offline --no-audit --no-fund --loglevel=error && cp package-lock.json node_modules/.installed; }
	cd console && npm run --silent build

pictures: console ## A picture of every screen of the console, in console/pictures/.
	cargo build --locked --package hanse
	cd console && npm run --silent pictures

test: tools node ## Everything a change must pass: lints, laws, licences and all tests, on SQLite and PostgreSQL.
	cargo xtask setup
	cargo xtask ci

bench: tools ## The figures, with full durability on both engines: a table, and rows in bench/results/ (BENCH="races --seconds 5").
	cargo xtask setup
	cargo build --release --locked --package hanse
	"$(CARGO_TARGET_DIR)/release/hanse" bench $(BENCH)

soak: tools ## Simulated trade under faults, a month of a thousand seeds, then a year of some (SEEDS=20 DAYS=365); 54 crashes under load.
	cargo xtask setup
	CRASHES=18 EXAMPLES=50 cargo xtask with-postgres -- cargo test --release --locked --package hanse --test all -- crash:: schema::
	cargo build --release --locked --package hanse
	"$(CARGO_TARGET_DIR)/release/hanse" simulate --seeds 1000 --days 30
	"$(CARGO_TARGET_DIR)/release/hanse" simulate --seeds $(SEEDS) --days $(DAYS)

# The oldest Rust that builds Hanse, as Cargo.toml says.
RUST := $(shell sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)

SEEDS ?= 20
DAYS ?= 365

fmt: ## Format the code.
	cargo fmt --all

# What building the console needs.
node:
	@command -v npm >/dev/null || { \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			apt-get update -q && apt-get install -q -y --no-install-recommends nodejs npm; \
		else \
			echo "Node is missing (20.19 or newer, with npm). On Debian: sudo apt-get install nodejs npm"; exit 1; \
		fi; }
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' || { \
		echo "Node 20.19 or newer is needed; here is $$(node --version)."; exit 1; }

# What building needs: cargo, and a C compiler for the embedded database.
tools:
	@command -v cargo >/dev/null || { \
		if [ -x "$${CARGO_HOME:-$$HOME/.cargo}/bin/cargo" ]; then \
			echo "cargo is in $${CARGO_HOME:-$$HOME/.cargo}/bin, which is not on the search path:"; \
			echo "    . \"$${CARGO_HOME:-$$HOME/.cargo}/env\"        and run make again."; \
		else \
			echo "Hanse is built with cargo, Rust's builder ($(RUST) or newer), which is not on this machine."; \
			echo "Install it with rustup (https://rustup.rs):"; \
			echo "    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y && . \"\$$HOME/.cargo/env\""; \
			echo "and run make again. (Debian 13: apt-get install rustup && rustup default stable.)"; \
		fi; exit 1; }
	@found=$$(cargo --version | cut -d' ' -f2); \
	if [ "$$(printf '%s\n%s\n' "$(RUST)" "$$found" | sort -V | head -n 1)" != "$(RUST)" ]; then \
		echo "cargo is $$found here, and Hanse needs $(RUST) or newer: rustup update, then run make again."; exit 1; fi
	@command -v cc >/dev/null || { \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			apt-get update -q && apt-get install -q -y --no-install-recommends gcc libc6-dev; \
		else \
			echo "A C compiler is missing. On Debian: sudo apt-get install gcc libc6-dev"; exit 1; \
		fi; }
