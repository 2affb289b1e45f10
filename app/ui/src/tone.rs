//! Tones: what a colour means. A tone is never alone: it comes with an icon and a word.

use crate::icon::IconName;

/// What a status, a notice or a series means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing to say.
    #[default]
    Neutral,
    /// Worth knowing.
    Info,
    /// As it should be.
    Good,
    /// Needs a look.
    Warn,
    /// Wrong.
    Bad,
    /// Under way.
    Busy,
}

impl Tone {
    /// All tones.
    pub const ALL: [Self; 6] = [Self::Neutral, Self::Info, Self::Good, Self::Warn, Self::Bad, Self::Busy];

    /// Its class in the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Info => "tone-info",
            Self::Good => "tone-good",
            Self::Warn => "tone-warn",
            Self::Bad => "tone-bad",
            Self::Busy => "tone-busy",
        }
    }

    /// The icon that says the same.
    #[must_use]
    pub const fn icon(self) -> IconName {
        match self {
            Self::Neutral => IconName::Circle,
            Self::Info => IconName::Info,
            Self::Good => IconName::CheckCircle,
            Self::Warn => IconName::Alert,
            Self::Bad => IconName::AlertCircle,
            Self::Busy => IconName::CircleDashed,
        }
    }
}
