//! `POST /admin/imports/upload`: a file for an import, streamed to disk. Works as a plain form; then the import's page opens.

use axum::{
    extract::{Multipart, Request, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Error, access::Operation, import::ImportKind, msg};
use tokio::io::AsyncWriteExt as _;

use super::{HttpState, document::plain_error, session::Signed, typed};

/// Where the form posts to, and the page it stands on.
const UPLOAD: &str = "/admin/imports/upload";
const PAGE: &str = "/admin/imports";

/// What the form held.
struct Received {
    kind: ImportKind,
    name: String,
    path: std::path::PathBuf,
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
    let multipart: Multipart = <Multipart as axum::extract::FromRequest<()>>::from_request(request, &())
        .await
        .map_err(|_| Error::invalid(msg::error_unreadable_request()))?;
    let received = receive(state, multipart).await?;
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
        (Ok(()), Some(kind), Some((name, path))) => Ok(Received { kind, name, path }),
        (outcome, _, file) => {
            if let Some((_, path)) = file {
                let _ = tokio::fs::remove_file(&path).await;
            }
            outcome.and_then(|()| Err(Error::field("file", msg::field_required())))
        }
    }
}

async fn read_fields(
    state: &HttpState,
    mut multipart: Multipart,
    kind: &mut Option<ImportKind>,
    file: &mut Option<(String, std::path::PathBuf)>,
) -> Result<(), Error> {
    let unreadable = |_| Error::invalid(msg::error_unreadable_request());
    while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("kind") => *kind = ImportKind::from_code(&field.text().await.map_err(unreadable)?),
            // A form without a chosen file sends one without a name.
            Some("file") if file.is_none() && field.file_name() != Some("") => *file = Some(store(state, field).await?),
            _ => {}
        }
    }
    Ok(())
}

/// Writes the file beside the other uploads, as far as the limit allows; a broken upload leaves nothing.
async fn store(state: &HttpState, mut field: axum::extract::multipart::Field<'_>) -> Result<(String, std::path::PathBuf), Error> {
    let name: String = field.file_name().unwrap_or("upload.csv").chars().filter(|c| !c.is_control()).take(200).collect();
    let fault = |cause: std::io::Error| {
        tracing::error!(%cause, "an upload could not be written");
        Error::internal()
    };
    let folder = state.settings.data_dir.join("uploads");
    tokio::fs::create_dir_all(&folder).await.map_err(fault)?;
    let path = folder.join(format!("{}.csv", state.context.new_uuid().simple()));
    let mut file = tokio::fs::File::create(&path).await.map_err(fault)?;
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
    Ok((name, path))
}
