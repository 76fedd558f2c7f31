//! How does each part of the page look?
//!
//! Function components over the state; what happens in them goes out as an [`Action`](crate::state::Action)
//! and nowhere else. Text of articles becomes text nodes only.

mod bar;
mod body;
mod chips;
mod citing;
mod cleaning;
mod correcting;
mod filters;
mod foot;
mod header;
mod help;
mod hits;
mod labels;
mod marked;
mod notes;
mod notices;
mod own_topics;
mod reading;
mod report;
mod results;
mod searches;
mod selection;
mod sheet;
mod similar;
mod splitter;
mod taking_out;
mod timeline;
mod version;
mod welcome;

pub use correcting::{Means, SetLabels};
pub use filters::Filters;
pub use foot::Foot;
pub use header::Header;
pub use help::{Props as HelpProps, help};
pub use own_topics::EditTopic;
pub use reading::Reading;
pub use results::{Results, Wish};
pub use sheet::{Licences, Sheet};
pub use splitter::Splitter;
pub use taking_out::{Notebook, TakingOut};
