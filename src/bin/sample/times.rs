//! The sample centre's clock.

use linli::domain::time::{Stamp, Start};

/// Minutes east of UTC: China.
pub const UTC_OFFSET: i32 = 480;

/// When a local time was.
pub fn stamp(at: Start) -> Stamp {
    // 2000-01-01, from which a start's minutes count, is 10,957 days after 1970-01-01.
    Stamp((at.to_minutes() + 10_957 * 24 * 60 - i64::from(UTC_OFFSET)) * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_read_back_on_the_centres_clock() {
        let at = Start::parse("2026-11-24T09:05").unwrap();
        assert_eq!(stamp(at).local(UTC_OFFSET), at);
        assert_eq!(stamp(Start::parse("1970-01-01T08:00").unwrap()), Stamp(0));
    }
}
