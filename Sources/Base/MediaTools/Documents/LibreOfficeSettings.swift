import Foundation

/// The settings of a LibreOffice that opens documents of strangers with nobody looking: nothing in a document runs,
/// nothing is fetched, nothing is asked. A setting that a version does not know is dropped by it.
enum LibreOfficeSettings {
    private struct Setting {
        let path: String
        let name: String
        let value: String
    }

    private static let scripting = "/org.openoffice.Office.Common/Security/Scripting"
    private static let internet = "/org.openoffice.Inet/Settings"
    private static let recovery = "/org.openoffice.Office.Recovery"

    private static let settings = [
        // No macro runs, not even a signed one.
        Setting(path: scripting, name: "MacroSecurityLevel", value: "3"),
        Setting(path: scripting, name: "DisableMacrosExecution", value: "true"),
        // No picture or text linked from elsewhere is loaded (2 is never).
        Setting(path: scripting, name: "BlockUntrustedRefererLinks", value: "true"),
        Setting(path: scripting, name: "DisableActiveContent", value: "true"),
        Setting(path: "/org.openoffice.Office.Writer/Content/Update", name: "Link", value: "2"),
        Setting(path: "/org.openoffice.Office.Calc/Content/Update", name: "Link", value: "2"),
        // A proxy at which nobody listens, for what would be fetched nevertheless (1 is "set by hand").
        Setting(path: internet, name: "ooInetProxyType", value: "1"),
        Setting(path: internet, name: "ooInetHTTPProxyName", value: "127.0.0.1"),
        Setting(path: internet, name: "ooInetHTTPProxyPort", value: "9"),
        Setting(path: internet, name: "ooInetHTTPSProxyName", value: "127.0.0.1"),
        Setting(path: internet, name: "ooInetHTTPSProxyPort", value: "9"),
        Setting(path: internet, name: "ooInetNoProxy", value: ""),
        Setting(
            path: "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments",
            name: "AutoCheckEnabled", value: "false"),
        // No wizard, no greeting, no Java, nothing restored after a kill.
        Setting(path: "/org.openoffice.Office.Common/Misc", name: "FirstRun", value: "false"),
        Setting(path: "/org.openoffice.Office.Common/Misc", name: "CollectUsageInformation", value: "false"),
        Setting(path: "/org.openoffice.Office.Common/Misc", name: "CrashReport", value: "false"),
        Setting(path: "/org.openoffice.Office.Common/Misc", name: "ShowTipOfTheDay", value: "false"),
        Setting(path: "/org.openoffice.Office.Java/VirtualMachine", name: "Enable", value: "false"),
        Setting(path: recovery + "/RecoveryInfo", name: "Enabled", value: "false"),
        Setting(path: recovery + "/AutoSave", name: "Enabled", value: "false"),
        // The same words, formats and paper everywhere.
        Setting(path: "/org.openoffice.Setup/L10N", name: "ooLocale", value: "en-US"),
        Setting(path: "/org.openoffice.Setup/L10N", name: "ooSetupSystemLocale", value: "en-US"),
    ]

    /// The file `registrymodifications.xcu` of a profile.
    static var registry: String {
        let items = settings.map { setting in
            let path = setting.path.replacingOccurrences(of: "'", with: "&apos;")
            return "<item oor:path=\"\(path)\"><prop oor:name=\"\(setting.name)\" oor:op=\"fuse\">"
                + "<value>\(setting.value)</value></prop></item>\n"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <oor:items xmlns:oor="http://openoffice.org/2001/registry" \
            xmlns:xs="http://www.w3.org/2001/XMLSchema" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            \(items.joined())</oor:items>

            """
    }
}
