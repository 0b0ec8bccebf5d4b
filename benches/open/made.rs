//! Files of the formats of which there are no large real ones: three hundred pages of the built-in guide's sentences.

use std::fmt::Write;
use std::io::Write as _;

use flate2::{Compression, Crc, write::DeflateEncoder};

use crate::sample::Sample;

const GUIDE: [&str; 2] =
    [include_str!("../../assets/guide/guide.en.txt"), include_str!("../../assets/guide/guide.ar.txt")];

/// Paragraphs of 300 pages.
const PARAGRAPHS: usize = 2_400;

/// The `n`th paragraph of a version, without what XML, JSON or a table would have to hide.
fn paragraph(version: usize, n: usize) -> String {
    let guide = GUIDE[version % GUIDE.len()];
    let lines: Vec<&str> = guide.lines().filter(|line| line.len() > 60).collect();
    let text = lines.get(n % lines.len().max(1)).copied().unwrap_or_default();
    format!("{} {n}", text.replace(['<', '>', '&', '"', '\\', '\t', ';'], " ").trim())
}

/// A long file of a format; none where the real ones do, or nothing of it is long.
pub fn file(format: &str) -> Option<Sample> {
    let all = || (0..PARAGRAPHS).map(|n| (n, paragraph(0, n), paragraph(1, n)));
    let each = |head: &str, one: &dyn Fn(usize, &str, &str) -> String, foot: &str| {
        let body: String = all().map(|(n, source, target)| one(n, &source, &target)).collect();
        format!("{head}{body}{foot}").into_bytes()
    };
    let (extension, bytes) = match format {
        "docx" => ("docx", docx()),
        "odt" => ("odt", odt()),
        "epub" => ("epub", epub()),
        "pdf" => ("pdf", pdf()),
        "rtf" => ("rtf", each("{\\rtf1\\ansi ", &|n, text, _| format!("{n}.\\tab {}\\par\n", ascii(text)), "}")),
        "html" => ("html", each("<!doctype html><html lang=en><body>", &|_, text, _| format!("<p>{text}</p>\n"), "")),
        "markdown" => ("md", each("# Guide\n\n", &|_, text, _| format!("{text}\n\n"), "")),
        "tsv" => ("tsv", each("en\tar\n", &|_, source, target| format!("{source}\t{target}\n"), "")),
        "csv" => ("csv", each("en,ar\n", &|_, source, target| format!("\"{source}\",\"{target}\"\n"), "")),
        "usfm" => ("usfm", each("\\id GEN\n\\c 1\n\\p\n", &|n, text, _| format!("\\v {} {text}\n", n + 1), "")),
        "bilara" => {
            ("json", each("{\n\"g1:0\": \"-\"", &|n, text, _| format!(",\n\"g1:{}\": \"{text}\"", n + 1), "\n}\n"))
        }
        "srt" => (
            "srt",
            each("", &|n, text, _| format!("{}\n{} --> {}\n{text}\n\n", n + 1, time(n, ','), time(n + 1, ',')), ""),
        ),
        "vtt" => (
            "vtt",
            each("WEBVTT\n\n", &|n, text, _| format!("{} --> {}\n{text}\n\n", time(n, '.'), time(n + 1, '.')), ""),
        ),
        "tei" => (
            "xml",
            each(
                "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'><text><body>",
                &|n, text, _| format!("<p id='{n}'><s id='{n}:1'>{text}</s></p>\n"),
                "</body></text></TEI>",
            ),
        ),
        "tmx" => (
            "tmx",
            each(
                "<tmx version='1.4'><header srclang='en'/><body>",
                &|_, source, target| {
                    let tuv = |tag: &str, text: &str| format!("<tuv xml:lang='{tag}'><seg>{text}</seg></tuv>");
                    format!("<tu>{}{}</tu>\n", tuv("en", source), tuv("ar", target))
                },
                "</body></tmx>",
            ),
        ),
        "xliff" => (
            "xlf",
            each(
                "<xliff version='1.2'><file original='g' source-language='en' target-language='ar'><body>",
                &|n, source, target| {
                    format!("<trans-unit id='{n}'><source>{source}</source><target>{target}</target></trans-unit>\n")
                },
                "</body></file></xliff>",
            ),
        ),
        "po" => (
            "po",
            each(
                "msgid \"\"\nmsgstr \"Language: ar\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\n",
                &|_, source, target| format!("msgid \"{source}\"\nmsgstr \"{target}\"\n\n"),
                "",
            ),
        ),
        "lines" => ("en", each("", &|_, text, _| format!("{text}\n"), "")),
        _ => return None,
    };
    Some(Sample { name: format!("made.{extension}"), bytes })
}

fn ascii(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii() && !matches!(c, '{' | '}' | '(' | ')')).collect()
}

fn time(seconds: usize, point: char) -> String {
    format!("{:02}:{:02}:{:02}{point}000", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

fn docx() -> Vec<u8> {
    const NAME: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let mut body = format!("<w:document xmlns:w='{NAME}'><w:body>");
    for n in 0..PARAGRAPHS {
        let text = paragraph(0, n);
        let _ = write!(
            body,
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        );
    }
    body += "</w:body></w:document>";
    let numbering = format!(
        "<w:numbering xmlns:w='{NAME}'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
         <w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'>\
         <w:abstractNumId w:val='0'/></w:num></w:numbering>"
    );
    let types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";
    archive(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("word/document.xml", body.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
    ])
}

fn odt() -> Vec<u8> {
    let mut body = "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
                    xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:text>"
        .to_owned();
    for n in 0..PARAGRAPHS {
        let _ = write!(body, "<text:p>{}</text:p>", paragraph(0, n));
    }
    body += "</office:text></office:body></office:document-content>";
    archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", body.as_bytes())])
}

fn epub() -> Vec<u8> {
    let container = "<container><rootfiles><rootfile full-path='p.opf' \
                     media-type='application/oebps-package+xml'/></rootfiles></container>";
    let mut files = vec![("mimetype".to_owned(), "application/epub+zip".to_owned())];
    files.push(("META-INF/container.xml".to_owned(), container.to_owned()));
    let (mut manifest, mut spine) = (String::new(), String::new());
    for chapter in 0..30 {
        let each = PARAGRAPHS / 30;
        let text: String = (0..each).map(|n| format!("<p>{}</p>", paragraph(0, chapter * each + n))).collect();
        let _ = write!(manifest, "<item id='c{chapter}' href='{chapter}.xhtml' media-type='application/xhtml+xml'/>");
        let _ = write!(spine, "<itemref idref='c{chapter}'/>");
        let page =
            format!("<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Part {chapter}</h1>{text}</body></html>");
        files.push((format!("{chapter}.xhtml"), page));
    }
    let package = format!("<package><metadata/><manifest>{manifest}</manifest><spine>{spine}</spine></package>");
    files.push(("p.opf".to_owned(), package));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    archive(&files)
}

/// Three hundred pages of eight paragraphs, one line each, in a font of every reader.
fn pdf() -> Vec<u8> {
    let mut file = b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n".to_vec();
    let pages = PARAGRAPHS / 8;
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", 10 + 2 * page)).collect();
    let font = "3 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n";
    let _ = write!(file, "2 0 obj << /Type /Pages /Kids [{kids}] /Count {pages} >> endobj\n{font}");
    for page in 0..pages {
        let mut content = String::from("BT /F1 9 Tf 12 TL 72 720 Td\n");
        for n in 0..8 {
            let text = ascii(&paragraph(0, page * 8 + n));
            let mut words = text.split(' ').peekable();
            while words.peek().is_some() {
                let line: Vec<&str> = words.by_ref().take(14).collect();
                let _ = writeln!(content, "({}) Tj T*", line.join(" "));
            }
            content += "T*\n";
        }
        content += "ET";
        let packed = deflated(content.as_bytes(), true);
        let (own, stream) = (10 + 2 * page, 11 + 2 * page);
        let _ = write!(
            file,
            "{own} 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {stream} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >> endobj\n\
             {stream} 0 obj << /Length {} /Filter /FlateDecode >>\nstream\n",
            packed.len()
        );
        file.extend(packed);
        file.extend(b"\nendstream endobj\n");
    }
    file.extend(b"trailer << /Root 1 0 R >>\n%%EOF\n");
    file
}

/// Packed; with the frame of zlib where a PDF wants it.
fn deflated(data: &[u8], framed: bool) -> Vec<u8> {
    if framed {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), Compression::default());
        return packer.write_all(data).and_then(|()| packer.finish()).unwrap_or_default();
    }
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
    packer.write_all(data).and_then(|()| packer.finish()).unwrap_or_default()
}

/// An archive of these files (APPNOTE.TXT, 4.3).
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in files {
        let packed = deflated(data, false);
        let mut sum = Crc::new();
        sum.update(data);
        let at = (out.len() as u32).to_le_bytes();
        let mut common = vec![20, 0, 0, 8, 8, 0, 0, 0, 0, 0];
        common.extend(sum.sum().to_le_bytes());
        common.extend((packed.len() as u32).to_le_bytes());
        common.extend((data.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), &packed].concat());
        directory.extend([b"PK\x01\x02\x14\x00", common.as_slice(), &[0; 10], &at, name.as_bytes()].concat());
    }
    let (start, size, count) = (out.len() as u32, directory.len() as u32, files.len() as u16);
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend([size.to_le_bytes(), start.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}
