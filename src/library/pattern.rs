//! Patterns of file names, for shells that leave them alone and for names in quotes.

use std::path::{Component, Path, PathBuf};

/// How many files a pattern gives at most.
const FILES: usize = 10_000;

/// Whether `name` has signs of a pattern.
pub fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

/// The files that fit, by name: `*` any characters, `?` one, `[a-z]` one of them, `[!a]` none of them, in any part of the path.
/// Names that begin with a dot fit only a part that does.
pub fn matching(pattern: &str) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::new()];
    for part in Path::new(pattern).components() {
        let text = part.as_os_str().to_string_lossy();
        if !matches!(part, Component::Normal(_)) || !is_pattern(&text) {
            found.iter_mut().for_each(|path| path.push(part));
            continue;
        }
        let wanted: Vec<char> = text.chars().collect();
        let mut next = Vec::new();
        for folder in found {
            let read = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
            let Ok(entries) = std::fs::read_dir(read) else { continue };
            for name in entries.flatten().map(|entry| entry.file_name()) {
                let text = name.to_string_lossy();
                let hidden = text.starts_with('.') && wanted.first() != Some(&'.');
                if !hidden && fits(&wanted, &text.chars().collect::<Vec<_>>()) {
                    next.push(folder.join(&name));
                }
            }
        }
        next.sort();
        next.truncate(FILES);
        found = next;
    }
    found.retain(|path| path.is_file());
    found
}

/// Whether a name fits a pattern; steps are at most the product of their lengths.
fn fits(pattern: &[char], name: &[char]) -> bool {
    let (mut p, mut n) = (0, 0);
    // Where the last star stands, and how much of the name it took.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
                continue;
            }
            Some(_) => {
                if let Some(length) = one(pattern.get(p..).unwrap_or_default(), name[n]) {
                    (p, n) = (p + length, n + 1);
                    continue;
                }
            }
            None => {}
        }
        let Some((at, taken)) = star else { return false };
        star = Some((at, taken + 1));
        (p, n) = (at + 1, taken + 1);
    }
    pattern.get(p..).unwrap_or_default().iter().all(|c| *c == '*')
}

/// How long the sign is that `pattern` begins with, where `c` fits it.
fn one(pattern: &[char], c: char) -> Option<usize> {
    match pattern {
        ['?', ..] => Some(1),
        ['[', rest @ ..] => {
            let (not, set) = match rest {
                ['!' | '^', set @ ..] => (true, set),
                set => (false, set),
            };
            // A bracket that stands first is one of the set; one that never closes stands for itself.
            let Some(end) = set.iter().skip(1).position(|one| *one == ']').map(|at| at + 1) else {
                return (c == '[').then_some(1);
            };
            let set = set.get(..end).unwrap_or_default();
            let mut found = false;
            let mut at = 0;
            while let Some(&first) = set.get(at) {
                match (set.get(at + 1), set.get(at + 2)) {
                    (Some('-'), Some(&last)) => {
                        found |= (first..=last).contains(&c);
                        at += 3;
                    }
                    _ => {
                        found |= first == c;
                        at += 1;
                    }
                }
            }
            (found != not).then_some(end + 2 + usize::from(not))
        }
        [own, ..] => (*own == c).then_some(1),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn names_fit_as_in_a_shell() {
        let check =
            |pattern: &str, name: &str| fits(&pattern.chars().collect::<Vec<_>>(), &name.chars().collect::<Vec<_>>());
        for (pattern, name) in [
            ("*", "x"),
            ("*.txt", "نهر.txt"),
            ("a*b*c", "aXbYbZc"),
            ("?.en", "河.en"),
            ("[a-c]x", "bx"),
            ("[!a]x", "bx"),
            ("[]]", "]"),
            ("[", "["),
            ("a[b", "a[b"),
            ("**", ""),
            ("river.??.txt", "river.ar.txt"),
        ] {
            assert!(check(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in
            [("*.txt", "x.tx"), ("?", ""), ("?", "ab"), ("[!a]x", "ax"), ("a*b", "ab "), ("[a-c]", "d")]
        {
            assert!(!check(pattern, name), "{pattern} {name}");
        }
        assert!(!check(&"*a".repeat(50), &"a".repeat(2_000).replace("aa", "ab")), "and it ends");
    }
}
