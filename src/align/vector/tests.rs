use super::*;

fn vector(text: &str) -> [f32; DIMENSIONS] {
    let mut sum = [0.0; DIMENSIONS];
    for piece in pieces(text) {
        add(piece, weight(piece), &mut sum);
    }
    sum
}

fn cosine(a: &[f32; DIMENSIONS], b: &[f32; DIMENSIONS]) -> f32 {
    let dot = |a: &[f32; DIMENSIONS], b: &[f32; DIMENSIONS]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(f32::MIN_POSITIVE)
}

#[test]
fn the_empty_text_has_no_pieces() {
    assert!(pieces("").is_empty());
    assert!(han_words("").is_empty());
}

#[test]
fn a_word_is_nearer_to_its_translation_than_to_another_word() {
    let words = [["water", "الماء", "水"], ["peace", "السلام", "和平"], ["law", "القانون", "法律"]];
    for a in words {
        for b in words {
            let near = |x: &[&str; 3], y: &[&str; 3]| {
                cosine(&vector(x[0]), &vector(y[1])).min(cosine(&vector(x[0]), &vector(y[2])))
            };
            assert!(a == b || near(&a, &a) > near(&a, &b), "{a:?} {b:?}");
        }
    }
}
