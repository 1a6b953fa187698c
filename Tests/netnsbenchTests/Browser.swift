import Foundation

/// A real browser without a window, spoken to by its DevTools protocol through two pipes.
///
/// `--remote-debugging-pipe`: messages are JSON, each ended by a NUL, on the browser's descriptors 3 and 4.
/// https://chromedevtools.github.io/devtools-protocol/
final class Browser {
    /// Why there is none; nil where there is one.
    static var missing: String? {
        FileManager.default.isExecutableFile(atPath: program)
            ? nil : "there is no \(program): it is in the Debian package chromium"
    }

    private static let program = "/usr/bin/chromium"

    /// Every event so far.
    private(set) var events: [[String: Any]] = []
    private let process = Process()
    private let folder: URL
    private let requests: FileHandle
    private let answers: FileHandle
    private var buffer = Data()
    private var last = 0
    private var session: String?

    struct Failure: Error { let message: String }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "netnsbench-browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (to, from) = (folder.appendingPathComponent("to").path, folder.appendingPathComponent("from").path)
        guard mkfifo(to, 0o600) == 0, mkfifo(from, 0o600) == 0 else { throw Failure(message: "no pipes") }
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let words = [
            Self.program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-extensions", "--hide-scrollbars", "--remote-debugging-pipe",
            "--user-data-dir=\(folder.path)/profile", "about:blank",
        ]
        process.arguments = ["-c", "exec \"$@\" 3<'\(to)' 4>'\(from)'", "sh"] + words
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // In the order in which the shell opens them.
        guard let writing = FileHandle(forWritingAtPath: to), let reading = FileHandle(forReadingAtPath: from) else {
            throw Failure(message: "the browser did not open its pipes")
        }
        requests = writing
        answers = reading
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Opens a page of its own.
    func open(_ url: URL) throws {
        let target = try ask("Target.createTarget", ["url": "about:blank"])
        let attached = try ask("Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
        session = attached["sessionId"] as? String
        for domain in ["Page", "Runtime", "Log", "Network"] { try ask("\(domain).enable") }
        try ask("Page.navigate", ["url": url.absoluteString])
        while !events.contains(where: { $0["method"] as? String == "Page.loadEventFired" }) { try receive() }
    }

    /// The value of an expression, promises awaited.
    func value(_ expression: String) throws -> Any? {
        let result = try ask(
            "Runtime.evaluate", ["expression": expression, "returnByValue": true, "awaitPromise": true])
        if let thrown = result["exceptionDetails"] { throw Failure(message: "\(expression): \(thrown)") }
        return (result["result"] as? [String: Any])?["value"]
    }

    /// What a page of that width shows, from top to bottom, as PNG.
    func screenshot(width: Int, dark: Bool = false) throws -> Data {
        try resize(width, dark: dark)
        let height = (try value("document.documentElement.scrollHeight") as? Int) ?? 1000
        let shot = try ask(
            "Page.captureScreenshot",
            [
                "captureBeyondViewport": true,
                "clip": ["x": 0, "y": 0, "width": width, "height": min(height, 8000), "scale": 1],
            ])
        return Data(base64Encoded: shot["data"] as? String ?? "") ?? Data()
    }

    func resize(_ width: Int, dark: Bool = false) throws {
        try ask(
            "Emulation.setDeviceMetricsOverride",
            ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600])
        try ask(
            "Emulation.setEmulatedMedia",
            ["features": [["name": "prefers-color-scheme", "value": dark ? "dark" : "light"]]])
    }

    /// The page as it is printed.
    func pdf() throws -> Data {
        let printed = try ask("Page.printToPDF", ["printBackground": true])
        return Data(base64Encoded: printed["data"] as? String ?? "") ?? Data()
    }

    /// Errors that the page wrote or threw.
    var errors: [String] {
        events.compactMap { event in
            let parameters = event["params"] as? [String: Any] ?? [:]
            switch event["method"] as? String {
            case "Runtime.exceptionThrown": return "\(parameters)"
            case "Runtime.consoleAPICalled" where parameters["type"] as? String == "error": return "\(parameters)"
            case "Log.entryAdded": return "\(parameters["entry"] ?? "")"
            default: return nil
            }
        }
    }

    /// What the page asked for that is not in its own file.
    var requestsOutside: [String] {
        events.compactMap { event in
            guard event["method"] as? String == "Network.requestWillBeSent",
                let request = (event["params"] as? [String: Any])?["request"] as? [String: Any]
            else { return nil }
            return request["url"] as? String
        }.filter { !$0.hasPrefix("data:") && !$0.hasPrefix("file:") }
    }

    @discardableResult
    private func ask(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        last += 1
        let number = last
        var message: [String: Any] = ["id": number, "method": method, "params": parameters]
        if let session { message["sessionId"] = session }
        try requests.write(contentsOf: JSONSerialization.data(withJSONObject: message) + [0])
        while true {
            let answer = try receive()
            guard answer["id"] as? Int == number else { continue }
            if let error = answer["error"] { throw Failure(message: "\(method): \(error)") }
            return answer["result"] as? [String: Any] ?? [:]
        }
    }

    /// The next message; an event is kept.
    @discardableResult
    private func receive() throws -> [String: Any] {
        while true {
            if let end = buffer.firstIndex(of: 0) {
                let message = buffer[buffer.startIndex..<end]
                buffer = Data(buffer[(end + 1)...])
                guard let object = try JSONSerialization.jsonObject(with: message) as? [String: Any] else { continue }
                if object["id"] == nil { events.append(object) }
                return object
            }
            // What there is: FileHandle would wait for all that was asked for.
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(answers.fileDescriptor, &piece, piece.count)
            guard count > 0 else { throw Failure(message: "the browser ended") }
            buffer.append(contentsOf: piece[..<count])
        }
    }
}
