//! A sentence as the words that can correspond: UAX #29 words, Chinese in words of several characters.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::han::{Joins, words};
use super::number::{self, Value};
use super::stem::stem;
use crate::text::fold::fold;
use crate::text::script::is_han;

/// Bytes of a word that are read at most.
const LONGEST: usize = 256;

/// A word of a text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// The folded word.
    pub(super) folded: String,
    /// The value of a number or a month.
    pub(super) value: Option<Value>,
}

impl Token {
    /// The key under which the forms of the word meet.
    pub(super) fn key(&self) -> &str {
        stem(&self.folded)
    }
}

/// The words of `text` in order, at most `limit`; `joins` are what the document joins.
pub(super) fn tokens(text: &str, joins: Option<&Joins>, limit: usize) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let flush = |run: &mut Option<Range<usize>>, found: &mut Vec<Token>| {
        if let Some(range) = run.take() {
            han(text, range, joins, found);
        }
    };
    for (at, word) in text.unicode_word_indices() {
        if found.len() >= limit {
            break;
        }
        let range = at..at + word.len();
        if word.starts_with(is_han) {
            match &mut run {
                // A run is cut where the limit bounds what is kept of it.
                Some(open) if open.end == at && open.len() < 4 * limit => open.end = range.end,
                _ => {
                    flush(&mut run, &mut found);
                    run = Some(range);
                }
            }
            continue;
        }
        flush(&mut run, &mut found);
        let folded = fold(start(word)).text;
        let value = number::value(&folded);
        found.push(Token { range, folded, value });
    }
    flush(&mut run, &mut found);
    found.truncate(limit);
    found
}

/// What of a word is read: no word of a language is longer.
fn start(word: &str) -> &str {
    let end = (0..=word.len().min(LONGEST)).rev().find(|&at| word.is_char_boundary(at)).unwrap_or(0);
    word.get(..end).unwrap_or(word)
}

/// The words of a run of Han characters: numbers, and the longest words that the vocabulary of the vectors knows.
fn han(text: &str, run: Range<usize>, joins: Option<&Joins>, found: &mut Vec<Token>) {
    let mut at = run.start;
    let known = words(text, &run, joins);
    let mut known = known.iter().peekable();
    while let Some(rest) = text.get(at..run.end).filter(|rest| !rest.is_empty()) {
        // `2月` is a month.
        if rest.starts_with('月')
            && let Some(before) = found.last_mut().filter(|before| before.range.end == at)
            && let Some(Value::Number(digits)) = &before.value
            && let Some(month) = digits.parse::<u8>().ok().filter(|month| (1..=12).contains(month))
        {
            before.value = Some(Value::Month(month));
            before.range.end += '月'.len_utf8();
            before.folded.push('月');
            at += '月'.len_utf8();
            continue;
        }
        let ordinal = found.last().is_some_and(|before| before.range.end == at && before.folded == "第");
        let digits = count(rest);
        let number =
            rest.get(..digits).filter(|number| ordinal || number.chars().nth(1).is_some()).and_then(number::han);
        let opens = rest.strip_prefix('第').is_some_and(|rest| count(rest) > '十'.len_utf8());
        let first = rest.chars().next().map_or(1, char::len_utf8);
        while known.next_if(|word| word.end <= at).is_some() {}
        // A word that begins inside a number goes on after it.
        let end = match known.peek() {
            _ if number.is_some() => at + digits,
            Some(word) if !opens && word.start <= at => word.end,
            _ => at + first,
        };
        let range = at..end;
        let folded = fold(text.get(range.clone()).unwrap_or("")).text;
        at = range.end;
        found.push(Token { range, folded, value: number });
    }
}

<<<<<<< HEAD
/// Characters that the vocabulary has at the edges of longer words, though they are words of their own.
const APART: &str = "的了和与及或在是我你他她它对为于将被把从向由并也都已这该各不";

/// Characters that write foreign names by their sound.
const SOUNDS: &str = "阿埃艾安昂奥澳巴拜班贝本比毕宾波勃博布茨达戴丹德登迪蒂丁厄恩尔法凡范菲费芬弗夫福盖甘冈戈格根贡古瓜圭哈汉赫黑侯胡华霍基吉季加贾杰金津卡凯坎康考科克肯库夸拉莱赖兰劳勒雷里利莉丽林琳伦隆卢鲁罗洛马玛迈麦曼芒毛梅门蒙米密敏缪摩莫默姆穆拿那娜纳尼涅宁纽努诺欧帕派潘庞佩彭皮匹珀蒲普奇齐恰钱乔切琼丘屈瑞若撒萨塞赛桑森沙尚绍舍申圣施什史舒朔斯丝松苏索塔泰坦汤特滕廷图托瓦旺威韦维魏温翁沃乌武希锡夏谢辛欣休雅亚延耶叶伊英尤约泽扎詹珍兹朱卓佐";

/// Joins what writes a name by its sound: three characters and more that are no words.
fn names(words: Vec<Range<usize>>, text: &str) -> Vec<Range<usize>> {
    let sounds = |word: &Range<usize>| {
        let mut characters = text.get(word.clone()).unwrap_or("").chars();
        characters.next().is_some_and(|c| SOUNDS.contains(c)) && characters.next().is_none()
    };
    let mut found: Vec<Range<usize>> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let rest = words.get(at..).unwrap_or_default();
        let mut end = word.start;
        let run =
            rest.iter().take_while(|word| word.start == std::mem::replace(&mut end, word.end) && sounds(word)).count();
        match rest.get(run.wrapping_sub(1)) {
            Some(last) if run >= 3 => {
                found.push(word.start..last.end);
                at += run;
            }
            _ => {
                found.push(word.clone());
                at += 1;
            }
        }
    }
    found
}

/// The words of a run of Han characters that the vocabulary knows, without the small words at their edges: of `我相信`, `相信`.
fn han_words(text: &str, run: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for word in vector::han_words(text.get(run.clone()).unwrap_or("")) {
        let word = run.start + word.start..run.start + word.end;
        let part = text.get(word.clone()).unwrap_or("");
        let whole = |part: &str| part.chars().nth(1).is_some() && vector::han_words(part).len() == 1;
        if let Some(rest) = part.strip_prefix(is_apart).filter(|rest| whole(rest)) {
            found.extend([word.start..word.end - rest.len(), word.end - rest.len()..word.end]);
        } else if let Some(rest) = part.strip_suffix(is_apart).filter(|rest| whole(rest)) {
            found.extend([word.start..word.start + rest.len(), word.start + rest.len()..word.end]);
        } else {
            found.push(word);
        }
    }
    names(found, text)
}

fn is_apart(c: char) -> bool {
    APART.contains(c)
}

=======
>>>>>>> main
/// The bytes of Han digits at the start of `text`.
fn count(text: &str) -> usize {
    text.find(|c| !number::is_han_digit(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_places() {
        let text = "（四）第三十七条，3月5日 والبيت the 21st day";
        let words = tokens(text, None, 99);
        for token in &words {
            assert_eq!(fold(&text[token.range.clone()]).text, token.folded);
        }
        let values: Vec<_> = words.iter().filter_map(|token| token.value.clone()).collect();
        let number = |digits: &str| Value::Number(digits.to_owned());
        assert_eq!(values, [number("37"), Value::Month(3), number("5"), number("21")]);
    }

    #[test]
    fn a_limit_is_kept() {
        assert_eq!(tokens(&"水".repeat(1000), None, 50).len(), 50);
        assert_eq!(tokens(&"a ".repeat(1000), None, 50).len(), 50);
        assert!(tokens("", None, 50).is_empty());
    }
}
