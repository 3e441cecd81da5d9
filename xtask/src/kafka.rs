//! One Apache Kafka node (`KRaft`: broker and controller in one process) from Maven Central's jars.
//!
//! For development and tests only: one copy of everything, no security but what rules are set, on 127.0.0.1. A node started again on
//! the same folder and port has what it had.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::cache::{Scratch, tool};
use crate::process::{Output, Running, output, run, start_service};
use crate::system::Need;

/// The node's own word that it takes requests.
const READY: &str = "Kafka Server started";

/// A node that recovers its log beside other work takes its time; one that cannot start ends, which is noticed.
const START_DEADLINE: Duration = Duration::from_mins(5);

/// Arguments of `kafka`.
#[derive(Debug, Args)]
pub(crate) struct KafkaArguments {
    /// Port for clients on 127.0.0.1; the controller takes the next one.
    #[arg(long, default_value_t = 9092)]
    port: u16,
    /// Where the node keeps its data; without it, a folder that goes when the node stops.
    #[arg(long)]
    dir: Option<PathBuf>,
    /// A property of the node in place of ours; may be repeated.
    #[arg(long = "property", value_name = "KEY=VALUE")]
    properties: Vec<String>,
}

/// Runs a node until it is stopped.
///
/// # Errors
/// When it cannot be installed or fails.
pub(crate) fn foreground(arguments: &KafkaArguments) -> Result<()> {
    let scratch = Scratch::new("kafka")?;
    let folder = arguments.dir.as_deref().unwrap_or(scratch.path());
    let mut command = prepare(folder, arguments.port, &arguments.properties)?;
    let is_ready = |line: &str| line.contains(READY).then_some(());
    let (mut node, ()) = start_service(&mut command, Output::Shown, START_DEADLINE, is_ready)?;
    println!("kafka ready at 127.0.0.1:{}", arguments.port);
    let status = node.wait()?;
    ensure!(status.success() || status.code() == Some(143), "Kafka failed ({status})");
    Ok(())
}

/// A broker for tests and benches: one named by `GRIDCAST_KAFKA`, or a node of our own that stops when dropped.
#[derive(Debug)]
pub(crate) struct Broker {
    /// `host:port`.
    pub(crate) address: String,
    // In the order in which they must go: the node, then its folder.
    _node: Option<Running>,
    _folder: Option<Scratch>,
}

/// Starts a broker, or takes the one that `GRIDCAST_KAFKA` names.
///
/// # Errors
/// When it cannot be installed or does not start.
pub(crate) fn broker() -> Result<Broker> {
    if let Ok(address) = std::env::var("GRIDCAST_KAFKA") {
        return Ok(Broker { address, _node: None, _folder: None });
    }
    let folder = Scratch::new("kafka-node")?;
    let port = free_port_pair()?;
    let mut command = prepare(folder.path(), port, &[])?;
    let log = folder.path().join("node.log");
    let is_ready = |line: &str| line.contains(READY).then_some(());
    let (node, ()) = start_service(&mut command, Output::File(&log), START_DEADLINE, is_ready)?;
    Ok(Broker { address: format!("127.0.0.1:{port}"), _node: Some(node), _folder: Some(folder) })
}

/// Formats the folder when it is new; returns the command that runs the node on it.
fn prepare(folder: &Path, port: u16, own: &[String]) -> Result<Command> {
    let jars = jars()?;
    fs::create_dir_all(folder)?;
    let folder = folder.canonicalize()?;
    let properties = folder.join("server.properties");
    // Of a property that is given twice, Kafka takes the last.
    fs::write(&properties, configuration(&folder, port) + &own.join("\n"))?;
    if !folder.join("data/meta.properties").is_file() {
        let mut format = java(&jars);
        format.args(["kafka.tools.StorageTool", "format", "--ignore-formatted"]);
        // Any 16 bytes in base64; nodes of one cluster share it, and ours are clusters of one.
        output(format.args(["--cluster-id", "Z3JpZGNhc3QtdGVzdHM_PQ", "--config"]).arg(&properties))?;
    }
    let mut node = java(&jars);
    node.arg("kafka.Kafka").arg(&properties).current_dir(&folder);
    Ok(node)
}

fn java(jars: &Path) -> Command {
    let mut command = Command::new("java");
    // A small heap, and the quick compiler: the node lives for minutes and shares two cores with what it serves.
    command.args(["-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]);
    command.arg(format!(
        "-Dlog4j2.configurationFile={}",
        crate::repository::root().join("infra/kafka/log4j2.properties").display()
    ));
    command.arg("-cp").arg(jars.join("*"));
    command
}

fn configuration(folder: &Path, port: u16) -> String {
    let controller = port + 1;
    let data = folder.join("data");
    let data = data.display();
    format!(
        "process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={data}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
group.initial.rebalance.delay.ms=0
log.cleaner.enable=true
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=true
log.retention.ms=-1
"
    )
}

/// Two ports side by side, below those that systems give to clients, who might have one by the time the node takes it.
fn free_port_pair() -> Result<u16> {
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    let begin = std::process::id() as u16 % 400;
    (0..500)
        .map(|i| 10_000 + (begin + i) % 500 * 2)
        .find(|port| is_free(port) && is_free(&(port + 1)))
        .context("no two free ports side by side")
}

/// Folder with Kafka's jars, of the version in infra/kafka/pom.xml.
///
/// # Errors
/// When Java or Maven is missing or Maven cannot fetch them.
pub(crate) fn jars() -> Result<PathBuf> {
    crate::system::ensure(&[Need::Java])?;
    let pom = crate::repository::root().join("infra/kafka/pom.xml");
    let text = fs::read_to_string(&pom).context("cannot read infra/kafka/pom.xml")?;
    let version = kafka_version(&text).context("infra/kafka/pom.xml names no version of kafka_2.13")?;
    let root =
        tool(&format!("kafka-{version}"), "the jars of a Kafka node, 43 MB; under a minute", |folder| {
            crate::system::ensure(&[Need::Maven])?;
            let mut maven = Command::new("mvn");
            maven
                .args(["-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime", "-f"])
                .arg(&pom);
            run(maven.arg(format!("-DoutputDirectory={}", folder.join("libs").display())))
        })?;
    Ok(root.join("libs"))
}

fn kafka_version(pom: &str) -> Option<&str> {
    let (_, rest) = pom.split_once("<artifactId>kafka_2.13</artifactId>")?;
    let (_, rest) = rest.split_once("<version>")?;
    Some(rest.split_once("</version>")?.0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_version_stands_in_the_pom() {
        let pom = "<dependency><artifactId>kafka_2.13</artifactId>\n<version>4.4.0</version></dependency>";
        assert_eq!(super::kafka_version(pom), Some("4.4.0"));
        assert_eq!(super::kafka_version("<project/>"), None);
    }
}
