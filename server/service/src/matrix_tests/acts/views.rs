//! Views that people keep.

use domain::{Result, ids::ViewId};

use super::{Cell, Object, text};
use crate::matrix_tests::people::Who;

pub async fn act(cell: &Cell<'_>) -> Result<String> {
    let (to, caller, world) = (&cell.world.services.views, cell.caller, cell.world);
    match cell.row.name {
        "views/list_views" => text(&to.list(caller).await?),
        "views/save_view" => {
            let id = to.save(caller, &world.token(), &[]).await?;
            text(&to.delete(caller, id).await?)
        }
        "views/rename_view" => text(&to.rename(caller, cell.id(&world.views), &world.token()).await?),
        "views/update_view" => text(&to.update(caller, cell.id(&world.views), &["status=active".to_owned()]).await?),
        "views/delete_view" => text(&to.delete(caller, new_view(cell).await).await?),
        _ => cell.unknown(),
    }
}

/// A view of the one acted on, which may go.
async fn new_view(cell: &Cell<'_>) -> ViewId {
    let Object::Of(person) = cell.object else { return cell.world.context.new_id() };
    let owner = cell.world.caller(Who::Is(person)).await;
    let views = &cell.world.services.views;
    // Whoever was refused left one behind.
    for view in views.list(&owner).await.expect("lists").into_iter().filter(|view| view.id != cell.world.views[&person]) {
        views.delete(&owner, view.id).await.expect("deletes");
    }
    views.save(&owner, &cell.world.token(), &[]).await.expect("keeps")
}
