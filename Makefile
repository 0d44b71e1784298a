# Run `make` alone to see what there is to do.

SWIFT ?= swift
PREFIX ?= /usr/local
DECK ?= Examples/lighthouse.pptx
FILM ?= demo/lighthouse.mp4
BENCHMARKS ?= engine video edit sync crash faults cuts flight slides tail loss overload speed workload
# Their tests have deadlines on real sockets, so they get the machine for themselves.
SOCKETS := NetworkingTests|GatewayTests|GatewayServerTests|MockUpstreamTests
# They compute over whole decks for a minute, and others would wait too long for a thread beside them.
TRUTHS := AnnotationsTests|AccessibilityTests
SOURCES := $(wildcard Sources Tests Benchmarks Package.swift)

.DEFAULT_GOAL := help
.PHONY: help demo test build release lint format benchmark install clean packages

help:  # What this prints
	@echo "Atelier: a deck in, a narrated film out; a gateway for models. Tasks:"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: packages ## make a film of the example deck, in demo/
	$(SWIFT) build -c release --product atelier
	@mkdir -p $(dir $(FILM))
	.build/release/atelier film $(DECK) -o $(FILM)
	@echo "The film is at $(abspath $(FILM))"

test: packages ## build and run all tests
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --parallel --skip '$(SOCKETS)|$(TRUTHS)'
	$(SWIFT) test --skip-build --parallel --filter '$(TRUTHS)'
	$(SWIFT) test --skip-build --no-parallel --filter '$(SOCKETS)'

build: packages ## build the program for development, in .build/debug
	$(SWIFT) build --product atelier

release: packages ## build the optimised program, .build/release/atelier
	$(SWIFT) build -c release --product atelier

lint: ## check style, layers and file lengths
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)
	scripts/check-layers
	scripts/check-lengths

format: ## rewrite the sources in the project's style
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

benchmark: packages ## time what matters, optimised; each benchmark checks its result first
	ATELIER_BENCHMARKS=1 $(SWIFT) build -c release
	.build/release/atelier-benchmarks $(BENCHMARKS)

install: release ## install the program in PREFIX (/usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 .build/release/atelier $(DESTDIR)$(PREFIX)/bin/atelier

clean: ## remove what was built, and the demo
	rm -rf .build demo

packages: ## install the system packages that are missing
	@scripts/install-packages
	@SWIFT="$(SWIFT)" scripts/check-swift
