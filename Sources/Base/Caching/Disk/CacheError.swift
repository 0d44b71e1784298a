package import Essentials
import Foundation

/// Why the cache on disk could not do what was asked of it.
package struct CacheError: DescribedFailure {
    package let code: String
    package let message: String
    package let remedy: String?
    package let category: FailureCategory

    package init(code: String, message: String, remedy: String? = nil, category: FailureCategory = .failed) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.category = category
    }

    /// A file could not be written; `ENOSPC` and `EDQUOT` are told apart from the rest.
    static func cannotWrite(_ path: String, errno number: Int32) -> CacheError {
        if number == ENOSPC || number == EDQUOT {
            return .diskFull(path)
        }
        return CacheError(
            code: "cache.not-writable", message: "Cannot write '\(path)': \(String(cString: strerror(number))).",
            remedy: "Check the folder's owner and mode, or point ATELIER_HOME elsewhere.")
    }

    /// The same, from what Foundation threw: `errno` is not to be trusted any more by then.
    static func cannotWrite(_ path: String, _ error: any Error) -> CacheError {
        let below = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        return cannotWrite(path, errno: below?.domain == NSPOSIXErrorDomain ? Int32(below?.code ?? 0) : ENOTDIR)
    }

    package static func diskFull(_ path: String) -> CacheError {
        CacheError(
            code: "disk.full", message: "The disk is full: '\(path)' could not be written.",
            remedy: "Free some space ('atelier cache clear' empties the cache) and run the command again: "
                + "what was finished is kept.")
    }
}
