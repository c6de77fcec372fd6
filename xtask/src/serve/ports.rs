//! Whether the ports of the demo are free, before anything is built for minutes.

use crate::failure::{Failure, Outcome};
use std::net::{Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// Fails with one line when something listens on one of `addresses` already.
pub fn ensure_free(addresses: &[&str]) -> Outcome {
    for address in addresses {
        if let Some(port) = busy_port(address) {
            return Err(Failure::new(format!(
                "port {port} is in use: stop the program that listens there (see `lsof -i \
                 :{port}` or `ss -ltnp`) and run the command again"
            )));
        }
    }
    Ok(())
}

fn busy_port(address: &str) -> Option<u16> {
    let address: SocketAddr = address.parse().ok()?;
    let is_bound = TcpListener::bind(address).is_err();
    // A browser tries ::1 first for `localhost`: another program there would answer instead.
    let other = SocketAddr::from((Ipv6Addr::LOCALHOST, address.port()));
    let is_shadowed = TcpStream::connect_timeout(&other, Duration::from_millis(200)).is_ok();
    (is_bound || is_shadowed).then_some(address.port())
}

#[cfg(test)]
mod tests {
    use super::ensure_free;
    use std::net::TcpListener;

    #[test]
    fn a_busy_port_is_told_in_one_line_and_a_free_one_is_fine() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();

        let failure = ensure_free(&[&address.to_string()]).unwrap_err().to_string();
        drop(listener);

        assert!(failure.starts_with(&format!("port {} is in use: ", address.port())));
        assert_eq!(failure.lines().count(), 1);
        assert_eq!(ensure_free(&[&address.to_string()]), Ok(()));
    }
}
