import ArgumentParser

/// Prints the manual page, for `make install`.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Prints the manual page, in the macros of man(7).", shouldDisplay: false)

    func run() throws {
        print(ManualPage(tool: try ToolDescription.ofThisProgram()).text, terminator: "")
    }
}
