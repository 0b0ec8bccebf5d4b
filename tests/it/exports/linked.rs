//! The JSON-LD held against the terms of the W3C's context for annotations.

use serde_json::Value;

use super::{annotate, desk};

/// The terms of http://www.w3.org/ns/anno.jsonld that name properties (Web Annotation Vocabulary, appendix A).
const PROPERTIES: &[&str] = &[
    "id",
    "type",
    "body",
    "target",
    "source",
    "selector",
    "state",
    "scope",
    "styleClass",
    "stylesheet",
    "motivation",
    "purpose",
    "textDirection",
    "cached",
    "exact",
    "prefix",
    "suffix",
    "conformsTo",
    "start",
    "end",
    "startSelector",
    "endSelector",
    "refinedBy",
    "sourceDate",
    "sourceDateStart",
    "sourceDateEnd",
    "renderedVia",
    "creator",
    "created",
    "modified",
    "generator",
    "generated",
    "via",
    "canonical",
    "rights",
    "format",
    "language",
    "processingLanguage",
    "annotationService",
    "bodyValue",
    "value",
    "items",
    "partOf",
    "first",
    "last",
    "next",
    "prev",
    "total",
    "startIndex",
    "label",
    "name",
    "nickname",
    "email",
    "email_sha1",
    "homepage",
    "accessibility",
    "audience",
];

/// Those that name classes.
const CLASSES: &[&str] = &[
    "Annotation",
    "Dataset",
    "Image",
    "Video",
    "Audio",
    "Sound",
    "Text",
    "TextualBody",
    "ResourceSelection",
    "SpecificResource",
    "FragmentSelector",
    "CssSelector",
    "XPathSelector",
    "TextQuoteSelector",
    "TextPositionSelector",
    "DataPositionSelector",
    "SvgSelector",
    "RangeSelector",
    "TimeState",
    "HttpRequestState",
    "CssStylesheet",
    "Choice",
    "Person",
    "Software",
    "Organization",
    "AnnotationCollection",
    "AnnotationPage",
    "Audience",
];

/// Those that name motivations.
const MOTIVATIONS: &[&str] = &[
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
];

fn check(value: &Value) {
    match value {
        Value::Array(values) => values.iter().for_each(check),
        Value::Object(fields) => {
            for (name, value) in fields {
                let texts: Vec<&str> = match value {
                    Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
                    value => value.as_str().into_iter().collect(),
                };
                let known = match name.as_str() {
                    "@context" => texts == ["http://www.w3.org/ns/anno.jsonld"],
                    "type" => texts.iter().all(|text| CLASSES.contains(text)),
                    "motivation" | "purpose" => texts.iter().all(|text| MOTIVATIONS.contains(text)),
                    "textDirection" => texts.iter().all(|text| ["ltr", "rtl", "auto"].contains(text)),
                    // What is typed as an identifier has to be an IRI.
                    "id" | "scope" | "partOf" => texts.iter().all(|text| text.contains(':') && text.is_ascii()),
                    name => PROPERTIES.contains(&name),
                };
                assert!(known, "{name}: {value}");
                check(value);
            }
        }
        _ => {}
    }
}

#[test]
fn json_ld_has_only_terms_of_the_context_and_what_the_model_asks_for() {
    let desk = desk();
    let kept = annotate(&desk);
    let collection: Value = serde_json::from_str(&desk.text(&["export", "--to", "jsonld"])).expect("JSON");
    check(&collection);
    assert_eq!(collection["total"], kept.len());
    let items = collection["first"]["items"].as_array().expect("items");
    assert_eq!(items.len(), kept.len());
    for item in items {
        // Web Annotation Data Model 3.1: an id, a type, a target; 4.2.4: a quotation is exactly one text.
        assert!(item["id"].is_string() && item["type"] == "Annotation");
        let selectors = item["target"]["selector"].as_array().expect("selectors");
        let of = |name: &str| selectors.iter().find(|one| one["type"] == name).expect("the selector");
        assert!(of("TextQuoteSelector")["exact"].is_string());
        let fragment = of("FragmentSelector");
        assert!(fragment["value"].is_string());
        let position = &fragment["refinedBy"];
        assert!(position["type"] == "TextPositionSelector" && position["start"].as_u64() <= position["end"].as_u64());
    }
    let note = items.iter().find(|item| item["target"]["source"]["language"] == "ar").expect("the Arabic one");
    let bodies = note["body"].as_array().expect("bodies");
    let said = |purpose: &str| -> Vec<&str> {
        let own = bodies.iter().filter(|body| body["purpose"] == purpose);
        own.filter_map(|body| body["value"].as_str()).collect()
    };
    assert_eq!(said("tagging"), ["أغنام", "to check"]);
    assert_eq!(said("describing"), ["Nobody has ever counted the sheep.", "没有人数过羊有多少只。"]);
    assert_eq!(bodies[0]["language"], "ar");
}
