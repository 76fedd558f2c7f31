//! What became of each file that was added?
//!
//! The report stays for as long as the page does, and can be saved as a table. **Invariant.** In the saved table a text
//! is a text: quoted, and never a formula of the program that opens it.

use super::controls::Button;
use crate::download;
use crate::state::{Action, Sheet};
use crate::words::m;
use explorer_protocol::FileRow;
use std::rc::Rc;
use yew::prelude::*;

// So many stand in the list; all are in what is saved.
const SHOWN: usize = 200;

/// The report; nothing where no file was added.
pub fn report(rows: &Rc<Vec<FileRow>>, act: &Callback<Action>) -> Html {
    if rows.is_empty() {
        return html! {};
    }
    let all = rows.clone();
    let on_save = Callback::from(move |_: MouseEvent| {
        // A browser that refuses says so itself.
        let _ = download::save("import-report.csv", "text/csv", csv(&all).into());
    });
    html! {
        <section class="notices" aria-label={m::import_report()}>
            <details>
                <summary>{ m::import_count(&m::files(rows.len() as u32)) }</summary>
                <ul tabindex="0" aria-label={m::what_became()}>
                    <li>{ Button::of("quiet").calling(on_save, m::save_csv().into()) }</li>
                    { for (0..).zip(rows.iter().take(SHOWN)).map(|(at, row)| html! {
                        <li>
                            <bdi class="notice-path">{ &row.path }</bdi>{ " " }{ line(row) }{ " " }
                            { Button { label: Some(m::change_named(&row.path)), ..Button::of("quiet") }
                                .on(act, Action::show(Sheet::File(at)), m::change()) }
                        </li>
                    }) }
                    if rows.len() > SHOWN {
                        <li>{ m::beyond((rows.len() - SHOWN) as u32) }</li>
                    }
                </ul>
            </details>
        </section>
    }
}

fn line(row: &FileRow) -> String {
    let mut line = m::articles(row.articles);
    if row.duplicates > 0 {
        line = m::listed(&line, &m::already_there(row.duplicates));
    }
    if !row.encodings.is_empty() {
        line = m::listed(&line, &row.encodings.join(" + "));
    }
    if !row.notes.is_empty() {
        line = m::listed(&line, &m::notices(row.notes.len() as u32));
    }
    line
}

/// The report as a table (RFC 4180).
fn csv(rows: &[FileRow]) -> String {
    let mut table = "file,bytes,articles,duplicates,encodings,notices\r\n".to_owned();
    for row in rows {
        let texts = [row.path.clone(), row.encodings.join("; "), row.notes.join(" ")];
        let [path, encodings, notes] = texts.map(|text| quoted(&text));
        let numbers = [(row.bytes as u64).to_string(), row.articles.to_string(), row.duplicates.to_string()];
        table.push_str(&([path, numbers.join(","), encodings, notes].join(",") + "\r\n"));
    }
    table
}

fn quoted(text: &str) -> String {
    // A spreadsheet takes what begins so for a formula.
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    ["\"", guard, &text.replace('"', "\"\""), "\""].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_saved_table_has_a_row_a_file_and_no_formulas() {
        let row = FileRow {
            path: "=a \"b\".csv".to_owned(),
            bytes: 12.0,
            articles: 2,
            duplicates: 1,
            encodings: vec!["UTF-8".to_owned()],
            columns: Vec::new(),
            notes: vec!["One, two.".to_owned(), "Three.".to_owned()],
        };
        assert_eq!(
            csv(&[row]),
            "file,bytes,articles,duplicates,encodings,notices\r\n\"'=a \"\"b\"\".csv\",12,2,1,\"UTF-8\",\"One, two. Three.\"\r\n"
        );
    }
}
