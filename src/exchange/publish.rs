//! A centre's folder as an organizer writes it: the changed files and a new signed index over all of them.

use std::collections::BTreeSet;

use crate::domain::id::CentreId;
use crate::domain::menu::Menu;
use crate::domain::time::{Month, Stamp};
use crate::exchange::crypto::{CryptoError, Hash, KeyPair};
use crate::exchange::envelope::{Envelope, Purpose};
use crate::exchange::hours::Hours;
use crate::exchange::published::{
    CENTRE_PATH, CentreFile, Counts, Draws, FORMAT, FileMark, Head, INDEX_PATH, Index, Outcomes, Series,
};
use crate::exchange::zip::FolderFile;

/// Why nothing was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishConflict {
    /// The host has a revision that this device's book does not know: merge the books first.
    UnknownRevision {
        /// Its path.
        path: String,
    },
    /// A revision that the host already has: once written it is never changed.
    RevisionTaken {
        /// Its path.
        path: String,
    },
    /// The signing key is none of the centre's: its keys were changed elsewhere.
    NotASigner,
    /// The first publication lacks `centre.json`.
    CentreMissing,
    /// The ciphers failed.
    Crypto(CryptoError),
}

/// What is to be put on the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFiles {
    /// The changed files; the index comes last, so that a reader in between finds a folder that fits together.
    pub files: Vec<FolderFile>,
    /// What the new index says.
    pub index: Index,
}

/// When a publication is made, and until when it should be renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// Now.
    pub made_at: Stamp,
    /// From when on phones say that they have not heard from the centre for long.
    pub expires: Stamp,
}

/// `centre.json` as a file.
pub fn centre_file(file: &CentreFile) -> FolderFile {
    json_file(CENTRE_PATH.to_owned(), file)
}

/// A menu as a file.
pub fn menu_file(menu: &Menu) -> FolderFile {
    json_file(Series::Menus.path(menu.month, menu.revision), menu)
}

/// Counts as a file.
pub fn counts_file(counts: &Counts) -> FolderFile {
    json_file(Series::Counts.path(counts.month, counts.revision), counts)
}

/// Outcomes as a file.
pub fn outcomes_file(outcomes: &Outcomes) -> FolderFile {
    json_file(Series::Outcomes.path(outcomes.month, outcomes.revision), outcomes)
}

/// Draws as a file.
pub fn draws_file(draws: &Draws) -> FolderFile {
    json_file(Series::Draws.path(draws.month, draws.revision), draws)
}

/// A month as it is drawn before the program has come. It has no revision: it is shown until the checked menu is here, and
/// never kept.
pub fn drawn_file(month: Month, markup: String) -> FolderFile {
    let mut path = String::from("drawn/");
    path.push_str(&month.to_string());
    path.push_str(".html");
    FolderFile { path, bytes: markup.into_bytes() }
}

/// Confirmed hours as a file.
pub fn hours_file(hours: &Hours) -> FolderFile {
    json_file(Series::Hours.path(hours.month, hours.revision), hours)
}

fn json_file(path: String, value: &impl serde::Serialize) -> FolderFile {
    // Strings, numbers, lists and maps with text keys: JSON holds them all.
    let Ok(bytes) = serde_json::to_vec(value) else { unreachable!() };
    FolderFile { path, bytes }
}

/// Makes a publication: the changed files and an index over them and over what the host has already.
///
/// `host` is the head that lies on the host now, read and checked just before; none when there is nothing yet. `kept` is
/// the index that this device published last: it counts on from whichever is newer, so that an upload that never arrived
/// does not take the counter back. `known` says of a revision's path whether this device's book knows it.
///
/// # Errors
/// With what must be settled first.
pub async fn publish(
    signer: &KeyPair,
    centre: &CentreId,
    host: Option<&Head>,
    kept: Option<(&Index, Hash)>,
    known: impl Fn(&str) -> bool,
    changed: Vec<FolderFile>,
    dates: Dates,
) -> Result<PublishedFiles, PublishConflict> {
    if host.is_some_and(|host| !host.keys.signers.contains(&signer.public)) {
        return Err(PublishConflict::NotASigner);
    }
    let is_revision = |path: &str| Series::month_of(path).is_some();
    if let Some(host) = host {
        let mut there = host.index.files.keys();
        if let Some(path) = there.find(|path| is_revision(path) && !known(path)) {
            return Err(PublishConflict::UnknownRevision { path: path.clone() });
        }
    }
    let on_host = host.map(|host| (&host.index, host.payload));
    let before = on_host.into_iter().chain(kept).max_by_key(|(index, _)| index.counter);
    let mut files = before.map(|(index, _)| index.files.clone()).unwrap_or_default();
    for file in &changed {
        let mark = FileMark::of(&file.bytes);
        let earlier = files.insert(file.path.clone(), mark);
        if is_revision(&file.path) && earlier.is_some_and(|earlier| earlier != mark) {
            return Err(PublishConflict::RevisionTaken { path: file.path.clone() });
        }
    }
    if !files.contains_key(CENTRE_PATH) {
        return Err(PublishConflict::CentreMissing);
    }
    // Of each month the newest revision suffices; the files of earlier ones may stay where they are.
    for series in Series::ALL {
        let all: BTreeSet<_> = files.keys().filter_map(|path| series.parse(path)).collect();
        for (month, revision) in &all {
            if all.range((*month, revision.saturating_add(1))..=(*month, u32::MAX)).next().is_some() {
                files.remove(&series.path(*month, *revision));
            }
        }
    }
    let index = Index {
        format: FORMAT,
        centre: centre.clone(),
        counter: before.map_or(1, |(index, _)| index.counter + 1),
        previous: before.map(|(_, payload)| payload),
        made_at: dates.made_at,
        expires: dates.expires,
        files,
    };
    let Ok(payload) = serde_json::to_string(&index) else { unreachable!() };
    let envelope =
        Envelope::sign(signer, Purpose::Index, centre, None, payload).await.map_err(PublishConflict::Crypto)?;
    let mut files = changed;
    files.push(json_file(INDEX_PATH.to_owned(), &envelope));
    Ok(PublishedFiles { files, index })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::domain::centre::{Centre, Rules};
    use crate::domain::fixtures::{self, month};
    use crate::domain::text::Text;
    use crate::exchange::crypto::{generate, ready};
    use crate::exchange::keys::{CentreKeys, RecoveryKey, make};
    use crate::exchange::published::{Refused, Trust, check_head};
    use crate::exchange::trust::Fingerprint;
    use std::collections::BTreeMap;

    /// A centre with the folder on its host.
    struct Story {
        keys: CentreKeys,
        recovery: RecoveryKey,
        folder: BTreeMap<String, Vec<u8>>,
    }

    const DATES: Dates = Dates { made_at: Stamp(1_000), expires: Stamp(2_000) };

    fn december() -> Month {
        month("2026-12")
    }

    impl Story {
        fn new() -> Self {
            let (keys, recovery) = ready(make()).unwrap();
            Self { keys, recovery, folder: BTreeMap::new() }
        }

        fn centre_file(&self) -> FolderFile {
            centre_file(&CentreFile {
                format: 1,
                centre: Centre {
                    id: self.keys.centre.clone(),
                    name: Text::new("示例社区家庭服务中心"),
                    short_name: Text::new("示例"),
                    address: Text::default(),
                    phone: String::new(),
                    hours: Text::default(),
                    utc_offset: 480,
                    sample: true,
                },
                rules: Rules::default(),
                keys: vec![ready(self.keys.found(&self.recovery)).unwrap()],
                holidays: String::new(),
            })
        }

        fn menu(&self, revision: u32) -> Menu {
            Menu { centre: self.keys.centre.clone(), revision, ..fixtures::menu("2026-12") }
        }

        fn outcomes(&self, revision: u32) -> Outcomes {
            Outcomes {
                format: 1,
                centre: self.keys.centre.clone(),
                month: december(),
                revision,
                menu_revision: 1,
                made_at: Stamp(1_500),
                counts: BTreeMap::new(),
                outcomes: BTreeMap::new(),
            }
        }

        fn try_publish(&mut self, changed: Vec<FolderFile>) -> Result<Index, PublishConflict> {
            let host = self.folder.contains_key(INDEX_PATH).then(|| self.head(Trust::FirstVisit(None)).unwrap());
            let centre = self.keys.centre.clone();
            let published = ready(publish(&self.keys.signing, &centre, host.as_ref(), None, |_| true, changed, DATES))?;
            self.folder.extend(published.files.into_iter().map(|file| (file.path, file.bytes)));
            Ok(published.index)
        }

        fn publish(&mut self, changed: Vec<FolderFile>) -> Index {
            self.try_publish(changed).unwrap()
        }

        fn head(&self, trust: Trust) -> Result<Head, Refused> {
            ready(check_head(trust, &self.folder[CENTRE_PATH], &self.folder[INDEX_PATH]))
        }

        fn opened() -> Self {
            let mut story = Self::new();
            let changed = vec![story.centre_file(), menu_file(&story.menu(1))];
            story.publish(changed);
            story
        }
    }

    #[test]
    fn a_phone_follows_a_centre_from_its_first_visit_on() {
        let mut story = Story::opened();
        let fingerprint = Fingerprint::of(&story.keys.signing.public);
        let first = story.head(Trust::FirstVisit(Some(&fingerprint))).unwrap();
        assert_eq!(first.newest(Series::Menus), [(december(), 1)].into());
        let menu = first.menu(december(), 1, &story.folder["menus/2026-12.r1.json"]);
        assert_eq!(menu, Ok(story.menu(1)));
        let pin = first.pin();
        // Kept files are checked again like fetched ones.
        assert_eq!(story.head(Trust::Pinned(&pin)), Ok(first.clone()));

        let changed = vec![menu_file(&story.menu(2)), outcomes_file(&story.outcomes(1))];
        let index = story.publish(changed);
        assert_eq!((index.counter, index.previous), (2, Some(first.payload)));
        let second = story.head(Trust::Pinned(&pin)).unwrap();
        assert_eq!(second.newest(Series::Menus), [(december(), 2)].into());
        assert_eq!(second.newest(Series::Outcomes), [(december(), 1)].into());
        assert!(!second.index.files.contains_key("menus/2026-12.r1.json"));
        let outcomes = second.outcomes(december(), 1, &story.folder["outcomes/2026-12.r1.json"]);
        assert_eq!(outcomes, Ok(story.outcomes(1)));
        assert!(!second.is_expired(Stamp(2_000)) && second.is_expired(Stamp(2_001)));
    }

    #[test]
    fn a_centres_holidays_come_with_its_introduction() {
        let mut story = Story::opened();
        let first = story.head(Trust::FirstVisit(None)).unwrap();
        assert_eq!(first.holidays, "");
        assert!(
            !String::from_utf8_lossy(&story.folder[CENTRE_PATH]).contains("holidays"),
            "as it was before there were any"
        );
        let table = "date,mark,holiday\n2027-01-01,休,元旦\n";
        let file: CentreFile = crate::json::read(&story.folder[CENTRE_PATH]).unwrap();
        story.publish(vec![centre_file(&CentreFile { holidays: table.to_owned(), ..file })]);
        assert_eq!(story.head(Trust::Pinned(&first.pin())).unwrap().holidays, table);
    }

    #[test]
    fn draws_are_vouched_for_like_menus_and_outcomes() {
        let mut story = Story::opened();
        let draws = |revision| Draws {
            format: 1,
            centre: story.keys.centre.clone(),
            month: december(),
            revision,
            made_at: Stamp(1_500),
            draws: BTreeMap::new(),
        };
        let (first, second) = (draws(1), draws(2));
        story.publish(vec![draws_file(&first)]);
        story.publish(vec![draws_file(&second)]);
        let head = story.head(Trust::FirstVisit(None)).unwrap();
        assert_eq!(head.newest(Series::Draws), [(december(), 2)].into());
        assert_eq!(head.draws(december(), 2, &story.folder["draws/2026-12.r2.json"]), Ok(second));
        let path = "draws/2026-12.r1.json".to_owned();
        let missing = Refused::Missing(path.clone());
        assert_eq!(head.draws(december(), 1, &story.folder[&path]), Err(missing));
        let path = "draws/2026-12.r2.json".to_owned();
        let other = FolderFile { path: path.clone(), bytes: draws_file(&first).bytes };
        assert_eq!(story.try_publish(vec![other]), Err(PublishConflict::RevisionTaken { path }));
    }

    #[test]
    fn an_index_that_goes_back_is_refused() {
        let mut story = Story::opened();
        let old = story.folder.clone();
        let changed = vec![menu_file(&story.menu(2))];
        story.publish(changed);
        let pin = story.head(Trust::FirstVisit(None)).unwrap().pin();
        let new = std::mem::replace(&mut story.folder, old);
        assert_eq!(story.head(Trust::Pinned(&pin)), Err(Refused::OlderIndex { kept: 2, got: 1 }));
        // Another index of the same counter: two computers published without reading the host.
        let changed = vec![menu_file(&story.menu(3))];
        story.publish(changed);
        assert_eq!(story.head(Trust::Pinned(&pin)), Err(Refused::ForkedIndex { counter: 2 }));
        story.folder = new;
        assert!(story.head(Trust::Pinned(&pin)).is_ok());
    }

    #[test]
    fn whatever_a_host_changes_is_found() {
        let story = Story::opened();
        let head = story.head(Trust::FirstVisit(None)).unwrap();
        for path in [CENTRE_PATH, INDEX_PATH] {
            let bytes = &story.folder[path];
            // Every byte, in three ways, would take minutes: every seventh does.
            for at in (0..bytes.len()).step_by(7) {
                let mut changed = bytes.clone();
                changed[at] ^= 1;
                let mut folder = story.folder.clone();
                folder.insert(path.to_owned(), changed);
                let read = ready(check_head(Trust::FirstVisit(None), &folder[CENTRE_PATH], &folder[INDEX_PATH]));
                assert!(read.is_err(), "{path}, byte {at}");
            }
        }
        let bytes = &story.folder["menus/2026-12.r1.json"];
        let mut changed = bytes.clone();
        changed[20] ^= 1;
        let mismatch = Refused::HashMismatch("menus/2026-12.r1.json".to_owned());
        assert_eq!(head.menu(december(), 1, &changed), Err(mismatch));
        let missing = Refused::Missing("menus/2026-12.r2.json".to_owned());
        assert_eq!(head.menu(december(), 2, bytes), Err(missing));
    }

    #[test]
    fn another_centre_is_not_taken_for_this_one() {
        let (story, other) = (Story::opened(), Story::opened());
        let pin = story.head(Trust::FirstVisit(None)).unwrap().pin();
        let theirs = Refused::OtherCentre(other.keys.centre.clone());
        assert_eq!(other.head(Trust::Pinned(&pin)), Err(theirs.clone()));
        assert_eq!(other.head(Trust::FirstVisit(Some(&pin.fingerprint))), Err(theirs));
        // The 40 bits of the id agree, the rest of the fingerprint on the poster does not.
        let mut near = pin.fingerprint;
        near.0.0[31] ^= 1;
        let refused = Refused::OtherCentre(story.keys.centre.clone());
        assert_eq!(story.head(Trust::FirstVisit(Some(&near))), Err(refused));
        let mixed = ready(check_head(Trust::FirstVisit(None), &story.folder[CENTRE_PATH], &other.folder[INDEX_PATH]));
        assert_eq!(mixed, Err(Refused::UnknownSigner));
    }

    #[test]
    fn a_menu_in_the_wrong_place_is_refused_even_when_it_is_signed() {
        let mut story = Story::new();
        let mut menu = menu_file(&story.menu(7));
        menu.path = "menus/2026-12.r1.json".to_owned();
        let changed = vec![story.centre_file(), menu.clone()];
        story.publish(changed);
        let head = story.head(Trust::FirstVisit(None)).unwrap();
        let refused = Refused::Malformed { path: menu.path, at: (0, 0) };
        assert_eq!(head.menu(december(), 1, &menu.bytes), Err(refused));
    }

    #[test]
    fn what_a_later_program_wrote_says_so() {
        let mut story = Story::new();
        let mut later = menu_file(&story.menu(1));
        later.bytes = b"{\"format\":2,\"all\":\"new\"}".to_vec();
        let broken = FolderFile { path: "menus/2026-12.r2.json".to_owned(), bytes: b"{\"format\":1,".to_vec() };
        let changed = vec![story.centre_file(), later.clone()];
        story.publish(changed);
        let head = story.head(Trust::FirstVisit(None)).unwrap();
        assert_eq!(head.menu(december(), 1, &later.bytes), Err(Refused::TooNew { path: later.path, format: 2 }));
        story.publish(vec![broken.clone()]);
        let head = story.head(Trust::FirstVisit(None)).unwrap();
        let refused = Refused::Malformed { path: broken.path, at: (1, 13) };
        assert_eq!(head.menu(december(), 2, &broken.bytes), Err(refused));
    }

    #[test]
    fn paths_that_leave_the_folder_are_refused() {
        for path in ["../other.json", "/etc", "a//b", ".hidden", "a/../b", "a b", "中.json", ""] {
            let mut story = Story::new();
            let changed = vec![story.centre_file(), FolderFile { path: path.to_owned(), bytes: Vec::new() }];
            story.publish(changed);
            let refused = Refused::Malformed { path: INDEX_PATH.to_owned(), at: (0, 0) };
            assert_eq!(story.head(Trust::FirstVisit(None)), Err(refused), "{path}");
        }
    }

    #[test]
    fn an_unknown_revision_on_the_host_means_merge_first() {
        let story = Story::opened();
        let head = story.head(Trust::FirstVisit(None)).unwrap();
        let ask = |known: fn(&str) -> bool, changed| {
            ready(publish(&story.keys.signing, &story.keys.centre, Some(&head), None, known, changed, DATES))
        };
        let path = "menus/2026-12.r1.json".to_owned();
        let refused = ask(|_| false, Vec::new()).unwrap_err();
        assert_eq!(refused, PublishConflict::UnknownRevision { path: path.clone() });
        let other = Menu { rules: Rules { version: 9, ..Rules::default() }, ..story.menu(1) };
        assert_eq!(ask(|_| true, vec![menu_file(&other)]).unwrap_err(), PublishConflict::RevisionTaken { path });
        // The very same file again is no conflict.
        assert!(ask(|_| true, vec![menu_file(&story.menu(1))]).is_ok());
    }

    #[test]
    fn only_a_signer_of_the_centre_publishes_and_centre_json_comes_first() {
        let mut story = Story::opened();
        let own = std::mem::replace(&mut story.keys.signing, ready(generate()).unwrap());
        assert_eq!(story.try_publish(Vec::new()), Err(PublishConflict::NotASigner));
        story.keys.signing = own;
        let mut empty = Story::new();
        let changed = vec![menu_file(&empty.menu(1))];
        assert_eq!(empty.try_publish(changed), Err(PublishConflict::CentreMissing));
    }

    #[test]
    fn an_upload_that_never_arrived_does_not_take_the_counter_back() {
        let story = Story::opened();
        let head = story.head(Trust::FirstVisit(None)).unwrap();
        let kept = Index { counter: 8, ..head.index.clone() };
        let kept_hash = Hash::of(b"kept");
        let published = ready(publish(
            &story.keys.signing,
            &story.keys.centre,
            Some(&head),
            Some((&kept, kept_hash)),
            |_| true,
            Vec::new(),
            DATES,
        ))
        .unwrap();
        assert_eq!((published.index.counter, published.index.previous), (9, Some(kept_hash)));
        assert_eq!(published.files.last().unwrap().path, INDEX_PATH);
    }
}
