//! Lists the values of a JSON document, from the schema of the type that is printed.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// As `jq` writes it: `.[].returns[].wish`.
    pub path: String,
    /// `text`, `number or null`, `one of yes, no, unknown`.
    pub kind: String,
    /// The comment on the field; empty if it has none.
    pub about: String,
}

/// The values of the document of a `T`, keys sorted.
pub fn rows<T: JsonSchema>() -> Vec<Row> {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true).for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let mut rows = Vec::new();
    if let Some(object) = schema.as_object() {
        add_rows(object, "", &mut rows);
    }
    rows
}

fn add_rows(schema: &Map<String, Value>, path: &str, rows: &mut Vec<Row>) {
    let (schema, is_nullable) = without_null(schema);
    let mut row = |kind: String| {
        let path = if path.is_empty() { "." } else { path };
        let kind = if is_nullable { format!("{kind} or null") } else { kind };
        let about = schema.get("description").and_then(Value::as_str).unwrap_or_default().replace('\n', " ");
        rows.push(Row { path: path.to_owned(), kind, about });
    };
    let is_described = !path.is_empty() && schema.contains_key("description");
    match shape(schema) {
        Shape::Leaf(kind) => row(kind),
        Shape::Tuple(kind) => {
            let path = format!("{path}[]");
            rows.push(Row { path, kind, about: String::new() });
        }
        Shape::Array(items) => {
            if is_described || is_nullable {
                row("array".to_owned());
            }
            add_rows(items, &if path.is_empty() { ".[]".to_owned() } else { format!("{path}[]") }, rows);
        }
        Shape::Object(properties) => {
            // An array's description already covers its items.
            if (is_described && !path.ends_with("[]")) || is_nullable {
                row("object".to_owned());
            }
            for (key, property) in properties {
                add_rows(&property, &format!("{path}.{key}"), rows);
            }
        }
    }
}

enum Shape<'a> {
    Leaf(String),
    Tuple(String),
    Array(&'a Map<String, Value>),
    Object(Vec<(&'a str, Map<String, Value>)>),
}

fn shape(schema: &Map<String, Value>) -> Shape<'_> {
    if let Some(items) = schema.get("items").and_then(Value::as_object) {
        return Shape::Array(items);
    }
    if let Some(items) = schema.get("prefixItems").and_then(Value::as_array) {
        let kinds: Vec<String> = items.iter().filter_map(Value::as_object).map(leaf_kind).collect();
        return Shape::Tuple(kinds.join(", then "));
    }
    let variants = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    let mut properties = properties(schema);
    for (key, property) in variants.flat_map(self::properties) {
        match properties.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => add_tag(known, &property),
            None => properties.push((key, property)),
        }
    }
    if properties.is_empty() { Shape::Leaf(leaf_kind(schema)) } else { Shape::Object(properties) }
}

fn properties(schema: &Map<String, Value>) -> Vec<(&str, Map<String, Value>)> {
    let named = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let others = schema.get("additionalProperties").map(|others| ("NAME", others));
    let all = named.map(|(key, property)| (key.as_str(), property)).chain(others);
    all.filter_map(|(key, property)| Some((key, property.as_object()?.clone()))).collect()
}

/// Each variant of a tagged enum contributes its own constant to the tag.
fn add_tag(known: &mut Map<String, Value>, variant: &Map<String, Value>) {
    let (Some(first), Some(tag)) = (known.get("const").cloned(), variant.get("const")) else { return };
    let tags = known.entry("enum").or_insert_with(|| Value::Array(vec![first]));
    if let Some(tags) = tags.as_array_mut() {
        tags.push(tag.clone());
    }
}

fn leaf_kind(schema: &Map<String, Value>) -> String {
    if let Some(codes) = schema.get("enum").and_then(Value::as_array) {
        let codes: Vec<&str> = codes.iter().filter_map(Value::as_str).collect();
        return format!("one of {}", codes.join(", "));
    }
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        kind => kind.and_then(Value::as_str),
    };
    match (kind, schema.get("format").and_then(Value::as_str)) {
        (Some("string"), Some("date")) => "date",
        (Some("string"), Some("partial-time")) => "time of day",
        (Some("string"), Some("partial-date-time" | "date-time")) => "date and time",
        (Some("string"), _) => "text",
        (Some("integer"), _) => "whole number",
        (Some("number"), _) => "number",
        (Some("boolean"), _) => "true or false",
        _ => "any value",
    }
    .to_owned()
}

/// The schema without `null`, and whether it allowed `null`.
fn without_null(schema: &Map<String, Value>) -> (&Map<String, Value>, bool) {
    let is_null = |value: &Value| value == "null" || value.get("type").is_some_and(|kind| kind == "null");
    if let Some(any) = schema.get("anyOf").and_then(Value::as_array)
        && any.iter().any(is_null)
        && let Some(other) = any.iter().find(|one| !is_null(one)).and_then(Value::as_object)
    {
        return (other, true);
    }
    let kinds = schema.get("type").and_then(Value::as_array);
    (schema, kinds.is_some_and(|kinds| kinds.iter().any(is_null)))
}

#[cfg(test)]
mod tests {
    use super::{JsonSchema, Row, rows};
    use charter::ids::CouncilId;
    use charter::returns::Wish;
    use chrono::NaiveDate;

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only the schema is read")]
    struct Council {
        id: CouncilId,
        /// When it was
        /// last seen.
        seen_on: Option<NaiveDate>,
        wishes: Vec<Wish>,
        contact: Option<Contact>,
        reasons: Vec<Reason>,
        officers: Vec<(String, i64)>,
    }

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only the schema is read")]
    struct Contact {
        role: String,
    }

    #[derive(JsonSchema)]
    #[serde(tag = "reason", rename_all = "kebab-case")]
    #[expect(dead_code, reason = "only the schema is read")]
    enum Reason {
        ByHand,
        Unseen { days: Option<i64> },
    }

    #[test]
    fn every_value_has_its_path_and_its_kind() {
        let row = |path: &str, kind: &str, about: &str| Row {
            path: path.to_owned(),
            kind: kind.to_owned(),
            about: about.to_owned(),
        };
        let expected = [
            row(".[].contact", "object or null", ""),
            row(".[].contact.role", "text", ""),
            row(".[].id", "whole number", ""),
            row(".[].officers[][]", "text, then whole number", ""),
            row(".[].reasons[].reason", "one of by-hand, unseen", ""),
            row(".[].reasons[].days", "whole number or null", ""),
            row(".[].seen_on", "date or null", "When it was last seen."),
            row(".[].wishes[]", "one of yes, no, unknown", ""),
        ];
        assert_eq!(rows::<Vec<Council>>(), expected);
        assert_eq!(rows::<Vec<String>>(), [row(".[]", "text", "")]);
    }
}
