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

/// The second level: topic, number of its top level, English label. In order of the topics; same source.
pub const SECOND_LEVELS: [(Topic, u8, &str); 121] = [
    (Topic(20_000_002), 1, "Arts and entertainment"),
    (Topic(20_000_038), 1, "Culture"),
    (Topic(20_000_045), 1, "Mass media"),
    (Topic(20_000_053), 16, "Act of terror"),
    (Topic(20_000_056), 16, "Armed conflict"),
    (Topic(20_000_065), 16, "Civil unrest"),
    (Topic(20_000_070), 16, "Coup d'etat"),
    (Topic(20_000_071), 16, "Massacre"),
    (Topic(20_000_073), 16, "Peace process"),
    (Topic(20_000_077), 16, "Post-war reconstruction"),
    (Topic(20_000_080), 16, "Prisoners of war"),
    (Topic(20_000_082), 2, "Crime"),
    (Topic(20_000_106), 2, "Judiciary"),
    (Topic(20_000_121), 2, "Law"),
    (Topic(20_000_129), 2, "Law enforcement"),
    (Topic(20_000_139), 3, "Accident and emergency incident"),
    (Topic(20_000_148), 3, "Disaster"),
    (Topic(20_000_168), 3, "Emergency response"),
    (Topic(20_000_170), 4, "Business information"),
    (Topic(20_000_209), 4, "Products and services"),
    (Topic(20_000_344), 4, "Economy"),
    (Topic(20_000_385), 4, "Market and exchange"),
    (Topic(20_000_398), 5, "Parents group"),
    (Topic(20_000_399), 5, "Religious education"),
    (Topic(20_000_400), 5, "School"),
    (Topic(20_000_410), 5, "Social learning"),
    (Topic(20_000_412), 5, "Curriculum"),
    (Topic(20_000_413), 5, "Educational testing and examinations"),
    (Topic(20_000_414), 5, "Entrance examination"),
    (Topic(20_000_415), 5, "Students"),
    (Topic(20_000_416), 5, "Teachers"),
    (Topic(20_000_418), 6, "Climate change"),
    (Topic(20_000_420), 6, "Conservation"),
    (Topic(20_000_424), 6, "Environmental pollution"),
    (Topic(20_000_430), 6, "Natural resources"),
    (Topic(20_000_441), 6, "Nature"),
    (Topic(20_000_446), 7, "Disease and condition"),
    (Topic(20_000_461), 7, "Health facility"),
    (Topic(20_000_463), 7, "Health organisation"),
    (Topic(20_000_464), 7, "Health treatment and procedure"),
    (Topic(20_000_480), 7, "Government health care"),
    (Topic(20_000_483), 7, "Health insurance"),
    (Topic(20_000_484), 7, "Private health care"),
    (Topic(20_000_485), 7, "Medical profession"),
    (Topic(20_000_498), 8, "Award and prize"),
    (Topic(20_000_499), 8, "Record and achievement"),
    (Topic(20_000_501), 8, "Ceremony"),
    (Topic(20_000_503), 8, "Human mishap"),
    (Topic(20_000_504), 8, "High society"),
    (Topic(20_000_505), 8, "Celebrity"),
    (Topic(20_000_509), 9, "Employment"),
    (Topic(20_000_521), 9, "Employment legislation"),
    (Topic(20_000_523), 9, "Labour market"),
    (Topic(20_000_524), 9, "Labour relations"),
    (Topic(20_000_531), 9, "Retirement"),
    (Topic(20_000_533), 9, "Unemployment"),
    (Topic(20_000_536), 9, "Unions"),
    (Topic(20_000_538), 10, "Leisure"),
    (Topic(20_000_565), 10, "Lifestyle"),
    (Topic(20_000_574), 11, "Election"),
    (Topic(20_000_587), 11, "Fundamental rights"),
    (Topic(20_000_593), 11, "Government"),
    (Topic(20_000_621), 11, "Government policy"),
    (Topic(20_000_638), 11, "International relations"),
    (Topic(20_000_646), 11, "Non-governmental organisation"),
    (Topic(20_000_647), 11, "Political crisis"),
    (Topic(20_000_648), 11, "Political dissent"),
    (Topic(20_000_649), 11, "Political process"),
    (Topic(20_000_657), 12, "Belief systems"),
    (Topic(20_000_688), 12, "Religious conflict"),
    (Topic(20_000_690), 12, "Religious festival and holiday"),
    (Topic(20_000_696), 12, "Religious ritual"),
    (Topic(20_000_697), 12, "Religious facility"),
    (Topic(20_000_702), 12, "Relations between religion and government"),
    (Topic(20_000_703), 12, "Religious leader"),
    (Topic(20_000_705), 12, "Religious text"),
    (Topic(20_000_710), 13, "Biomedical science"),
    (Topic(20_000_715), 13, "Mathematics"),
    (Topic(20_000_717), 13, "Natural science"),
    (Topic(20_000_735), 13, "Scientific research"),
    (Topic(20_000_741), 13, "Scientific institution"),
    (Topic(20_000_742), 13, "Social sciences"),
    (Topic(20_000_755), 13, "Scientific standards"),
    (Topic(20_000_756), 13, "Technology and engineering"),
    (Topic(20_000_768), 14, "Communities"),
    (Topic(20_000_770), 14, "Demographics"),
    (Topic(20_000_771), 14, "Immigration"),
    (Topic(20_000_772), 14, "Emigration"),
    (Topic(20_000_775), 14, "Discrimination"),
    (Topic(20_000_780), 14, "Family"),
    (Topic(20_000_788), 14, "Mankind"),
    (Topic(20_000_799), 14, "Social condition"),
    (Topic(20_000_802), 14, "Social problem"),
    (Topic(20_000_808), 14, "Values"),
    (Topic(20_000_817), 14, "Welfare"),
    (Topic(20_000_822), 15, "Competition discipline"),
    (Topic(20_001_103), 15, "Disciplinary action in sport"),
    (Topic(20_001_104), 15, "Drug use in sport"),
    (Topic(20_001_108), 15, "Sport event"),
    (Topic(20_001_124), 15, "Sport industry"),
    (Topic(20_001_125), 15, "Sport organisation"),
    (Topic(20_001_126), 15, "Sport venue"),
    (Topic(20_001_128), 17, "Weather forecast"),
    (Topic(20_001_129), 17, "Weather phenomena"),
    (Topic(20_001_130), 17, "Weather statistic"),
    (Topic(20_001_131), 17, "Weather warning"),
    (Topic(20_001_148), 15, "Sports transaction"),
    (Topic(20_001_216), 5, "Vocational education"),
    (Topic(20_001_217), 5, "Educational grading"),
    (Topic(20_001_237), 8, "Anniversary"),
    (Topic(20_001_238), 8, "Birthday"),
    (Topic(20_001_301), 15, "Sport achievement"),
    (Topic(20_001_323), 15, "Sports coaching"),
    (Topic(20_001_324), 15, "Sports management and ownership"),
    (Topic(20_001_325), 15, "Sports officiating"),
    (Topic(20_001_337), 5, "Online and remote learning"),
    (Topic(20_001_339), 10, "Wellness"),
    (Topic(20_001_358), 7, "Public health"),
    (Topic(20_001_361), 16, "Cyber warfare"),
    (Topic(20_001_373), 14, "Diversity, equity and inclusion"),
    (Topic(20_001_374), 6, "Sustainability"),
];

impl Topic {
    /// Reads `medtop:NNNNNNNN`.
    pub fn parse(code: &str) -> Option<Self> {
        code.strip_prefix("medtop:")?.parse().ok().map(Topic)
    }

    /// English label, where this is a known topic.
    pub fn label(self) -> Option<&'static str> {
        let top = TOP_LEVELS.iter().find(|(topic, _)| *topic == self).map(|(_, label)| *label);
        top.or(self.second().map(|(_, label)| label))
    }

    /// The top level above it; itself, where none is known.
    pub fn top(self) -> Topic {
        self.second().map_or(self, |(top, _)| Topic(u32::from(top) * 1_000_000))
    }

    fn second(self) -> Option<(u8, &'static str)> {
        let at = SECOND_LEVELS.binary_search_by_key(&self, |&(topic, ..)| topic).ok()?;
        SECOND_LEVELS.get(at).map(|&(_, top, label)| (top, label))
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "medtop:{:08}", self.0)
    }
}
