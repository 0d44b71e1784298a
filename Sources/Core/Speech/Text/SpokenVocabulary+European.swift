extension SpokenVocabulary {
    static let german = SpokenVocabulary(
        signs: pairs(
            """
            &=und;+=plus;==gleich;===gleich;!==ungleich;≠=ungleich;<=kleiner als;>=größer als;<==höchstens
            >==mindestens;≤=höchstens
            ≥=mindestens;≈=ungefähr;~=etwa;±=plus minus;×=mal;÷=geteilt durch;->=zu;→=zu;=>=ergibt;⇒=folgt
            ←=von;↔=hin und her;∞=unendlich
            √=Wurzel aus;§=Paragraf;%=Prozent;@=at;$=Dollar;€=Euro;£=Pfund;¥=Yen;°=Grad;²=hoch zwei
            ³=hoch drei;½=ein halb;¼=ein viertel;¾=drei viertel
            """),
        units: units(
            """
            %=Prozent;‰=Promille;km=Kilometer;m=Meter;cm=Zentimeter;mm=Millimeter;kg=Kilogramm;g=Gramm
            mg=Milligramm;l=Liter;ml=Milliliter
            KB=Kilobyte;MB=Megabyte;GB=Gigabyte;TB=Terabyte;kHz=Kilohertz;MHz=Megahertz;GHz=Gigahertz
            Hz=Hertz;W=Watt;kW=Kilowatt;kWh=Kilowattstunde|Kilowattstunden
            s=Sekunde|Sekunden;ms=Millisekunde|Millisekunden;min=Minute|Minuten;h=Stunde|Stunden
            °C=Grad Celsius;°F=Grad Fahrenheit;°=Grad;m²=Quadratmeter;km²=Quadratkilometer;m³=Kubikmeter
            """),
        currencies: units("$=Dollar;US$=US-Dollar;€=Euro;£=Pfund;¥=Yen"),
        abbreviations: pairs(
            """
            z.B=zum Beispiel;d.h=das heißt;usw=und so weiter;bzw=beziehungsweise;ca=circa;Nr=Nummer
            vgl=vergleiche;evtl=eventuell
            ggf=gegebenenfalls;inkl=inklusive;zzgl=zuzüglich;u.a=unter anderem;Dr=Doktor;Prof=Professor
            Abb=Abbildung;Tab=Tabelle;Kap=Kapitel;Str=Straße
            """),
        to: "bis", per: "pro", dot: "Punkt", slash: "Schrägstrich", at: "at")

    static let spanish = SpokenVocabulary(
        signs: pairs(
            """
            &=y;+=más;==igual a;===igual a;!==distinto de;≠=distinto de;<=menor que;>=mayor que
            <==como máximo;>==al menos;≤=como máximo;≥=al menos
            ≈=aproximadamente;~=unos;±=más o menos;×=por;÷=dividido por;->=a;→=a;=>=da;⇒=implica;←=desde
            ↔=ida y vuelta;∞=infinito
            √=raíz cuadrada de;§=sección;%=por ciento;@=arroba;$=dólares;€=euros;£=libras;¥=yenes;°=grados
            ²=al cuadrado;³=al cubo;½=un medio;¼=un cuarto;¾=tres cuartos
            """),
        units: units(
            """
            %=por ciento;‰=por mil;km=kilómetro|kilómetros;m=metro|metros;cm=centímetro|centímetros
            mm=milímetro|milímetros;kg=kilogramo|kilogramos
            g=gramo|gramos;mg=miligramo|miligramos;l=litro|litros;ml=mililitro|mililitros
            KB=kilobyte|kilobytes;MB=megabyte|megabytes
            GB=gigabyte|gigabytes;TB=terabyte|terabytes;Hz=hercio|hercios;kHz=kilohercios;MHz=megahercios
            GHz=gigahercios;W=vatio|vatios;kW=kilovatio|kilovatios
            kWh=kilovatio hora|kilovatios hora;s=segundo|segundos;ms=milisegundo|milisegundos
            min=minuto|minutos;h=hora|horas
            °C=grado centígrado|grados centígrados;°F=grado Fahrenheit|grados Fahrenheit;°=grado|grados
            m²=metro cuadrado|metros cuadrados;km²=kilómetro cuadrado|kilómetros cuadrados
            m³=metro cúbico|metros cúbicos
            """),
        currencies: units("$=dólar|dólares;US$=dólar|dólares;€=euro|euros;£=libra|libras;¥=yen|yenes"),
        abbreviations: pairs(
            """
            p.ej=por ejemplo;etc=etcétera;Sr=señor;Sra=señora;Srta=señorita;Dr=doctor;Dra=doctora
            Prof=profesor;pág=página;págs=páginas
            núm=número;aprox=aproximadamente;Fig=figura;fig=figura;Ud=usted;Uds=ustedes;EE.UU=Estados Unidos
            """),
        to: "a", per: "por", dot: "punto", slash: "barra", at: "arroba")

    static let french = SpokenVocabulary(
        signs: pairs(
            """
            &=et;+=plus;==égale;===égale;!==différent de;≠=différent de;<=inférieur à;>=supérieur à
            <==au plus;>==au moins;≤=au plus;≥=au moins
            ≈=environ;~=environ;±=plus ou moins;×=fois;÷=divisé par;->=vers;→=vers;=>=donne;⇒=implique
            ←=depuis;↔=aller et retour;∞=infini
            √=racine carrée de;§=paragraphe;%=pour cent;@=arobase;$=dollars;€=euros;£=livres;¥=yens;°=degrés
            ²=au carré;³=au cube;½=un demi;¼=un quart;¾=trois quarts
            """),
        units: units(
            """
            %=pour cent;‰=pour mille;km=kilomètre|kilomètres;m=mètre|mètres;cm=centimètre|centimètres
            mm=millimètre|millimètres;kg=kilogramme|kilogrammes
            g=gramme|grammes;mg=milligramme|milligrammes;l=litre|litres;ml=millilitre|millilitres
            Ko=kilooctet|kilooctets;Mo=mégaoctet|mégaoctets
            Go=gigaoctet|gigaoctets;To=téraoctet|téraoctets;MB=mégaoctet|mégaoctets;GB=gigaoctet|gigaoctets
            Hz=hertz;kHz=kilohertz;MHz=mégahertz;GHz=gigahertz
            W=watt|watts;kW=kilowatt|kilowatts;kWh=kilowattheure|kilowattheures;s=seconde|secondes
            ms=milliseconde|millisecondes;min=minute|minutes;h=heure|heures
            °C=degré Celsius|degrés Celsius;°F=degré Fahrenheit|degrés Fahrenheit;°=degré|degrés
            m²=mètre carré|mètres carrés;km²=kilomètre carré|kilomètres carrés;m³=mètre cube|mètres cubes
            """),
        currencies: units("$=dollar|dollars;US$=dollar|dollars;€=euro|euros;£=livre|livres;¥=yen|yens"),
        abbreviations: pairs(
            """
            p.ex=par exemple;etc=et cetera;Dr=docteur;env=environ;c.-à-d=c'est-à-dire;Fig=figure;fig=figure
            cf=voir
            """),
        specials: pairs("Mme=Madame;Mmes=Mesdames;Mlle=Mademoiselle;n°=numéro;N°=numéro"),
        to: "à", per: "par", dot: "point", slash: "barre oblique", at: "arobase")

    static let italian = SpokenVocabulary(
        signs: pairs(
            """
            &=e;+=più;==uguale a;===uguale a;!==diverso da;≠=diverso da;<=minore di;>=maggiore di
            <==al massimo;>==almeno;≤=al massimo;≥=almeno
            ≈=circa;~=circa;±=più o meno;×=per;÷=diviso;->=a;→=a;=>=dà;⇒=implica;←=da;↔=avanti e indietro
            ∞=infinito
            √=radice quadrata di;§=paragrafo;%=per cento;@=chiocciola;$=dollari;€=euro;£=sterline;¥=yen
            °=gradi;²=al quadrato;³=al cubo;½=un mezzo;¼=un quarto;¾=tre quarti
            """),
        units: units(
            """
            %=per cento;‰=per mille;km=chilometro|chilometri;m=metro|metri;cm=centimetro|centimetri
            mm=millimetro|millimetri;kg=chilogrammo|chilogrammi
            g=grammo|grammi;mg=milligrammo|milligrammi;l=litro|litri;ml=millilitro|millilitri;KB=kilobyte
            MB=megabyte;GB=gigabyte;TB=terabyte
            Hz=hertz;kHz=chilohertz;MHz=megahertz;GHz=gigahertz;W=watt;kW=chilowatt;kWh=chilowattora
            s=secondo|secondi;ms=millisecondo|millisecondi
            min=minuto|minuti;h=ora|ore;°C=grado Celsius|gradi Celsius;°F=grado Fahrenheit|gradi Fahrenheit
            °=grado|gradi;m²=metro quadrato|metri quadrati;km²=chilometro quadrato|chilometri quadrati
            m³=metro cubo|metri cubi
            """),
        currencies: units("$=dollaro|dollari;US$=dollaro|dollari;€=euro;£=sterlina|sterline;¥=yen"),
        abbreviations: pairs(
            """
            es=esempio;ecc=eccetera;Sig=signor;Sig.ra=signora;Dott=dottor;Prof=professor;pag=pagina;ca=circa
            Fig=figura;fig=figura
            """),
        to: "a", per: "al", dot: "punto", slash: "barra", at: "chiocciola")

    static let portuguese = SpokenVocabulary(
        signs: pairs(
            """
            &=e;+=mais;==igual a;===igual a;!==diferente de;≠=diferente de;<=menor que;>=maior que
            <==no máximo;>==pelo menos;≤=no máximo;≥=pelo menos
            ≈=aproximadamente;~=cerca de;±=mais ou menos;×=vezes;÷=dividido por;->=para;→=para;=>=dá
            ⇒=implica;←=de;↔=ida e volta;∞=infinito
            √=raiz quadrada de;§=seção;%=por cento;@=arroba;$=dólares;€=euros;£=libras;¥=ienes;°=graus
            ²=ao quadrado;³=ao cubo;½=meio;¼=um quarto;¾=três quartos
            """),
        units: units(
            """
            %=por cento;‰=por mil;km=quilômetro|quilômetros;m=metro|metros;cm=centímetro|centímetros
            mm=milímetro|milímetros;kg=quilograma|quilogramas
            g=grama|gramas;mg=miligrama|miligramas;l=litro|litros;ml=mililitro|mililitros
            KB=quilobyte|quilobytes;MB=megabyte|megabytes;GB=gigabyte|gigabytes;TB=terabyte|terabytes
            Hz=hertz;kHz=quilohertz;MHz=megahertz;GHz=gigahertz;W=watt|watts;kW=quilowatt|quilowatts
            kWh=quilowatt-hora|quilowatts-hora;s=segundo|segundos
            ms=milissegundo|milissegundos;min=minuto|minutos;h=hora|horas;°C=grau Celsius|graus Celsius
            °F=grau Fahrenheit|graus Fahrenheit;°=grau|graus;m²=metro quadrado|metros quadrados
            km²=quilômetro quadrado|quilômetros quadrados;m³=metro cúbico|metros cúbicos
            """),
        currencies: units(
            """
            $=dólar|dólares;US$=dólar|dólares;R$=real|reais;€=euro|euros;£=libra|libras;¥=iene|ienes
            """),
        abbreviations: pairs(
            """
            p.ex=por exemplo;etc=etcétera;Sr=senhor;Sra=senhora;Dr=doutor;Dra=doutora;Prof=professor
            pág=página;núm=número;aprox=aproximadamente;Fig=figura;fig=figura
            """),
        to: "a", per: "por", dot: "ponto", slash: "barra", at: "arroba")
}
