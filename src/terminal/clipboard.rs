//! The clipboard by OSC 52: the terminal's own, also over ssh.

/// Terminals drop longer ones (xterm and tmux keep about 100 KB).
const MOST: usize = 74_000;

/// The sequence that puts `text` on the clipboard; none when it is too long. Inside tmux it is sent twice: to tmux itself
/// and through it, because which of the two works depends on tmux's settings.
pub(super) fn sequence(text: &str, tmux: bool) -> Option<String> {
    if text.len() > MOST {
        return None;
    }
    let plain = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
    Some(if tmux { format!("{plain}\x1bPtmux;\x1b{plain}\x1b\\") } else { plain })
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * place)) as usize & 63];
            text.push(if place > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_rfc_4648() {
        for (plain, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn no_control_of_the_text_gets_out() {
        let sequence = sequence("a\x1b]52;c;!\x07\u{202e}", false).expect("short");
        assert_eq!(sequence.chars().filter(|c| c.is_control()).count(), 2, "{sequence:?}");
        assert_eq!(super::sequence(&"x".repeat(80_000), false), None);
    }
}
