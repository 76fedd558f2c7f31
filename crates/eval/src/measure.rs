//! What do the figures mean?

// What an answer is compared with is said once, by the engine.
pub use explorer_core::understand::learn::main_label;
use std::collections::HashMap;

/// The bag of words of a text, in lower case; of characters where the script has no spaces.
pub fn bag(text: &str) -> HashMap<String, u32> {
    let mut bag: HashMap<String, u32> = HashMap::new();
    for word in words(text) {
        *bag.entry(word).or_default() += 1;
    }
    bag
}

/// The words (`\w+`) of a text in lower case; characters where the script has no spaces.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if is_unspaced(c) {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            words.push(c.to_string());
        } else if c.is_alphanumeric() || c == '_' {
            word.extend(c.to_lowercase());
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF)
}

/// Precision, recall and F1 of two bags. Two empty bags agree.
pub fn bag_f1(answer: &str, gold: &str) -> (f64, f64, f64) {
    let (answer, gold) = (bag(answer), bag(gold));
    let size = |bag: &HashMap<String, u32>| bag.values().map(|&count| f64::from(count)).sum::<f64>();
    let (all_answer, all_gold) = (size(&answer), size(&gold));
    if all_gold == 0.0 {
        let empty = f64::from(u8::from(all_answer == 0.0));
        return (empty, empty, empty);
    }
    let common: f64 =
        answer.iter().map(|(word, &count)| f64::from(count.min(gold.get(word).copied().unwrap_or(0)))).sum();
    if common == 0.0 {
        return (0.0, 0.0, 0.0);
    }
    let (precision, recall) = (common / all_answer, common / all_gold);
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}

/// A title for comparison: letters and digits in lower case, single spaces.
pub fn normal(title: &str) -> String {
    let mut normal = String::new();
    for c in title.chars() {
        if c.is_alphanumeric() {
            normal.extend(c.to_lowercase());
        } else if matches!(c, '\'' | '’' | '‘') {
        } else if !normal.ends_with(' ') && !normal.is_empty() {
            normal.push(' ');
        }
    }
    normal.trim_end().to_owned()
}

/// Letters and digits in lower case, nothing between.
pub fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Confidences and whether the answer was right, for calibration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability {
    answers: Vec<(f64, bool)>,
}

impl Reliability {
    /// Adds an answer.
    pub fn push(&mut self, confidence: f64, right: bool) {
        self.answers.push((confidence, right));
    }

    /// Expected calibration error over ten equal bins (Guo et al. 2017).
    pub fn error(&self) -> f64 {
        let all = self.answers.len().max(1) as f64;
        self.bins().iter().map(|&(count, confidence, right)| count / all * (confidence - right).abs()).sum()
    }

    /// Per bin: answers, mean confidence, share right.
    pub fn bins(&self) -> Vec<(f64, f64, f64)> {
        let mut bins = vec![(0.0, 0.0, 0.0); 10];
        for &(confidence, right) in &self.answers {
            let at = ((confidence * 10.0) as usize).min(9);
            let bin: &mut (f64, f64, f64) = &mut bins[at];
            bin.0 += 1.0;
            bin.1 += confidence;
            bin.2 += f64::from(u8::from(right));
        }
        for bin in &mut bins {
            if bin.0 > 0.0 {
                bin.1 /= bin.0;
                bin.2 /= bin.0;
            }
        }
        bins
    }

    /// The table of bins, for people.
    pub fn print(&self, name: &str) {
        println!(
            "{name}: reliability ({} answers, expected calibration error {:.4})",
            self.answers.len(),
            self.error()
        );
        for (at, (count, confidence, right)) in self.bins().into_iter().enumerate() {
            if count > 0.0 {
                println!(
                    "  {:.1}-{:.1}: {count:>5} answers, said {confidence:.3}, right {right:.3}",
                    at as f64 / 10.0,
                    (at + 1) as f64 / 10.0
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bags_are_compared_with_their_counts() {
        let (precision, recall, f1) = bag_f1("a b b c", "a b d");
        assert_eq!((precision, recall), (0.5, 2.0 / 3.0));
        assert!((f1 - 4.0 / 7.0).abs() < 1e-12);
        assert_eq!(bag_f1("", "").2, 1.0);
        assert_eq!(bag_f1("今天", "今天").2, 1.0);
    }

    #[test]
    fn names_and_domains_meet_in_their_letters() {
        assert_eq!(main_label("www.bbc.co.uk"), letters("BBC"));
        assert_eq!(main_label("itsalltriptome.com"), letters("It's All Trip To Me"));
        assert_eq!(normal("“What’s Next?” — The Path"), "whats next the path");
    }
}
