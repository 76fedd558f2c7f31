//! An item of CSL-JSON.

use crate::{Entry, Origin, one_line};
use serde_json::{Map, Value, json};

/// An article.
pub fn item(entry: &Entry<'_>, origin: &Origin) -> Value {
    let Entry { article, labels, .. } = entry;
    let mut item = Map::new();
    let mut set = |name: &str, value: Value| {
        item.insert(name.to_owned(), value);
    };
    set("id", json!(article.id.as_str()));
    set("type", json!("article-newspaper"));
    if let Some(title) = labels.title {
        set("title", json!(one_line(title)));
    }
    if !labels.authors.is_empty() {
        // Which word of a name is the family's is not known: the name stands as a whole.
        let names: Vec<Value> = labels.authors.iter().map(|author| json!({"literal": author})).collect();
        set("author", json!(names));
    }
    if let Some(source) = labels.source {
        set("container-title", json!(source));
    }
    if let Some((year, month, day)) = labels.date.map(|date| date.parts()) {
        let parts: Vec<i16> =
            std::iter::once(year).chain(month.map(i16::from)).chain(day.map(i16::from)).collect();
        set("issued", json!({"date-parts": [parts]}));
    }
    if let Some(language) = labels.language {
        set("language", json!(language.code()));
    }
    let topics = entry.topic_names();
    if !topics.is_empty() {
        set("keyword", json!(topics.join(", ")));
    }
    let notes: Vec<&str> =
        entry.notes.iter().map(|note| note.text.as_str()).filter(|text| !text.is_empty()).collect();
    if !notes.is_empty() {
        set("note", json!(notes.join("\n")));
    }
    set("custom", origin.to_json());
    Value::Object(item)
}
