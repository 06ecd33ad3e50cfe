//! An object store on this machine: S3's protocol with its signatures, over a folder. It lets web pages in, and refuses files
//! when it is told to.

#![allow(dead_code, reason = "two tests share it, and neither needs all of it")]

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use http::{HeaderValue, Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use s3s::Body;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;

/// The key's name and the key, as everybody may read them here.
pub const KEY: (&str, &str) = ("KEYEXAMPLE", "not-a-secret-at-all");
/// For which requests are signed.
pub const REGION: &str = "cn-example";

/// The store: folders of `root` are its buckets.
pub struct ObjectStore {
    address: String,
    puts: Arc<Puts>,
}

/// How many files came, and from which on they are refused (0: none).
#[derive(Default)]
struct Puts {
    came: AtomicUsize,
    refused_from: AtomicUsize,
    /// Whether an index is refused.
    no_index: AtomicBool,
    refused: AtomicUsize,
}

impl ObjectStore {
    /// Serves until the test ends, on a port of its own.
    pub fn over(root: &Path) -> Self {
        let files = FileSystem::new(root).expect("the store's folder can be opened");
        let mut builder = S3ServiceBuilder::new(files);
        builder.set_auth(SimpleAuth::from_single(KEY.0, KEY.1));
        let service = builder.build();
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        listener.set_nonblocking(true).expect("a listener that does not block");
        let address = format!("http://{}", listener.local_addr().expect("a port"));
        let puts = Arc::new(Puts::default());
        let counted = puts.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime for the store").block_on(serve(listener, service, counted));
        });
        Self { address, puts }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// From now on refuses the n-th file and all after it, counted from 1.
    pub fn refuse_from(&self, nth: usize) {
        self.puts.came.store(0, Ordering::SeqCst);
        self.puts.refused_from.store(nth, Ordering::SeqCst);
    }

    /// From now on refuses an index, and nothing else.
    pub fn refuse_index(&self) {
        self.refuse_nothing();
        self.puts.no_index.store(true, Ordering::SeqCst);
    }

    /// From now on takes every file.
    pub fn refuse_nothing(&self) {
        self.refuse_from(0);
        self.puts.no_index.store(false, Ordering::SeqCst);
    }

    /// How many files were refused until now.
    pub fn refused(&self) -> usize {
        self.puts.refused.load(Ordering::SeqCst)
    }
}

async fn serve(listener: std::net::TcpListener, service: S3Service, puts: Arc<Puts>) {
    let listener = tokio::net::TcpListener::from_std(listener).expect("the listener");
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let (service, puts) = (service.clone(), puts.clone());
        tokio::spawn(async move {
            let answer = service_fn(move |request| answer(request, service.clone(), puts.clone()));
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

async fn answer(request: Request<Incoming>, service: S3Service, puts: Arc<Puts>) -> Result<Response<Body>, Infallible> {
    let mut response = match *request.method() {
        // What docs/publishing.md asks of a bucket, and no more.
        Method::OPTIONS => {
            let mut response = plain(StatusCode::NO_CONTENT);
            let headers = response.headers_mut();
            headers.insert("access-control-allow-methods", HeaderValue::from_static("GET, PUT"));
            headers.insert("access-control-allow-headers", HeaderValue::from_static("content-type, cache-control"));
            response
        }
        Method::PUT if is_refused(&puts, request.uri().path()) => plain(StatusCode::SERVICE_UNAVAILABLE),
        _ => service.call(request.map(Body::from)).await.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR)),
    };
    response.headers_mut().insert("access-control-allow-origin", HeaderValue::from_static("*"));
    Ok(response)
}

fn is_refused(puts: &Puts, path: &str) -> bool {
    let nth = puts.came.fetch_add(1, Ordering::SeqCst) + 1;
    let from = puts.refused_from.load(Ordering::SeqCst);
    let index = puts.no_index.load(Ordering::SeqCst) && path.ends_with("/index.json");
    let refused = (from > 0 && nth >= from) || index;
    puts.refused.fetch_add(usize::from(refused), Ordering::SeqCst);
    refused
}

fn plain(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
