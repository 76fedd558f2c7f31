//! In which order do the values of a facet stand?
//!
//! Chosen ones first, so that they are never out of sight; then the most frequent in the corpus, so that
//! a value keeps its place while the search changes; unknown last. **Invariant.** Every value is there once.

use explorer_protocol::FacetValue;
use std::cmp::Reverse;

/// The values in the order shown.
pub fn ordered<'a>(values: &'a [FacetValue], chosen: &[String]) -> Vec<&'a FacetValue> {
    let mut ordered: Vec<&FacetValue> = values.iter().collect();
    ordered.sort_by_key(|value| {
        (!chosen.contains(&value.value), value.value.is_empty(), Reverse(value.total), &value.label)
    });
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[(&str, u32)], chosen: &[&str], expected: &[&str]) {
        let values: Vec<FacetValue> = values
            .iter()
            .map(|&(value, total)| FacetValue {
                value: value.to_owned(),
                label: value.to_uppercase(),
                count: 1,
                total,
            })
            .collect();
        let chosen: Vec<String> = chosen.iter().map(|&value| value.to_owned()).collect();
        let shown: Vec<&str> = ordered(&values, &chosen).iter().map(|value| value.value.as_str()).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_most_frequent_come_first_and_unknown_comes_last() {
        check(&[("", 9), ("b", 1), ("c", 4), ("a", 1)], &[], &["c", "a", "b", ""]);
    }

    #[test]
    fn chosen_values_come_before_all_others() {
        check(&[("c", 4), ("b", 1), ("a", 1), ("", 9)], &["b", ""], &["b", "", "c", "a"]);
    }
}
