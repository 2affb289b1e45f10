//! One file of the site: the name pages ask for, and the name it is served under.

use crate::hash;

/// The path all site files are served below.
pub const SERVED_BELOW: &str = "/assets/";

pub struct Asset {
    /// What pages and the manifest call it: `staff.js`, `fonts/inter.woff2`.
    pub name: String,
    pub hash: String,
    pub bytes: Vec<u8>,
}

impl Asset {
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), hash: hash::of(&bytes), bytes }
    }

    /// The file's path below the folder of assets: `staff.0123456789abcdef.js`.
    pub fn path(&self) -> String {
        let (folder, file) = match self.name.rsplit_once('/') {
            Some((folder, file)) => (format!("{folder}/"), file),
            None => (String::new(), self.name.as_str()),
        };
        match file.rsplit_once('.') {
            Some((stem, ending)) => format!("{folder}{stem}.{}.{ending}", self.hash),
            None => format!("{folder}{file}.{}", self.hash),
        }
    }

    pub fn url(&self) -> String {
        format!("{SERVED_BELOW}{}", self.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_stands_before_the_ending() {
        let script = Asset::new("staff.js", b"1".to_vec());
        assert_eq!(script.url(), format!("/assets/staff.{}.js", script.hash));
        let font = Asset::new("fonts/inter.var.woff2", b"2".to_vec());
        assert_eq!(font.path(), format!("fonts/inter.var.{}.woff2", font.hash));
        let bare = Asset::new("v1.0/LICENSE", b"3".to_vec());
        assert_eq!(bare.path(), format!("v1.0/LICENSE.{}", bare.hash));
    }

    #[test]
    fn another_content_is_another_address() {
        assert_ne!(Asset::new("a.css", b"1".to_vec()).url(), Asset::new("a.css", b"2".to_vec()).url());
    }
}
