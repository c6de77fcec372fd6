//! Whether the ports of the demo are free, before anything is built for minutes.

use crate::failure::{Failure, Outcome};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// Fails with one line when something listens on one of `ports` already.
pub fn ensure_free(ports: &[u16]) -> Outcome {
    match ports.iter().find(|port| is_busy(**port)) {
        None => Ok(()),
        Some(port) => Err(Failure::new(format!(
            "port {port} is in use: stop the program that listens there (`lsof -i :{port}` or \
             `ss -ltnp` name it) and run the command again"
        ))),
    }
}

fn is_busy(port: u16) -> bool {
    // A browser tries ::1 first for `localhost`: another program there would answer instead.
    let other = SocketAddr::from((Ipv6Addr::LOCALHOST, port));
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err()
        || TcpStream::connect_timeout(&other, Duration::from_millis(200)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::ensure_free;
    use std::net::TcpListener;

    #[test]
    fn a_busy_port_is_told_in_one_line_and_a_free_one_is_fine() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();

        let failure = ensure_free(&[port]).unwrap_err().to_string();
        drop(listener);

        assert!(failure.starts_with(&format!("port {port} is in use: ")));
        assert_eq!(failure.lines().count(), 1);
        // Another program may take a port in the moment between the two.
        let is_free = |_| {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let port = listener.local_addr().unwrap().port();
            drop(listener);
            ensure_free(&[port]).is_ok()
        };
        assert!((0..20).any(is_free));
    }
}
