//! A text in `$VISUAL` or `$EDITOR`.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// Writes `text` into a new file that only this person can read, and names it.
pub(super) fn put_aside(text: &str) -> Result<PathBuf, String> {
    let stamp = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    let path = std::env::temp_dir().join(format!("hexapla-note-{}-{stamp}.md", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map(|()| path.clone()).map_err(|error| format!("{}: {error}", path.display()))
}

/// Opens `text` in the person's editor and gives what it became, or why not; then the text is kept in a file that is named.
pub(super) fn edit(text: &str) -> Result<String, String> {
    let editor =
        ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()));
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let path = put_aside(text)?;
    // The variable may hold arguments, as in "code --wait": the shell splits them, the file name it gets as it is.
    let status = Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(&path).status();
    let outcome = match status {
        Ok(status) if status.success() => fs::read_to_string(&path).map_err(|error| error.to_string()),
        Ok(status) => Err(format!("{editor} ended with {status}")),
        Err(error) => Err(format!("{editor}: {error}")),
    };
    match outcome {
        Ok(text) => {
            let _ = fs::remove_file(&path);
            Ok(text)
        }
        Err(error) => Err(format!("{error}; what was written is in {}", path.display())),
    }
}
