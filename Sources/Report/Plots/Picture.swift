/// One file: panels side by side, with one legend.
public struct Picture: Sendable {
    /// What it shows.
    public var title: String
    /// The panels.
    public var panels: [PicturePanel]
    /// Lines of the legend.
    public var legendRows: Int
    /// Its height in pixels; it is 700 wide.
    public var height: Int

    /// A picture.
    public init(title: String, panels: [PicturePanel], legendRows: Int = 4, height: Int = 520) {
        self.title = title
        self.panels = panels
        self.legendRows = legendRows
        self.height = height
    }
}

/// One set of axes.
public struct PicturePanel: Sendable {
    /// What it shows, under the picture's title.
    public var title: String
    /// What the axes are, with their units.
    public var x: String, y: String
    /// The lines.
    public var series: [PictureSeries]
    /// Which axes are logarithmic: x, y, xy or none.
    public var logarithmic: String
    /// Names in place of numbers on the x axis, at 0, 1, ...
    public var names: [String]
    /// More of gnuplot's commands, before it is drawn: never a text of a file.
    public var more: String

    /// A panel.
    public init(
        title: String, x: String, y: String, series: [PictureSeries], logarithmic: String = "xy", names: [String] = [],
        more: String = ""
    ) {
        self.title = title
        self.x = x
        self.y = y
        self.series = series
        self.logarithmic = logarithmic
        self.names = names
        self.more = more
    }
}

/// One line of a picture: a name, a look, and points.
public struct PictureSeries: Sendable {
    /// Its name in the legend; empty leaves it out.
    public let name: String
    /// Which variant's look it has.
    public let look: PictureLook
    /// Where it goes.
    public let points: [PicturePoint]

    /// A series.
    public init(name: String, look: PictureLook, points: [PicturePoint]) {
        self.name = name
        self.look = look
        self.points = points
    }

    /// A series whose points have no intervals.
    public init(name: String, look: PictureLook, points: [(x: Double, y: Double)]) {
        self.init(name: name, look: look, points: points.map { PicturePoint(x: $0.x, y: $0.y) })
    }
}

/// A point and how far its interval reaches.
public struct PicturePoint: Sendable, Equatable {
    /// Where it is.
    public let x: Double, y: Double
    /// The ends of the interval of y; y where there is none.
    public let low: Double, high: Double

    /// A point.
    public init(x: Double, y: Double, low: Double? = nil, high: Double? = nil) {
        self.x = x
        self.y = y
        self.low = low ?? y
        self.high = high ?? y
    }
}
