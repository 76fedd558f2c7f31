//! Did a change make labels or rankings worse?
//!
//! `floors.tsv` beside this crate holds, for every figure of a sample that does not depend on the clock, what it must
//! not fall below (or rise above). **Invariant.** A floor lies just beside the figure it was noted from, whatever
//! the goal is: it keeps what was reached. Noting again is for changes that mean to change figures.

use crate::table::{Row, Table};
use std::fmt::Write;

/// How far a figure may move before it counts: this share of it, and at least as many points.
const SHARE: f64 = 0.003;
const POINTS: f64 = 0.002;

/// The floors of a table, a line each: set, metric, `>=` or `<=`, figure.
pub fn note(table: &Table) -> String {
    let mut lines =
        String::from("# set\tmetric\tsense\tfigure: written by `cargo xtask eval --sample --note-floors`\n");
    for row in table.rows.iter().filter(|row| is_steady(row)) {
        let slack = (row.this.abs() * SHARE).max(POINTS);
        let (sense, floor) =
            if row.at_most { ("<=", row.this + slack) } else { (">=", (row.this - slack).max(0.0)) };
        let _ = writeln!(lines, "{}\t{}\t{sense}\t{floor:.4}", row.set, row.metric);
    }
    lines
}

/// What a table falls short of, a sentence each. Figures that were not measured, for want of data, are passed over.
pub fn broken(table: &Table, floors: &str) -> Vec<String> {
    let mut broken = Vec::new();
    for line in floors.lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<&str> = line.split('\t').collect();
        let [set, metric, sense, figure] = parts[..] else {
            broken.push(format!("floors.tsv has a line that is none: {line}"));
            continue;
        };
        let Ok(floor) = figure.parse::<f64>() else {
            broken.push(format!("floors.tsv has a figure that is none: {line}"));
            continue;
        };
        match table.rows.iter().find(|row| row.set == set && row.metric == metric) {
            Some(row) if sense == "<=" && row.this > floor => {
                broken.push(format!("{set}, {metric}: {:.4} is more than {floor:.4}", row.this));
            }
            Some(row) if sense == ">=" && row.this < floor => {
                broken.push(format!("{set}, {metric}: {:.4} is less than {floor:.4}", row.this));
            }
            Some(_) | None => {}
        }
    }
    broken
}

/// Whether a figure has a goal and is the same on every machine.
fn is_steady(row: &Row) -> bool {
    row.floor.is_some() && !["MB/s", ", ms", "time for"].iter().any(|clock| row.metric.contains(clock))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(right: f64, wrong: f64) -> Table {
        Table {
            rows: vec![
                Row::at_least("set", "right", right, 0.9, ""),
                Row::at_most("set", "wrong", wrong, 0.1, ""),
                Row::at_least("set", "speed, MB/s", 3.0, 1.0, ""),
                Row::told("set", "seen", 7.0),
            ],
        }
    }

    #[test]
    fn what_is_as_good_as_noted_holds_and_what_is_worse_is_named() {
        let floors = note(&table(0.8, 0.05));
        assert_eq!(floors.lines().count(), 3);
        assert_eq!(broken(&table(0.8, 0.05), &floors), [""; 0]);
        assert_eq!(broken(&table(0.95, 0.0), &floors), [""; 0]);
        assert_eq!(broken(&table(0.79, 0.05), &floors), ["set, right: 0.7900 is less than 0.7976"]);
        assert_eq!(broken(&table(0.8, 0.06), &floors), ["set, wrong: 0.0600 is more than 0.0520"]);
    }

    #[test]
    fn figures_without_data_are_passed_over() {
        let floors = note(&table(0.8, 0.05));
        assert_eq!(broken(&Table::default(), &floors), [""; 0]);
        let mut less = table(0.8, 0.2);
        less.rows.remove(0);
        assert_eq!(broken(&less, &floors), ["set, wrong: 0.2000 is more than 0.0520"]);
    }
}
