//! How a slip stands, as a picture and words: an open frame, a dashed ring, a tick, a numbered tile.

use crate::domain::household::Progress;
use crate::domain::standing::Standing;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::dom::{El, el, el_of};
use crate::ui::wording;
use crate::ui::words::{number, say};

/// The standing of a slip as its owner sees it: what the centre said, or how far it got on this phone.
pub fn of_progress(progress: &Progress) -> Standing {
    match progress {
        Progress::NotHandedIn | Progress::HandedIn { .. } => Standing::NotHandedIn,
        Progress::Answered(answer) => answer.standing,
    }
}

/// 未交, 已交, 已确认 …
pub fn words(progress: &Progress) -> String {
    match progress {
        Progress::NotHandedIn => wording::standing(Standing::NotHandedIn),
        Progress::HandedIn { .. } => say("progress.handed-in").to_owned(),
        Progress::Answered(answer) => wording::answer(answer),
    }
}

/// The name of a progress for style.
pub fn slug(progress: &Progress) -> &'static str {
    match progress {
        Progress::HandedIn { .. } => "handed-in",
        _ => of_progress(progress).slug(),
    }
}

/// Its picture.
pub fn picture(progress: &Progress) -> El {
    let which = match progress {
        Progress::HandedIn { .. } => Icon::Dashed,
        _ => match of_progress(progress) {
            Standing::NotHandedIn => Icon::Frame,
            Standing::Pending => Icon::Dashed,
            Standing::Confirmed | Standing::Attended => Icon::Check,
            Standing::Waitlisted(n) => return el_of("span", "tile").text(&number(n)),
            Standing::Offered => Icon::Phone,
            Standing::NotPlaced | Standing::Cancelled | Standing::Absent => Icon::Cross,
            Standing::Withdrawn => Icon::Undo,
            Standing::NotRecorded => Icon::Note,
        },
    };
    icon(which)
}

/// Picture and words together.
pub fn standing(progress: &Progress) -> El {
    row(slug(progress), picture(progress), &words(progress))
}

/// Of a slip that its owner dropped: it asks for nothing any more. `words` say so.
pub fn dropped(words: &str) -> El {
    row("withdrawn", icon(Icon::Cross), words)
}

fn row(slug: &str, picture: El, words: &str) -> El {
    el_of("span", "standing").attr("data-standing", slug).add(picture).add(el("strong").text(words))
}
