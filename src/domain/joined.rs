//! Households that an organizer has joined: two phones, one family. Quotas, clashes and draws count them as one.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

use crate::domain::id::{HouseholdTag, JoinId};
use crate::domain::time::Stamp;

/// That households are one family, as an organizer saw it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Join {
    /// When.
    pub at: Stamp,
    /// Which joining: it can be undone.
    pub id: JoinId,
    /// The households, two or more.
    pub households: Vec<HouseholdTag>,
    /// Why, in the organizer's words.
    #[serde(default)]
    pub why: String,
}

/// Households as they are joined.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Joined(HashMap<HouseholdTag, HouseholdTag>);

impl Joined {
    /// What joinings leave once some were undone, in any order. Joinings chain: if a and b are one family, and b and c,
    /// then all three are.
    pub fn of<'a>(joins: impl IntoIterator<Item = &'a Join>, undone: &BTreeSet<JoinId>) -> Self {
        let mut families: Vec<BTreeSet<HouseholdTag>> = Vec::new();
        for join in joins.into_iter().filter(|join| !undone.contains(&join.id)) {
            let mut family: BTreeSet<HouseholdTag> = join.households.iter().copied().collect();
            let (met, apart) = families.into_iter().partition(|other| !family.is_disjoint(other));
            families = apart;
            family.extend(Vec::<BTreeSet<_>>::into_iter(met).flatten());
            families.push(family);
        }
        let named = families.iter().flat_map(|family| {
            family.first().into_iter().flat_map(|first| family.iter().map(|household| (*household, *first)))
        });
        Self(named.collect())
    }

    /// The household that stands for the family this one belongs to: itself, unless it was joined.
    pub fn family(&self, household: HouseholdTag) -> HouseholdTag {
        self.0.get(&household).copied().unwrap_or(household)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(id: u8, households: &[u8]) -> Join {
        let households = households.iter().map(|n| HouseholdTag([*n; 8])).collect();
        Join { at: Stamp(i64::from(id)), id: JoinId([id; 8]), households, why: String::new() }
    }

    #[test]
    fn joinings_chain_and_come_apart_when_they_are_undone() {
        let joins = [join(1, &[5, 3]), join(2, &[8, 9]), join(3, &[3, 8])];
        let family = |joined: &Joined, n: u8| joined.family(HouseholdTag([n; 8])).0[0];
        let all = Joined::of(&joins, &BTreeSet::new());
        assert_eq!([3, 5, 8, 9, 7].map(|n| family(&all, n)), [3, 3, 3, 3, 7]);
        assert_eq!(Joined::of(joins.iter().rev(), &BTreeSet::new()), all, "in any order");
        let apart = Joined::of(&joins, &[JoinId([3; 8])].into());
        assert_eq!([3, 5, 8, 9, 7].map(|n| family(&apart, n)), [3, 3, 8, 8, 7]);
    }
}
