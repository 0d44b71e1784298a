/// Where an element stands in a document, in bytes.
struct SourceElement: Hashable, Sendable {
    struct Attribute: Hashable, Sendable {
        /// "" when there is none.
        var prefix: String
        var name: String
        /// From the white space before the name to the closing quotation mark.
        var whole: Range<Int>
        /// The value with its quotation marks.
        var quoted: Range<Int>
    }

    /// "" when there is none.
    var prefix: String
    /// Without prefix.
    var name: String
    /// In its transitional form, whatever the document uses: see ``OfficeXML/dialect``.
    var namespace: String
    var attributes: [Attribute]
    /// The namespaces that are in force inside, by prefix, as the document writes them.
    var scope: [String: String]
    /// From `<` to the last `>`.
    var whole: Range<Int>
    var startTag: Range<Int>
    /// What is between the tags; empty at the end of a tag that ends in `/>`.
    var content: Range<Int>
    var children: [SourceElement] = []

    /// Whether it is written as one tag, `<a:p/>`.
    var isSingleTag: Bool { startTag == whole }

    /// The name as it is written.
    var tagName: String { prefix.isEmpty ? name : "\(prefix):\(name)" }

    func `is`(_ namespace: String, _ name: String) -> Bool {
        self.name == name && self.namespace == namespace
    }

    func child(_ namespace: String, _ name: String) -> SourceElement? {
        children.first { $0.is(namespace, name) }
    }

    func children(_ namespace: String, _ name: String) -> [SourceElement] {
        children.filter { $0.is(namespace, name) }
    }

    /// An attribute without a prefix.
    func attribute(_ name: String) -> Attribute? {
        attributes.first { $0.prefix.isEmpty && $0.name == name }
    }

    /// How to write a name of the namespace inside of this element, and the declaration that has to go with it.
    ///
    /// - Parameter namespace: as the document writes it.
    func tag(_ name: String, of namespace: String, suggesting suggestion: String) -> (name: String, declaration: String)
    {
        let prefixes = scope.filter { $0.value == namespace }.map(\.key).sorted()
        if let prefix = prefixes.first(where: { $0 == suggestion }) ?? prefixes.first {
            return (prefix.isEmpty ? name : "\(prefix):\(name)", "")
        }
        return ("\(suggestion):\(name)", #" xmlns:\#(suggestion)="\#(namespace)""#)
    }
}
