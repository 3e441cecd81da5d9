//! Whose request it is: the peer's, or of whom a proxy speaks that is trusted to say so; and which host it asks.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, header};
use ipnet::IpNet;

/// Whether an address is one of the proxies.
pub fn is_trusted(address: IpAddr, proxies: &[IpNet]) -> bool {
    proxies.iter().any(|network| network.contains(&address.to_canonical()))
}

/// The host that was asked, as far as it is one.
pub fn host(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let is_of_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte);
    host.bytes().all(is_of_host).then_some(host)
}

/// Where a client finds the page, with the slash after its path: `https://gridcast.example/f1/`.
pub fn site(headers: &HeaderMap, base: &str) -> Option<String> {
    let host = host(headers)?;
    // The gateway itself speaks HTTP alone; who puts TLS before it says so.
    let told = headers.get("x-forwarded-proto").and_then(|scheme| scheme.to_str().ok());
    let scheme = told.filter(|scheme| matches!(*scheme, "http" | "https")).unwrap_or("http");
    Some(format!("{scheme}://{host}{base}"))
}

/// The address that a proxy speaks for: the last one in `Forwarded` (RFC 7239), else in `X-Forwarded-For`, that is
/// no trusted proxy's. What stands before it a client may have made up. `None` where there is none.
pub fn forwarded_for(headers: &HeaderMap, proxies: &[IpNet]) -> Option<IpAddr> {
    let values = |name: &str| -> Vec<String> {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).map(|value| value.trim().to_owned()).collect()
    };
    let forwarded = values(header::FORWARDED.as_str());
    let hops: Vec<Option<IpAddr>> = if forwarded.is_empty() {
        values("x-forwarded-for").iter().map(|hop| address(hop)).collect()
    } else {
        forwarded.iter().map(|hop| forwarded_hop(hop)).collect()
    };
    // A hop that cannot be read hides whatever stands before it.
    hops.into_iter().rev().map_while(|hop| hop).find(|hop| !is_trusted(*hop, proxies))
}

/// The address in one hop of `Forwarded`: `for=192.0.2.60;proto=http;by=203.0.113.43`.
fn forwarded_hop(hop: &str) -> Option<IpAddr> {
    let mut pairs = hop.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, node) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    address(node.trim_matches('"'))
}

/// An address, with a port or not, in brackets or not.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn check(lines: &[(&'static str, &'static str)], expected: Option<&str>) {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        let proxies = ["10.0.0.0/8".parse().unwrap(), "2001:db8:1::/48".parse().unwrap()];
        let expected = expected.map(|text| text.parse::<IpAddr>().unwrap());
        assert_eq!(forwarded_for(&headers, &proxies), expected, "{lines:?}");
    }

    #[test]
    fn the_last_that_is_no_proxy_is_whose_request_it_is() {
        check(&[("x-forwarded-for", "192.0.2.1")], Some("192.0.2.1"));
        check(&[("x-forwarded-for", "198.51.100.9, 192.0.2.1, 10.1.2.3")], Some("192.0.2.1"));
        check(&[("x-forwarded-for", "198.51.100.9"), ("x-forwarded-for", "192.0.2.1")], Some("192.0.2.1"));
        check(&[("x-forwarded-for", "2001:db8:2::5, 2001:db8:1::7")], Some("2001:db8:2::5"));
        check(&[("x-forwarded-for", "192.0.2.1:4711")], Some("192.0.2.1"));
        check(&[("forwarded", "for=192.0.2.60;proto=http;by=203.0.113.43")], Some("192.0.2.60"));
        check(&[("forwarded", "for=\"[2001:db8:2::5]:4711\"")], Some("2001:db8:2::5"));
        check(&[("forwarded", "For=192.0.2.60"), ("x-forwarded-for", "192.0.2.1")], Some("192.0.2.60"));
    }

    #[test]
    fn what_cannot_be_read_is_not_believed() {
        check(&[], None);
        check(&[("x-forwarded-for", "192.0.2.1, unknown")], None);
        check(&[("x-forwarded-for", "10.0.0.1")], None);
        check(&[("forwarded", "for=_hidden")], None);
        check(&[("forwarded", "proto=https")], None);
    }
}
