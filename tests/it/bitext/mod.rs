//! Files that hold several versions of a work, and files that say of each other what corresponds.

mod corpus;
mod fixture;
mod hostile;
mod open;
mod pair;
mod read;
mod sheet;

use hexapla::align::{Parallel, align_documents};
use hexapla::document::Document;
use hexapla::import::{self, Hints, Imported};

/// What is read of a file of this name.
pub fn read(name: &str, bytes: &[u8]) -> Result<Imported, import::ImportError> {
    import::read_all(bytes, &Hints { name: Some(name.to_owned()), ..Hints::default() })
}

/// The versions of a file: `language: key text | key text`, a line each.
pub fn shown(documents: &[Document]) -> String {
    let one = |document: &Document| {
        let blocks: Vec<String> = document.blocks.iter().map(|block| format!("{} {}", block.key, block.text)).collect();
        format!("{}: {}", document.language, blocks.join(" | "))
    };
    documents.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// The warnings of all versions, as people read them.
pub fn warned(imported: &Imported) -> Vec<String> {
    let all = imported.documents.iter().flat_map(|document| &document.warnings);
    all.map(|one| one.line.map_or_else(|| one.message.clone(), |line| format!("line {line}: {}", one.message)))
        .collect()
}

/// Which blocks stand beside which: `1=1 2,3=2 =3`, by keys.
pub fn beside(source: &Document, target: &Document) -> String {
    let parallel: Parallel = align_documents(source, target, &[], &mut |_| true).expect("not stopped");
    let keys = |document: &Document, range: std::ops::Range<usize>| {
        document.blocks[range].iter().map(|block| block.key.to_string()).collect::<Vec<_>>().join(",")
    };
    let one = |bead: &hexapla::align::Bead| {
        format!("{}={}", keys(source, bead.source.clone()), keys(target, bead.target.clone()))
    };
    parallel.blocks.beads.iter().map(one).collect::<Vec<_>>().join(" ")
}
