//! Businesses, their branches and folders.

use domain::{Result, organisation::OrganisationForm, page::PageQuery};

use super::{Cell, all_pages, text};

pub async fn act(cell: &Cell<'_>) -> Result<String> {
    let (to, caller, world) = (&cell.world.services.organisations, cell.caller, cell.world);
    let named = |name: String| OrganisationForm { name, ..OrganisationForm::default() };
    let (id, branch, folder) = cell
        .object
        .person()
        .map_or_else(|| (world.context.new_id(), world.context.new_id(), world.context.new_id()), |person| world.businesses[&person]);
    match cell.row.name {
        "organisations/list_organisations" => {
            let page = |cursor| async { to.list(caller, "", &PageQuery { cursor, size: 25 }).await };
            Ok(all_pages!(page))
        }
        "organisations/view_organisation" => text(&to.view(caller, id).await?),
        "organisations/create_organisation" => text(&to.create(caller, &named(world.token())).await?),
        "organisations/edit_organisation" => text(&to.edit(caller, id, &named(world.token())).await?),
        "organisations/add_branch" => text(&to.add_branch(caller, id, &world.token()).await?),
        "organisations/add_folder" => text(&to.add_folder(caller, id, &world.token()).await?),
        "organisations/rename_branch" => text(&to.rename_branch(caller, id, branch, &world.token()).await?),
        "organisations/rename_folder" => text(&to.rename_folder(caller, id, folder, &world.token()).await?),
        "organisations/archive_branch" => text(&to.archive_branch(caller, id, branch, true).await?),
        "organisations/archive_folder" => text(&to.archive_folder(caller, id, folder, true).await?),
        _ => cell.unknown(),
    }
}
