//! What a measurement found: a JSON file for machines and a short table for people, each figure beside the bar it is held to.

use serde_json::{Map, Value, json};

use crate::{Outcome, pairs::Ratio, setup::Setup};

/// What a figure is held to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bar {
    AtLeast(f64),
    AtMost(f64),
    /// Shown, not judged.
    None,
}

impl Bar {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::AtLeast(bar) => value >= bar,
            Self::AtMost(bar) => value <= bar,
            Self::None => true,
        }
    }

    fn text(self) -> String {
        match self {
            Self::AtLeast(bar) => format!("≥ {bar}"),
            Self::AtMost(bar) => format!("≤ {bar}"),
            Self::None => String::new(),
        }
    }
}

/// The figures of one measurement.
#[derive(Debug)]
pub struct Report {
    name: &'static str,
    figures: Map<String, Value>,
    lines: Vec<String>,
    holds: bool,
}

impl Report {
    pub fn new(name: &'static str) -> Self {
        Self { name, figures: Map::new(), lines: Vec::new(), holds: true }
    }

    fn line(&mut self, name: &str, value: f64, range: &str, bar: Bar) -> bool {
        let holds = bar.holds(value);
        self.holds &= holds;
        let verdict = match (bar, holds) {
            (Bar::None, _) => "",
            (_, true) => "ok",
            (_, false) => "MISSED",
        };
        self.lines.push(format!("{name:46} {value:12.3} {range:22} {:10} {verdict}", bar.text()));
        holds
    }

    /// A plain figure.
    pub fn value(&mut self, name: &str, value: f64, bar: Bar) {
        let holds = self.line(name, value, "", bar);
        self.figures.insert(name.to_owned(), json!({ "value": value, "bar": bar.text(), "holds": holds }));
    }

    /// A ratio of pairs.
    pub fn ratio(&mut self, name: &str, ratio: Ratio, bar: Bar) {
        let range = format!("[{:.3}, {:.3}]", ratio.low, ratio.high);
        let holds = self.line(name, ratio.median, &range, bar);
        self.figures.insert(
            name.to_owned(),
            json!({ "ratio": ratio.median, "low": ratio.low, "high": ratio.high, "pairs": ratio.pairs, "bar": bar.text(), "holds": holds }),
        );
    }

    /// Writes and prints it; answers whether every bar holds.
    pub fn end(self, setup: &Setup) -> Outcome<bool> {
        let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
        let file = json!({ "cores": cores, "users": setup.users, "payments_per_user": setup.payments_per_user, "figures": self.figures });
        std::fs::create_dir_all(&setup.out)?;
        std::fs::write(setup.out.join(format!("{}.json", self.name)), format!("{file:#}\n"))?;
        println!("{} ({} users, {cores} cores)\n{}", self.name, setup.users, self.lines.join("\n"));
        Ok(self.holds)
    }
}
