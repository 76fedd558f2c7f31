//! How does each part of the page look?
//!
//! Function components over the state; what happens in them goes out as an [`Action`](crate::state::Action)
//! and nowhere else. Text of articles becomes text nodes only.

mod bar;
mod body;
mod cleaning;
mod filters;
mod foot;
mod header;
mod help;
mod labels;
mod marked;
mod notices;
mod reading;
mod report;
mod results;
mod selection;
mod sheet;
mod version;
mod welcome;

pub use filters::Filters;
pub use foot::Foot;
pub use header::Header;
pub use help::{Props as HelpProps, help};
pub use reading::Reading;
pub use results::{Results, Wish};
pub use sheet::{Licences, Sheet};
