/// A value of a JSON text, with what Google Benchmark writes besides: numbers that are none.
enum JSONValue: Equatable {
    case null
    case flag(Bool)
    /// May be infinite or no number.
    case number(Double)
    case text(String)
    case list([JSONValue])
    /// The members in their order.
    case object([JSONMember])

    /// The last member of that name, as most readers take it; nil where this is no object or has none.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text of a string.
    var text: String? { if case .text(let text) = self { text } else { nil } }
    /// The value of a number.
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    /// The value of a truth value.
    var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
}

/// One member of a JSON object.
struct JSONMember: Equatable {
    let name: String
    let value: JSONValue
}
