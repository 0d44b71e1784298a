/// Starts programs without a network, where the system allows it, whatever the program's own settings say.
///
/// On Linux a program can be given a network namespace of its own, in which there is nothing to connect to. An
/// administrator may always do so, others where user namespaces are allowed: it is found out by trying, once.
package actor NetworkIsolation {
    private let tools: any ToolRunner
    private var probe: Task<[String], Never>?

    package init(tools: any ToolRunner) {
        self.tools = tools
    }

    /// The same program, cut off from the network if that is possible here; otherwise as it is.
    package func isolated(_ invocation: ToolInvocation) async -> ToolInvocation {
        let wrapper = await wrapper()
        guard let unshare = wrapper.first else { return invocation }
        var isolated = invocation
        isolated.tool = unshare
        // Without `--fork` the wrapper becomes the program: a kill reaches it.
        isolated.arguments = wrapper.dropFirst() + ["--", invocation.tool] + invocation.arguments
        return isolated
    }

    /// Whether programs are really cut off.
    package var isEffective: Bool {
        get async { await !wrapper().isEmpty }
    }

    private func wrapper() async -> [String] {
        if let probe { return await probe.value }
        // A task of its own: the answer is for everybody, the first asker may be cancelled.
        let probe = Task { [tools] in
            // Without a user namespace first: in one, files of other owners are out of an administrator's reach.
            for flags in ["-n", "-rn"] {
                let trial = ToolInvocation("unshare", [flags, "true"], timeLimit: .seconds(10))
                if (try? await tools.run(trial)) != nil { return ["unshare", flags] }
            }
            return []
        }
        self.probe = probe
        return await probe.value
    }
}
