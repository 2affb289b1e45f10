//! Bodies that come too slowly. A limit between two frames is no limit on the whole: one byte every twenty seconds holds a connection for
//! ever. So a body has a time of grace, and after it must have come at a least rate, uploads as well as forms.

use std::{io, time::Duration};

use axum::{body::Body, extract::Request, middleware::Next, response::Response};
use futures::{StreamExt as _, stream};
use hyper::body::Body as _;
use tokio::time::{Instant, timeout_at};

/// How long a body may take whatever its length.
const GRACE: Duration = Duration::from_secs(30);
/// Bytes that a second more is worth: what the slowest of today's connections carry.
const LEAST_RATE: u64 = 8 << 10;

/// Gives bodies their time.
pub async fn layer(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    next.run(request.map(|body| paced(body, GRACE, LEAST_RATE))).await
}

/// The body, which ends with an error where it falls behind. What has come already is never late, however slowly it is read here.
fn paced(body: Body, grace: Duration, rate: u64) -> Body {
    let begun = Instant::now();
    Body::from_stream(stream::unfold(Some((body.into_data_stream(), 0_u64)), move |state| async move {
        let (mut frames, received) = state?;
        match timeout_at(begun + grace + Duration::from_secs(received / rate), frames.next()).await {
            Ok(Some(Ok(bytes))) => {
                let received = received.saturating_add(bytes.len() as u64);
                Some((Ok(bytes), Some((frames, received))))
            }
            Ok(Some(Err(cause))) => Some((Err(io::Error::other(cause)), None)),
            Ok(None) => None,
            Err(_) => Some((Err(io::Error::new(io::ErrorKind::TimedOut, "the body came too slowly")), None)),
        }
    }))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http_body_util::BodyExt as _;

    use super::*;

    /// A body of so many pieces of this size, each after this time.
    fn dripping(pieces: usize, size: usize, pause: Duration) -> Body {
        Body::from_stream(stream::iter(0..pieces).then(move |_| async move {
            tokio::time::sleep(pause).await;
            Ok::<_, io::Error>(Bytes::from(vec![b'x'; size]))
        }))
    }

    async fn whole(body: Body) -> Option<usize> {
        body.collect().await.ok().map(|whole| whole.to_bytes().len())
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn w3_a_body_that_drips_ends_and_one_that_keeps_its_pace_does_not() {
        let (grace, pause) = (Duration::from_millis(400), Duration::from_millis(50));
        assert_eq!(whole(paced(dripping(1_000, 1, pause), grace, 1_000)).await, None, "a byte at a time");
        // Each piece is worth a second, so it is never behind however long it is.
        assert_eq!(whole(paced(dripping(20, 1_000, pause), grace, 1_000)).await, Some(20_000));
        assert_eq!(whole(paced(Body::from("all at once"), grace, 1_000)).await, Some(11));
        assert_eq!(whole(paced(Body::empty(), grace, 1_000)).await, Some(0));
    }
}
