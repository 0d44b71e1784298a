extension SpokenVocabulary {
    static let english = SpokenVocabulary(
        spellsNumbers: true, namesEmoji: true,
        signs: pairs(
            """
            &=and;+=plus;==equals;===equals;====equals;!==is not equal to;≠=is not equal to;<=is less than
            >=is greater than
            <==is at most;>==is at least;≤=is at most;≥=is at least;≈=is about;~=about;±=plus or minus
            ×=times;÷=divided by
            ->=to;→=to;➔=to;➜=to;➡=to;⟶=to;-->=to;=>=gives;⇒=implies;<-=from;←=from;<->=to and from
            ↔=to and from;<=>=is equivalent to
            ⇔=is equivalent to;↑=up;↓=down;^=to the power of;√=the square root of;∞=infinity;∑=the sum of
            Σ=sigma;∏=the product of
            ∫=the integral of;∂=the partial derivative of;∈=in;∉=not in;∀=for all;∃=there exists
            ∩=intersected with;∪=united with
            ⊂=is a subset of;∅=the empty set;∧=and;∨=or;¬=not;&&=and;||=or;≡=is identical to
            ∝=is proportional to;°=degrees;′=feet;″=inches
            §=section;¶=paragraph;©=copyright;%=percent;‰=per mille;@=at;$=dollars;€=euros;£=pounds;¥=yen
            *=times;/=slash
            ::=;+==plus equals;-==minus equals;++=plus plus;²=squared;³=cubed;½=one half;¼=one quarter
            ¾=three quarters;⅓=one third
            ⅔=two thirds;⅛=one eighth;α=alpha;β=beta;γ=gamma;δ=delta;ε=epsilon;θ=theta;λ=lambda;μ=mu;µ=micro
            π=pi;ρ=rho;σ=sigma
            τ=tau;φ=phi;χ=chi;ψ=psi;ω=omega;Δ=delta;Ω=omega;Φ=phi;Π=pi;Λ=lambda;Θ=theta
            """),
        units: units(
            """
            km=kilometer|kilometers;m=meter|meters;cm=centimeter|centimeters;mm=millimeter|millimeters
            µm=micrometer|micrometers
            μm=micrometer|micrometers;nm=nanometer|nanometers;mi=mile|miles;ft=foot|feet;yd=yard|yards
            in=inch|inches
            kg=kilogram|kilograms;g=gram|grams;mg=milligram|milligrams;lb=pound|pounds;lbs=pound|pounds
            oz=ounce|ounces
            t=ton|tons;L=liter|liters;l=liter|liters;mL=milliliter|milliliters;ml=milliliter|milliliters
            B=byte|bytes
            KB=kilobyte|kilobytes;kB=kilobyte|kilobytes;MB=megabyte|megabytes;GB=gigabyte|gigabytes
            TB=terabyte|terabytes
            PB=petabyte|petabytes;KiB=kibibyte|kibibytes;MiB=mebibyte|mebibytes;GiB=gibibyte|gibibytes
            TiB=tebibyte|tebibytes
            bps=bit per second|bits per second;kbps=kilobit per second|kilobits per second
            Kbps=kilobit per second|kilobits per second
            Mbps=megabit per second|megabits per second;Gbps=gigabit per second|gigabits per second;Hz=hertz
            kHz=kilohertz
            MHz=megahertz;GHz=gigahertz;W=watt|watts;kW=kilowatt|kilowatts;MW=megawatt|megawatts
            GW=gigawatt|gigawatts
            Wh=watt-hour|watt-hours;kWh=kilowatt-hour|kilowatt-hours;MWh=megawatt-hour|megawatt-hours
            V=volt|volts
            mV=millivolt|millivolts;kV=kilovolt|kilovolts;A=ampere|amperes;mA=milliampere|milliamperes
            Ω=ohm|ohms
            s=second|seconds;sec=second|seconds;secs=second|seconds;ms=millisecond|milliseconds
            µs=microsecond|microseconds
            μs=microsecond|microseconds;us=microsecond|microseconds;ns=nanosecond|nanoseconds
            min=minute|minutes;mins=minute|minutes
            h=hour|hours;hr=hour|hours;hrs=hour|hours;fps=frame per second|frames per second
            rpm=revolution per minute|revolutions per minute;px=pixel|pixels;pt=point|points
            dpi=dot per inch|dots per inch
            ppm=part per million|parts per million;dB=decibel|decibels;mph=mile per hour|miles per hour
            kph=kilometer per hour|kilometers per hour;kcal=kilocalorie|kilocalories;J=joule|joules
            kJ=kilojoule|kilojoules
            N=newton|newtons;Pa=pascal|pascals;kPa=kilopascal|kilopascals;hPa=hectopascal|hectopascals
            ha=hectare|hectares
            m²=square meter|square meters;km²=square kilometer|square kilometers
            cm²=square centimeter|square centimeters
            m³=cubic meter|cubic meters;cm³=cubic centimeter|cubic centimeters;m2=square meter|square meters
            °C=degree Celsius|degrees Celsius;°F=degree Fahrenheit|degrees Fahrenheit
            ℃=degree Celsius|degrees Celsius
            ℉=degree Fahrenheit|degrees Fahrenheit;°=degree|degrees;%=percent;‰=per mille
            x=times;×=times;USD=US dollar|US dollars;EUR=euro|euros;GBP=British pound|British pounds
            JPY=Japanese yen
            CHF=Swiss franc|Swiss francs;req=request|requests
            """),
        currencies: units(
            """
            $=dollar|dollars;US$=US dollar|US dollars;€=euro|euros;£=pound|pounds;¥=yen;₹=rupee|rupees;₩=won
            ₽=ruble|rubles
            """),
        abbreviations: pairs(
            """
            Mr=Mister;Mrs=Missus;Ms=Miz;Prof=Professor;vs=versus;etc=et cetera;e.g=for example;i.e=that is
            cf=compare
            Fig=Figure;Figs=Figures;fig=figure;figs=figures;Eq=Equation;Eqs=Equations;eq=equation;Vol=Volume
            vol=volume
            approx=approximately;ca=about;dept=department;Dept=Department;est=estimated;Est=established
            min=minimum;max=maximum
            avg=average;Inc=Incorporated;Ltd=Limited;Corp=Corporation;Co=Company;Jr=Junior;Sr=Senior
            Gen=General;Gov=Governor
            Sen=Senator;Rep=Representative;Lt=Lieutenant;Col=Colonel;Capt=Captain;Sgt=Sergeant;Rev=Reverend
            Hon=Honorable
            Mt=Mount;Ave=Avenue;Blvd=Boulevard;Rd=Road;incl=including;excl=excluding;misc=miscellaneous
            esp=especially
            et al=and others;al=others;viz=namely;resp=respectively;a.k.a=also known as;Jan=January
            Feb=February;Apr=April
            Aug=August;Sept=September;Sep=September;Oct=October;Nov=November;Dec=December;Ph.D=P H D
            M.Sc=master of science
            B.Sc=bachelor of science;a.m=A M;p.m=P M;A.M=A M;P.M=P M;temp=temperature;govt=government
            Univ=University;tel=telephone
            """),
        specials: pairs(
            """
            vs=versus;w/=with;w/o=without;b/c=because;aka=also known as;and/or=and or;N/A=not applicable
            n/a=not applicable
            I/O=I O;C++=C plus plus;c++=C plus plus;C#=C sharp;F#=F sharp;.NET=dot net;Node.js=Node J S
            Vue.js=Vue J S;ASP.NET=A S P dot net
            Next.js=Next J S;24/7=twenty-four seven;TCP/IP=TCP I P;CI/CD=C I C D;Q&A=Q and A;R&D=R and D
            A/B=A B;s/he=she or he
            he/she=he or she;his/her=his or her;Objective-C++=Objective C plus plus;PhD=P H D;№=number
            """),
        to: "to", per: "per", dot: "dot", slash: "slash", at: "at")

    /// Short forms that stand for something only before a number: "No. 5", "p. 12".
    static let englishBeforeNumbers = pairs(
        """
        No=number;no=number;Nos=numbers;nos=numbers;p=page;pp=pages;Sec=Section;sec=section;Ch=Chapter
        ch=chapter;Art=article
        Tab=table;Ref=reference;ref=reference;Mar=March;Jun=June;Jul=July;ext=extension;Ex=example
        """)

    /// Units that are words or names as well: they count only when they touch their number.
    static let ambiguousUnits: Set<String> = [
        "in", "A", "N", "J", "B", "t", "x", "us", "pt", "L", "l", "V", "W", "°", "ha",
    ]
}
