//! What a book that came back empty learns from its centre's site. The recovery file brings keys and nothing else: how the
//! centre introduced itself, and by which rules, stands published and signed.

use crate::domain::book::{Fact, Office};
use crate::domain::centre::{Centre, Rules};
use crate::domain::time::Stamp;

/// The facts to take over from what was published at `at`; none for a book that knows its centre. They date from then:
/// what was written since, in another book of the centre, stands after a merge.
pub fn learnt(office: &Office, centre: &Centre, rules: &Rules, at: Stamp) -> Vec<Fact> {
    if office.centre.is_some() {
        return Vec::new();
    }
    let introduced = Fact::Introduced { centre: centre.clone(), at };
    let chosen = (office.rules == Rules::default()).then(|| Fact::RulesChosen { rules: rules.clone(), at });
    std::iter::once(introduced).chain(chosen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::CentreId;
    use crate::domain::text::Text;

    fn centre(name: &str) -> Centre {
        Centre { name: Text::new(name), ..Centre::unnamed(CentreId::new("abcd2345").unwrap()) }
    }

    #[test]
    fn an_empty_book_learns_what_is_published() {
        let rules = Rules { household_quota: Some(2), ..Rules::default() };
        let facts = learnt(&Office::default(), &centre("示例中心"), &rules, Stamp(7));
        let office = Office::of(&facts);
        assert_eq!(office.centre, Some(centre("示例中心")));
        assert_eq!(office.rules, rules);
        assert!(learnt(&office, &centre("别的"), &Rules::default(), Stamp(9)).is_empty(), "it knows by now");
    }

    #[test]
    fn what_another_book_wrote_since_stands_after_a_merge() {
        let published = learnt(&Office::default(), &centre("示例中心"), &Rules::default(), Stamp(7));
        let since = Fact::Introduced { centre: centre("搬了家的中心"), at: Stamp(8) };
        let merged = [vec![since], published].concat();
        assert_eq!(Office::of(&merged).centre, Some(centre("搬了家的中心")));
    }
}
