//! The example against the tests that every server has to pass.

use regain_conformance::{EMAIL, PHONE, Subject, USERNAME};
use regain_example_codes_only::{Account, Setup, serve};
use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{net::TcpListener, time::sleep};

/// A message: to whom, and what it says.
type Message = (String, String);

struct Example {
    address: SocketAddr,
    now: Arc<Mutex<Duration>>,
    outbox: Arc<Mutex<Vec<Message>>>,
    /// How many messages were read, in the order of all.
    read: Mutex<usize>,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Example {
    async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (now, outbox): (Arc<Mutex<Duration>>, Arc<Mutex<Vec<Message>>>) = Default::default();
        let setup = Setup {
            origin: format!("http://{address}"),
            dist: PathBuf::from("/nonexistent"),
            log_on_url: "https://portal.example/".into(),
            clock: {
                let now = now.clone();
                Arc::new(move || *locked(&now))
            },
            deliver: {
                let outbox = outbox.clone();
                Arc::new(move |to, text| locked(&outbox).push((to.into(), text.into())))
            },
        };
        let accounts = vec![Account::new(USERNAME, PHONE, EMAIL)];
        tokio::spawn(async move {
            // Ends with the runtime of the test.
            if let Err(error) = serve(listener, setup, accounts).await {
                panic!("{error}");
            }
        });
        Ok(Self { address, now, outbox, read: Mutex::default() })
    }
}

impl Subject for Example {
    fn base(&self) -> String {
        format!("http://{}/api/v1", self.address)
    }

    async fn next_code(&self, to: &str) -> String {
        loop {
            let next = {
                let (outbox, mut read) = (locked(&self.outbox), locked(&self.read));
                let mut rest = outbox.iter().enumerate().skip(*read);
                rest.find(|(_, (address, _))| address == to).map(|(at, (_, text))| {
                    *read = at + 1;
                    text.chars().skip_while(|char| !char.is_ascii_digit()).take(6).collect()
                })
            };
            match next {
                Some(code) => return code,
                None => sleep(Duration::from_millis(10)).await,
            }
        }
    }

    async fn sent(&self, to: &str) -> usize {
        locked(&self.outbox).iter().filter(|(address, _)| address == to).count()
    }

    fn pass(&self, time: Duration) {
        *locked(&self.now) += time;
    }
}

macro_rules! tests {
    ($($name:ident,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $name() -> std::io::Result<()> {
                regain_conformance::$name(&Example::start().await?).await;
                Ok(())
            }
        )*
    };
}

regain_conformance::scenarios!(tests);
