//! Workbooks with columns in two languages.

use super::{beside, read, shown, warned};

/// A zip archive of stored entries (APPNOTE 6.3.10), without sums that anyone asks for.
fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let start = out.len() as u32;
        let sum = super::hostile::sum(text.as_bytes());
        let fixed = |signature: u32, extra: bool| {
            let mut head = signature.to_le_bytes().to_vec();
            if extra {
                head.extend(20_u16.to_le_bytes());
            }
            head.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            head.extend(sum.to_le_bytes());
            head.extend((text.len() as u32).to_le_bytes());
            head.extend((text.len() as u32).to_le_bytes());
            head.extend((name.len() as u16).to_le_bytes());
            head.extend(0_u16.to_le_bytes());
            head
        };
        out.extend(fixed(0x0403_4B50, false));
        out.extend(name.bytes());
        out.extend(text.bytes());
        directory.extend(fixed(0x0201_4B50, true));
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.bytes());
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(0x0605_4B50_u32.to_le_bytes());
    out.extend([0; 4]);
    out.extend((parts.len() as u16).to_le_bytes());
    out.extend((parts.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

fn workbook(sheets: &[(&str, &str)], strings: &str) -> Vec<u8> {
    let list: String = (1..)
        .zip(sheets)
        .map(|(n, (name, _))| format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))
        .collect::<Vec<_>>()
        .concat();
    let rels: String = (1..=sheets.len())
        .map(|n: usize| format!("<Relationship Id=\"rId{n}\" Target=\"worksheets/s{n}.xml\"/>"))
        .collect();
    let mut parts = vec![
        ("xl/workbook.xml".to_owned(), format!("<workbook xmlns:r=\"r\"><sheets>{list}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{rels}</Relationships>")),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst>{strings}</sst>")),
    ];
    parts.extend((1..).zip(sheets).map(|(n, (_, rows)): (usize, _)| {
        (format!("xl/worksheets/s{n}.xml"), format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"))
    }));
    archive(&parts.iter().map(|(name, text)| (name.as_str(), text.clone())).collect::<Vec<_>>())
}

const STRINGS: &str = "<si><t>English</t></si><si><t>Arabic</t></si><si><r><t>The well </t></r><r><t>is dry.</t></r></si><si><t>البئر جافة.</t><rPh><t>never</t></rPh></si>";
const ROWS: &str = "<row r=\"1\"><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"D1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>2</v></c><c r=\"D2\" t=\"s\"><v>3</v></c></row><row r=\"5\"><c r=\"B5\" t=\"inlineStr\"><is><t>Dig.</t></is></c><c r=\"D5\" t=\"str\"><f>X</f><v>احفر.</v></c></row>";

#[test]
fn columns_with_languages_are_versions_and_rows_units() {
    let imported = read("well.xlsx", &workbook(&[("One", ROWS)], STRINGS)).expect("read");
    assert_eq!(shown(&imported.documents), "en: 1 The well is dry. | 2 Dig.\nar: 1 البئر جافة. | 2 احفر.");
    assert_eq!(beside(&imported.documents[0], &imported.documents[1]), "1=1 2=2");
    assert_eq!(imported.documents[0].blocks[1].line, 5, "the row of the sheet");
    let two =
        read("well.xlsx", &workbook(&[("One", ROWS), ("Two", ROWS), ("Sums", "<row><c><v>1</v></c></row>")], STRINGS))
            .expect("read");
    assert!(
        shown(&two.documents).starts_with("en: 0+1 One | 1 The well is dry. | 2 Dig. | 2+1 Two | 3 "),
        "{}",
        shown(&two.documents)
    );
    assert!(warned(&two)[0].contains("the sheet Sums"), "{:?}", warned(&two));
}

#[test]
fn a_workbook_that_is_no_bitext_is_a_table_and_damage_is_said() {
    let imported =
        read("sum.xlsx", &workbook(&[("One", "<row><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2.5</v></c></row>")], ""))
            .expect("read");
    assert_eq!(imported.documents[0].blocks[0].rows, [["1", "2.5"]]);
    // A cell may name a column that no sheet has, and a text that is not there.
    let odd = "<row><c r=\"XFD1\" t=\"s\"><v>999999</v></c><c r=\"ZZZZZZ1\"><v>5</v></c><c r=\"A1\"><v>7</v></c></row>";
    assert_eq!(read("odd.xlsx", &workbook(&[("One", odd)], "")).expect("read").documents[0].blocks[0].rows, [["7"]]);
    let whole = workbook(&[("One", ROWS)], STRINGS);
    for cut in [10, 100, whole.len() / 2, whole.len() - 5] {
        if let Err(error) = read("well.xlsx", &whole[..cut]) {
            assert!(
                error.to_string().starts_with("not a xlsx file") || error.to_string().starts_with("no text"),
                "{error}"
            );
        }
    }
    let old = read("old.xlsx", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).expect_err("encrypted").to_string();
    assert!(old.contains("password"), "{old}");
}
