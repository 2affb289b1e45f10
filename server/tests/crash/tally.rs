//! How often to kill, and what came of it: figures that a long run keeps as JSON in the folder `SOAK_FIGURES` names.

use std::{path::Path, time::Instant};

use serde_json::json;

/// What one story counts.
pub struct Tally {
    story: &'static str,
    database: String,
    begun: Instant,
    wanted: u32,
    kills: u32,
    /// Of what the story brings in.
    pub items: u64,
}

impl Tally {
    /// Begins; a few kills unless `SWITCHYARD_KILLS` says otherwise.
    pub fn begin(story: &'static str, database: &str) -> Self {
        let wanted = std::env::var("SWITCHYARD_KILLS").map_or(4, |text| text.parse().expect("SWITCHYARD_KILLS is a number"));
        Self { story, database: database.to_owned(), begun: Instant::now(), wanted, kills: 0, items: 0 }
    }

    /// Whether there is one more to kill.
    pub const fn goes_on(&self) -> bool {
        self.kills < self.wanted
    }

    /// Whether this is a run for hours, which may wait a minute once.
    pub const fn is_long(&self) -> bool {
        self.wanted >= 20
    }

    /// One more was killed; answers which one it was, from 0.
    pub const fn killed(&mut self) -> u32 {
        self.kills += 1;
        self.kills - 1
    }

    /// Everything was as it should be. Nothing is kept of a story that fails, because it does not come here.
    pub fn end(self) {
        let Some(folder) = std::env::var_os("SOAK_FIGURES") else { return };
        let folder = Path::new(&folder).join("kills");
        let figures = json!({
            "story": self.story, "database": self.database, "kills": self.kills, "items": self.items, "lost": 0, "doubled": 0,
            "seconds": self.begun.elapsed().as_secs(),
        });
        std::fs::create_dir_all(&folder).expect("the folder of figures can be made");
        std::fs::write(folder.join(format!("{}-{}.json", self.story, self.database)), format!("{figures}\n"))
            .expect("figures can be written");
    }
}
