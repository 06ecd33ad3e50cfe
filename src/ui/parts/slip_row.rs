//! One of the family's slips in a list: how it stands, what it is for, for whom and when.

use leptos::prelude::*;

use crate::domain::household::Progress;
use crate::ui::controls::icon::{Icon, icon};
use crate::ui::parts::standing::standing;

/// A row that leads to its slip.
pub struct SlipRow {
    /// How it stands.
    pub progress: Progress,
    /// What it is for.
    pub title: String,
    /// 小禾・9月26日 10:00.
    pub below: String,
    /// Where a press leads.
    pub href: String,
}

impl SlipRow {
    /// Draws it.
    pub fn view(self) -> AnyView {
        view! {
            <li>
                <a class="slip-row" href=self.href>
                    <span class="slip-row-words">
                        {standing(&self.progress)}
                        <strong class="slip-row-title">{self.title}</strong>
                        <span class="meta">{self.below}</span>
                    </span>
                    {icon(Icon::Right)}
                </a>
            </li>
        }
        .into_any()
    }
}
