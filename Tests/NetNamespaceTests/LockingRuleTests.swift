import Foundation
import NetNamespace
import Testing

/// The seed's rule, checked by the compiler: small wrong programs must be rejected, each for its own reason.
@Suite struct LockingRuleTests {
    struct Program: Sendable, CustomTestStringConvertible {
        let name: String
        let body: String
        /// What the compiler must say; nil for a program that is right.
        let complaint: String?
        var testDescription: String { name }
    }

    static let programs = [
        Program(
            name: "walk under rtnl", body: "rtnl_lock(); for_each_net(net) visits++; __rtnl_unlock();", complaint: nil),
        Program(
            name: "walk under net_mutex", body: "net_mutex_lock(); for_each_net(net) visits++; net_mutex_unlock();",
            complaint: nil),
        Program(
            name: "change under both",
            body: "net_mutex_lock(); rtnl_lock(); net_list_add(net); __rtnl_unlock(); net_mutex_unlock();",
            complaint: nil),
        Program(
            name: "walk without a lock", body: "for_each_net(net) visits++;",
            complaint: "requires holding role 'net_list_stable'"),
        Program(
            name: "change under one lock", body: "rtnl_lock(); net_list_add(net); __rtnl_unlock();",
            complaint: "requires holding mutex 'net_mutex' exclusively"),
        Program(
            name: "wrong order",
            body: "rtnl_lock(); net_mutex_lock(); net_mutex_unlock(); __rtnl_unlock();",
            complaint: "mutex 'net_mutex' must be acquired before 'rtnl_mutex'"),
        Program(
            name: "leaked lock", body: "rtnl_lock(); if (visits) return; __rtnl_unlock();",
            complaint: "mutex 'rtnl_mutex' is not held on every path"),
        Program(
            name: "the rule before the seed: rtnl does not protect the walk",
            body: "rtnl_lock(); for_each_net(net) visits++; __rtnl_unlock();",
            complaint: "requires holding role 'net_list_stable'"),
    ]

    /// With each kind of lock behind rtnl.
    @Test(arguments: programs, RtnlLock.locks)
    func theCompilerKnowsTheRule(_ program: Program, _ lock: RtnlLock) throws {
        let model = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../CSupport/CNetNamespace").standardized.path
        let source = FileManager.default.temporaryDirectory
            .appendingPathComponent("locking-rule-\(UUID().uuidString).c")
        defer { try? FileManager.default.removeItem(at: source) }
        let oldRule = program.name.contains("before the seed") ? "#define NET_RULES_LIST_MUTEX\n" : ""
        try """
        \(oldRule)#include "net_internal.h"
        void program(struct net *net, int visits);
        void program(struct net *net, int visits) { \(program.body) (void)net; (void)visits; }
        """.write(to: source, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["clang", "-std=gnu11", "-fsyntax-only", "-Wall", "-Wextra", "-Wthread-safety", "-Wthread-safety-beta"]
            + ["-Werror", "-D_GNU_SOURCE=", "-DNET_RTNL_LOCK=NET_RTNL_LOCK_\(lock.rawValue.uppercased())"]
            + ["-I", model, source.path]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let output = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            .replacingOccurrences(of: "_\(lock.rawValue)'", with: "'")  // the names of that instance
        process.waitUntilExit()
        if let complaint = program.complaint {
            #expect(process.terminationStatus != 0)
            #expect(output.contains(complaint), "\(output)")
        } else {
            #expect(process.terminationStatus == 0, "\(output)")
        }
    }
}
