//! The words of citations in each language, as the UN's editors write them.

use super::numeral;
use crate::text::Language;

/// How the items of a paragraph are written after its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Items {
    /// `17 (c)`.
    Spaced,
    /// `17 c)`.
    Closed,
    /// `17(c)`.
    Tight,
    /// `17 (ج)`, the second level `'1'`.
    Abjad,
}

/// How parts and headings are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Annex II, section II.B.
    Roman,
    /// 附件二, 第二.B节, 第十三条.
    Chinese,
    /// المرفق الثاني, الفرع ثانيا-باء.
    Arabic,
}

/// The words of one language; `{}` is the number.
#[derive(Debug)]
pub(super) struct Words {
    tag: &'static str,
    pub(super) comma: &'static str,
    pub(super) paragraph: &'static str,
    /// `{first}` and `{last}`.
    pub(super) paragraphs: &'static str,
    pub(super) articles: &'static str,
    /// What stands for a work without a symbol.
    pub(super) title: &'static str,
    /// A paragraph of an article.
    pub(super) clause: &'static str,
    pub(super) article: &'static str,
    pub(super) annex: &'static str,
    pub(super) appendix: &'static str,
    pub(super) section: &'static str,
    pub(super) note: &'static str,
    pub(super) unnumbered: &'static str,
    pub(super) table: &'static str,
    pub(super) heading: &'static str,
    /// `{what}` after `{where}`.
    pub(super) after: &'static str,
    /// `{row}` and `{column}`.
    pub(super) cell: &'static str,
    /// Whether article and paragraph are one expression without a comma.
    pub(super) joined: bool,
    items: Items,
    numbers: Numbers,
}

const WORDS: &[Words] = &[
    Words {
        tag: "en",
        comma: ", ",
        paragraph: "para. {}",
        paragraphs: "paras. {first}–{last}",
        articles: "arts. {first}–{last}",
        title: "{}",
        clause: "para. {}",
        article: "art. {}",
        annex: "annex {}",
        appendix: "appendix {}",
        section: "sect. {}",
        note: "footnote {}",
        unnumbered: "unnumbered para. {}",
        table: "table {}",
        heading: "unnumbered heading {}",
        after: "{what} after {where}",
        cell: "row {row}, col. {column}",
        joined: false,
        items: Items::Spaced,
        numbers: Numbers::Roman,
    },
    Words {
        tag: "ar",
        comma: "، ",
        paragraph: "الفقرة {}",
        paragraphs: "الفقرات من {first} إلى {last}",
        articles: "المواد من {first} إلى {last}",
        title: "{}",
        clause: "الفقرة {}",
        article: "المادة {}",
        annex: "المرفق {}",
        appendix: "التذييل {}",
        section: "الفرع {}",
        note: "الحاشية {}",
        unnumbered: "الفقرة غير المرقمة {}",
        table: "الجدول {}",
        heading: "العنوان غير المرقم {}",
        after: "{what} بعد {where}",
        cell: "الصف {row}، العمود {column}",
        joined: false,
        items: Items::Abjad,
        numbers: Numbers::Arabic,
    },
    Words {
        tag: "zh",
        comma: "，",
        paragraph: "第{}段",
        paragraphs: "第{first}至{last}段",
        articles: "第{first}至{last}条",
        title: "《{}》",
        clause: "第{}款",
        article: "第{}条",
        annex: "附件{}",
        appendix: "附录{}",
        section: "第{}节",
        note: "脚注{}",
        unnumbered: "未编号第{}段",
        table: "第{}个表",
        heading: "未编号标题{}",
        after: "{where}后{what}",
        cell: "第{row}行第{column}列",
        joined: true,
        items: Items::Tight,
        numbers: Numbers::Chinese,
    },
    Words {
        tag: "fr",
        comma: ", ",
        paragraph: "par. {}",
        paragraphs: "par. {first} à {last}",
        articles: "art. {first} à {last}",
        title: "{}",
        clause: "par. {}",
        article: "art. {}",
        annex: "annexe {}",
        appendix: "appendice {}",
        section: "sect. {}",
        note: "note {}",
        unnumbered: "par. non numéroté {}",
        table: "tableau {}",
        heading: "titre non numéroté {}",
        after: "{what} après {where}",
        cell: "ligne {row}, col. {column}",
        joined: false,
        items: Items::Closed,
        numbers: Numbers::Roman,
    },
    Words {
        tag: "es",
        comma: ", ",
        paragraph: "párr. {}",
        paragraphs: "párrs. {first} a {last}",
        articles: "arts. {first} a {last}",
        title: "{}",
        clause: "párr. {}",
        article: "art. {}",
        annex: "anexo {}",
        appendix: "apéndice {}",
        section: "secc. {}",
        note: "nota {}",
        unnumbered: "párr. sin numerar {}",
        table: "cuadro {}",
        heading: "título sin numerar {}",
        after: "{what} tras {where}",
        cell: "fila {row}, col. {column}",
        joined: false,
        items: Items::Closed,
        numbers: Numbers::Roman,
    },
    Words {
        tag: "ru",
        comma: ", ",
        paragraph: "п. {}",
        paragraphs: "пп. {first}–{last}",
        articles: "ст. {first}–{last}",
        title: "{}",
        clause: "п. {}",
        article: "ст. {}",
        annex: "приложение {}",
        appendix: "добавление {}",
        section: "разд. {}",
        note: "сноска {}",
        unnumbered: "ненумерованный п. {}",
        table: "таблица {}",
        heading: "ненумерованный заголовок {}",
        after: "{what} после {where}",
        cell: "строка {row}, столбец {column}",
        joined: false,
        items: Items::Closed,
        numbers: Numbers::Roman,
    },
];

/// For a language whose words are not known: signs that every reader knows.
const PLAIN: Words = Words {
    tag: "und",
    comma: ", ",
    paragraph: "¶ {}",
    paragraphs: "¶¶ {first}–{last}",
    articles: "arts. {first}–{last}",
    title: "{}",
    clause: "¶ {}",
    article: "art. {}",
    annex: "annex {}",
    appendix: "appendix {}",
    section: "§ {}",
    note: "n. {}",
    unnumbered: "¶ +{}",
    table: "table {}",
    heading: "§ +{}",
    after: "{where}, {what}",
    cell: "[{row}, {column}]",
    joined: false,
    items: Items::Spaced,
    numbers: Numbers::Roman,
};

/// The words of a language.
pub(super) fn of(language: &Language) -> &'static Words {
    WORDS.iter().find(|words| words.tag == language.primary()).unwrap_or(&PLAIN)
}

/// The word with its number; a word without a number stands alone.
pub(super) fn fill(template: &str, number: &str) -> String {
    template.replace("{}", number).trim().to_owned()
}

impl Words {
    pub(super) fn article_number(&self, number: Option<u32>) -> String {
        match (self.numbers, number) {
            (_, None) => String::new(),
            (Numbers::Chinese, Some(number)) => numeral::chinese(number),
            (_, Some(number)) => number.to_string(),
        }
    }

    pub(super) fn annex_number(&self, number: Option<u32>) -> String {
        match (self.numbers, number) {
            (_, None) => String::new(),
            (Numbers::Roman, Some(number)) => numeral::roman(number),
            (Numbers::Chinese, Some(number)) => numeral::chinese(number),
            (Numbers::Arabic, Some(number)) => numeral::arabic_ordinal(number),
        }
    }

    /// `I`, `A` as this language writes the number of a section.
    pub(super) fn ordinals(&self, ordinals: &[String]) -> String {
        let spelled: Vec<String> = ordinals
            .iter()
            .enumerate()
            .map(|(level, ordinal)| {
                match (self.numbers, level) {
                    (Numbers::Chinese, 0) => numeral::from_roman(ordinal).map(numeral::chinese),
                    (Numbers::Arabic, 0) => numeral::from_roman(ordinal).map(numeral::arabic_heading),
                    (Numbers::Arabic, 1) => numeral::letter(ordinal).map(numeral::arabic_letter_name),
                    _ => None,
                }
                .unwrap_or_else(|| ordinal.clone())
            })
            .collect();
        spelled.join(if self.numbers == Numbers::Arabic { "-" } else { "." })
    }

    /// The number with its items: `17` and `c` as `17 (c)`, `17 c)`, `17(c)`, `17 (ج)`.
    pub(super) fn items(&self, number: &str, items: &[String]) -> String {
        let mut text = number.to_owned();
        for (level, item) in items.iter().enumerate() {
            let spelled = match self.items {
                Items::Spaced => format!(" ({item})"),
                Items::Closed => format!(" {item})"),
                Items::Tight => format!("({item})"),
                Items::Abjad => match (level, numeral::from_roman(item), numeral::letter(item)) {
                    (1.., Some(number), _) => format!(" '{number}'"),
                    (_, _, Some(number)) => format!(" ({})", numeral::arabic_item(number)),
                    _ => format!(" ({item})"),
                },
            };
            text.push_str(&spelled);
        }
        text
    }
}

/// The words of a Chinese citation in traditional characters.
pub(super) fn traditional(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '条' => '條',
            '录' => '錄',
            '节' => '節',
            '脚' => '腳',
            '注' => '註',
            '编' => '編',
            '号' => '號',
            '个' => '個',
            '标' => '標',
            '题' => '題',
            '后' => '後',
            other => other,
        })
        .collect()
}
