use super::parse;

/// The rows of the page's tables whose first two cells are code.
#[test]
fn every_example_of_the_page_is_read_as_it_says() {
    let page = include_str!("../../../../docs/query-language.md");
    let code = |cell: &str| Some(cell.trim().strip_prefix('`')?.strip_suffix('`')?.to_owned());
    let mut count = 0;
    for line in page.lines() {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [typed, read, _] = cells.as_slice() else { continue };
        let (Some(typed), Some(read)) = (code(typed.trim_start_matches("| ")), code(read)) else { continue };
        let (query, issues) = parse(&typed);
        assert_eq!((query.to_string(), issues), (read, Vec::new()), "{typed}");
        count += 1;
    }
    assert!(count > 25, "{count} examples");
}

#[test]
fn what_cannot_be_used_is_said_with_its_place() {
    for (typed, read, place) in [
        ("oil OR", "oil", "OR"),
        ("(oil", "oil", "("),
        ("oil)", "oil", ")"),
        ("*", "", "*"),
        ("oil date:soon", "oil", "date:soon"),
        ("title: ", "", "title:"),
        ("—", "", "—"),
    ] {
        let (query, issues) = parse(typed);
        assert_eq!(query.to_string(), read, "{typed}");
        let places: Vec<&str> = issues.iter().map(|issue| issue.span.of(typed)).collect();
        assert_eq!(places, [place], "{typed}");
    }
}
