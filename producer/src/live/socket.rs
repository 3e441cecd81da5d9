//! A WebSocket to the hub, with TLS where the address has it.

use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_tungstenite::tungstenite;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::http::header::{AUTHORIZATION, COOKIE, USER_AGENT};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use url::Url;

use super::negotiate::Negotiated;
use super::token::Token;
use crate::SourceError;

/// How long each step of a connection may take.
const STEP: Duration = Duration::from_secs(20);

/// Longest message, bytes; a snapshot has up to 1 MB.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// What bytes go over.
pub(super) trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// A WebSocket.
pub(super) type Socket = WebSocketStream<Box<dyn Wire>>;

/// Opens the connection that was negotiated.
///
/// # Errors
/// When it cannot be opened, or is refused. The address in errors is without the connection's name.
pub(super) async fn open(
    hub: &Url,
    negotiated: &Negotiated,
    token: Option<&Token>,
) -> Result<Socket, SourceError> {
    let unreachable = |reason: String| SourceError::Unreachable { url: hub.to_string(), reason };
    let mut url = hub.clone();
    let scheme = if hub.scheme() == "https" { "wss" } else { "ws" };
    url.set_scheme(scheme).map_err(|()| unreachable("no such scheme".to_owned()))?;
    url.query_pairs_mut().append_pair("id", &negotiated.connection);
    let mut request = url.as_str().into_client_request().map_err(|error| unreachable(error.to_string()))?;
    let token = token.map(Token::header).unwrap_or_default();
    for (name, value) in [(COOKIE, &negotiated.cookies), (AUTHORIZATION, &token)] {
        if value.is_empty() {
            continue;
        }
        // The value is not part of the error: it may be the token.
        let value =
            HeaderValue::from_str(value).map_err(|_odd| unreachable(format!("{name} has odd letters")))?;
        request.headers_mut().insert(name, value);
    }
    let agent = HeaderValue::from_static(concat!("gridcast/", env!("CARGO_PKG_VERSION")));
    request.headers_mut().insert(USER_AGENT, agent);

    let host = hub.host_str().unwrap_or_default().to_owned();
    let port = hub.port_or_known_default().unwrap_or(443);
    let connecting = TcpStream::connect((host.as_str(), port));
    let tcp = within(connecting).await.map_err(&unreachable)?;
    // Small messages go out at once; where that cannot be set they go out a little later.
    tcp.set_nodelay(true).ok();
    let wire: Box<dyn Wire> = if scheme == "wss" {
        let name = ServerName::try_from(host).map_err(|error| unreachable(error.to_string()))?;
        let connector = TlsConnector::from(Arc::new(tls().map_err(|error| unreachable(error.to_string()))?));
        Box::new(within(connector.connect(name, tcp)).await.map_err(&unreachable)?)
    } else {
        Box::new(tcp)
    };
    let config = WebSocketConfig::default().max_message_size(Some(MAX_BYTES)).max_frame_size(Some(MAX_BYTES));
    match tokio::time::timeout(STEP, client_async_with_config(request, wire, Some(config))).await {
        Err(_) => Err(unreachable(format!("no handshake within {} s", STEP.as_secs()))),
        Ok(Ok((socket, _))) => Ok(socket),
        Ok(Err(tungstenite::Error::Http(answer))) => {
            let wait = answer
                .headers()
                .get("retry-after")
                .and_then(|value| value.to_str().ok()?.trim().parse().ok());
            let (status, wait) = (answer.status().as_u16(), wait.map(Duration::from_secs));
            Err(SourceError::Refused { url: hub.to_string(), status, wait })
        }
        Ok(Err(error)) => Err(unreachable(error.to_string())),
    }
}

/// Waits for a step of a connection, not for ever.
async fn within<T>(step: impl Future<Output = std::io::Result<T>>) -> Result<T, String> {
    match tokio::time::timeout(STEP, step).await {
        Ok(done) => done.map_err(|error| error.to_string()),
        Err(_) => Err(format!("nothing within {} s", STEP.as_secs())),
    }
}

/// TLS with Mozilla's authorities; the provider is named, as another crate may bring in a second one.
fn tls() -> Result<ClientConfig, rustls::Error> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
