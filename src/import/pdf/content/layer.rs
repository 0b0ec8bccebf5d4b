//! Optional content (ISO 32000-2, 8.11): the layers of a file that are not shown.

use std::collections::HashSet;

use crate::import::pdf::file::File;
use crate::import::pdf::object::Object;

/// The layers that are off when the file is opened, by the numbers of their objects.
#[derive(Debug, Default)]
pub(super) struct Layers(HashSet<u32>);

impl Layers {
    pub fn read(file: &File<'_>) -> Self {
        let root = file.resolve(file.trailer.get("Root"));
        let all = root.dict().map(|root| file.value(root, "OCProperties"));
        let Some(all) = all.as_ref().and_then(Object::dict) else { return Self::default() };
        let usual = file.value(all, "D");
        let Some(usual) = usual.dict() else { return Self::default() };
        let listed = |list: Object| -> HashSet<u32> {
            list.array()
                .unwrap_or(&[])
                .iter()
                .filter_map(|item| if let Object::Ref(number) = item { Some(*number) } else { None })
                .collect()
        };
        let off = listed(file.value(usual, "OFF"));
        if !file.value(usual, "BaseState").is_name("OFF") {
            return Self(off);
        }
        let on = listed(file.value(usual, "ON"));
        Self(listed(file.value(all, "OCGs")).into_iter().filter(|number| !on.contains(number)).chain(off).collect())
    }

    /// Whether what belongs to this layer, or to these layers together, is not shown.
    pub fn hides(&self, layer: &Object, file: &File<'_>) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let is_off = |object: &Object| matches!(object, Object::Ref(number) if self.0.contains(number));
        if is_off(layer) {
            return true;
        }
        let group = file.resolve(layer);
        let Some(group) = group.dict().filter(|group| group.get("Type").is_name("OCMD")) else { return false };
        let members = match group.get("OCGs") {
            Object::Ref(number) if !self.0.contains(number) => file.load(*number),
            other => other.clone(),
        };
        let members = members.array().map_or_else(|| vec![members.clone()], <[Object]>::to_vec);
        let off = members.iter().filter(|member| is_off(member)).count();
        match file.value(group, "P").name() {
            Some(b"AllOn") => off > 0,
            Some(b"AnyOff") => off == 0,
            Some(b"AllOff") => off < members.len(),
            _ => off == members.len(),
        }
    }
}
