//! Makes the tables and models that the engine ships.
//!
//! **Invariant.** The same data gives the same bytes: no chance, no clock. What may be trained on is said in
//! ARCHITECTURE.md, table by table.

pub mod boost;
pub mod pages;
