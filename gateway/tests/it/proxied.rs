//! A real broker of a test's own whose clients reach it through a proxy, and past whom the test publishes.

use gridcast_kafka::node::{self, Node, Proxy};

use crate::kafka::Topics;
use crate::support::{TestGateway, start};

/// The broker, the proxy before it, and topics that are written to past it.
pub(crate) struct ProxiedBroker {
    node: Node,
    listeners: [(&'static str, String); 3],
    pub(crate) proxy: Proxy,
    pub(crate) topics: Topics,
}

impl ProxiedBroker {
    /// `None` where there is no broker to start.
    pub(crate) fn start(name: &str) -> Option<Self> {
        let node = Node::prepare()?;
        let proxy = Proxy::start();
        let (address, controller) = (node.address(), node.port() + 1);
        let direct = format!("127.0.0.1:{}", node::free_ports(1));
        proxy.to(&address);
        let listeners = [
            (
                "listeners",
                format!("PLAINTEXT://{address},DIRECT://{direct},CONTROLLER://127.0.0.1:{controller}"),
            ),
            ("advertised.listeners", format!("PLAINTEXT://{},DIRECT://{direct}", proxy.address())),
            (
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,DIRECT:PLAINTEXT,CONTROLLER:PLAINTEXT".to_owned(),
            ),
        ];
        let mut broker = Self { node, listeners, proxy, topics: Topics::on(direct, name) };
        broker.run();
        Some(broker)
    }

    /// Starts it again after a stop.
    pub(crate) fn run(&mut self) {
        self.node.run(&self.listeners.each_ref().map(|(key, value)| (*key, value.as_str())));
    }

    /// Stops it; what it was told is kept.
    pub(crate) fn stop(&mut self) {
        self.node.stop();
    }

    /// A gateway that reads the topics through the proxy.
    pub(crate) async fn gateway(&self) -> TestGateway {
        let through = self.proxy.address().to_string();
        start(&["--source", "kafka", "--kafka", &through, "--topic-prefix", &self.topics.prefix]).await
    }
}
