//! A slip made at the desk for someone without a phone: what is typed, checked like a resident's own form.

use crate::domain::age::Age;
use crate::domain::household::{MemberProblem, check_guardian, check_name, check_phone};
use crate::domain::slip::{Needs, Person};

/// The oldest age that is believed.
const OLDEST: u8 = 130;

/// Someone who came to the desk, as typed: every field as text, nothing checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedDraft {
    /// Name.
    pub name: String,
    /// In years, on the session's day.
    pub age: String,
    /// Telephone number; may be empty for a child.
    pub phone: String,
    /// Who consents for a child.
    pub guardian_name: String,
    /// Where they can be reached.
    pub guardian_phone: String,
    /// That they consent.
    pub consent: bool,
    /// Consent to photographs.
    pub photographs: bool,
    /// Ticks.
    pub needs: Needs,
}

impl TypedDraft {
    fn age(&self) -> Option<Age> {
        let digits = self.age.trim();
        digits.parse().ok().filter(|years| *years <= OLDEST).map(Age)
    }

    /// Whether this is a child whose guardian must consent; what the form asks depends on it.
    pub fn is_child(&self) -> bool {
        self.age().is_some_and(Age::needs_guardian)
    }

    /// The person as a slip has them, or everything that is wrong.
    ///
    /// # Errors
    /// With one problem for each field that needs another look, in the order of the form.
    pub fn check(&self) -> Result<Person, Vec<MemberProblem>> {
        let mut problems = Vec::new();
        let name = check_name(&self.name, &mut problems);
        let age = self.age();
        if age.is_none() {
            problems.push(MemberProblem::Age);
        }
        let child = self.is_child();
        let phone = check_phone(&self.phone, child, &mut problems);
        let guardian = match child {
            true => check_guardian(&self.guardian_name, &self.guardian_phone, self.consent, &mut problems),
            false => None,
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        let (photographs, needs) = (self.photographs, self.needs);
        Ok(Person { name: name.to_owned(), age, phone, guardian, photographs, needs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elder() -> TypedDraft {
        TypedDraft { name: " 示例甲 ".into(), age: "71".into(), phone: "138 0000 0000".into(), ..Default::default() }
    }

    #[track_caller]
    fn refused(draft: &TypedDraft, expected: &[MemberProblem]) {
        assert_eq!(draft.check().unwrap_err(), expected);
    }

    #[test]
    fn an_elder_without_a_phone_of_their_own_is_written_down() {
        let person = elder().check().unwrap();
        assert_eq!((person.name.as_str(), person.age), ("示例甲", Some(Age(71))));
        assert_eq!(person.contact().unwrap().tail(), "0000");
        assert_eq!(person.guardian, None);
    }

    #[test]
    fn what_is_missing_is_told_field_by_field() {
        refused(&TypedDraft::default(), &[MemberProblem::NameMissing, MemberProblem::Age, MemberProblem::PhoneMissing]);
        refused(&TypedDraft { age: "131".into(), ..elder() }, &[MemberProblem::Age]);
        refused(&TypedDraft { age: "-1".into(), ..elder() }, &[MemberProblem::Age]);
        refused(&TypedDraft { phone: "12".into(), ..elder() }, &[MemberProblem::Phone]);
        refused(&TypedDraft { name: "甲".repeat(11), ..elder() }, &[MemberProblem::NameTooLong]);
    }

    #[test]
    fn a_child_comes_with_a_guardian_who_consents() {
        let child = TypedDraft { age: "6".into(), phone: String::new(), ..elder() };
        assert!(child.is_child());
        let expected =
            [MemberProblem::GuardianNameMissing, MemberProblem::GuardianPhoneMissing, MemberProblem::ConsentMissing];
        refused(&child, &expected);
        let child =
            TypedDraft {
                guardian_name: "示例乙".into(), guardian_phone: "13900000000".into(), consent: true, ..child
            };
        assert_eq!(child.check().unwrap().contact().unwrap().digits(), "13900000000");
        let grown = TypedDraft { age: "40".into(), phone: "13800000000".into(), ..child };
        assert_eq!(grown.check().unwrap().guardian, None, "an adult's slip names no guardian");
    }
}
