# Two commands: `make demo` leaves a dossier to look at, `make test` runs everything that CI runs.
.PHONY: demo test
demo:
	@scripts/demo
test:
	@scripts/check
