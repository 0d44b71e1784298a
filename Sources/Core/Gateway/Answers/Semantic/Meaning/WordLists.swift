/// What single words do to a meaning. The lists are short of what a language has; they hold the words that turn an
/// answer round when one of them takes another's place.
enum WordLists {
    static let light = words(
        """
        a an the is are am be been being do does please kindly thanks thank hi hello hey and of in on at as to for with
        it its this that these those there here so such very really quite just also then well now let lets can could
        would has have having get got about
        """)

    /// Negations in languages that are met often; whoever has one more or less says the contrary.
    static let negations = words(
        """
        not no never none nothing nobody nowhere neither nor without cannot hardly barely scarcely seldom rarely lack
        lacks lacking fail fails failed except excluding exclude excludes unless instead ain only least or than versus vs
        ne pas jamais rien aucun aucune sans personne ni nicht kein keine keinen keinem keiner keines nie niemals nichts
        niemand ohne weder nunca jamás sin nada nadie ningún ninguna ninguno tampoco non mai senza nessuno nessuna niente
        nulla não sem nenhum nenhuma ninguém niet geen nooit zonder niets niemand nie nigdy bez żaden inte ingen inget
        aldrig utan ikke aldri uten ei не нет без никогда ничего нельзя değil hayır yok δεν όχι μη μην χωρίς לא אין בלי
        لا ليس لم لن بدون नहीं बिना không chưa bukan tidak tanpa nem soha nélkül
        """)

    /// Words that are one side of an opposition, a direction, an amount, a time, a condition or a kind of question.
    static let turning = words(
        """
        what who whom whose where when why how which before after during until till since by from into onto out off up
        down over under above below beneath beyond inside outside between among across through toward towards away back
        forward forwards backward backwards ahead behind left right north south east west northern southern eastern
        western top bottom upper lower front rear near far first second third last next previous former latter final
        initial early earlier earliest late later latest old older oldest youngest new newer newest young younger oldest recent
        more less fewer most  much many few little several some any all every each both either half whole entire
         even almost  exactly approximately around about too enough again once twice thrice
        increase increases increased increasing decrease decreases decreased decreasing rise rises rose risen rising
        fall falls fell fallen falling grow grows grew shrink shrinks gain gains gained lose loses lost win wins won
        raise raises raised reduce reduces reduced higher high highest low lowest maximum minimum max min maximise
        minimise maximize minimize best worst better worse good bad great poor big bigger biggest large larger largest
        small smaller smallest long longer longest short shorter shortest tall wide narrow thick thin deep shallow
        heavy fast faster fastest slow slower slowest quick hot cold warm cool wet dry hard soft easy difficult simple
        complex cheap expensive rich strong weak light dark bright full empty open opens opened close closes closed shut
        start starts started begin begins began stop stops stopped end ends ended finish finished continue pause resume
        true false yes right wrong correct incorrect valid invalid legal illegal safe unsafe possible impossible
        allow allows allowed forbid forbids forbidden deny denies denied permit permits permitted ban bans banned
        accept accepts accepted reject rejects rejected approve approved enable enables enabled disable disables
        disabled include includes included including add adds added remove removes removed insert inserted delete
        deletes deleted create creates created destroy destroys destroyed build show shows shown hide hides hidden
        buy buys bought sell sells sold lend borrow give gives gave take takes took send sends sent receive receives
        received push pull import imports imported export exports exported upload uploads download downloads input
        output read reads write writes wrote encode decode encrypt decrypt compress decompress lock unlock
        connect disconnect attach detach mount load unload save accelerate brake import attack attacks attacked defend
        defends defended love loves loved hate hates hated like likes liked dislike like unlike agree agrees disagree
        praise criticise criticize support supports supported oppose opposes opposed against   
        arrive arrives arrived depart departs departed enter exit leave leaves come comes came go goes went bring
        ascending descending positive negative plus minus multiply divide add subtract horizontal vertical
        clockwise counterclockwise anticlockwise internal external public private local remote global input manual
        automatic active inactive passive direct indirect absolute relative static dynamic online offline
        synchronous asynchronous before optional mandatory required forbidden
        must should shall may might will was were did had ever always often sometimes usually already still yet
        today tomorrow yesterday tonight morning noon afternoon evening night midnight day week month year
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
        september october november december spring summer autumn winter weekday weekend daily weekly monthly yearly
        hourly annual if  but because although though despite whether
        he she him her his hers man men woman women boy boys girl girls male female father mother son daughter brother
        sister husband wife king queen uncle aunt mr mrs i me my mine you your yours we us our ours they them their
        red orange yellow green blue purple violet pink brown black white grey gray gold silver
        alive dead asleep awake hungry sick healthy married single guilty innocent victory defeat success failure
        profit loss cause effect ancestor descendant parent child client server master slave sender receiver source
        destination target question answer problem solution advantage disadvantage pro con pros cons benefit risk
        """)

    /// Units of measure, which are hard after a number, under one name each.
    static let units: [String: String] = [
        "%": "%", "percent": "%", "percentage": "%", "‰": "permille", "km": "km", "kilometer": "km", "kilometers": "km",
        "kilometre": "km", "kilometres": "km", "m": "m", "meter": "m", "meters": "m", "metre": "m", "metres": "m",
        "cm": "cm", "centimeter": "cm", "centimeters": "cm", "centimetre": "cm", "centimetres": "cm", "mm": "mm",
        "mile": "mi", "miles": "mi", "mi": "mi", "foot": "ft", "feet": "ft", "ft": "ft", "inch": "in", "inches": "in",
        "yard": "yd", "yards": "yd", "kg": "kg", "kilogram": "kg", "kilograms": "kg", "kilo": "kg", "kilos": "kg",
        "g": "g", "gram": "g", "grams": "g", "mg": "mg", "lb": "lb", "lbs": "lb", "pound": "lb", "pounds": "lb",
        "ounce": "oz", "ounces": "oz", "oz": "oz", "ton": "t", "tons": "t", "tonne": "t", "tonnes": "t",
        "second": "s", "seconds": "s", "sec": "s", "secs": "s", "s": "s", "ms": "ms", "millisecond": "ms",
        "milliseconds": "ms", "minute": "min", "minutes": "min", "min": "min", "mins": "min", "hour": "h",
        "hours": "h", "hr": "h", "hrs": "h", "h": "h", "day": "day", "days": "day", "week": "week", "weeks": "week",
        "month": "month", "months": "month", "year": "year", "years": "year", "decade": "decade", "decades": "decade",
        "century": "century", "centuries": "century", "celsius": "°c", "fahrenheit": "°f", "kelvin": "k", "c": "°c",
        "f": "°f", "degree": "°", "degrees": "°", "liter": "l", "liters": "l", "litre": "l", "litres": "l", "l": "l",
        "ml": "ml", "gallon": "gal", "gallons": "gal", "dollar": "$", "dollars": "$", "usd": "$", "euro": "€",
        "euros": "€", "eur": "€", "cent": "ct", "cents": "ct", "yen": "¥", "franc": "fr", "francs": "fr",
        "byte": "b", "bytes": "b", "kb": "kb", "mb": "mb", "gb": "gb", "tb": "tb", "bit": "bit", "bits": "bit",
        "hz": "hz", "khz": "khz", "mhz": "mhz", "ghz": "ghz", "w": "w", "watt": "w", "watts": "w", "kw": "kw",
        "volt": "v", "volts": "v", "v": "v", "am": "am", "pm": "pm", "px": "px", "pixel": "px", "pixels": "px",
        "point": "pt", "points": "pt", "pt": "pt", "times": "times", "x": "times", "fold": "times",
    ]

    /// Numbers that are written out.
    static let numbers: [String: Int] = [
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
        "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
        "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1_000,
        "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000, "hundreds": -100,
        "thousands": -1_000, "millions": -1_000_000, "billions": -1_000_000_000, "quarter": -4, "double": -2,
        "triple": -3, "fourth": -40, "fifth": -50, "sixth": -60, "seventh": -70, "eighth": -80, "ninth": -90,
        "tenth": -99, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
        "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "tre": 3, "quattro": 4,
    ]

    /// Beginnings that turn a word into its opposite, or into something else.
    static let prefixes = [
        "un", "non", "in", "im", "ir", "il", "dis", "mis", "anti", "de", "re", "pre", "post", "over", "under",
        "counter",
        "sub", "super", "hyper", "hypo", "inter", "intra", "ex", "up", "down", "out", "a", "mono", "bi", "multi",
    ]

    /// Prepositions that say something about the name or number that follows.
    static let attached = words("to for in on at of with as about")

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
