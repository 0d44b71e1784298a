/// Colours by name (`ST_PresetColorVal`, ECMA-376 part 1, section 20.1.10.47): those that programs write. They have the
/// values of CSS.
enum PresetColors {
    static func color(_ name: String) -> ColorValue? {
        var name = name.lowercased()
        for (short, long) in [("dk", "dark"), ("lt", "light"), ("med", "medium")] where name.hasPrefix(short) {
            if values[name] == nil, !name.hasPrefix(long) { name = long + name.dropFirst(short.count) }
        }
        return values[name.replacing("grey", with: "gray")].flatMap(ColorValue.init(hex:))
    }

    private static let values = [
        "aliceblue": "F0F8FF", "antiquewhite": "FAEBD7", "aqua": "00FFFF", "aquamarine": "7FFFD4",
        "azure": "F0FFFF", "beige": "F5F5DC", "bisque": "FFE4C4", "black": "000000", "blue": "0000FF",
        "brown": "A52A2A", "coral": "FF7F50", "crimson": "DC143C", "cyan": "00FFFF", "darkblue": "00008B",
        "darkcyan": "008B8B", "darkgray": "A9A9A9", "darkgreen": "006400", "darkorange": "FF8C00",
        "darkred": "8B0000", "deeppink": "FF1493", "deepskyblue": "00BFFF", "dimgray": "696969",
        "dodgerblue": "1E90FF", "firebrick": "B22222", "forestgreen": "228B22", "fuchsia": "FF00FF",
        "gold": "FFD700", "gray": "808080", "green": "008000", "greenyellow": "ADFF2F", "indigo": "4B0082",
        "ivory": "FFFFF0", "khaki": "F0E68C", "lavender": "E6E6FA", "lightblue": "ADD8E6", "lightgray": "D3D3D3",
        "lightgreen": "90EE90", "lightyellow": "FFFFE0", "lime": "00FF00", "limegreen": "32CD32",
        "magenta": "FF00FF", "maroon": "800000", "mediumblue": "0000CD", "midnightblue": "191970", "navy": "000080",
        "olive": "808000", "orange": "FFA500", "orangered": "FF4500", "orchid": "DA70D6", "pink": "FFC0CB",
        "plum": "DDA0DD", "purple": "800080", "red": "FF0000", "royalblue": "4169E1", "salmon": "FA8072",
        "seagreen": "2E8B57", "silver": "C0C0C0", "skyblue": "87CEEB", "slategray": "708090", "snow": "FFFAFA",
        "steelblue": "4682B4", "tan": "D2B48C", "teal": "008080", "tomato": "FF6347", "turquoise": "40E0D0",
        "violet": "EE82EE", "white": "FFFFFF", "whitesmoke": "F5F5F5", "yellow": "FFFF00", "yellowgreen": "9ACD32",
    ]
}
