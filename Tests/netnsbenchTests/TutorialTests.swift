import Foundation
import Testing

/// The chapter of docs/variants.md that writes a variant: its code is built and tortured, wrong and mended.
@Suite struct TutorialTests {
    private static let page = ProgramUnderTest.root.appendingPathComponent("docs/variants.md")

    /// The blocks of C on the page, in order: the variant, its row, what mends it.
    private func blocks() throws -> [String] {
        try String(contentsOf: Self.page, encoding: .utf8).components(separatedBy: "```c\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    @Test func theVariantIsRefutedAndMended() throws {
        let blocks = try blocks()
        try #require(blocks.count == 3)
        let wrong = try #require(blocks[0].split(separator: "\n").first { $0.contains("get_net(net);") })
        try ProgramUnderTest.inFolder { folder in
            let support = folder.appendingPathComponent("CSupport")
            try FileManager.default.copyItem(at: ProgramUnderTest.root.appendingPathComponent("CSupport"), to: support)
            let variants = support.appendingPathComponent("CNetNamespace/variants")
            let table = variants.appendingPathComponent("variant_list.h")
            try (String(contentsOf: table, encoding: .utf8) + blocks[1]).write(
                to: table, atomically: true, encoding: .utf8)
            let file = variants.appendingPathComponent("list_rwlock.c")

            try blocks[0].write(to: file, atomically: true, encoding: .utf8)
            let refuted = try torture(support, in: folder)
            #expect(refuted.status == 1)
            #expect(refuted.output.contains(/broken\tI3\tserial/), "\(refuted.output)")

            try blocks[0].replacingOccurrences(of: wrong, with: blocks[2])
                .write(to: file, atomically: true, encoding: .utf8)
            let mended = try torture(support, in: folder)
            #expect(mended.status == 0, "\(mended.output)\n\(mended.errors)")
            #expect(mended.output.hasSuffix("done\n"))
        }
    }

    /// Builds `nettorture` from the copy and tortures the new variant for a second.
    private func torture(_ support: URL, in folder: URL) throws -> Outcome {
        let program = folder.appendingPathComponent("nettorture").path
        let sources = "CNetTorture/*.c CNetNamespace/*.c CNetNamespace/variants/*.c CPlatform/stacks.c"
        let flags =
            "-std=gnu11 -g -O1 -DNET_DEBUG -Wall -Wextra -Wthread-safety -Wthread-safety-beta -Werror "
            + "-ICNetNamespace -ICNetNamespace/variants -ICPlatform/include"
        let libraries = "-lurcu-memb -lurcu-mb -lurcu-qsbr -lurcu-bp -lpthread"
        let build = ProgramUnderTest.process(["-c", "clang \(flags) \(sources) -o \(program) \(libraries)"])
        build.executableURL = URL(fileURLWithPath: "/bin/sh")
        build.currentDirectoryURL = support
        let built = try ProgramUnderTest.outcome(of: build)
        try #require(built.status == 0, "\(built.errors)")
        let process = ProgramUnderTest.process(["--variant", "list_rwlock", "--seconds", "1"])
        process.executableURL = URL(fileURLWithPath: program)
        return try ProgramUnderTest.outcome(of: process)
    }
}
