//! Subjects of the news, by IPTC's Media Topics.

use std::fmt;

/// A Media Topic: the number in `medtop:NNNNNNNN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Topic(pub u32);

/// The seventeen top levels with their English labels.
///
/// Source: IPTC NewsCodes, Media Topics (schema of 24 October 2023), CC-BY 4.0, © IPTC.
pub const TOP_LEVELS: [(Topic, &str); 17] = [
    (Topic(1_000_000), "Arts, culture, entertainment and media"),
    (Topic(2_000_000), "Crime, law and justice"),
    (Topic(3_000_000), "Disaster, accident and emergency incident"),
    (Topic(4_000_000), "Economy, business and finance"),
    (Topic(5_000_000), "Education"),
    (Topic(6_000_000), "Environment"),
    (Topic(7_000_000), "Health"),
    (Topic(8_000_000), "Human interest"),
    (Topic(9_000_000), "Labour"),
    (Topic(10_000_000), "Lifestyle and leisure"),
    (Topic(11_000_000), "Politics"),
    (Topic(12_000_000), "Religion"),
    (Topic(13_000_000), "Science and technology"),
    (Topic(14_000_000), "Society"),
    (Topic(15_000_000), "Sport"),
    (Topic(16_000_000), "Conflict, war and peace"),
    (Topic(17_000_000), "Weather"),
];

impl Topic {
    /// Reads `medtop:NNNNNNNN`.
    pub fn parse(code: &str) -> Option<Self> {
        code.strip_prefix("medtop:")?.parse().ok().map(Topic)
    }

    /// English label, where this is a known topic.
    pub fn label(self) -> Option<&'static str> {
        TOP_LEVELS.iter().find(|(topic, _)| *topic == self).map(|(_, label)| *label)
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "medtop:{:08}", self.0)
    }
}
