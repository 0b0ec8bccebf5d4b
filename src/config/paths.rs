//! Where settings, data and state live: the XDG folders, or one folder named by `HEXAPLA_HOME`.

use std::path::PathBuf;

/// The folders this process uses.
#[derive(Clone, Debug)]
pub struct Paths {
    /// `config.toml`, `keymap.toml`.
    pub config: PathBuf,
    /// The library's database.
    pub data: PathBuf,
}

impl Paths {
    /// From the environment: `HEXAPLA_HOME` holds everything when it is set and not empty, else the XDG folders; none
    /// when no home folder is known.
    pub fn from_environment() -> Option<Self> {
        if let Some(home) = std::env::var_os("HEXAPLA_HOME").filter(|home| !home.is_empty()) {
            let home = PathBuf::from(home);
            return Some(Self { config: home.clone(), data: home });
        }
        let folders = directories::ProjectDirs::from("", "", "hexapla")?;
        Some(Self { config: folders.config_dir().to_owned(), data: folders.data_dir().to_owned() })
    }
}
