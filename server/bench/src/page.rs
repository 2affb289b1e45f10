//! The users' page of fifty rows as the owner gets it, beside two peers: the same bytes out of memory (what HTTP alone costs), and a twin
//! made with maud over the same use cases and so the same SQL (what rendering costs). The twin shows the same table: its cells are
//! compared before anything is timed. Nothing is compressed; product and peers are processes of their own, asked in the same way.

use crate::{
    Outcome,
    pairs::{self, Sample},
    product::Server,
    report::{Bar, Report},
    setup::Setup,
    wire::{Connection, Load},
};

/// Enough to keep the cores of those who answer busy.
const CONNECTIONS: usize = 8;
const PATH: &str = "/admin/users";

struct Loads {
    product: Load,
    bytes: Load,
    twin: Load,
    window: std::time::Duration,
}

impl Loads {
    fn product(&mut self) -> Sample<'_> {
        Box::pin(self.product.rate(self.window))
    }
    fn bytes(&mut self) -> Sample<'_> {
        Box::pin(self.bytes.rate(self.window))
    }
    fn twin(&mut self) -> Sample<'_> {
        Box::pin(self.twin.rate(self.window))
    }
}

/// What a reader sees of the rows: the words of each cell, without markup. Boxes to tick and menus are left out.
fn cells(html: &str) -> Vec<String> {
    let body = html.split_once("<tbody").map_or("", |(_, rest)| rest.split("</tbody>").next().unwrap_or_default());
    let mut cells = Vec::new();
    for piece in body.split("</td>").flat_map(|piece| piece.split("</th>")) {
        let Some(start) = ["<td", "<th"].iter().filter_map(|tag| piece.find(tag)).min() else { continue };
        let (tag, inside) = piece[start..].split_once('>').unwrap_or_default();
        if !tag.contains("cell-select") && !tag.contains("cell-actions") {
            cells.push(words(inside));
        }
    }
    cells
}

fn words(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// See the module's words.
pub async fn run(setup: &Setup) -> Outcome<bool> {
    let product = Server::product(setup).await?;
    let owner = product.owner().await?;
    let page = Connection::open(product.address).await?.get(PATH, &owner).await?;
    if page.status != 200 || page.headers("content-encoding").next().is_some() {
        return Err(format!("the page does not come as it should: {}", page.head).into());
    }
    let capture = setup.out.join("data/page.http");
    std::fs::write(&capture, [page.head.as_bytes(), &page.body].concat())?;
    let peers = Server::peers(&capture).await?;
    let twin = Connection::open(peers.address).await?.get("/twin", &owner).await?;
    let (ours, theirs) = (cells(&String::from_utf8(page.body.clone())?), cells(&String::from_utf8(twin.body.clone())?));
    if ours != theirs {
        let odd = ours.iter().zip(&theirs).find(|(one, other)| one != other);
        return Err(format!("the twin shows another table: {} cells and {}, first {odd:?}", ours.len(), theirs.len()).into());
    }
    let mut loads = Loads {
        product: Load::new(product.address, PATH, &owner, CONNECTIONS).await?,
        bytes: Load::new(peers.address, "/bytes", &owner, CONNECTIONS).await?,
        twin: Load::new(peers.address, "/twin", &owner, CONNECTIONS).await?,
        window: setup.window,
    };
    let by_bytes = pairs::measure(setup.rounds, &mut loads, Loads::product, Loads::bytes).await?;
    let by_twin = pairs::measure(setup.rounds, &mut loads, Loads::product, Loads::twin).await?;
    let null = pairs::measure(setup.rounds, &mut loads, Loads::product, Loads::product).await?;
    let mut report = Report::new("page");
    report.ratio("pages a second ÷ the same bytes from memory", by_bytes, Bar::AtLeast(0.05));
    report.ratio("pages a second ÷ the maud twin", by_twin, Bar::AtLeast(0.4));
    report.ratio("null test: pages a second ÷ themselves", null, Bar::None);
    report.value("pages a second", loads.product.rate(setup.window * 3).await?, Bar::None);
    report.value("bytes of the page", page.body.len() as f64, Bar::None);
    report.value("bytes of the twin", twin.body.len() as f64, Bar::None);
    report.end(setup)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_what_a_reader_sees() {
        let html = "<table><thead><tr><th>Name</th></tr></thead><tbody class=\"x\"><tr><td class=\"cell-select\"><input></td>\
            <th scope=\"row\">Ana <b>López<!></b></th><td><div>1</div><div>2</div></td><td class=\"cell-actions\">Edit</td></tr></tbody></table>after";
        assert_eq!(cells(html), ["Ana López", "1 2"]);
    }
}
