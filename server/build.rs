//! The binary embeds the site: it must be built again when the site was.

fn main() {
    println!("cargo:rerun-if-changed=../target/site/manifest.json");
}
