//! The address of the client, for limits. `X-Forwarded-For` is believed from configured proxies
//! only, and only its last entry that is not such a proxy (OTP-11).

use crate::state::ServerState;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use ipnet::IpNet;
use regain_recovery::{App, command::Client};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

impl FromRequestParts<ServerState> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &ServerState,
    ) -> Result<Self, Infallible> {
        Ok(Self(network(address(parts, &state.app))))
    }
}

/// Who sent the request itself: the client, or the proxy before it.
pub(super) fn peer(parts: &Parts) -> IpAddr {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(address)| address.ip())
}

/// The address of the client.
pub(super) fn address(parts: &Parts, app: &App) -> IpAddr {
    client_address(peer(parts), &parts.headers, &app.settings.proxies)
}

fn client_address(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let is_proxy =
        |address: IpAddr| proxies.iter().any(|network| network.contains(&address.to_canonical()));
    let mut client = peer;
    let hops = headers.get_all("x-forwarded-for").iter().collect::<Vec<_>>();
    let entries = hops.into_iter().rev().flat_map(|value| {
        value.to_str().unwrap_or_default().rsplit(',').map(|entry| entry.trim().parse())
    });
    for entry in entries {
        // What stands left of an untrusted or unreadable entry is the sender's own invention.
        if !is_proxy(client) {
            break;
        }
        let Ok(address) = entry else { break };
        client = address;
    }
    client
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(four) => four.to_string(),
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{client_address, network};
    use axum::http::{HeaderMap, HeaderValue};

    fn seen(peer: &str, forwarded: &[&str], proxies: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(value).unwrap());
        }
        let proxies: Vec<_> = proxies.iter().map(|text| text.parse().unwrap()).collect();
        network(client_address(peer.parse().unwrap(), &headers, &proxies))
    }

    /// OTP-11: without a trusted proxy the header means nothing.
    #[test]
    fn a_stranger_cannot_choose_an_address() {
        for forged in ["1.2.3.4", "1.2.3.4, 5.6.7.8", "::1", "nonsense", ""] {
            assert_eq!(seen("9.9.9.9", &[forged], &[]), "9.9.9.9");
            assert_eq!(seen("9.9.9.9", &[forged], &["10.0.0.0/8"]), "9.9.9.9");
        }
    }

    /// OTP-11: behind trusted proxies the last entry that is not a proxy counts.
    #[test]
    fn the_last_untrusted_entry_counts() {
        let proxies = ["10.0.0.0/8"];

        assert_eq!(seen("10.0.0.1", &["1.1.1.1, 2.2.2.2"], &proxies), "2.2.2.2");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1", "2.2.2.2, 10.0.0.2"], &proxies), "2.2.2.2");
        assert_eq!(seen("10.0.0.1", &["1.1.1.1, x, 10.0.0.2"], &proxies), "10.0.0.2");
        assert_eq!(seen("10.0.0.1", &[], &proxies), "10.0.0.1");
    }

    #[test]
    fn one_ipv6_host_is_one_client() {
        assert_eq!(seen("2001:db8::1", &[], &[]), seen("2001:db8::2", &[], &[]));
        assert_eq!(seen("::ffff:9.9.9.9", &[], &[]), "9.9.9.9");
    }
}
