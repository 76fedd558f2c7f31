//! Every check.
use anyhow::Result;
pub fn command(_args: lexopt::Parser) -> Result<()> {
    Ok(())
}
