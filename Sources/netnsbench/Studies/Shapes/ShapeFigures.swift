import BenchmarkResults
import Foundation
import NetNamespace
import Report
import Statistics

/// The pictures of the seven shapes.
struct ShapeFigures {
    let plan: ShapePlan
    let rows: ShapeRows

    /// Draws those of which there are figures, shape-1.svg to shape-7.svg.
    func draw(in folder: String) throws {
        guard Gnuplot.isThere else {
            writeToStandardError("no pictures: there is no gnuplot; it is in the Debian package gnuplot-nox\n")
            return
        }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ProgramFailure.failed("\(folder): cannot be made: \(error.localizedDescription)")
        }
        for (number, picture) in pictures.enumerated() where picture.panels.allSatisfy({ !$0.series.isEmpty }) {
            let path = "\(folder)/shape-\(number + 1).svg"
            do {
                try picture.drawn(.svg).write(to: URL(fileURLWithPath: path), options: .atomic)
            } catch {
                throw ProgramFailure.failed("\(path): \(error)")
            }
        }
    }

    /// All seven.
    var pictures: [Picture] { [idle, drain, storm, destroy, create, lockers, readers] }

    // MARK: The pictures

    private var idle: Picture {
        let series = ShapeVariants.all.map { variant in
            line(
                variant,
                plan.lengths.map {
                    (
                        Double($0),
                        middle(
                            "idle", "ns_per_op",
                            ["scenario": "rtnl_unlock", "variant": variant.name, "namespaces": "\($0)"])
                    )
                })
        }
        let bare = middle("idle", "ns_per_op", ["scenario": "mutex_pair"])
        let floor = PictureSeries(
            name: "bare mutex", look: look("unlocked"),
            points: plan.lengths.compactMap { length in bare.map { (Double(length), $0) } })
        return Picture(
            title: "What walks the list pays for every namespace at every unlock; the others pay nothing",
            panels: [
                PicturePanel(title: "", x: "namespaces N", y: "idle rtnl_unlock, ns", series: shown(series + [floor]))
            ])
    }

    private var drain: Picture {
        let draining = ShapeVariants.walking + ShapeVariants.queueing
        func time(_ variant: Variant, _ namespaces: Int, _ pending: Int) -> Double? {
            middle(
                "drain", "ns_per_op",
                [
                    "scenario": "rtnl_unlock", "variant": variant.name, "namespaces": "\(namespaces)",
                    "pending": "\(pending)",
                ])
        }
        // Short drains are measured in another way, and are not of this line.
        let few = plan.mostlyIdle
        return Picture(
            title: "Restarting makes a drain quadratic; a queue of the pending makes it independent of N",
            panels: [
                PicturePanel(
                    title: "all N pending", x: "namespaces N", y: "drain, ns",
                    series: shown(
                        draining.map { variant in line(variant, plan.full.map { (Double($0), time(variant, $0, $0)) }) }
                    )),
                PicturePanel(
                    title: "\(plan.fewPending) pending", x: "namespaces N", y: "",
                    series: shown(
                        draining.map { variant in
                            line(variant, few.map { (Double($0), time(variant, $0, plan.fewPending)) })
                        })),
            ])
    }

    private var storm: Picture {
        func each(
            _ variant: Variant, _ figure: (ResultRow) -> Double?, _ summary: ([Double]) -> Double?
        ) -> PictureSeries {
            line(
                variant,
                plan.storms.map { window in
                    let rows = rows.rows(ShapePlan.storm(window), ["variant": variant.name, "shape": "storm"])
                    return (Double(window), summary(rows.compactMap(figure)))
                })
        }
        func longest(_ row: ResultRow) -> Double? {
            [row.number("service_max_ns"), row.number("censored_age_ns")].compactMap { $0 }.max().map { $0 / 1e6 }
        }
        let draining = ShapeVariants.walking + ShapeVariants.queueing
        let (first, last) = (plan.storms.min() ?? 1, plan.storms.max() ?? 1)
        let more =
            "set format '%g'; set xtics (\(plan.storms.map(String.init).joined(separator: ", "))); "
            + "set xrange [\(Double(first) * 0.7):\(Double(last) * 1.4)]"
        return Picture(
            title: "In a storm the seed's unlock begins again and again; the others never do",
            panels: [
                PicturePanel(
                    title: "of all windows", x: "window, ms", y: "most restarts of one unlock",
                    series: shown(draining.map { each($0, { $0.number("restarts_max") }, { $0.max() }) }),
                    logarithmic: "x", more: more + "; set yrange [-1:*]"),
                PicturePanel(
                    title: "median of windows, preemption in it", x: "window, ms", y: "longest unlock seen, ms",
                    series: shown(draining.map { each($0, longest, { median($0) }) }), more: more),
            ])
    }

    private var destroy: Picture {
        let series = ["rcu_memb", "rcu_batch"].compactMap(Variant.named).map { variant in
            line(
                variant,
                plan.batches.map { batch in
                    (
                        Double(batch),
                        middle("destroy", "ns_per_op", ["variant": variant.name, "batch": "\(batch)"]).map { 1e9 / $0 }
                    )
                })
        }
        return Picture(
            title: "One grace period for a batch: the more die at once, the more a batch gains",
            panels: [
                PicturePanel(
                    title: "", x: "namespaces dropped at once", y: "destroyed for good per second",
                    series: shown(series))
            ], legendRows: 1, height: 420)
    }

    private var create: Picture {
        let quantiles = [
            ("median", "response_p50_ns"), ("p90", "response_p90_ns"), ("p99", "response_p99_ns"),
            ("longest", "response_max_ns"),
        ]
        let series = ShapeVariants.all.map { variant in
            line(
                variant,
                quantiles.enumerated().map { place, quantile in
                    (
                        Double(place),
                        middle("create", quantile.1, ["variant": variant.name, "scenario": "mixed"]).map { $0 / 1000 }
                    )
                })
        }
        return Picture(
            title: "Beside destruction: net_mutex, walks and grace periods make a creator's tail",
            panels: [
                PicturePanel(
                    title: "", x: "of the creates, N = \(plan.churned), as many destroyed, two readers",
                    y: "response of a create, us", series: shown(series), logarithmic: "y", names: quantiles.map(\.0))
            ])
    }

    private var lockers: Picture {
        func rates(_ part: String) -> [(Double, Double?)] {
            [1, 2].map { lockers in
                (
                    Double(lockers - 1),
                    middle(part, "locker_ops_per_s", ["shape": "idle", "lockers": "\(lockers)"]).map { $0 / 1e6 }
                )
            }
        }
        guard let index = Variant.all.firstIndex(where: { $0.name == "per_net_rtnl" }) else {
            return Picture(title: "", panels: [])
        }
        let series = [
            PictureSeries(
                name: "per_net_rtnl under the global rtnl", look: PictureLook(index: index),
                points: points(rates("lockers"))),
            PictureSeries(
                name: "the same without it", look: PictureLook(index: Variant.all.count { !$0.isNegativeControl }),
                points: points(rates("lockers-alone"))),
        ]
        return Picture(
            title: isFree
                ? "A mutex per namespace gains nothing under a global one"
                : "A second locker gains nothing under a global mutex (no second CPU was free)",
            panels: [
                PicturePanel(
                    title: "", x: "lockers, each with a namespace of its own", y: "unlocks per second, million",
                    series: shown(series),
                    logarithmic: "none", names: ["1", "2"], more: "set yrange [0:*]; set format y '%g'")
            ], legendRows: 1, height: 420)
    }

    private var readers: Picture {
        let length = plan.walked.last ?? 64
        let series = (ShapeVariants.all + [Variant.named("unlocked")].compactMap { $0 }).map { variant in
            line(
                variant,
                [1, 2].map { readers in
                    (
                        Double(readers - 1),
                        middle(
                            "walk", "reader_ops_per_s",
                            [
                                "scenario": "for_each_net", "variant": variant.name, "namespaces": "\(length)",
                                "readers": "\(readers)",
                            ]
                        ).map { $0 / 1000 }
                    )
                })
        }
        return Picture(
            title: isFree
                ? "A second reader gains nothing under a mutex, and nearly all under RCU"
                : "A second reader gains little: no second CPU was free, and unlocked gains little too",
            panels: [
                PicturePanel(
                    title: "", x: "readers, N = \(length)", y: "passes per second, thousand", series: shown(series),
                    logarithmic: "none",
                    names: ["1", "2"], more: "set yrange [0:*]; set format y '%g'")
            ])
    }

    private var isFree: Bool { ThreadShapes(plan: plan, rows: rows).secondCPUIsFree }

    // MARK: Tools

    private func middle(_ part: String, _ column: String, _ wanted: ShapeRows.Wanted) -> Double? {
        rows.middle(part, column, wanted)
    }

    private func look(_ name: String) -> PictureLook {
        PictureLook(index: Variant.all.firstIndex { $0.name == name } ?? 0)
    }

    private func line(_ variant: Variant, _ points: [(Double, Double?)]) -> PictureSeries {
        PictureSeries(name: variant.name, look: look(variant.name), points: self.points(points))
    }

    private func points(_ points: [(Double, Double?)]) -> [(x: Double, y: Double)] {
        points.compactMap { x, y in y.map { (x: x, y: $0) } }
    }

    private func shown(_ series: [PictureSeries]) -> [PictureSeries] { series.filter { !$0.points.isEmpty } }
}
