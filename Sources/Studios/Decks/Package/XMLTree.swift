import CLibXML2
package import Foundation

/// Reads XML into a tree of values, with libxml2.
package enum XMLTree {
    /// Runs once; libxml2 asks for it before several threads use it.
    private static let initialised: Void = xmlInitParser()

    /// The root element of a document in UTF-8, UTF-16 or whatever encoding it declares.
    ///
    /// Nothing outside the document is ever fetched. A document type declaration is refused, so that there are no
    /// entities but the five of XML and numbers.
    ///
    /// - Parameter part: what to call the document in messages.
    /// - Throws: `xml.damaged`, `xml.doctype`, `xml.too-deep` or `xml.too-large`.
    package static func parse(
        _ bytes: Data, part: String, dialect: XMLDialect = .plain, limits: XMLLimits = XMLLimits()
    ) throws -> XMLElement {
        _ = initialised
        guard bytes.count <= limits.bytes, let count = Int32(exactly: bytes.count) else {
            throw XMLFailure.tooLarge.error(in: part)
        }
        let builder = XMLTreeBuilder(dialect: dialect, limits: limits)
        guard count > 0 else { throw XMLFailure.damaged("it is empty").error(in: part) }
        guard let context = xmlNewParserCtxt() else { throw XMLFailure.tooLarge.error(in: part) }
        defer { xmlFreeParserCtxt(context) }
        return try withExtendedLifetime(builder) {
            context.pointee.sax.pointee = XMLTree.handler
            context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
            builder.context = context
            // Neither XML_PARSE_NOENT (which puts entities in) nor XML_PARSE_HUGE (which lifts the library's limits).
            let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
            // There is no document to return: everything went to the builder.
            _ = bytes.withUnsafeBytes { xmlCtxtReadMemory(context, $0.baseAddress, count, nil, nil, options) }
            if let failure = builder.failure { throw failure.error(in: part) }
            guard context.pointee.wellFormed == 1, context.pointee.nsWellFormed == 1, let root = builder.root else {
                throw XMLFailure.damaged(complaint(of: context)).error(in: part)
            }
            return root
        }
    }

    private static func complaint(of context: xmlParserCtxtPtr) -> String {
        guard let error = xmlCtxtGetLastError(context), let message = error.pointee.message else {
            return "it is not well-formed"
        }
        let text = String(cString: message).trimmingCharacters(in: .whitespacesAndNewlines)
        return "line \(error.pointee.line): \(text.prefix(120))"
    }

    private static func builder(_ pointer: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
        pointer.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The SAX2 callbacks. Those that are missing are what is ignored: comments and processing instructions.
    private static var handler: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.internalSubset = { pointer, _, _, _ in XMLTree.builder(pointer)?.stop(.doctype) }
        handler.startElementNs = { pointer, name, _, uri, prefixes, namespaces, attributes, _, values in
            XMLTree.builder(pointer)?.start(
                name: name, uri: uri, declared: Int(prefixes), namespaces: namespaces, attributes: Int(attributes),
                values: values)
        }
        handler.endElementNs = { pointer, _, _, _ in XMLTree.builder(pointer)?.end() }
        let text: charactersSAXFunc = { pointer, bytes, count in
            XMLTree.builder(pointer)?.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
        handler.characters = text
        handler.ignorableWhitespace = text
        handler.cdataBlock = text
        handler.serror = { _, _ in }
        return handler
    }
}

/// Why a document was given up.
enum XMLFailure: Hashable {
    case doctype, tooDeep, tooLarge
    case damaged(String)

    func error(in part: String) -> DeckError {
        switch self {
        case .doctype:
            DeckError(
                code: "xml.doctype", message: "'\(part)' declares a document type, which no office document does.",
                remedy: "Do not trust this file.")
        case .tooDeep:
            DeckError(
                code: "xml.too-deep", message: "'\(part)' nests its elements too deeply.",
                remedy: "Ungroup its shapes and save it again.")
        case .tooLarge:
            DeckError(code: "xml.too-large", message: "'\(part)' is too large to read.", remedy: "Split the deck.")
        case .damaged(let detail):
            DeckError(
                code: "xml.damaged", message: "'\(part)' is damaged: \(detail).",
                remedy: "Open the file in an office program, repair it and save it again.")
        }
    }
}
