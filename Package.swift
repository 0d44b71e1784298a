// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A module of ours: `floor` is the folder below `Sources`, and so what it may import (only downwards).
func module(_ name: String, floor: String, needs dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(floor)/\(name)", swiftSettings: settings)
}

func tests(
    of name: String, needs dependencies: [Target.Dependency] = [], excluding excluded: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name), "TestKit"] + dependencies,
        path: "Tests/\(name)Tests", exclude: excluded, swiftSettings: settings)
}

/// A C library that the system provides.
func native(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/Native/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

/// Swift's own libraries become part of an optimised program on Linux: it starts in half the time, a request needs an
/// eighth less of it, and it runs where no Swift is installed. (The flag alone leaves out what Foundation is made of.)
let standalone: [LinkerSetting] =
    [.unsafeFlags(["-static-stdlib"], .when(platforms: [.linux], configuration: .release))]
    + [
        "Foundation", "CoreFoundation", "FoundationInternationalization", "FoundationEssentials",
        "_FoundationCollections", "_FoundationCShims", "_FoundationICU", "stdc++",
    ].map { .linkedLibrary($0, .when(platforms: [.linux], configuration: .release)) }

/// Benchmarks are built when asked for only: `ATELIER_BENCHMARKS=1 swift run -c release atelier-benchmarks`.
let benchmarks: [Target] =
    Context.environment["ATELIER_BENCHMARKS"] == nil
    ? []
    : [
        .executableTarget(
            name: "atelier-benchmarks",
            dependencies: [
                "GatewayServer", "MockUpstream", "Gateway", "Networking", "HTTPMessages", "JSON", "Resilience",
                "Telemetry", "Annotations", "Accessibility",
                nioCore, nioPosix, "Films", "Decks", "Speech", "StepEngine", "MediaTools", "Caching", "Essentials",
            ],
            path: "Benchmarks", exclude: ["Gateway/embeddings_server.py", "Annotations/verify_deck.py"],
            swiftSettings: settings)
    ]

let package = Package(
    name: "atelier",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "atelier", targets: ["atelier"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        // App
        .executableTarget(
            name: "atelier",
            dependencies: [
                "GatewayServer", "LocalVoices", "MockUpstream", "Gateway", "Networking", "HTTPMessages", "JSON",
                "Resilience", "Telemetry", "Annotations", "Accessibility", "Films", "Decks", "Speech", "StepEngine",
                "MediaTools", "Caching", "Essentials", nioCore, nioPosix,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/App/atelier", swiftSettings: settings, linkerSettings: standalone),

        module(
            "GatewayServer", floor: "App",
            needs: [
                "Gateway", "Networking", "HTTPMessages", "JSON", "Resilience", "Telemetry", "Essentials", nioCore,
                nioPosix,
            ]),
        module(
            "LocalVoices", floor: "App",
            needs: ["Gateway", "Speech", "MediaTools", "JSON", "Resilience", "Essentials"]),
        module(
            "MockUpstream", floor: "App",
            needs: [
                "Gateway", "Networking", "HTTPMessages", "JSON", "Resilience", "Essentials", nioCore, nioPosix,
                .product(name: "Yams", package: "Yams"),
            ]),

        // Studios
        module(
            "Films", floor: "Studios",
            needs: ["Decks", "Speech", "StepEngine", "MediaTools", "Caching", "Essentials"]),
        module(
            "Annotations", floor: "Studios",
            needs: [
                "Accessibility", "Decks", "Gateway", "Networking", "HTTPMessages", "HTMLPages", "Resilience", "JSON",
                "StepEngine", "MediaTools", "Essentials",
            ]),
        module(
            "Accessibility", floor: "Studios",
            needs: ["Decks", "StepEngine", "MediaTools", "HTMLPages", "JSON", "Essentials"]),
        module(
            "Decks", floor: "Studios",
            needs: ["StepEngine", "MediaTools", "Essentials", "CZlib", "CLibXML2"]),

        // Core
        module("Speech", floor: "Core", needs: ["StepEngine", "MediaTools", "Essentials", "CLoudness", "CResample"]),
        module("StepEngine", floor: "Core", needs: ["Caching", "Essentials"]),

        module(
            "Gateway", floor: "Core",
            needs: [
                "Networking", "Telemetry", "Resilience", "Caching", "HTTPMessages", "JSON", "Essentials", "CCrypto",
                nioCore, nioPosix, .product(name: "Yams", package: "Yams"),
            ]),

        // Base
        module(
            "Networking", floor: "Base",
            needs: [
                "HTTPMessages", "Essentials", nioCore, nioPosix, .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        module("Resilience", floor: "Base", needs: ["Essentials"]),
        module("Telemetry", floor: "Base", needs: ["Essentials"]),
        module("HTTPMessages", floor: "Base", needs: ["Essentials"]),
        module("HTMLPages", floor: "Base"),
        module("JSON", floor: "Base", needs: ["Essentials"]),
        module(
            "MediaTools", floor: "Base",
            needs: [
                "Essentials", "CVips",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        module("Caching", floor: "Base", needs: ["Essentials", .product(name: "GRDB", package: "GRDB.swift")]),
        module("Essentials", floor: "Base", needs: ["CCrypto"]),

        // Native
        // Finds libvips when the first picture is read: see its header.
        .target(
            name: "CVips", path: "Sources/Native/CVips",
            linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        native("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        native("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        native("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        native("CLoudness", pkgConfig: "libebur128", apt: "libebur128-dev"),
        native("CResample", pkgConfig: "soxr", apt: "libsoxr-dev"),

        // Tests
        .target(
            name: "TestKit", dependencies: ["Resilience", "Essentials"], path: "Tests/TestKit", swiftSettings: settings),
        tests(of: "Essentials"),
        tests(of: "JSON", needs: ["Essentials"]),
        tests(of: "HTTPMessages"),
        tests(of: "HTMLPages"),
        tests(of: "Resilience", needs: ["Essentials"]),
        tests(of: "Telemetry"),
        tests(
            of: "Networking",
            needs: [
                "HTTPMessages", "Essentials", nioCore, nioPosix, .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        tests(
            of: "Gateway",
            needs: ["Networking", "HTTPMessages", "JSON", "Resilience", "Telemetry", "Caching", "Essentials", nioPosix]),
        tests(
            of: "GatewayServer",
            needs: [
                "MockUpstream", "Gateway", "Networking", "HTTPMessages", "JSON", "Resilience", "Telemetry",
                "Essentials",
                nioCore, nioPosix,
            ], excluding: ["Resources"]),
        tests(
            of: "LocalVoices",
            needs: [
                "GatewayServer", "Gateway", "Networking", "HTTPMessages", "Speech", "MediaTools", "JSON", "Resilience",
                "Essentials",
                nioPosix,
            ]),
        tests(
            of: "MockUpstream",
            needs: ["Gateway", "Networking", "HTTPMessages", "JSON", "Resilience", "Essentials", nioCore, nioPosix]),
        tests(of: "Caching"),
        tests(of: "MediaTools", needs: ["Essentials"]),
        tests(of: "StepEngine", needs: ["Caching", "Essentials"]),
        tests(of: "Speech", needs: ["StepEngine", "MediaTools", "Essentials"]),
        tests(of: "Decks", needs: ["StepEngine", "MediaTools", "Essentials"]),
        tests(of: "Accessibility", needs: ["Decks", "StepEngine", "MediaTools", "Caching", "JSON", "Essentials"]),
        tests(
            of: "Annotations",
            needs: [
                "Accessibility", "Decks", "Gateway", "Networking", "HTTPMessages", "HTMLPages", "Resilience", "JSON",
                "StepEngine", "MediaTools", "Caching", "Essentials", nioPosix,
            ]),
        tests(of: "Films", needs: ["Decks", "Speech", "StepEngine", "MediaTools", "Caching", "Essentials"]),
        .testTarget(
            name: "AtelierTests", dependencies: ["atelier", "TestKit"], path: "Tests/AtelierTests",
            swiftSettings: settings),
    ] + benchmarks
)
