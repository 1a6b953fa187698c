// swift-tools-version: 6.2
import PackageDescription

// The rule of the house: every warning is an error, in C and in Swift.
let warnings: [CSetting] = [
    .enableWarning("all"),
    .enableWarning("extra"),
    .enableWarning("thread-safety"),
    .enableWarning("thread-safety-beta"),
    .treatAllWarnings(as: .error),
]
let cSettings: [CSetting] =
    warnings + [
        // Checkers (perturbation points, the lock-order graph) exist in debug and test builds only.
        .define("NET_DEBUG", .when(configuration: .debug)),
        // liburcu's inlined read side, which our licence (LGPL-2.1-or-later) allows.
        .define("_LGPL_SOURCE", .when(configuration: .release)),
    ]
let flavours: [LinkerSetting] = [
    .linkedLibrary("urcu-memb"), .linkedLibrary("urcu-mb"), .linkedLibrary("urcu-qsbr"), .linkedLibrary("urcu-bp"),
]
/// The kinds of rtnl lock beside pthread's, the default: the model is compiled once more for each (net_instance.h).
let locks = ["Adaptive", "Ticket", "MCS"]
let lockInstances: [Target] = locks.map { kind in
    .target(
        name: "CNetLock\(kind)", dependencies: ["CLibURCU"], path: "CSupport/CNetLocks/\(kind.lowercased())",
        cSettings: cSettings + [
            .define("NET_RTNL_LOCK", to: "NET_RTNL_LOCK_\(kind.uppercased())"),
            .define("_GNU_SOURCE", to: ""),  // for the adaptive mutex
            .headerSearchPath("model"), .headerSearchPath("model/variants"),
        ])
}
let swiftSettings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    // An asynchronous function runs where its caller does (SE-0461): the program has one task.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "netnsbench",
    products: [
        .executable(name: "netnsbench", targets: ["netnsbench"]),
        .executable(name: "nettorture", targets: ["nettorture"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/ordo-one/TextTable", from: "0.0.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Everything that is C or C++.
        .systemLibrary(
            name: "CLibURCU", path: "CSupport/CLibURCU", pkgConfig: "liburcu-memb",
            providers: [.apt(["liburcu-dev"])]),
        .systemLibrary(
            name: "CLibBenchmark", path: "CSupport/CLibBenchmark", pkgConfig: "benchmark",
            providers: [.apt(["libbenchmark-dev"])]),
        .target(
            name: "CNetNamespace", dependencies: ["CLibURCU"], path: "CSupport/CNetNamespace",
            cSettings: cSettings + [.headerSearchPath("."), .headerSearchPath("variants")],
            linkerSettings: flavours),
        // The model once more, with its checkers, and what tortures it: a program in C alone (docs/proving.md).
        .executableTarget(
            name: "nettorture", dependencies: ["CLibURCU"], path: "CSupport/CNetTorture",
            cSettings: warnings + [
                .define("NET_DEBUG"), .headerSearchPath("model"), .headerSearchPath("model/variants"),
                .headerSearchPath("platform/include"),
            ], linkerSettings: flavours),
        // The running kernel, by system calls and rtnetlink: Linux only, as all of this is.
        .target(
            name: "CKernelBackend", path: "CSupport/CKernelBackend",
            cSettings: cSettings + [.headerSearchPath(".")]),
        .target(name: "CPlatform", path: "CSupport/CPlatform", cSettings: cSettings),
        .target(
            name: "CBenchmarkShim", dependencies: ["CLibBenchmark"], path: "CSupport/CBenchmarkShim",
            cxxSettings: [
                .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
            ],
            linkerSettings: [.linkedLibrary("benchmark"), .linkedLibrary("pthread")]),

        // Rooms that build without any C.
        .target(name: "Statistics", swiftSettings: swiftSettings),
        .target(name: "BenchmarkResults", swiftSettings: swiftSettings),
        .target(
            name: "Comparing", dependencies: ["BenchmarkResults", "Statistics"], swiftSettings: swiftSettings),
        .target(
            name: "Report",
            dependencies: [
                "BenchmarkResults", "Comparing", "Statistics", .product(name: "TextTable", package: "TextTable"),
                .product(name: "Mustache", package: "swift-mustache"),
            ], swiftSettings: swiftSettings),
        .target(name: "Bridges", dependencies: ["BenchmarkResults"], swiftSettings: swiftSettings),

        // Measuring.
        .target(
            name: "NetNamespace",
            dependencies: ["CNetNamespace"] + locks.map { .byName(name: "CNetLock\($0)") }, swiftSettings: swiftSettings
        ),
        .target(
            name: "BenchmarkEngine",
            dependencies: [
                "CBenchmarkShim", "CPlatform", "BenchmarkResults", "Statistics",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ], swiftSettings: swiftSettings),
        .target(
            name: "KernelBackend", dependencies: ["CKernelBackend", "BenchmarkEngine", "BenchmarkResults"],
            swiftSettings: swiftSettings),
        .target(
            name: "Campaigns",
            dependencies: [
                "CPlatform", "BenchmarkResults",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], swiftSettings: swiftSettings),
        .target(
            name: "NetNamespaceBenchmarks",
            dependencies: ["BenchmarkEngine", "NetNamespace", "BenchmarkResults", "Statistics"],
            path: "Benchmarks", swiftSettings: swiftSettings),
        .target(name: "Torture", dependencies: ["Campaigns"], swiftSettings: swiftSettings),
        .executableTarget(
            name: "netnsbench",
            dependencies: [
                "NetNamespaceBenchmarks", "KernelBackend", "Campaigns", "Comparing", "Report", "Bridges", "Torture",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: swiftSettings),

        // Tests mirror Sources, CSupport and Benchmarks.
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics"], resources: [.copy("Fixtures")]),
        .testTarget(name: "BenchmarkResultsTests", dependencies: ["BenchmarkResults"]),
        .target(name: "TestSupport", dependencies: ["BenchmarkResults"], path: "Tests/TestSupport"),
        .testTarget(name: "ComparingTests", dependencies: ["Comparing", "TestSupport"]),
        .testTarget(name: "ReportTests", dependencies: ["Report", "TestSupport"]),
        .testTarget(name: "BridgesTests", dependencies: ["Bridges", "BenchmarkResults"]),
        .testTarget(name: "BenchmarkEngineTests", dependencies: ["BenchmarkEngine"]),
        .testTarget(name: "NetNamespaceTests", dependencies: ["NetNamespace", "CNetNamespace"]),
        .testTarget(
            name: "BenchmarksTests", dependencies: ["NetNamespaceBenchmarks", "BenchmarkEngine", "BenchmarkResults"]),
        .testTarget(name: "KernelBackendTests", dependencies: ["KernelBackend", "CKernelBackend"]),
        .testTarget(name: "CampaignsTests", dependencies: ["Campaigns"]),
        .testTarget(name: "TortureTests", dependencies: ["Torture"]),
        .testTarget(
            name: "netnsbenchTests",
            dependencies: ["netnsbench", "NetNamespace", "BenchmarkResults", "Comparing", "TestSupport"],
            exclude: ["Golden"]),
        // What the fuzzers check, checked on what they have kept.
        .testTarget(
            name: "FuzzTests", dependencies: ["BenchmarkResults", "Bridges", "Comparing", "netnsbench"],
            path: "Tests/Fuzz",
            exclude: ["Entries", "Stubs", "corpus", "dictionaries", "fuzz.sh", "seeds"]),
    ] + lockInstances,
    cLanguageStandard: .gnu11,
    cxxLanguageStandard: .cxx17
)
