//! Everything by a few letters.

use domain::search::Found;
use leptos::prelude::*;

use crate::{ApiResult, answer::Answer};
#[cfg(feature = "ssr")]
use crate::{caller, services, viewer::page};

/// Records of every kind that the viewer may list, for the palette.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn find_records(text: String) -> ApiResult<Vec<Found>> {
    let caller = caller()?;
    Ok(services()?.search.find(&caller, &text, page().locale).await?)
}
