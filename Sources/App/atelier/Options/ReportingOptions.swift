import ArgumentParser

struct ReportingOptions: ParsableArguments {
    @Flag(help: "Print one JSON object a line for every event.")
    var json = false

    @Flag(help: "Print errors only.")
    var quiet = false

    func validate() throws {
        if json && quiet { throw ValidationError("Use either --json or --quiet.") }
    }
}
