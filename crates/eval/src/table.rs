//! One table for all figures: set, metric, this, floor, peer.

use std::fmt;

/// A measured figure and what it is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which data.
    pub set: String,
    /// Which measure.
    pub metric: String,
    /// The figure.
    pub this: f64,
    /// What it must reach (or, with `at_most`, must not pass), if anything.
    pub floor: Option<f64>,
    /// Whether smaller is better.
    pub at_most: bool,
    /// The best known figure of others, with its name.
    pub peer: String,
}

impl Row {
    /// A figure that must be at least `floor`.
    pub fn at_least(set: &str, metric: &str, this: f64, floor: f64, peer: &str) -> Self {
        Row {
            set: set.into(),
            metric: metric.into(),
            this,
            floor: Some(floor),
            at_most: false,
            peer: peer.into(),
        }
    }

    /// A figure that must be at most `ceiling`.
    pub fn at_most(set: &str, metric: &str, this: f64, ceiling: f64, peer: &str) -> Self {
        Row { at_most: true, ..Row::at_least(set, metric, this, ceiling, peer) }
    }

    /// A figure that is only told.
    pub fn told(set: &str, metric: &str, this: f64) -> Self {
        Row { floor: None, ..Row::at_least(set, metric, this, 0.0, "") }
    }

    /// Whether it holds.
    pub fn holds(&self) -> bool {
        match self.floor {
            None => true,
            Some(ceiling) if self.at_most => self.this <= ceiling,
            Some(floor) => self.this >= floor,
        }
    }
}

/// The figures of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// In order of measuring.
    pub rows: Vec<Row>,
}

impl Table {
    /// Adds a row.
    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Whether every floor holds.
    pub fn holds(&self) -> bool {
        self.rows.iter().all(Row::holds)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<26} {:<34} {:>8} {:>9}   peer", "set", "metric", "this", "floor")?;
        for row in &self.rows {
            let floor = match row.floor {
                None => String::new(),
                Some(ceiling) if row.at_most => format!("<= {ceiling:.3}"),
                Some(floor) => format!("{floor:.3}"),
            };
            let mark = if row.holds() { ' ' } else { '!' };
            writeln!(
                f,
                "{:<26} {:<34} {:>8.4} {:>9} {mark} {}",
                row.set, row.metric, row.this, floor, row.peer
            )?;
        }
        Ok(())
    }
}
