//! The plain page that times are compared with: a form in three files, by hand, without any
//! framework. Served by a thread of our own, uncached, until the command ends.

use crate::failure::{Failure, Outcome};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};

const HTML: &str = "<!doctype html><html lang=en><meta charset=utf-8>\
<meta name=viewport content=\"width=device-width\"><title>Reset your password</title>\
<link rel=stylesheet href=/floor.css><script defer src=/floor.js></script>\
<main><h1>Reset your password</h1><form method=dialog><label for=who>Username, mobile number or email</label>\
<input id=who name=identifier autocomplete=username><button>Next</button></form></main>";
const CSS: &str = "body{font:1rem/1.5 system-ui;margin:0}main{max-width:28rem;margin:4rem auto;\
padding:1rem}label,input{display:block;width:100%}input,button{font:inherit;padding:.6rem}";
const SCRIPT: &str = "const form=document.querySelector('form');form.addEventListener('submit',\
e=>{e.preventDefault();fetch('/api',{method:'POST',body:JSON.stringify({who:form.identifier.value\
})})})";

/// Starts serving and returns the address.
pub fn start() -> Outcome<SocketAddr> {
    let failure = |error: std::io::Error| Failure::new(format!("the plain page: {error}"));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(failure)?;
    let address = listener.local_addr().map_err(failure)?;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(stream));
        }
    });
    Ok(address)
}

/// Answers every request of a connection; ends when the browser closes it.
fn serve(stream: TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut request = String::new();
        while !request.ends_with("\r\n\r\n") {
            if reader.read_line(&mut request)? == 0 {
                return Ok(());
            }
        }
        let (kind, body) = match request.split(' ').nth(1).unwrap_or_default() {
            "/floor.css" => ("text/css", CSS),
            "/floor.js" => ("text/javascript", SCRIPT),
            _ => ("text/html", HTML),
        };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\
             cache-control: no-store\r\n\r\n"
        );
        reader.get_mut().write_all(format!("{head}{body}").as_bytes())?;
    }
}
