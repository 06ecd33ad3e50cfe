//! What both programs do first: fetch the chosen language's sentences, clear the waiting screen, show the page.

use js_sys::{JSON, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::domain::text::Language;
use crate::state::{net, settings};
use crate::ui::dom::Piece;
use crate::ui::navigation;
use crate::ui::route::Program;
use crate::ui::words;

/// Starts a program: `texts` are its text files' names up to the language's tag (`text/`).
pub fn start<P: Piece + 'static>(program: Program, texts: &'static [&'static str], view: impl FnOnce() -> P + 'static) {
    if cfg!(debug_assertions) {
        std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    }
    spawn_local(async move {
        // Without a network a language may never have come; the default one is always kept.
        let language = match read_texts(texts, settings::language()).await {
            Some(language) => language,
            None => match read_texts(texts, Language::default()).await {
                Some(language) => language,
                // Without words there is nothing to say it with: the page itself holds this one message.
                None => return show("boot-failed"),
            },
        };
        say_of_page(language);
        navigation::listen(program);
        mount_to_body(move || view().el());
        if !is_drawn() {
            uncover();
        }
    });
}

/// Fetches a language's text file besides the chosen one's, to speak it for a while ([`words::speaking`]).
pub fn keep_beside(language: Language) {
    if settings::language() == language {
        return;
    }
    spawn_local(async move {
        if let Some(file) = read_text("text/", language).await {
            words::keep_beside(language, file);
        }
    });
}

/// Changes the spoken language without loading the page again: what is said from then on is said in it. False where its
/// words could not be had; then nothing changes.
pub async fn speak(texts: &[&str], language: Language) -> bool {
    let Some(files) = fetch_texts(texts, language).await else { return false };
    words::speak_only(language, files);
    say_of_page(language);
    true
}

/// The page says in which language it is: style and readers aloud go by that.
fn say_of_page(language: Language) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", language.tag());
    }
}

/// Takes a further text file of the spoken language into use; false where it could not be had.
pub async fn read_more(name: &str) -> bool {
    read_texts(&[name], words::language()).await.is_some()
}

/// Takes all text files of a language into use, or none.
async fn read_texts(texts: &[&str], language: Language) -> Option<Language> {
    let files = fetch_texts(texts, language).await?;
    files.into_iter().for_each(|file| words::speak(language, file));
    Some(language)
}

async fn fetch_texts(texts: &[&str], language: Language) -> Option<Vec<String>> {
    let mut files = Vec::new();
    for name in texts {
        files.push(read_text(name, language).await?);
    }
    Some(files)
}

async fn read_text(name: &str, language: Language) -> Option<String> {
    let mut name = name.to_owned();
    name.push_str(language.tag());
    name.push_str(".txt");
    let file = net::fetch(&hashed(&name).unwrap_or(name), false).await.ok()?;
    String::from_utf8(file).ok()
}

/// The name with its hash, as the page's own list has it.
fn hashed(name: &str) -> Option<String> {
    let list = document().get_element_by_id("files")?.text_content()?;
    Reflect::get(&JSON::parse(&list).ok()?, &JsValue::from_str(name)).ok()?.as_string()
}

/// Whether the page shows a month that was drawn beforehand (tools/page/boot.js). The program is hidden behind it until it
/// has something to show.
pub fn is_drawn() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-drawn"))
}

/// Takes away what the page showed while the program was on its way.
pub fn uncover() {
    for id in ["boot", "drawn"] {
        if let Some(waiting) = document().get_element_by_id(id) {
            waiting.remove();
        }
    }
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute("data-drawn");
    }
}

fn show(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = element.remove_attribute("hidden");
    }
}
