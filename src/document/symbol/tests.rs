//! Symbols, from the forms that documents print.

use super::*;
use crate::text::Language;

#[test]
fn a_symbol_says_what_it_extends() {
    let cases = [
        ("A/68/154/Add.1", "addendum 1 to A/68/154"),
        ("A/AC.105/C.2/L.250/Corr.1", "corrigendum 1 to A/AC.105/C.2/L.250"),
        ("S/2021/1/Rev.1/Corr.2", "corrigendum 2 to S/2021/1/Rev.1"),
        ("E/CN.4/2005/10/Add.3*", "addendum 3 to E/CN.4/2005/10"),
        ("CCPR/C/21/Rev.1/Add.13", "addendum 13 to CCPR/C/21/Rev.1"),
        ("A/68/L.39/Rev.2", "revision 2 of A/68/L.39"),
        ("ECE/TRANS/180/Add.3/Amend.1", "amendment 1 to ECE/TRANS/180/Add.3"),
        ("E/INCB/2014/1/Summary", "summary of E/INCB/2014/1"),
        ("A/59/565/Corr.1-3", "corrigendum 1-3 to A/59/565"),
        ("A/68/154*", "reissue of A/68/154"),
        (" s/2004/20/add.12 ", "addendum 12 to s/2004/20"),
    ];
    for (symbol, wanted) in cases {
        assert_eq!(relation(symbol).map(|own| own.to_string()).as_deref(), Some(wanted), "{symbol}");
    }
    for symbol in ["A/68/154", "S/RES/822 (1993)", "A/ADD.1", "Add.1", "", "*", "A/68/Corr.x", "A/C.3/68/L.1"] {
        assert_eq!(relation(symbol), None, "{symbol}");
    }
    assert_eq!(ancestors("S/2021/1/Rev.1/Corr.2").collect::<Vec<_>>(), ["S/2021/1/Rev.1", "S/2021/1"]);
    assert_eq!(root("S/2021/1/Rev.1/Corr.2*"), "S/2021/1");
}

#[test]
fn spellings_of_one_symbol_are_the_same() {
    for (one, other) in [
        ("A/68/154*", "A/68/154"),
        ("S/RES/822 (1993)", "S/RES/822"),
        ("S/RES/822(1993)", "s/res/822"),
        ("A/RES/2837(XXVI)", "A/RES/2837"),
        ("A/ES\u{2011}11/L.1", "A/ES-11/L.1"),
    ] {
        assert!(is_same(one, other), "{one} {other}");
    }
    for (one, other) in
        [("A/68/154", "A/68/154/Add.1"), ("A/68/154", "A/68/15"), ("A/77/6 (Sect. 2)", "A/77/6 (Sect. 3)")]
    {
        assert!(!is_same(one, other), "{one} {other}");
    }
}

#[test]
fn a_symbol_ends_where_the_sentence_goes_on() {
    for (text, wanted) in [
        ("A/68/154/Add.1, annex", "A/68/154/Add.1"),
        ("A/68/154.", "A/68/154"),
        ("A/68/154).", "A/68/154"),
        ("S/RES/822 (1993) of", "S/RES/822 (1993)"),
        ("S/RES/822(1993)、", "S/RES/822(1993)"),
        ("S/RES/822 (the first)", "S/RES/822"),
        ("E/CN.4/2005/10/Add.3*。", "E/CN.4/2005/10/Add.3*"),
        ("HRI/CORE/AZE/2023", "HRI/CORE/AZE/2023"),
        ("S/26260", "S/26260"),
        ("S/PV.10009", "S/PV.10009"),
        ("A/ES-10/2-S/2", "A/ES-10/2-S/2"),
        ("A/HRC/43/G/47", "A/HRC/43/G/47"),
        ("ST/SGB/2003/13 and", "ST/SGB/2003/13"),
        ("CRC/C/GC/25،", "CRC/C/GC/25"),
    ] {
        assert_eq!(length_at(text).and_then(|end| text.get(..end)), Some(wanted), "{text}");
    }
    for text in [
        "A/B testing",
        "S/N 12/3",
        "and/or",
        "AC/DC",
        "A/",
        "/A/68",
        "TCP/IP",
        "A/4",
        "E/5 kg",
        "WWW/1",
        "A//68/1",
        "km/h",
        "A/C",
        "",
    ] {
        assert_eq!(length_at(text), None, "{text}");
    }
}

#[test]
fn addresses_name_symbols_in_every_spelling() {
    for (address, wanted) in [
        ("https://undocs.org/A/68/154", "A/68/154"),
        ("https://undocs.org/en/A/68/154", "A/68/154"),
        ("http://undocs.org/ch/S/RES/822(1993)", "S/RES/822(1993)"),
        ("https://undocs.org/en/S/RES/822%20(1993)", "S/RES/822 (1993)"),
        ("http://www.undocs.org/a/68/154", "A/68/154"),
        ("https://docs.un.org/zh/A/RES/67/61", "A/RES/67/61"),
        ("https://documents.un.org/api/symbol/access?s=A/54/549&l=en&t=pdf", "A/54/549"),
        ("https://documents.un.org/api/symbol/access?j=N9930000&l=en&s=A%2F54%2F549", "A/54/549"),
        ("http://www.un.org/ga/search/view_doc.asp?symbol=S/RES/2164%20(2014)&Lang=E", "S/RES/2164 (2014)"),
        ("https://daccess-ods.un.org/access.nsf/Get?Open&DS=A/68/154&Lang=E", "A/68/154"),
        ("https://undocs.org/Home/Mobile?FinalSymbol=A%2F68%2F154&Language=E&DeviceType=Desktop", "A/68/154"),
        ("https://transcripts.un.org/en/ga/79/12.json", "A/79/PV.12"),
        ("https://undocs.org/A/68/154/Add.1#page=3", "A/68/154/Add.1"),
    ] {
        assert_eq!(addressed(address).as_deref(), Some(wanted), "{address}");
    }
    for address in [
        "https://example.org/A/68/154",
        "https://notundocs.org/A/68/154",
        "https://documents-dds-ny.un.org/doc/UNDOC/GEN/N13/412/34/PDF/N1341234.pdf",
        "https://www.un.org/en/about-us",
        "https://undocs.org/",
        "https://undocs.org/en/%FF%F",
        "ftp://undocs.org/A/68/154",
        "annex2",
    ] {
        assert_eq!(addressed(address), None, "{address}");
    }
}

#[test]
fn the_address_of_a_symbol_leads_back_to_it() {
    for (symbol, language, wanted) in [
        ("A/68/154*", "ar", "https://undocs.org/ar/A/68/154"),
        ("S/RES/822 (1993)", "zh-Hant", "https://undocs.org/zh/S/RES/822(1993)"),
        ("A/68/154", "az", "https://undocs.org/A/68/154"),
    ] {
        let found = address(symbol, &Language::new(language));
        assert_eq!(found, wanted);
        assert!(is_same(&addressed(&found).expect("it names one"), symbol));
    }
}
