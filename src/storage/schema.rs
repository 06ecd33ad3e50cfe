//! Every name that the browser sees: databases, stores, keys, caches, locks, channels.
//!
//! Several centres may share one host and one browser, so each name contains the centre's id.

/// The number of this schema. A stored database with a higher one belongs to a newer program.
pub const VERSION: u32 = 1;

/// The month of what belongs to no month: providers, venues, a household's members.
pub const NO_MONTH: &str = "-";

/// Whose database it is: the same browser may serve both, under different keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Residents and volunteers.
    Resident,
    /// Organizers.
    Organizer,
    /// The district that makes the course menu.
    District,
}

/// The name of one centre's database in one role; other names are made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DbName(String);

impl DbName {
    /// `centre` is the id that stands in `centre.json`.
    pub fn new(centre: &str, role: Role) -> Self {
        let role = match role {
            Role::Resident => "resident",
            Role::Organizer => "organizer",
            Role::District => "district",
        };
        Self(format!("linli-{centre}-{role}"))
    }

    /// As IndexedDB knows it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The cache that keeps the heads of the months apart from the database.
    ///
    /// A service worker that clears out old caches must leave every name that ends in `-heads`.
    pub fn cache(&self) -> String {
        format!("{}-heads", self.0)
    }

    /// A lock for one purpose.
    pub fn lock(&self, purpose: &str) -> String {
        format!("{}-{purpose}", self.0)
    }

    /// The channel on which tabs tell each other that a month has changed.
    pub fn channel(&self) -> String {
        format!("{}-changes", self.0)
    }
}

/// An object store. All keys are strings outside the value, all values are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// One fact each, under [`journal_key`]; strict, small, written first.
    Journal,
    /// Month → the packed facts of that month in one value.
    Months,
    /// Month → count and link of its chain.
    Heads,
    /// Path → a published file with its hash and counter.
    Published,
    /// Key → bytes.
    Meta,
}

impl Store {
    /// All of them, as version 1 creates them.
    pub const ALL: [Store; 5] = [Store::Journal, Store::Months, Store::Heads, Store::Published, Store::Meta];

    /// As IndexedDB knows it.
    pub fn name(self) -> &'static str {
        match self {
            Store::Journal => "journal",
            Store::Months => "months",
            Store::Heads => "heads",
            Store::Published => "published",
            Store::Meta => "meta",
        }
    }
}

/// The entry of `meta` that keeps the counter of the published files.
pub const PUBLISHED_COUNTER: &str = "published.counter";

/// The journal's key of a fact: its month and its place in the chain, so that the order of keys is the order of the chain
/// and the same place cannot be taken twice.
pub fn journal_key(month: &str, ordinal: u32) -> String {
    format!("{}{ordinal:08x}", journal_prefix(month))
}

/// What the journal's keys of a month begin with.
pub fn journal_prefix(month: &str) -> String {
    format!("{month}#")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_contain_the_centre() {
        let name = DbName::new("sample", Role::Organizer);
        assert_eq!(name.as_str(), "linli-sample-organizer");
        for made in [name.cache(), name.lock("inbox"), name.channel()] {
            assert!(made.starts_with("linli-sample-organizer-"), "{made}");
        }
        assert_ne!(name, DbName::new("sample", Role::Resident));
    }

    #[test]
    fn journal_keys_sort_as_the_chain() {
        let keys: Vec<String> = [1, 9, 10, 255, 256, 70_000, u32::MAX].map(|n| journal_key("2026-12", n)).into();
        assert!(keys.is_sorted(), "{keys:?}");
        assert!(keys.iter().all(|key| key.starts_with(&journal_prefix("2026-12"))));
        assert!(!journal_key("2026-12", 1).starts_with(&journal_prefix("2026-1")));
    }
}
