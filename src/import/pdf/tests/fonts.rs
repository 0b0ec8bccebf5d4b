//! Fonts that say little of their letters, or say it in old ways.

use super::{composite, document, pdf, texts};

#[test]
fn glyph_numbers_of_a_character_collection_are_its_characters() {
    let of = |ordering: &str, codes: &str| {
        let mut font = composite(&[]);
        font[1].1 = format!(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >> >>"
        );
        let read = document(&pdf(&[format!("BT /F3 12 Tf 60 650 Td <{codes}> Tj ET\n")], &font));
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
        texts(&read).join("|")
    };
    assert_eq!(of("GB1", "03AC 1257 023E"), "啊亍。");
    assert_eq!(of("Japan1", "034B 0465"), "あ亜");
    assert_eq!(of("Korea1", "043E 0D6B"), "가힝");
    assert_eq!(of("CNS1", "0253 176C"), "一乂");
}

#[test]
fn old_chinese_fonts_of_one_byte_a_code_are_read_by_pairs() {
    // A font whose name is Chinese in the bytes of GBK, as programs wrote it that knew no composite fonts.
    let font = "<< /Type /Font /Subtype /TrueType /BaseFont /#CB#CE#CC#E5 /Encoding /WinAnsiEncoding >>";
    let page = "BT /F3 12 Tf 60 650 Td <C7C5C9CFD3D0C8CB> Tj ET\n".to_owned();
    let read = document(&pdf(&[page], &[(20, font.to_owned())]));
    assert_eq!(texts(&read), ["桥上有人"]);
    assert!(read.warnings.iter().any(|warning| warning.message.contains("guessed")), "{:?}", read.warnings);
}

#[test]
fn glyphs_without_names_are_guessed_by_their_widths_and_this_is_said() {
    // "River" as glyphs of the usual order, with the widths of the letters.
    let mut font = composite(&[]);
    font[1].1 = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 500 \
        /W [36 [667 667 722] 53 [722] 68 [556 556 500 556 556 278] 76 [222 222] 80 [833 556] 85 [333] 89 [500]] >>"
        .to_owned();
    let read = document(&pdf(&["BT /F3 12 Tf 60 650 Td <0035004C005900480055> Tj ET\n".to_owned()], &font));
    assert_eq!(texts(&read), ["River"]);
    assert!(
        read.warnings.iter().any(|warning| warning.message.contains("5 of 5 letters are guessed")),
        "{:?}",
        read.warnings
    );
}

#[test]
fn letters_of_fonts_with_units_of_their_own_are_not_taken_for_dust() {
    let font = "<< /Type /Font /Subtype /Type3 /FontMatrix [1 0 0 -1 0 0] /FontBBox [0 0 0 0] /FirstChar 97 /LastChar 99 \
        /Widths [40 42 38] /Encoding << /Differences [97 /a97 /a98 /a99] >> /CharProcs << >> >>";
    let page = "BT /F3 0.12 Tf 60 650 Td (abc) Tj ET\n".to_owned();
    assert_eq!(texts(&document(&pdf(&[page], &[(20, font.to_owned())]))), ["abc"]);
}
