"""Postal addresses down to street or house, Chinese and Western."""

from __future__ import annotations

from pia.recognizers import Example, Pattern, PatternRecognizer, phrases

_HEADERS = phrases(
    """
    address, addr, street, street address, home address, residence, address line, =house, domicile, 地址, 住址,
    strasse, straße, adresse, direccion, dirección, domicilio, indirizzo, endereco, endereço, adres, adress, =hjdz,
    jtdz,
    dizhi, zhuzhi, jiatingzhuzhi, 现住址, 户籍地址, 家庭住址, 居住地, 住所, 门牌, 通讯地址, dz, zz, xzz, jtzz, txdz
    """
)
_AGAINST = phrases("email, e mail, mail address, ip, mac, web, url, 邮箱, 网址, count, =street type")
_HAN = r"[\u4e00-\u9fffA-Za-z0-9]"
_UNIT = "(?:号楼|号院|号|弄|栋|幢|座|单元|室|组)"
_STREET_WORD = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Terrace|Square|Sq|Way|Close|"
    r"Highway|Hwy|Parkway|Pkwy|Crescent|Office Building)"
)

_ENDING = (
    "weg|straat|laan|plein|singel|steeg|dreef|hof|kade|gracht|pad|dijk|strasse|straße|str\\.|platz|gasse|allee|ring|damm|"
    "vägen|gatan|gränd|stigen|torget|vej|gade|veien|gata|katu|tie"
)
_BEFORE = (
    "calle|c/|avenida|avda\\.?|paseo|plaza|camino|pasaje|callejón|callejon|cuesta|glorieta|ronda|rambla|urbanización|via|vía|"
    "viale|piazza|corso|vicolo|strada|largo|contrada|borgo|rua|travessa|alameda|rodovia|rue|avenue|boulevard|chemin|place|allée|impasse|"
    "ul\\.|ulica|aleja|al\\.|os\\.|pl\\."
)

RECOGNIZERS = (
    PatternRecognizer(
        name="address.chinese",
        entity_type="ADDRESS",
        patterns=(
            Pattern(
                rf"(?:[\u4e00-\u9fff]{{2,8}}(?:省|自治区|市|区|县|旗|镇|乡|街道)){_HAN}{{0,20}}?"
                rf"(?:路|街|巷|道|里|村|庄|苑|园|坊|胡同|小区|新村|社区|大厦){_HAN}{{0,10}}?\d{{1,5}}{_UNIT}"
                rf"(?:[\u4e00-\u9fff0-9-]{{0,10}}{_UNIT})*",
                0.9,
            ),
            Pattern(
                rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2,10}}(?:路|街|巷|大道|胡同|小区|新村|苑|村)\d{{1,5}}(?:号|弄|栋|幢)"
                rf"(?:[\u4e00-\u9fff0-9-]{{0,10}}{_UNIT})*",
                0.75,
            ),
        ),
        context=_HEADERS,
        against=_AGAINST,
    ),
    PatternRecognizer(
        name="address.street",
        entity_type="ADDRESS",
        patterns=(Pattern(rf"(?<![\w.])\d{{1,6}}[A-Za-z]? (?:[\w'.-]+ ){{1,4}}{_STREET_WORD}(?![A-Za-z])", 0.75),),
        context=_HEADERS,
        against=_AGAINST,
    ),
    PatternRecognizer(
        name="address.european",
        entity_type="ADDRESS",
        patterns=(
            Pattern(rf"[^\W\d][^\d,;:@]+(?:{_ENDING}) \d{{1,4}} ?[a-z]?(?:,? .+)?", 0.7),
            Pattern(rf"(?:{_BEFORE}) [^\d;:@]+,? ?(?:n[º°.]? ?)?\d{{1,5}}(?:[ ,/-].*)?", 0.7),
            Pattern(rf"\d{{1,4}}(?: ?(?:bis|ter|[a-z]))?,? (?:{_BEFORE}) [^\d;:@]+(?:[ ,]+\d{{4,5}} .+)?", 0.7),
            Pattern(r"[^;:@]+, ?\d{4,5} [^\W\d][^\d;:@]+", 0.6),
            Pattern(r"[^;:@]+, ?[A-Z]{1,2}\d[A-Z0-9]? ?\d[A-Z]{2}", 0.65),
            Pattern(r"[^;:@]+, ?[A-Z]{2},? \d{5}(?:-\d{4})?", 0.65),
        ),
        context=_HEADERS,
        against=_AGAINST,
        whole=True,
        share=0.5,
    ),
    PatternRecognizer(
        name="address.by_header",
        entity_type="ADDRESS",
        patterns=(
            Pattern(r"(?=.*[A-Za-z]{3})(?=.*\d)[^@]{6,200}", 0.4),
            Pattern(r"(?=.*[^\W\d_]{3})[^@\d:;]{5,200}", 0.3),
            Pattern(r"(?=.*[\u4e00-\u9fff].*[\u4e00-\u9fff])[^@]{4,200}", 0.4),
        ),
        context=_HEADERS,
        against=_AGAINST,
        header_weight=0.75,
        flags=16,
        whole=True,
    ),
    PatternRecognizer(
        name="address.postcode",
        entity_type="POSTCODE",
        patterns=(
            Pattern(r"(?=.*\d)[A-Z0-9]{2,5}(?:[ -]?[A-Z0-9]{2,5})?", 0.3),
            Pattern(r"\d{4,6}(?:\.0)?", 0.3),
        ),
        context=phrases(
            """
                postcode, post code, postal code, zip, zip code, zipcode, pincode, pin code, =pin, plz, code postal,
                cap, cep, postnummer, 邮编, 邮政编码, yb, yzbm
            """
        ),
        header_weight=0.8,
        whole=True,
    ),
)

EXAMPLES = (
    Example("ADDRESS", "江州市临河区花园路12号3栋2单元501室", True),
    Example("ADDRESS", "住在花园路12号3栋", True),
    Example("ADDRESS", "1600 Maple Grove Avenue", True),
    Example("ADDRESS", "Lindenweg 7, 10115 Musterstadt", True, "address"),
    Example("ADDRESS", "临河区柳树湾", True, "现住址"),
    Example("ADDRESS", "Lindenweg 7, 10115 Musterstadt", True),
    Example("ADDRESS", "Calle de Fabiola Moreno 210, Soria, 50806", True),
    Example("ADDRESS", "12 rue des Lilas 75011 Paris", True),
    Example("ADDRESS", "Anweisung 12, erste Fassung", False),
    Example("ADDRESS", "li.na@example.org", False, "address"),
    Example("ADDRESS", "地铁3号线", False),
    Example("ADDRESS", "临河区监测站", False, "station"),
    Example("POSTCODE", "SW1A 1AA", True, "Post Code"),
    Example("POSTCODE", "310012", True, "邮编"),
    Example("POSTCODE", "310012", False, "reading"),
)
