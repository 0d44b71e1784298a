/// The general categories of Unicode by the names that `\p{...}` uses (UAX 44, section 5.7.1).
enum UnicodeCategories {
    private typealias Category = Unicode.GeneralCategory

    /// `nil` when there is no such category.
    static func named(_ name: String) -> Set<Unicode.GeneralCategory>? {
        var name = name[...]
        for prefix in ["gc=", "General_Category="] where name.hasPrefix(prefix) {
            name = name.dropFirst(prefix.count)
        }
        if let group = groups.first(where: { $0.short == name || $0.long == name }) {
            return Set(categories.filter { $0.short.hasPrefix(group.short) }.map(\.category))
        }
        return categories.first { $0.short == name || $0.long == name }.map { [$0.category] }
    }

    private static let groups: [(short: String, long: String)] = [
        ("L", "Letter"), ("M", "Mark"), ("N", "Number"), ("P", "Punctuation"), ("S", "Symbol"), ("Z", "Separator"),
        ("C", "Other"),
    ]

    private static let categories: [(short: String, long: String, category: Category)] = [
        ("Lu", "Uppercase_Letter", .uppercaseLetter), ("Ll", "Lowercase_Letter", .lowercaseLetter),
        ("Lt", "Titlecase_Letter", .titlecaseLetter), ("Lm", "Modifier_Letter", .modifierLetter),
        ("Lo", "Other_Letter", .otherLetter),
        ("Mn", "Nonspacing_Mark", .nonspacingMark), ("Mc", "Spacing_Mark", .spacingMark),
        ("Me", "Enclosing_Mark", .enclosingMark),
        ("Nd", "Decimal_Number", .decimalNumber), ("Nl", "Letter_Number", .letterNumber),
        ("No", "Other_Number", .otherNumber),
        ("Pc", "Connector_Punctuation", .connectorPunctuation), ("Pd", "Dash_Punctuation", .dashPunctuation),
        ("Ps", "Open_Punctuation", .openPunctuation), ("Pe", "Close_Punctuation", .closePunctuation),
        ("Pi", "Initial_Punctuation", .initialPunctuation), ("Pf", "Final_Punctuation", .finalPunctuation),
        ("Po", "Other_Punctuation", .otherPunctuation),
        ("Sm", "Math_Symbol", .mathSymbol), ("Sc", "Currency_Symbol", .currencySymbol),
        ("Sk", "Modifier_Symbol", .modifierSymbol), ("So", "Other_Symbol", .otherSymbol),
        ("Zs", "Space_Separator", .spaceSeparator), ("Zl", "Line_Separator", .lineSeparator),
        ("Zp", "Paragraph_Separator", .paragraphSeparator),
        ("Cc", "Control", .control), ("Cf", "Format", .format), ("Cs", "Surrogate", .surrogate),
        ("Co", "Private_Use", .privateUse), ("Cn", "Unassigned", .unassigned),
    ]
}
