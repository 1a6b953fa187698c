/// The manual, in the macros of man(7): from what `--help` says, so that the two cannot differ.
struct ManualPage {
    let tool: ToolDescription

    /// The page.
    var text: String {
        let command = tool.command
        let lines =
            [
                ".TH \(Self.escaped(command.commandName).uppercased()) 1 \"\" netnsbench \"User Commands\"",
                ".SH NAME", Self.escaped("\(command.commandName) - \(command.abstract ?? "")"), ".SH SYNOPSIS",
            ]
            + verbs.map { ".B \(Self.quoted(synopsis($0)))\n.br" } + [".SH DESCRIPTION"]
            + prose(command.discussion) + options(command) + [".SH COMMANDS"] + verbs.flatMap(section)
            + [
                ".SH ENVIRONMENT", ".TP\n.B NO_COLOR", "Where it is not empty, nothing is coloured.",
                ".TP\n.B CLICOLOR_FORCE",
                "Where it is neither empty nor 0, words are coloured even where no terminal is.",
                ".TP\n.B COLUMNS", "The width that tables are folded to, in place of the terminal's.",
            ]
        return lines.joined(separator: "\n") + "\n"
    }

    private var verbs: [ToolDescription.Command] {
        (tool.command.subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
    }

    private func synopsis(_ verb: ToolDescription.Command) -> String {
        let arguments = shown(verb)
        let positional = arguments.filter { $0.kind == "positional" }.map { argument in
            let name = "<\(argument.valueName ?? "value")>\(argument.isRepeating ? " ..." : "")"
            if argument.parsingStrategy == "postTerminator" { return "[-- \(name)]" }
            return argument.isOptional ? "[\(name)]" : name
        }
        let options = arguments.contains { $0.kind != "positional" } ? ["[options]"] : []
        return ([tool.command.commandName, verb.commandName] + options + positional).joined(separator: " ")
    }

    private func section(_ verb: ToolDescription.Command) -> [String] {
        [".SS \(Self.quoted(synopsis(verb)))", Self.escaped(verb.abstract ?? "")] + prose(verb.discussion)
            + options(verb)
    }

    private func shown(_ command: ToolDescription.Command) -> [ToolDescription.Argument] {
        (command.arguments ?? []).filter { $0.shouldDisplay != false }
    }

    /// What stands before the arguments, and each with its meaning; groups keep their titles.
    private func options(_ command: ToolDescription.Command) -> [String] {
        let arguments = shown(command).filter { argument in
            !(argument.names ?? []).contains { ["help", "version"].contains($0.name) }
                || command.commandName == tool.command.commandName
        }
        var lines: [String] = []
        var title: String?
        for argument in arguments {
            if argument.sectionTitle != title {
                title = argument.sectionTitle
                lines += [".PP", ".I \(Self.quoted(title ?? "Other"))"]
            }
            let isRequired = argument.kind == "option" && !argument.isOptional
            let standard = argument.defaultValue.map { " Default: \($0)." } ?? (isRequired ? " Required." : "")
            lines += [".TP", ".B \(Self.quoted(label(argument)))", Self.escaped((argument.abstract ?? "") + standard)]
        }
        return lines
    }

    private func label(_ argument: ToolDescription.Argument) -> String {
        let value = "<\(argument.valueName ?? "value")>"
        guard argument.kind != "positional" else { return value }
        let names = (argument.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }
        return names.joined(separator: ", ") + (argument.kind == "option" ? " \(value)" : "")
    }

    /// Paragraphs filled, and what is indented, the examples, as it is.
    private func prose(_ text: String?) -> [String] {
        var lines: [String] = []
        var isExample = false
        for line in (text ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
            let isIndented = line.hasPrefix("  ")
            if isIndented != isExample { lines += isIndented ? [".PP", ".nf", ".RS"] : [".RE", ".fi"] }
            isExample = isIndented
            lines.append(line.isEmpty ? ".PP" : Self.escaped(isIndented ? String(line.dropFirst(2)) : String(line)))
        }
        if isExample { lines += [".RE", ".fi"] }
        return lines.isEmpty ? [] : [".PP"] + lines
    }

    /// Text as troff takes it for text.
    static func escaped(_ text: String) -> String {
        let plain = text.split(separator: "\n").joined(separator: " ").replacing("\\", with: "\\e").replacing(
            "-", with: "\\-"
        )
        .replacing("'", with: "\\(aq").replacing("`", with: "\\(ga")
        return plain.hasPrefix(".") ? "\\&" + plain : plain
    }

    /// An argument of a macro.
    static func quoted(_ text: String) -> String { "\"\(escaped(text).replacing("\"", with: "\\(dq"))\"" }
}
