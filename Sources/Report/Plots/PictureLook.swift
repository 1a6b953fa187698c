/// Colour, marker and dash: those of a variant are the same in all pictures and tables.
public struct PictureLook: Sendable, Equatable {
    /// As `#RRGGBB`.
    public let colour: String
    /// A character that looks like the marker, for tables.
    public let glyph: String
    let marker: Int
    let dash: Int

    /// Okabe and Ito's colours without the yellow, which is hard to see on white.
    ///
    /// M. Okabe and K. Ito, "Color Universal Design" (2008), jfly.uni-koeln.de/color.
    private static let colours = ["#000000", "#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00", "#CC79A7"]
    /// gnuplot's markers, those that differ most first.
    private static let markers = [
        (7, "●"), (5, "■"), (9, "▲"), (11, "▼"), (13, "◆"), (4, "□"), (6, "○"), (8, "△"), (10, "▽"), (12, "◇"),
        (1, "+"),
        (2, "×"), (3, "✳"), (14, "⬠"),
    ]

    /// The look of the `index`-th variant: a second round of colours is dashed, and a second round of markers has other colours.
    public init(index: Int) {
        colour = Self.colours[(index + index / Self.markers.count) % Self.colours.count]
        (marker, glyph) = Self.markers[index % Self.markers.count]
        dash = 1 + index / Self.colours.count
    }

    private init(colour: String, dash: Int) { (self.colour, glyph, marker, self.dash) = (colour, "", 0, dash) }

    /// Of a line that nobody measured, a bound.
    public static let reference = PictureLook(colour: "#999999", dash: 2)

    /// Of what was fitted to that variant's points.
    var withoutMarker: PictureLook { PictureLook(colour: colour, dash: 3) }

    var hasMarker: Bool { marker > 0 }

    var line: String { "lc rgb '\(colour)' pt \(marker) dt \(dash) lw 1.6 ps 0.8" }
}

/// Who has which look.
public struct PictureLooks: Sendable {
    private let names: [String]

    /// - Parameter names: in the order of the table of variants, so that a variant has its look whatever was measured.
    public init(_ names: [String]) { self.names = names }

    /// The looks of those: others than the known ones come after them.
    public func looks(of present: [String]) -> [String: PictureLook] {
        let all = names + present.filter { !names.contains($0) }.sorted()
        return Dictionary(
            present.compactMap { name in all.firstIndex(of: name).map { (name, PictureLook(index: $0)) } },
            uniquingKeysWith: { first, _ in first })
    }
}
