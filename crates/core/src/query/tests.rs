//! Is a query read as it is meant, and is what cannot be used said?

use super::{Mistake, parse};

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
    for (typed, read, place, mistake) in [
        ("oil OR", "oil", "OR", Mistake::OneSided),
        ("AND oil", "oil", "AND", Mistake::OneSided),
        ("oil NEAR", "oil", "NEAR", Mistake::NearOneSided),
        ("oil NOT", "oil", "NOT", Mistake::NothingExcluded),
        ("(oil", "oil", "(", Mistake::NeverClosed),
        ("oil)", "oil", ")", Mistake::ClosesNothing),
        ("*", "", "*", Mistake::EveryWord),
        ("oil date:soon", "oil", "date:soon", Mistake::NoDate),
        ("title: ", "", "title:", Mistake::NothingInField),
        ("oil lang:", "oil", "lang:", Mistake::NothingInField),
        ("—", "", "—", Mistake::NoWord),
    ] {
        let (query, issues) = parse(typed);
        assert_eq!(query.to_string(), read, "{typed}");
        let said: Vec<_> = issues.iter().map(|issue| (issue.span.of(typed), issue.mistake)).collect();
        assert_eq!(said, [(place, mistake)], "{typed}");
    }
}

#[test]
fn each_limit_is_said_with_its_number() {
    for (typed, mistake) in [
        ("(".repeat(33) + "oil" + &")".repeat(33), Mistake::TooDeep(32)),
        ("NOT ".repeat(33) + "oil", Mistake::TooDeep(32)),
        ("oil ".repeat(1025), Mistake::TooManyWords(1024)),
        ("oil~ ".repeat(9), Mistake::TooManyTolerant(8)),
    ] {
        let (_, issues) = parse(&typed);
        assert!(issues.iter().any(|issue| issue.mistake == mistake), "{mistake:?}: {issues:?}");
    }
}
