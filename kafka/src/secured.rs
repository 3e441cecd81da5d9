//! For tests: a node that asks who one is, with a listener for SASL and one for TLS, and a key made for it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::missing_panics_doc, reason = "all of it panics when the test's surroundings fail")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::node::{Node, free_ports};

/// The user whom the node knows.
pub const USER: &str = "reader";
/// Its password.
pub const PASSWORD: &str = "a secret of the test";

/// A node with the listeners `SASL_PLAINTEXT` and `SSL` beside the usual one.
#[derive(Debug)]
pub struct Secured {
    /// The node; its usual listener asks nothing.
    pub node: Node,
    /// `host:port` of the listener with SASL/PLAIN.
    pub sasl: String,
    /// `host:port` of the listener with TLS.
    pub tls: String,
    /// The certificate authority, PEM.
    pub ca: PathBuf,
    /// A file with [`PASSWORD`].
    pub password_file: PathBuf,
}

impl Secured {
    /// Makes a key and starts the node. `None` where there is no program to start it.
    pub fn start() -> Option<Self> {
        let mut node = Node::prepare()?;
        let store = node.folder().join("key.p12");
        let ca = node.folder().join("ca.pem");
        let password_file = node.folder().join("password");
        std::fs::write(&password_file, format!("{PASSWORD}\n")).unwrap();
        let made = ["-keyalg", "EC", "-validity", "2", "-dname", "CN=node", "-ext", "san=ip:127.0.0.1"];
        keytool(&store, "-genkeypair", &made.map(OsStr::new));
        keytool(&store, "-exportcert", &[OsStr::new("-rfc"), OsStr::new("-file"), ca.as_os_str()]);
        let (port, first) = (node.port(), free_ports(2));
        let (sasl, tls) = (format!("127.0.0.1:{first}"), format!("127.0.0.1:{}", first + 1));
        let clients = format!("PLAINTEXT://127.0.0.1:{port},SASL_PLAINTEXT://{sasl},SSL://{tls}");
        let jaas = format!(
            "org.apache.kafka.common.security.plain.PlainLoginModule required user_{USER}=\"{PASSWORD}\";"
        );
        node.run(&[
            ("listeners", &format!("{clients},CONTROLLER://127.0.0.1:{}", port + 1)),
            ("advertised.listeners", &clients),
            (
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL",
            ),
            ("sasl.enabled.mechanisms", "PLAIN"),
            ("listener.name.sasl_plaintext.plain.sasl.jaas.config", &jaas),
            ("ssl.keystore.type", "PKCS12"),
            ("ssl.keystore.location", &store.display().to_string()),
            ("ssl.keystore.password", STORE_PASSWORD),
            ("ssl.key.password", STORE_PASSWORD),
        ]);
        Some(Self { node, sasl, tls, ca, password_file })
    }
}

/// What guards the key's file.
const STORE_PASSWORD: &str = "of-the-store";

/// Runs Java's `keytool` on a store.
fn keytool(store: &Path, command: &str, arguments: &[&OsStr]) {
    let mut keytool = Command::new("keytool");
    keytool.args([command, "-alias", "node", "-storetype", "PKCS12", "-storepass", STORE_PASSWORD]);
    let done = keytool.arg("-keystore").arg(store).args(arguments).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}
