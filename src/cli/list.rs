//! `hexapla list`.

use super::Outcome;

#[derive(clap::Args, Default)]
pub(crate) struct Args {
    /// Files, folders, - for standard input, or the names of works
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Outcome> {
    let _ = args.sources;
    anyhow::bail!("not built yet")
}
