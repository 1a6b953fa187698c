import ArgumentParser

// What parses them needs no ArgumentParser, so that a fuzzer builds it alone.

extension ListOfNumbers: ExpressibleByArgument {}

extension TimeSpan: ExpressibleByArgument {
    var defaultValueDescription: String { description }
}
