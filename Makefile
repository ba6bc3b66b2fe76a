# Two doors for a fresh machine. Both install what is missing and say what they cannot install.
.PHONY: run test setup

setup:
	@scripts/setup

run: setup
	@npm run --silent build
	@exec node --enable-source-maps dist/src/main.js

test: setup
	@scripts/setup-tests
	@npm run --silent check
