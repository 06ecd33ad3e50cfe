//! Line icons of one weight, each a single path on a field of 24. Decoration only: the words beside them say it.

#[cfg(target_arch = "wasm32")]
mod drawn;

#[cfg(target_arch = "wasm32")]
pub use drawn::icon;

/// A picture beside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The calendar's tab.
    Calendar,
    /// Course selection.
    Bookmark,
    /// Volunteering.
    Heart,
    /// My own things; somebody.
    Person,
    /// Several people.
    People,
    /// Back, earlier.
    Left,
    /// On, later, into.
    Right,
    /// Down.
    Down,
    /// It is so.
    Check,
    /// Not this; close.
    Cross,
    /// One more.
    Plus,
    /// When.
    Clock,
    /// Where.
    Pin,
    /// Look twice.
    Warning,
    /// To know.
    Note,
    /// Call.
    Phone,
    /// Read aloud.
    Aloud,
    /// To others.
    Share,
    /// Onto the clipboard.
    Copy,
    /// Into a file.
    Download,
    /// Large type.
    Type,
    /// No network, and it works.
    Offline,
    /// Received, not answered: a dashed ring.
    Dashed,
    /// Not handed in: an open frame.
    Frame,
    /// Take back.
    Undo,
    /// What to bring.
    Bag,
    /// Who teaches.
    Board,
    /// Search.
    Search,
    /// Print.
    Print,
    /// A window: the desk at a glance.
    Window,
    /// What came in.
    Inbox,
    /// Set up.
    Sliders,
    /// Locked.
    Lock,
}

impl Icon {
    /// Its outline.
    pub fn path(self) -> &'static str {
        match self {
            Icon::Calendar => {
                "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v12a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-12A1.5 1.5 0 0 1 5.5 5ZM4 10h16M8 2.5V7M16 2.5V7"
            }
            Icon::Bookmark => "M6 3h12v18l-6-5-6 5Z",
            Icon::Heart => "M12 20.5C5.5 15.8 3 12.4 3 9a4.7 4.7 0 0 1 9-2 4.7 4.7 0 0 1 9 2c0 3.4-2.5 6.8-9 11.5Z",
            Icon::Person => "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21v-1a5 5 0 0 1 5-5h6a5 5 0 0 1 5 5v1Z",
            Icon::People => {
                "M9 11a3.7 3.7 0 1 0 0-7.4A3.7 3.7 0 0 0 9 11ZM2.5 20v-1A4.5 4.5 0 0 1 7 14.5h4a4.5 4.5 0 0 1 4.5 4.5v1M15.5 4a3.7 3.7 0 0 1 0 6.8M18 14.8a4.5 4.5 0 0 1 3.5 4.2v1"
            }
            Icon::Left => "M15 5l-7 7 7 7",
            Icon::Right => "M9 5l7 7-7 7",
            Icon::Down => "M5 9l7 7 7-7",
            Icon::Check => "M4.5 12.5l5 5L20 7",
            Icon::Cross => "M6 6l12 12M18 6L6 18",
            Icon::Plus => "M12 4v16M4 12h16",
            Icon::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2",
            Icon::Pin => {
                "M12 21.5c-4.5-4.7-7-8.2-7-11.5a7 7 0 0 1 14 0c0 3.3-2.5 6.8-7 11.5ZM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"
            }
            Icon::Warning => "M12 3.5L22 20.5H2ZM12 10v4.5M12 17.4v.1",
            Icon::Note => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.6v.1",
            Icon::Phone => {
                "M8.5 3.5l2 5-2.5 1.8a12 12 0 0 0 5.7 5.7l1.8-2.5 5 2v3.5a2 2 0 0 1-2.2 2A17 17 0 0 1 3 5.7a2 2 0 0 1 2-2.2Z"
            }
            Icon::Aloud => "M4 9.5v5h3.5L12.5 19V5L7.5 9.5ZM16 9a4.5 4.5 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
            Icon::Share => "M12 15V3.5M8 7l4-4 4 4M6.5 11H4.5v9.5h15V11h-2",
            Icon::Copy => "M9 8h10.5v13H9ZM15 8V3H4.5v13H9",
            Icon::Download => "M12 3.5v11M7.5 10.5L12 15l4.5-4.5M4.5 20h15",
            Icon::Type => "M2.5 8V4.5h12V8M8.5 4.5V19M6 19h5M14 13v-2.5h7.5V13M17.8 10.5V19M16 19h3.5",
            Icon::Offline => "M7 18.5a4.5 4.5 0 0 1-.6-9 6 6 0 0 1 11.4 1.4 3.9 3.9 0 0 1-.3 7.6ZM9 13.5l2.2 2.2 4-4",
            Icon::Dashed => {
                "M12 3a9 9 0 0 1 3.4.7M18.4 5.6a9 9 0 0 1 2 2.8M21 12a9 9 0 0 1-.7 3.4M18.4 18.4a9 9 0 0 1-2.8 2M12 21a9 9 0 0 1-3.4-.7M5.6 18.4a9 9 0 0 1-2-2.8M3 12a9 9 0 0 1 .7-3.4M5.6 5.6a9 9 0 0 1 2.8-2"
            }
            Icon::Frame => "M4 4h16v16H4Z",
            Icon::Undo => "M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3",
            Icon::Bag => "M5 8h14l1 13H4ZM8.5 10.5V6.5a3.5 3.5 0 0 1 7 0v4",
            Icon::Board => "M3 4h18v12H3ZM12 16v3M8 21.5l4-2.5 4 2.5",
            Icon::Search => "M10.5 17.5a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM15.7 15.7L21 21",
            Icon::Window => "M3.5 3.5h17v17h-17ZM12 3.5v17M3.5 12h17",
            Icon::Inbox => "M4 13.5L7 5h10l3 8.5V19H4ZM4 13.5h5l1.5 2.5h3l1.5-2.5h5",
            Icon::Sliders => "M3.5 7.5H14M18 7.5h2.5M3.5 16.5H6M10 16.5h10.5M14 5h4v5h-4ZM6 14h4v5H6Z",
            Icon::Lock => "M5.5 11h13v9.5h-13ZM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
            Icon::Print => "M7 8V3h10v5M7 17H3.5V8h17v9H17M7 14h10v7H7Z",
        }
    }
}
