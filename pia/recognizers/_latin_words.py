"""Words that names in English text are told by: titles, what stands beside a name, what only looks like one."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = (
    "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Doctor|Sir|Madam|Lord|Lady|Rev|Fr|Sgt|Capt|Lt|Col|Gen|Hon|Judge|Officer|Nurse"
)

PARTICLES = _set("de da do dos das del della di van von der den ter ten la le du bin ibn al el y e af av zu zum zur")

PERSON_BEFORE = (
    r"(?:name(?:s|d)?(?: is| was|'s|:| on the \w+ is)?|called|call(?:s|ed)? (?:me|him|her)|i am|i'm|"
    r"this is|it's|hi|hello|hey|dear|under|"
    r"signed(?: by)?|sincerely|regards|attn|contact|patient|client|customer|tenant|resident|applicant|"
    r"employee|caller|"
    r"complainant|guardian|spouse|husband|wife|son|daughter|mother|father|brother|sister|kid|partner|"
    r"neighbou?r|friend|"
    r"colleague|manager|director|president|ceo|chairman|minister|senator|mayor|agent|driver|nurse|doctor|"
    r"teacher|author|"
    r"singer|songwriter|actor|actress|starring|founders?:|said|early|though|told|asked|met|spoke (?:to|"
    r"with)|talked (?:to|with)|interviewed|thanks|thank you|written by|"
    r"directed by|born|by|with|and|add|to:|from:|user:|sung by|for|is|as)[\s,:]*$"
)
"""Before a name; in any case."""

PERSON_AFTER = (
    r"^(?:'s?\b|,? (?:said|says|told|asked|added|wrote|called|lives|lived|was born|works|worked|who|reported|stated|"
    r"complained|confirmed|thinks|wants|needs|has|had|is|was|will|and I|can|could|from)\b|, (?:can|could|"
    r"aged?|\d{1,2}\b|please)|,? \(\d{1,3}\))"
)
"""After a name."""

SPEAKING = (
    "said|shouted|spoke|yelled|whispered|wrote|talked|replied|explained|waved|smiled|laughed|shouts|talks|speaks|writes"
)
LIFE_AFTER = (
    r"^ (?:began|grew up|was born|lives?|lived|studied|married|died|retired|graduated|will be (?:talking|speaking)|"
    r"is (?:a|an) (?:\w+ )?(?:year|man|woman|boy|girl|nurse|teacher|lawyer|engineer|student)|"
    r"who (?:lives|lived|is|was))\b"
    r"|^,? (?:aged \d|\(\d{1,3}\))|^,? (?:the|our|a|an|my|his|her) [\w ]{3,40}, (?:said|says|told|added|explained)\b"
)
"""After a name: what only people do."""

PLACE_BEFORE = (
    r"\b(?:in|from|to|at|near|around|visit(?:ed|ing)?|live[sd]? in|moved? to|based in|travell?(?:ing|"
    r"ed)? to|outside|of|"
    r"across|through|via|leaving|left|into|throughout|toward|towards|for|over)(?: the)?\s*$|[,\n]\s*$"
)

ORGANISATION_ENDS = _set("""
    Inc Ltd LLC LLP PLC plc Corp Corporation Company Co GmbH AG SA SpA Srl BV NV AB AS Oy Group Holdings Holding
    Bank Insurance Airlines Airways Motors Energy Systems Technologies Technology Solutions Partners Industries
    Services University College Institute Hospital Clinic Association Foundation Council Committee Agency Museum
    Society Records Studios Press Stores Club Ministry Department Bureau Authority Commission Federation Trust
    Bancorp Pharmaceuticals Laboratories Labs Entertainment Media Networks Communications Software Consulting
    Associates Enterprises International Logistics Brewery Brands Foods Financial Capital Ventures Orchestra
    School Academy Therapeutics Biosciences Resources Properties Realty Petroleum Electric Electronics
    Semiconductor Semiconductors Bancshares Savings Health Healthcare Medical Limited Cooperative Union Army
    Police Court Senate Parliament Congress Party
    """)
ORGANISATION_STARTS = _set("University Bank Department Ministry Institute College Church Museum Office House Bureau")
"""With `of` behind them, the beginning of the name of an organisation."""

STREET = (
    r"(?:[Ss]tra(?:ss|ß)e|[Ss]tr\.|weg|gasse|platz|gade|vej|gatan|vägen|gata|veien|vegen|katu|tie|laan|"
    r"straat|dijk|plein|utca|út|"
    r"ulica|ulice|cesta|trg|tér|allee|gränd|stræde|toft|kuja|polku)"
)
STREET_BEFORE = (
    r"(?:[Rr]ue|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Rr]ua|[Tt]ravessa|[Aa]venida|[Aa]v\.|[Aa]venue|"
    r"[Aa]lameda|[Cc]alle|[Cc]/|[Pp]laza|[Uu]l\.|"
    r"[Aa]l\.|[Pp]l\.|[Oo]s\.|[Bb]oulevard|[Bb]d|[Cc]hemin|[Pp]lace|[Qq]uai|[Aa]m|[Aa]n der|[Ii]m|"
    r"[Cc]ours|[Ss]trada|[Vv]icolo|[Rr]úa|[Cc]tra\.)"
)

STREET_AFTER = (
    "(?:"
    + "|".join(
        """
    Alley Annex Arcade Ave Avenue Bayou Beach Bend Bluff Bluffs Blvd Bottom Boulevard Branch Bridge Brook Brooks
    Burg Burgs Bypass Camp Canyon Cape Causeway Center Centers Circle Circles Cliff Cliffs Close Club Common Commons
    Corner Corners Course Court Courts Cove Coves Creek Crescent Crest Crossing Crossroad Crossroads Ct Curve Dale
    Dam Divide Dr Drive Drives Estate Estates Expressway Extension Extensions Fall Falls Ferry Field Fields Flat
    Flats Ford Fords Forest Forge Forges Fork Forks Fort Freeway Garden Gardens Gateway Glen Glens Green Greens
    Grove Groves Harbor Harbors Haven Heights Highway Hill Hills Hollow Hwy Inlet Island Islands Isle Junction
    Junctions Key Keys Knoll Knolls Lake Lakes Landing Lane Ln Light Lights Loaf Lock Locks Lodge Loop Mall Manor
    Manors Meadow Meadows Mews Mill Mills Mission Motorway Mount Mountain Mountains Neck Orchard Oval Overpass Park
    Parks Parkway Parkways Pass Passage Path Pike Pine Pines Pkwy Pl Place Plain Plains Plaza Point Points Port
    Ports Prairie Radial Ramp Ranch Rapid Rapids Rd Rest Ridge Ridges River Road Roads Route Row Run Shoal Shoals
    Shore Shores Skyway Spring Springs Spur Sq Square Squares St Station Stravenue Stream Street Streets Summit
    Terrace Throughway Trace Track Trafficway Trail Tunnel Turnpike Underpass Union Unions Valley Valleys Viaduct
    View Views Village Villages Ville Vista Vistas Walk Walks Wall Way Ways Well Wells
    """.split()  # noqa: SIM905 - a list of its own would take a page
    )
    + ")"
)
"""What the name of an American or English street ends in."""

LIVING_BEFORE = (
    r"\b(?:liv(?:e|es|ed|ing)|born|based|located|stay(?:s|ed|ing)?|originally|mov(?:e|es|ed|ing)|"
    r"travell?(?:s|ed|ing)?|fly(?:ing)?|flew|trip|i am|"
    r"i'm|grew up|resid(?:es|ed|ing)|arriv(?:es|ed|ing)) (?:in|from|to|at|near|through)\s*$"
    r"|\b(?:return(?:s|ed|ing)?|went|drove|came|head(?:s|ed|ing)?|sail(?:s|ed|ing)) (?:to|from)\s*$"
)
"""Before a place, known or not."""

NATIONALITIES = _set("""
    Afghan Albanian Algerian American Andorran Angolan Argentine Argentinian Armenian Australian Austrian
    Azerbaijani Bahraini Bangladeshi Barbadian Belarusian Belgian Bolivian Bosnian Botswanan Brazilian British
    Brit Brits Bulgarian Burmese Cambodian Cameroonian Canadian Chadian Chechen Chilean Chinese Colombian
    Congolese Croatian Cuban Cypriot Czech Danish Dominican Dutch Ecuadorean Ecuadorian Egyptian English Eritrean
    Estonian Ethiopian Fijian Filipino Finnish Frenchman Frenchwoman French Gambian Georgian German Ghanaian Greek
    Guatemalan Guinean Guyanese Haitian Honduran Hungarian Icelandic Indian Indonesian Iranian Iraqi Irish Israeli
    Italian Ivorian Jamaican Japanese Jordanian Kazakh Kenyan Korean Kosovar Kuwaiti Laotian Latvian Lebanese
    Liberian Libyan Lithuanian Macedonian Malagasy Malawian Malaysian Malian Maltese Mauritian Mexican Moldovan
    Mongolian Montenegrin Moroccan Mozambican Namibian Nepalese Nicaraguan Nigerian Norwegian Omani Pakistani
    Palestinian Panamanian Paraguayan Peruvian Polish Portuguese Qatari Romanian Russian Rwandan Salvadoran Saudi
    Scottish Senegalese Serbian Singaporean Slovak Slovenian Somali Spanish Sudanese Swedish Swiss Syrian
    Taiwanese Tajik Tanzanian Thai Tibetan Togolese Tunisian Turkish Turkmen Ugandan Ukrainian Uruguayan Uzbek
    Venezuelan Vietnamese Welsh Yemeni Zambian Zimbabwean Scandinavian
    """)

MORE_PLACES = _set("""
    UK USA US U.S. U.K. U.S.A. EU UAE England Scotland Wales Britain America Europe Asia Africa Holland Russia
    Korea Vietnam Iran Syria Laos Bolivia Venezuela Tanzania Moldova Macedonia Palestine Czechia Burma Antarctica
    Bosnia
    """)

OPENING = _set("""
    A After Also An And As At Because Before But By Contact Dear During For From Hello Her Hi His I If In Is It Its My
    No Not On Or Our Please Since So That The Their Then There These They This To Today Under Was We What When Where
    While Why With Yes Yesterday You Your
    """)
"""Words that begin a sentence and are no part of the name of an organisation behind them."""

CLOSING = _set(
    "Best Cheers Dear Email Fax Hello Hi Kind Love Mobile Phone Please Regards Sincerely Tel Thank Thanks Yours"
)
"""Words that begin a line which is no more part of an address."""

COMMON = _set("""
    A I About Above According Account Accounts Across Act Action Add Additionally Address After Again Against All
    Also Although Always Am An And Another Any Anybody Anyone Are Area Around As Ask At Attorney Available Away
    Back Be Because Been Before Behind Being Below Best Between Big Both Bot But By Call Can Card Cash Center
    Central Chat Check Chief City Class Close Code Come Comedy Contact Could Country County Credit Current
    Customer Date Day Days Dear Department Desk Did Did Director District Do Does Don Done Down Drama During Each
    East Eastern Email Every Everyone Everything Excuse Executive Fax File Final Find First For Former Found Free
    Friday From Full Further General Get Give Go Going Good Great Group Had Half Has Have He Head Hello Help Her
    Here Hi High Him His Home House How However I If Important In Information Inc Input Interest Into Is It Its
    January Job Just Keep Kids Know Large Last Late Later Learn Leave Left Let Level Like Line List Local Long
    Look Looking Lost Lot Love Low Mail Main Make Manager Many March May Maybe Me Meet Member Message Mobile
    Monday More Most Mother Move Mr Mrs Ms Much Music My Name Names Near Need Never New News Next Night No None
    Nor North Northern Not Note Notes Nothing November Now Number October Of Off Office Old On Once One Online
    Only Open Or Order Other Our Out Over Own Page Part Party Password Pay People Perhaps Phone Place Please Plus
    Point Police President Price Private Problem Public Question Quick Rather Re Read Real Really Record Regarding
    Report Request Right Road Room Said Same Saturday Say School Second See Send Senior September Service Services
    She Should Since Sincerely Sir Site Six Small So Some Someone Something Sometimes Son Soon Sorry Source South
    Southern Special Staff Start State States Station Statement Status Still Stop Street Subject Such Sunday Sure
    System Take Team Tel Tell Ten Than Thank Thanks That The Their Them Then There These They Thing Things Think
    Third This Those Three Through Thursday Time Title To Today Together Tomorrow Too Top Total Toward Town
    Transfer Tuesday Two Under Unit United Until Up Update Us Use User Users Very Via View Visit Want Was Way We
    Website Wednesday Week Welcome Well Went Were West Western What Whatever When Where Whether Which While White
    Who Whose Why Will With Within Without Work World Would Write Year Years Yes Yesterday Yet You Young Your
    Yours Zip April August December February July June Article Section Chapter Table Figure Page Vol Civil Rights
    Law Bill Title Red Blue Green Black Golden Gold Silver Royal Grand Christmas Easter Internet Earth Sun Moon
    God King Queen Prince Princess Pope Season Episode Series Game Games Award Awards Cup League Champions
    Championship Olympic Olympics National International Federal American European African Asian Democratic
    Republican Supreme Court Minister Senator Governor Mayor Father Brother Sister Daughter Husband Wife Judge
    River Lake Mount Island Park Garden Hotel Restaurant Cafe Bar Church Museum Theatre Theater Museum Beach
    Bridge Hill Valley Forest Square
    """)
"""Words that begin a sentence or a title and are no name there, whatever lists of names say."""

AMBIGUOUS = _set("""
    Art Autumn Angel Baby Bill Bob Brook Carol Chance Charity Chase Christian Crystal Daisy Dale Dawn Dean Destiny
    Drew Earl Eden Eve Faith Frank Gene German Glen Grace Grant Guy Harmony Heath Heaven Holly Honor Hope Hunter
    Iris Ivy Jade Jack Jasmine Jay Jewel Joy June Justice Lance Lane Lily Mark Mason Max Melody Mercy Miles Misty
    Norm Olive Pat Patience Pearl Penny Peg Pierce Poppy Ray Rich Rob Robin Rocky Roman Rose Ruby Rusty Sage Sandy
    Shelly Skip Sky Stone Sterling Summer Sunny Sue Tad Terry Trinity Trip Van Victor Victory Violet Wade Ward
    Willow Woody Ford Berlin Paris London Jordan Chelsea Sydney Virginia Georgia Carolina Dallas Austin Houston
    Madison Florence Lincoln Washington Israel America China India Asia Kenya Ireland Savannah Charlotte Brooklyn
    """)
"""Given names that are ordinary words or places: only what stands beside them makes them a name."""
