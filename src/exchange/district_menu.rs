//! The district's signed course menu: one file that a centre imports, and by which it sees whose menu it is.

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::{Course, MenuSource, Provider};
use crate::domain::id::{CentreId, KeyPrint};
use crate::domain::time::Stamp;
use crate::exchange::crypto::CryptoError;
use crate::exchange::envelope::{Envelope, EnvelopeRefused, Purpose};
use crate::exchange::keys::CentreKeys;
use crate::exchange::published::FORMAT;
use crate::exchange::trust::{Fingerprint, KeysRefused, follow};
use crate::json;

/// The file: the statements of the district's keys, and the menu signed by the latest of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuFile {
    /// Always `course-menu`: by this the file is recognised.
    pub linli: CourseMenu,
    /// Of this form.
    pub format: u16,
    /// From the founding statement to today's, as in a centre's `centre.json`.
    pub keys: Vec<Envelope>,
    /// A [`DistrictMenu`].
    pub menu: Envelope,
}

/// The mark of a signed course menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CourseMenu {
    /// The only one.
    CourseMenu,
}

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DistrictMenu {
    /// Of this form.
    pub format: u16,
    /// Whose: the name of its founding key.
    pub district: CentreId,
    /// What the district calls itself.
    pub name: String,
    /// Counts up from 1 with every menu that it signs.
    pub edition: u32,
    /// When it was signed.
    pub made_at: Stamp,
    /// The course menu.
    pub courses: Vec<Course>,
    /// Who teaches: code, name and agreement. What centres note about providers is not the district's to send.
    pub providers: Vec<Provider>,
}

/// A menu that was found to be signed, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedMenu {
    /// The menu.
    pub menu: DistrictMenu,
    /// Of the district's founding key.
    pub fingerprint: Fingerprint,
}

/// Why a file is not taken for a signed course menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuRefused {
    /// Another file altogether.
    NotOurs,
    /// Written by a later program.
    TooNew,
    /// It claims to be signed and is not: changed on its way.
    NotSigned,
    /// The ciphers failed: says nothing about the file.
    Crypto(CryptoError),
}

impl From<EnvelopeRefused> for MenuRefused {
    fn from(refused: EnvelopeRefused) -> Self {
        match refused {
            EnvelopeRefused::Crypto(error) => MenuRefused::Crypto(error),
            EnvelopeRefused::UnknownSigner | EnvelopeRefused::BadSignature => MenuRefused::NotSigned,
        }
    }
}

/// Signs a menu with the district's keys.
///
/// # Errors
/// Those of the ciphers.
pub async fn sign_menu(keys: &CentreKeys, statements: &[Envelope], menu: &DistrictMenu) -> Result<String, CryptoError> {
    // Numbers, lists and texts: JSON holds them all.
    let Ok(payload) = serde_json::to_string(menu) else { unreachable!() };
    let menu = Envelope::sign(&keys.signing, Purpose::CourseMenu, &keys.centre, None, payload).await?;
    let file = MenuFile { linli: CourseMenu::CourseMenu, format: FORMAT, keys: statements.to_vec(), menu };
    let Ok(text) = serde_json::to_string(&file) else { unreachable!() };
    Ok(text)
}

/// Reads a file and checks its signature, from the founding key on.
///
/// # Errors
/// With why it is not believed.
pub async fn open_menu(bytes: &[u8]) -> Result<SignedMenu, MenuRefused> {
    let file: MenuFile = json::read(bytes).map_err(|_| MenuRefused::NotOurs)?;
    if file.format > FORMAT {
        return Err(MenuRefused::TooNew);
    }
    let menu: DistrictMenu = json::read(file.menu.payload.as_bytes()).map_err(|_| MenuRefused::NotOurs)?;
    let (keys, fingerprint) = follow(&menu.district, None, &file.keys).await.map_err(|refused| match refused {
        KeysRefused::Crypto(error) => MenuRefused::Crypto(error),
        _ => MenuRefused::NotSigned,
    })?;
    file.menu.verify(Purpose::CourseMenu, &menu.district, None, &keys.signers).await?;
    Ok(SignedMenu { menu, fingerprint })
}

/// How a menu stands to the one that was taken last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The first that is signed: from now on its key is the district's.
    First,
    /// By the same district, and newer.
    Newer,
    /// The same edition again.
    Same,
    /// By the same district, and older.
    Older,
    /// By another key, whatever name it gives.
    AnotherKey,
}

impl SignedMenu {
    /// What a centre notes of it when it takes it.
    pub fn source(&self) -> MenuSource {
        MenuSource {
            name: self.menu.name.clone(),
            fingerprint: KeyPrint(self.fingerprint.0.0),
            edition: self.menu.edition,
            made_at: self.menu.made_at,
        }
    }

    /// How it stands to the one that was taken last.
    pub fn standing(&self, taken: Option<&MenuSource>) -> Standing {
        let Some(taken) = taken else { return Standing::First };
        if taken.fingerprint.0 != self.fingerprint.0.0 {
            return Standing::AnotherKey;
        }
        match self.menu.edition.cmp(&taken.edition) {
            std::cmp::Ordering::Greater => Standing::Newer,
            std::cmp::Ordering::Equal => Standing::Same,
            std::cmp::Ordering::Less => Standing::Older,
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::exchange::crypto::ready;
    use crate::exchange::keys::make;

    fn menu(keys: &CentreKeys, edition: u32) -> DistrictMenu {
        let course =
            r#"{"code": "A01", "category": "arts", "title": "题", "provider": "P01", "minutes": 90, "places": 30}"#;
        DistrictMenu {
            format: FORMAT,
            district: keys.centre.clone(),
            name: "示例区妇联".to_owned(),
            edition,
            made_at: Stamp(7),
            courses: vec![serde_json::from_str(course).unwrap()],
            providers: Vec::new(),
        }
    }

    fn signed(edition: u32) -> (CentreKeys, String) {
        let (keys, recovery) = ready(make()).unwrap();
        let founding = ready(keys.found(&recovery)).unwrap();
        let text = ready(sign_menu(&keys, &[founding], &menu(&keys, edition))).unwrap();
        (keys, text)
    }

    #[test]
    fn a_centre_sees_whose_menu_it_is() {
        let (keys, text) = signed(2);
        let opened = ready(open_menu(text.as_bytes())).unwrap();
        assert_eq!(opened.menu, menu(&keys, 2));
        assert_eq!(opened.fingerprint, Fingerprint::of(&keys.signing.public));
        let with_mark = ["\u{FEFF}", &text].concat();
        assert_eq!(ready(open_menu(with_mark.as_bytes())), Err(MenuRefused::NotOurs), "no editor touches the file");
    }

    #[test]
    fn nobody_else_can_change_or_make_it() {
        let (_, text) = signed(1);
        let dearer = text.replace(r#"\"places\":30"#, r#"\"places\":31"#);
        assert_ne!(text, dearer);
        assert_eq!(ready(open_menu(dearer.as_bytes())), Err(MenuRefused::NotSigned));
        let (thief, other) = signed(1);
        let mut file: MenuFile = json::read(text.as_bytes()).unwrap();
        // Another's menu under this district's keys, and this district's id under another's keys.
        file.menu = json::read::<MenuFile>(other.as_bytes()).unwrap().menu;
        let mixed = serde_json::to_string(&file).unwrap();
        assert_eq!(ready(open_menu(mixed.as_bytes())), Err(MenuRefused::NotSigned));
        let mut forged = menu(&thief, 1);
        forged.district =
            json::read::<DistrictMenu>(json::read::<MenuFile>(text.as_bytes()).unwrap().menu.payload.as_bytes())
                .unwrap()
                .district;
        let keys = CentreKeys { centre: forged.district.clone(), ..thief };
        let claimed = ready(sign_menu(&keys, &file.keys, &forged)).unwrap();
        assert_eq!(ready(open_menu(claimed.as_bytes())), Err(MenuRefused::NotSigned));
        for other in ["", "{}", "code,name", r#"{"linli":"locked","format":1}"#] {
            assert_eq!(ready(open_menu(other.as_bytes())), Err(MenuRefused::NotOurs), "{other}");
        }
        let later = text.replacen(r#""format":1"#, r#""format":9"#, 1);
        assert_eq!(ready(open_menu(later.as_bytes())), Err(MenuRefused::TooNew));
    }

    #[test]
    fn another_key_is_told_from_a_newer_edition() {
        let open = |text: &str| ready(open_menu(text.as_bytes())).unwrap();
        let (keys, first) = signed(2);
        let first = open(&first);
        assert_eq!(first.standing(None), Standing::First);
        let taken = first.source();
        assert_eq!(first.standing(Some(&taken)), Standing::Same);
        let (recovery, file) = (ready(make()).unwrap().1, |edition| menu(&keys, edition));
        let founding = ready(keys.found(&recovery)).unwrap();
        let edition = |n| open(&ready(sign_menu(&keys, std::slice::from_ref(&founding), &file(n))).unwrap());
        assert_eq!(edition(3).standing(Some(&taken)), Standing::Newer);
        assert_eq!(edition(1).standing(Some(&taken)), Standing::Older);
        assert_eq!(open(&signed(9).1).standing(Some(&taken)), Standing::AnotherKey);
    }
}
