//! tantivy's figures: the same fields with positions, in memory, one thread; without stemming and with
//! texts stored as they are, which is less work than ours.

use crate::corpus::Text;
use crate::queries::Kind;
use crate::row;
use cpu_time::ProcessTime as Instant;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{FAST, STORED, STRING, Schema, TEXT};
use tantivy::{Index, IndexWriter, doc};

pub fn run(texts: &[Text], bytes: usize, kinds: &[Kind]) {
    let mut schema = Schema::builder();
    let title = schema.add_text_field("title", TEXT | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    let source = schema.add_text_field("source", STRING | FAST);
    let language = schema.add_text_field("language", STRING | FAST);
    let topic = schema.add_text_field("topic", STRING | FAST);
    let schema = schema.build();
    let mut built = None;
    for round in 0..3 {
        let start = Instant::now();
        let index = Index::create_in_ram(schema.clone());
        let Ok(mut writer) = index.writer_with_num_threads::<tantivy::TantivyDocument>(1, 1_000_000_000) else {
            return;
        };
        if add(&mut writer, texts, |text| {
            doc!(
                title => text.title.as_str(), body => text.text.as_str(), source => text.source.as_str(),
                language => text.language.as_str(), topic => text.topic.as_str()
            )
        })
        .is_none()
        {
            return;
        }
        let time = start.elapsed().as_secs_f64();
        println!("tantivy: build {round}: {time:.2} s, {:.1} MB/s", bytes as f64 / 1e6 / time);
        built = Some(index);
    }
    let Some(Ok(searcher)) = built.as_ref().map(|index| index.reader().map(|reader| reader.searcher())) else {
        return;
    };
    let Some(index) = built else { return };
    let mut parser = QueryParser::for_index(&index, vec![title, body]);
    parser.set_conjunction_by_default();
    println!("\n| tantivy        |   p50 ms |   p95 ms |   p99 ms |   max ms |      hits |\n|---|---|---|---|---|---|");
    let mut all = Vec::new();
    for kind in kinds {
        let mut times = Vec::new();
        let mut hits = 0;
        for text in &kind.queries {
            let start = Instant::now();
            let Ok(query) = parser.parse_query(text) else { continue };
            let found = searcher.search(&query, &(TopDocs::with_limit(10).order_by_score(), Count));
            times.push(start.elapsed());
            hits += found.map_or(0, |(_, count)| count);
        }
        all.extend(times.iter().copied());
        row(kind.name, times, hits);
    }
    row("all", all, 0);
}

fn add(
    writer: &mut IndexWriter,
    texts: &[Text],
    make: impl Fn(&Text) -> tantivy::TantivyDocument,
) -> Option<()> {
    for text in texts {
        writer.add_document(make(text)).ok()?;
    }
    writer.commit().ok()?;
    Some(())
}
