//! `POST /admin/imports/upload`: a file for an import, streamed to disk. Works as a plain form; then the import's page opens.

use axum::{
    extract::{Multipart, Request, State, multipart::Field},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Error, access::Operation, import::ImportKind, msg};
use tokio::{fs::OpenOptions, io::AsyncWriteExt as _};

use super::{HttpState, document::plain_error, session::Signed, typed};
use crate::private;

/// Seconds for which the file of a run that has come to its end is kept.
const DAY: i64 = 24 * 3_600;
/// Where the form posts to, and the page it stands on.
const UPLOAD: &str = "/admin/imports/upload";
const PAGE: &str = "/admin/imports";

/// Files that one person may have on their way at a time.
pub const AT_ONCE: usize = 3;
/// Most bytes of the field that names the kind.
const KIND_BYTES: usize = 100;
/// Most fields of the form: the kind, the file, and what a browser may add.
const FIELDS: usize = 10;
/// Files that one person may have here: those that wait to be started and those of the last day.
const KEPT_FILES: i64 = 100;
/// As many of the largest may they be together.
const KEPT_LARGEST: u64 = 4;

/// What the form held.
struct Received {
    kind: ImportKind,
    name: String,
    path: std::path::PathBuf,
    bytes: u64,
}

/// Whether this person may keep a file of so many bytes beside those that are here.
async fn has_room(state: &HttpState, user: domain::ids::UserId, bytes: u64) -> Result<bool, Error> {
    let since = state.context.now().plus_seconds(-DAY);
    let (files, kept) = db::imports::sweep::kept_of(state.context.db.read(), user, since).await?;
    let most = KEPT_LARGEST.saturating_mul(state.settings.upload_bytes);
    Ok(files < KEPT_FILES && u64::try_from(kept).unwrap_or(0).saturating_add(bytes) <= most)
}

/// See the module's words.
pub async fn import(State(state): State<HttpState>, request: Request) -> Response {
    let copy = {
        let mut copy = Request::new(axum::body::Body::empty());
        *copy.headers_mut() = request.headers().clone();
        if let Some(signed) = request.extensions().get::<Signed>() {
            copy.extensions_mut().insert(signed.clone());
        }
        copy
    };
    match take(&state, request).await {
        Ok(path) => Redirect::to(&path).into_response(),
        Err(error) => refused(&state, &copy, error),
    }
}

/// Back to the form with what was wrong, for those who came from one; the sentence alone for all others.
fn refused(state: &HttpState, request: &Request, error: Error) -> Response {
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !accepts.contains("text/html") {
        return plain_error(state, request, &error).into_response();
    }
    let user = request.extensions().get::<Signed>().and_then(|signed| signed.caller.as_ref()).map(|caller| caller.user);
    typed::back(state, user, typed::Refused { page: PAGE, to: UPLOAD, error, fields: Vec::new() })
}

async fn take(state: &HttpState, request: Request) -> Result<String, Error> {
    let caller = request.extensions().get::<Signed>().and_then(|signed| signed.caller.clone()).ok_or_else(Error::sign_in)?;
    if !caller.may(Operation::ImportUsers) && !caller.may(Operation::ImportPayments) {
        return Err(Error::forbidden());
    }
    let refused =
        || Error::field("file", msg::error_upload_quota(KEPT_FILES, KEPT_LARGEST.saturating_mul(state.settings.upload_bytes) >> 20));
    let _place = state.uploads.take(caller.user).ok_or_else(refused)?;
    if !has_room(state, caller.user, 0).await? {
        return Err(refused());
    }
    let multipart: Multipart = <Multipart as axum::extract::FromRequest<()>>::from_request(request, &())
        .await
        .map_err(|_| Error::invalid(msg::error_unreadable_request()))?;
    let received = receive(state, multipart).await?;
    // Others of the same person may have come in meanwhile.
    if !has_room(state, caller.user, received.bytes).await? {
        let _ = tokio::fs::remove_file(&received.path).await;
        return Err(refused());
    }
    let view = state.services.imports.begin(&caller, received.kind, &received.name, &received.path).await;
    if view.is_err() {
        let _ = tokio::fs::remove_file(&received.path).await;
    }
    Ok(format!("/admin/imports/{}", view?.id))
}

/// Reads the form; where it is refused, nothing of it stays.
async fn receive(state: &HttpState, multipart: Multipart) -> Result<Received, Error> {
    let (mut kind, mut file) = (None, None);
    let outcome = read_fields(state, multipart, &mut kind, &mut file).await;
    match (outcome, kind, file) {
        (Ok(()), Some(kind), Some(Stored { name, path, bytes })) => Ok(Received { kind, name, path, bytes }),
        (outcome, _, file) => {
            if let Some(stored) = file {
                let _ = tokio::fs::remove_file(&stored.path).await;
            }
            outcome.and_then(|()| Err(Error::field("file", msg::field_required())))
        }
    }
}

async fn read_fields(
    state: &HttpState,
    mut multipart: Multipart,
    kind: &mut Option<ImportKind>,
    file: &mut Option<Stored>,
) -> Result<(), Error> {
    let unreadable = |_| Error::invalid(msg::error_unreadable_request());
    let mut fields = 0;
    while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
        fields += 1;
        if fields > FIELDS {
            return Err(Error::invalid(msg::error_unreadable_request()));
        }
        match field.name() {
            Some("kind") => *kind = short(field).await?,
            // A form without a chosen file sends one without a name.
            Some("file") if file.is_none() && field.file_name() != Some("") => *file = Some(store(state, field).await?),
            _ => {}
        }
    }
    Ok(())
}

/// The kind that a field names; none where it is longer than any kind's name.
async fn short(mut field: Field<'_>) -> Result<Option<ImportKind>, Error> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| Error::invalid(msg::error_unreadable_request()))? {
        if text.len() + chunk.len() > KIND_BYTES {
            return Err(Error::field("kind", msg::field_choose_one(domain::user::shorten(&String::from_utf8_lossy(&text)))));
        }
        text.extend_from_slice(&chunk);
    }
    Ok(std::str::from_utf8(&text).ok().and_then(ImportKind::from_code))
}

/// A file that came in.
struct Stored {
    name: String,
    path: std::path::PathBuf,
    bytes: u64,
}

/// Writes the file beside the other uploads, as far as the limit allows; a broken upload leaves nothing.
async fn store(state: &HttpState, mut field: Field<'_>) -> Result<Stored, Error> {
    let name = domain::names::of_file(field.file_name().unwrap_or("upload.csv"), 200);
    let fault = |cause: std::io::Error| {
        tracing::error!(%cause, "an upload could not be written");
        Error::internal()
    };
    let folder = state.settings.data_dir.join("uploads");
    private::make_folder(&folder).map_err(fault)?;
    let path = folder.join(format!("{}.csv", state.context.new_uuid().simple()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(private::FILE).open(&path).await.map_err(fault)?;
    let mut written = 0_u64;
    loop {
        let refused = match field.chunk().await {
            Ok(Some(chunk)) => {
                written += chunk.len() as u64;
                if written > state.settings.upload_bytes {
                    Some(Error::field("file", msg::error_upload_too_large(state.settings.upload_bytes >> 20)))
                } else {
                    file.write_all(&chunk).await.map_err(fault).err()
                }
            }
            Ok(None) => break,
            Err(_) => Some(Error::invalid(msg::error_unreadable_request())),
        };
        if let Some(error) = refused {
            drop(file);
            let _ = tokio::fs::remove_file(&path).await;
            return Err(error);
        }
    }
    file.sync_all().await.map_err(fault)?;
    Ok(Stored { name, path, bytes: written })
}
