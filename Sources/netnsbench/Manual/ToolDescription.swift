import Foundation

/// The command line as ArgumentParser describes it to programs (`--experimental-dump-help`), as far as a manual needs it.
struct ToolDescription: Decodable {
    struct Command: Decodable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let shouldDisplay: Bool?
        let subcommands: [Command]?
        let arguments: [Argument]?
    }

    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }

        let kind: String
        let shouldDisplay: Bool?
        let sectionTitle: String?
        let isOptional: Bool
        let isRepeating: Bool
        let parsingStrategy: String?
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let abstract: String?
    }

    let command: Command

    /// This program's.
    static func ofThisProgram() throws -> ToolDescription {
        do {
            _ = try NetnsBench.parseAsRoot(["--experimental-dump-help"])
        } catch {
            let json = NetnsBench.fullMessage(for: error)
            if let description = try? JSONDecoder().decode(ToolDescription.self, from: Data(json.utf8)) {
                return description
            }
        }
        throw ProgramFailure.failed(
            "the command line cannot be described: ArgumentParser says something else than it did")
    }
}
