import ArgumentParser

/// `netnsbench study`: the tool held against its own promises; behind targets of the Makefile.
struct StudyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "study", abstract: "Holds the tool itself against its promises.", shouldDisplay: false,
        subcommands: [
            StudyAACommand.self, StudyPowerCommand.self, StudyCompareCommand.self, StudyMutantsCommand.self,
            StudyShapesCommand.self,
        ])
}
