//! Chinese in words: the longest that the vocabulary of the vectors knows, names by their sound, and what a document joins.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::align::vector;
use crate::text::script::is_han;

/// Occurrences that make two words one.
const OFTEN: f32 = 3.0;
/// The share of the occurrences of two words in which they stand together, squared, that makes them one.
const TOGETHER: f32 = 0.3;

/// Words that the vocabulary does not know and a document shows: characters that stand together more often than not.
#[derive(Clone, Debug, Default)]
pub(super) struct Joins(HashSet<String>);

impl Joins {
    /// The words that `texts` show.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut alone: HashMap<&str, f32> = HashMap::new();
        let mut pairs: HashMap<(&str, &str), f32> = HashMap::new();
        for text in texts {
            let mut at = 0;
            while let Some(start) = text.get(at..).and_then(|rest| rest.find(is_han)).map(|found| at + found) {
                let rest = text.get(start..).unwrap_or("");
                at = start + rest.find(|c| !is_han(c)).unwrap_or(rest.len());
                let found = words(text, &(start..at), None);
                let part = |word: &Range<usize>| text.get(word.clone()).unwrap_or("");
                found.iter().for_each(|word| *alone.entry(part(word)).or_default() += 1.0);
                for two in found.windows(2) {
                    let (left, right) = (part(&two[0]), part(&two[1]));
                    if !left.starts_with(is_apart) && !right.starts_with(is_apart) && (single(left) || single(right)) {
                        *pairs.entry((left, right)).or_default() += 1.0;
                    }
                }
            }
        }
        let together = |&((left, right), count): &((&str, &str), f32)| {
            let all = alone.get(left).copied().unwrap_or(1.0) * alone.get(right).copied().unwrap_or(1.0);
            count >= OFTEN && count * count >= TOGETHER * all
        };
        Self(pairs.into_iter().filter(together).map(|((left, right), _)| [left, right].concat()).collect())
    }

    /// `words` of `text` with those joined that are one.
    fn apply(&self, words: Vec<Range<usize>>, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::with_capacity(words.len());
        let mut last = 0;
        for word in words {
            // Each word with the one before it, so that three characters may follow from two pairs.
            let known = |start: usize| text.get(start..word.end).is_some_and(|both| self.0.contains(both));
            match found.last_mut() {
                Some(before) if before.end == word.start && known(last) => before.end = word.end,
                _ => found.push(word.clone()),
            }
            last = word.start;
        }
        found
    }
}

fn single(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

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

/// The words of a run of Han characters that the vocabulary knows, without the small words at their edges
/// (of `我相信`, `相信`), and those that `joins` has.
pub(super) fn words(text: &str, run: &Range<usize>, joins: Option<&Joins>) -> Vec<Range<usize>> {
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
    let found = names(found, text);
    match joins {
        Some(joins) => joins.apply(found, text),
        None => found,
    }
}

fn is_apart(c: char) -> bool {
    APART.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, joins: Option<&Joins>) -> String {
        let found = words(text, &(0..text.len()), joins);
        found.into_iter().map(|word| &text[word]).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn small_words_stand_apart() {
        assert_eq!(cut("我相信", None), "我|相信");
        assert_eq!(cut("问题的", None), "问题|的");
        assert_eq!(cut("目的", None), "目的");
    }

    #[test]
    fn names_by_their_sound_are_one_word() {
        assert_eq!(cut("梅兹德菲问", None), "梅兹德菲|问");
    }

    #[test]
    fn a_document_joins_its_own_words() {
        let text = ["鹳鸻飞", "看鹳鸻", "鹳鸻和鹳鸻", "飞"];
        assert_eq!(cut("鹳鸻", None), "鹳|鸻");
        let joins = Joins::of(text.into_iter());
        assert_eq!(cut("有鹳鸻", Some(&joins)), "有|鹳鸻");
        assert_eq!(cut("飞鹳", Some(&joins)), "飞|鹳");
    }
}
