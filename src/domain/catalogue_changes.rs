//! From one state of the catalogue to another: edits as facts hold them, and what changed as people read it.

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::{Catalogue, Course, Service};
use crate::domain::catalogue_fields::{Field, Listed, Part};
use crate::domain::id::{ActivityId, CourseCode, ProviderCode, VenueCode};
use crate::domain::provider::Provider;
use crate::domain::venue::Venue;

/// One entry put or taken away. As fine as an entry, so that two devices that edit different entries and merge their
/// books lose neither's work; of two edits of one entry the later holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CatalogueEdit {
    /// A course as it is from now on.
    PutCourse(Course),
    /// A provider as it is from now on.
    PutProvider(Provider),
    /// A venue as it is from now on.
    PutVenue(Venue),
    /// A volunteer service as it is from now on.
    PutService(Service),
    /// A course is no longer offered.
    RemoveCourse(CourseCode),
    /// A provider is no longer listed.
    RemoveProvider(ProviderCode),
    /// A venue is no longer used.
    RemoveVenue(VenueCode),
    /// A volunteer service is no longer asked for.
    RemoveService(ActivityId),
}

/// An entry that is another in the later state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// In which list.
    pub part: Part,
    /// Its code.
    pub code: String,
    /// What it is called, in the later state if it is there.
    pub name: String,
    /// How it differs.
    pub how: Differs,
}

/// How an entry differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Differs {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// These fields are others: which, before, after.
    Changed(Vec<(Field, String, String)>),
}

impl CatalogueEdit {
    /// The code of what is put or taken away.
    pub fn code(&self) -> &str {
        match self {
            CatalogueEdit::PutCourse(course) => course.code(),
            CatalogueEdit::PutProvider(provider) => provider.code(),
            CatalogueEdit::PutVenue(venue) => venue.code(),
            CatalogueEdit::PutService(service) => service.code(),
            CatalogueEdit::RemoveCourse(code) => code.as_str(),
            CatalogueEdit::RemoveProvider(code) => code.as_str(),
            CatalogueEdit::RemoveVenue(code) => code.as_str(),
            CatalogueEdit::RemoveService(code) => code.as_str(),
        }
    }

    /// Takes the entry of this code away; none when it is no code.
    pub fn removal(part: Part, code: &str) -> Option<Self> {
        Some(match part {
            Part::Providers => CatalogueEdit::RemoveProvider(ProviderCode::new(code).ok()?),
            Part::Courses => CatalogueEdit::RemoveCourse(CourseCode::new(code).ok()?),
            Part::Venues => CatalogueEdit::RemoveVenue(VenueCode::new(code).ok()?),
            Part::Services => CatalogueEdit::RemoveService(ActivityId::new(code).ok()?),
        })
    }
}

impl Catalogue {
    /// The fields of an entry as text.
    pub fn texts(&self, part: Part, code: &str) -> Option<Vec<(Field, String)>> {
        let entry = self.entry(part, code)?;
        Some(part.fields().iter().map(|field| (*field, entry.text(*field))).collect())
    }

    /// What an entry is called.
    pub fn name(&self, part: Part, code: &str) -> Option<String> {
        self.entry(part, code).map(|entry| entry.name().to_owned())
    }

    fn entry(&self, part: Part, code: &str) -> Option<&dyn Listed> {
        Some(match part {
            Part::Providers => find(&self.providers, code)?,
            Part::Courses => find(&self.courses, code)?,
            Part::Venues => find(&self.venues, code)?,
            Part::Services => find(&self.services, code)?,
        })
    }

    /// Makes an edit.
    pub fn apply(&mut self, edit: &CatalogueEdit) {
        match edit {
            CatalogueEdit::PutCourse(course) => put(&mut self.courses, course),
            CatalogueEdit::PutProvider(provider) => put(&mut self.providers, provider),
            CatalogueEdit::PutVenue(venue) => put(&mut self.venues, venue),
            CatalogueEdit::PutService(service) => put(&mut self.services, service),
            CatalogueEdit::RemoveCourse(code) => remove(&mut self.courses, code.as_str()),
            CatalogueEdit::RemoveProvider(code) => remove(&mut self.providers, code.as_str()),
            CatalogueEdit::RemoveVenue(code) => remove(&mut self.venues, code.as_str()),
            CatalogueEdit::RemoveService(code) => remove(&mut self.services, code.as_str()),
        }
    }

    /// The edits that make `later` of it: none for what is alike.
    pub fn edits_to(&self, later: &Catalogue) -> Vec<CatalogueEdit> {
        let mut edits = Vec::new();
        edits.extend(put_and_gone(&self.providers, &later.providers, CatalogueEdit::PutProvider, |gone| {
            CatalogueEdit::RemoveProvider(gone.code)
        }));
        edits.extend(put_and_gone(&self.courses, &later.courses, CatalogueEdit::PutCourse, |gone| {
            CatalogueEdit::RemoveCourse(gone.code)
        }));
        edits.extend(put_and_gone(&self.venues, &later.venues, CatalogueEdit::PutVenue, |gone| {
            CatalogueEdit::RemoveVenue(gone.code)
        }));
        edits.extend(put_and_gone(&self.services, &later.services, CatalogueEdit::PutService, |gone| {
            CatalogueEdit::RemoveService(gone.code)
        }));
        edits
    }

    /// What is another in `later`, list by list in the order of the codes.
    pub fn differences_to(&self, later: &Catalogue) -> Vec<Difference> {
        let mut found = differences(Part::Providers, &self.providers, &later.providers);
        found.extend(differences(Part::Courses, &self.courses, &later.courses));
        found.extend(differences(Part::Venues, &self.venues, &later.venues));
        found.extend(differences(Part::Services, &self.services, &later.services));
        found
    }
}

/// In the order of the codes: files have it, and two devices that make the same edits have the same list.
fn put<T: Listed + Clone>(list: &mut Vec<T>, entry: &T) {
    match list.iter().position(|one| one.code() == entry.code()) {
        Some(place) => list[place] = entry.clone(),
        None => list.push(entry.clone()),
    }
    list.sort_by(|a, b| a.code().cmp(b.code()));
}

fn remove<T: Listed>(list: &mut Vec<T>, code: &str) {
    list.retain(|one| one.code() != code);
}

fn find<'a, T: Listed>(list: &'a [T], code: &str) -> Option<&'a T> {
    list.iter().find(|one| one.code() == code)
}

fn put_and_gone<T: Listed + Clone + PartialEq>(
    before: &[T],
    later: &[T],
    put: impl Fn(T) -> CatalogueEdit,
    gone: impl Fn(T) -> CatalogueEdit,
) -> Vec<CatalogueEdit> {
    let gone = before.iter().filter(|one| find(later, one.code()).is_none()).cloned().map(gone);
    let put = later.iter().filter(|one| find(before, one.code()) != Some(one)).cloned().map(put);
    gone.chain(put).collect()
}

fn differences<T: Listed + PartialEq>(part: Part, before: &[T], later: &[T]) -> Vec<Difference> {
    let difference = |one: &T, how| Difference { part, code: one.code().to_owned(), name: one.name().to_owned(), how };
    let mut found: Vec<Difference> = Vec::new();
    for one in later {
        match find(before, one.code()) {
            None => found.push(difference(one, Differs::Added)),
            Some(was) if was == one => {}
            Some(was) => {
                let changed = part.fields().iter().map(|field| (*field, was.text(*field), one.text(*field)));
                found.push(difference(one, Differs::Changed(changed.filter(|(_, was, is)| was != is).collect())));
            }
        }
    }
    let gone = before.iter().filter(|one| find(later, one.code()).is_none());
    found.extend(gone.map(|one| difference(one, Differs::Removed)));
    found.sort_by(|a, b| a.code.cmp(&b.code));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn course(code: &str, places: u16) -> Course {
        let text = format!(
            r#"{{"code": "{code}", "category": "arts", "title": "题", "provider": "P01", "minutes": 90, "places": {places}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn catalogue(courses: &[(&str, u16)]) -> Catalogue {
        let mut catalogue = Catalogue::default();
        for (code, places) in courses {
            catalogue.apply(&CatalogueEdit::PutCourse(course(code, *places)));
        }
        catalogue
    }

    #[test]
    fn an_edition_is_compared_with_the_one_before() {
        let before = catalogue(&[("A01", 30), ("A02", 20), ("A03", 10)]);
        let later = catalogue(&[("A01", 30), ("A02", 24), ("A04", 12)]);
        let told: Vec<_> = before.differences_to(&later).into_iter().map(|one| (one.code, one.how)).collect();
        let changed = Differs::Changed(vec![(Field::Places, "20".to_owned(), "24".to_owned())]);
        let expected = [("A02", changed), ("A03", Differs::Removed), ("A04", Differs::Added)];
        assert_eq!(told, expected.map(|(code, how)| (code.to_owned(), how)));
        assert_eq!(before.differences_to(&before), []);
        assert_eq!(before.edits_to(&before), []);
    }

    #[test]
    fn two_devices_that_edit_different_entries_lose_neither() {
        let here = CatalogueEdit::PutCourse(course("A01", 31));
        let there = CatalogueEdit::PutCourse(course("A02", 21));
        let mut one = catalogue(&[("A01", 30), ("A02", 20)]);
        let mut other = one.clone();
        for edit in [&here, &there] {
            one.apply(edit);
        }
        for edit in [&there, &here] {
            other.apply(edit);
        }
        assert_eq!(one, other);
        assert_eq!(one, catalogue(&[("A01", 31), ("A02", 21)]));
    }

    proptest! {
        #[test]
        fn edits_lead_from_any_state_to_any_other(
            before in prop::collection::btree_map(0u8..12, 1u16..4, 0..8),
            later in prop::collection::btree_map(0u8..12, 1u16..4, 0..8),
        ) {
            let of = |map: &std::collections::BTreeMap<u8, u16>| {
                let mut catalogue = Catalogue::default();
                for (code, places) in map {
                    catalogue.apply(&CatalogueEdit::PutCourse(course(&format!("A{code:02}"), *places)));
                }
                catalogue
            };
            let (before, later) = (of(&before), of(&later));
            let edits = before.edits_to(&later);
            prop_assert_eq!(edits.len(), before.differences_to(&later).len());
            let mut made = before.clone();
            edits.iter().for_each(|edit| made.apply(edit));
            prop_assert_eq!(made, later);
        }
    }
}
