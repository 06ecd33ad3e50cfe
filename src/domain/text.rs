//! What a centre writes: in simplified Chinese, and where it cares to, in traditional Chinese and English.

use serde::{Deserialize, Serialize};

/// The program's three languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 简体中文, the default.
    #[default]
    Hans,
    /// 繁體中文.
    Hant,
    /// English.
    English,
}

impl Language {
    /// All of them, as offered.
    pub const ALL: [Language; 3] = [Language::Hans, Language::Hant, Language::English];

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Hans => "zh-Hans",
            Language::Hant => "zh-Hant",
            Language::English => "en",
        }
    }

    /// The language of a tag that we write.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

/// A text that a centre wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Text {
    /// Simplified Chinese: always there.
    #[serde(rename = "zh-Hans")]
    pub hans: String,
    /// Traditional Chinese, where the centre wrote it.
    #[serde(rename = "zh-Hant", default, skip_serializing_if = "Option::is_none")]
    pub hant: Option<String>,
    /// English, where the centre wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// A text in simplified Chinese only.
    pub fn new(hans: impl Into<String>) -> Self {
        Self { hans: hans.into(), hant: None, en: None }
    }

    /// In this language, or else in the one that is always there.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Hans => None,
            Language::Hant => self.hant.as_deref(),
            Language::English => self.en.as_deref(),
        }
        .unwrap_or(&self.hans)
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.hans.trim().is_empty()
    }
}
