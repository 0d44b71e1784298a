extension LanguageProfile {
    /// The languages of the Latin script. The words are the commonest of each that are short and say little.
    static let latinProfiles = [
        LanguageProfile(
            "en",
            """
            the of and to in is that it for was on are as with be at by this have from or an but not you we they \
            which will can your our their has been what when how if more into its do about these there would using \
            over any each all most such only other than also just then them even now make may should
            """,
            endings: "ing tion ed ness ment ly ght"),
        LanguageProfile(
            "es",
            """
            de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ya este sí \
            porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos qué son puede \
            está tu usar cómo eso ser si
            """,
            endings: "ción ciones dad mente ando iendo ado ados idad", letters: "ñ¿¡"),
        LanguageProfile(
            "pt",
            """
            de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à \
            seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem \
            mesmo aos são você nós este esta podem pode então ainda seus suas fazer novos novas outros
            """,
            endings: "ção ções dade mente ando endo ado ões", letters: "ãõ"),
        LanguageProfile(
            "fr",
            """
            de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son \
            cette aux ou mais comme nous vous ils elle ont être fait leur sans même tout bien peut ces où très votre \
            notre
            """,
            endings: "tion ment eux aire ique ent ance", letters: "œù"),
        LanguageProfile(
            "it",
            """
            di e il la che in un a per è una sono non con del si da le dei come nel alla della più anche ma gli al \
            lo questo ha se delle o i questa essere ed quando suo sua nella tutti ci degli cosa perché può molto \
            fare
            """,
            endings: "zione zioni mente ità ando endo ato are", letters: "ìò"),
        LanguageProfile(
            "ca",
            """
            de la i el que a en un per amb no una els les es del al és com més o però seva seu són aquest aquesta \
            també pel dels als ha tot quan molt entre sense sobre hi ens fer
            """,
            endings: "ció cions tat ment ant itat", letters: "·ç"),
        LanguageProfile(
            "ro",
            """
            de la și în a care cu un o pe nu este din să mai ce au pentru sunt prin fi ca sau dar dacă fost lui ale \
            acest această sa ei cum când după toate
            """,
            endings: "ție rea lor ului ilor tate are", letters: "țșăţş"),
        LanguageProfile(
            "de",
            """
            der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus \
            er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber \
            vor zur bis mehr durch man wir kann
            """,
            endings: "ung keit lich isch heit ungen chen", letters: "ßäü"),
        LanguageProfile(
            "nl",
            """
            de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit nog worden door \
            naar heeft hebben over ze je wij hun deze dit geen meer wordt kan of we onze wat
            """,
            endings: "ing heid lijk atie eren en"),
        LanguageProfile(
            "sv",
            """
            och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när \
            år eller under också efter nu där vid ska skulle vara alla mycket hur
            """,
            endings: "ning het lig arna erna ande tion", letters: "åäö"),
        LanguageProfile(
            "da",
            """
            og i at det som en på er af for med til den har de ikke om et han men var jeg sig fra vi så kan når \
            eller under også efter nu der ved skal ville være alle meget hvordan hvad blev blive noget mere kun gør \
            giver dette disse
            """,
            endings: "ning hed lig erne ende tion", letters: "æøå"),
        LanguageProfile(
            "nb",
            """
            og i at det som en på er av for med til den har de ikke om et han men var jeg seg fra vi så kan når \
            eller under også etter nå der ved skal ville være alle mye hvordan hva ble bli noe mer bare gjør gir \
            dette disse
            """,
            endings: "ning het lig ene ende sjon", letters: "æøå"),
        LanguageProfile(
            "is",
            """
            og í að það sem en á er af um með til hann ekki við var ég sig frá ég hún þau eða eftir hér þegar verið \
            vera allt mjög
            """,
            endings: "ingar inum anna legt", letters: "þðæý"),
        LanguageProfile(
            "fi",
            """
            ja on ei se että oli joka mutta hän ovat myös kun niin tai mitä olla jos kuin sen vain voi nyt ole siitä \
            tämä kaikki mukaan ennen jo sekä minä me te he
            """,
            endings: "ssa ssä lla llä sta stä aan een inen ksi", letters: "äö"),
        LanguageProfile(
            "et",
            """
            ja on ei see et oli mis kuid ta ka kui siis või mida olla need selle ainult võib nüüd ole kõik enne juba \
            ning mina meie teie nad aga üks
            """,
            endings: "sse mine ste dele tud iga", letters: "õäü"),
        LanguageProfile(
            "hu",
            """
            a az és hogy nem is egy van meg ez csak de mint volt már ha vagy még azt lehet el amely ki minden fel \
            után kell között nagyon így mert lesz aki
            """,
            endings: "ság ség ban ben nak nek ból hoz val", letters: "őű"),
        LanguageProfile(
            "tr",
            """
            ve bir bu da de için ile çok olarak daha olan gibi en kadar ne var sonra ama ya her ki mi değil veya ise \
            göre şey nasıl bunu olduğu
            """,
            endings: "lar ler ları leri yor mak mek lık dır", letters: "ğışİ"),
        LanguageProfile(
            "pl",
            """
            i w na z się nie do to że jest o jak a ale po co tak za od przez dla czy być był może są tylko przy lub \
            już ich tym oraz jego który które która można
            """,
            endings: "ość ania owie ego ych ami nie", letters: "łąęśżźćń"),
        LanguageProfile(
            "cs",
            """
            a v se na je že o s z do i k to ve pro za by ale si po jako nebo od jsou který které která být byl také \
            tak při jen až aby co více podle jeho může než
            """,
            endings: "ost ního ých ení ání ovat", letters: "řůěň"),
        LanguageProfile(
            "sk",
            """
            a v sa na je že o s z do i k to vo pre za by ale si po ako alebo od sú ktorý ktoré ktorá byť bol tiež \
            tak pri len až aby čo viac podľa jeho môže než
            """,
            endings: "osť ného ých nie ovať", letters: "ľôŕĺ"),
        LanguageProfile(
            "hr",
            """
            i u je na se da za su od s a ne kao iz koji o to što ili po bi ali biti bio te koja koje može samo nije \
            već ako između svoje prema kako sve
            """,
            endings: "nje ost cija anja ati ima", letters: "đć"),
        LanguageProfile(
            "sl",
            """
            in v je na se da za so od s ne kot iz ki o to kaj ali po bi pa tudi biti bil ter lahko samo ni že če med \
            svoje glede kako vse
            """,
            endings: "nje ost cija anja ati ega"),
        LanguageProfile(
            "lt",
            """
            ir yra kad į iš su kaip bet tai ne už nuo jo dėl buvo arba apie taip pat jis ji mes jūs prie būti tik po \
            gali kurie per
            """,
            endings: "mas imo ius ių tis ėti", letters: "ėųįū"),
        LanguageProfile(
            "lv",
            """
            un ir ka no ar kā bet tas ne uz par vai viņš viņa mēs jūs pie būt tikai pēc var kas lai arī to šis tiek \
            ja
            """,
            endings: "šana ums iem ība ojot", letters: "āēīūļņģķ"),
        LanguageProfile(
            "sq",
            """
            dhe në e të i një për që me nga është ka nuk si por ose më ai ajo ne ju ata kjo ky kur gjithë duhet janë
            """,
            endings: "imit shëm ave esë", letters: "ë"),
        LanguageProfile(
            "id",
            """
            yang dan di ini dengan untuk tidak dari dalam akan pada juga ke karena itu ada saya adalah oleh kami \
            mereka bisa atau telah sebagai lebih anda dapat kita sudah
            """,
            endings: "kan nya annya"),
        LanguageProfile(
            "vi",
            """
            và của là có không được cho với trong một các những người này đã để khi như từ về cũng đến ra nhiều bạn \
            tôi sẽ thì hay
            """,
            letters: "ươđạảấầậếềệộớợụủứừ"),
    ]
}
