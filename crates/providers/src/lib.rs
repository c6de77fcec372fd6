//! The clients of the third parties, one file each, behind the traits of `regain_recovery::ports`. The
//! server makes them once at start. They know neither recoveries nor each other; what they share is
//! in `http` and `acs`.

mod acs;
mod alipay;
mod clamd;
mod face;
mod http;
mod sms;
mod smtp;
mod webhook;

pub use clamd::Clamd;

use acs::Acs;
use regain_config::{ConfigError, Settings};
use regain_recovery::{Clock, Random, ports::Parties};
use std::{sync::Arc, time::Duration};

/// Makes the clients of the third parties that the options name. Calls nobody yet.
///
/// # Errors
/// An option that names no party that could be called.
pub fn parties(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<Parties, ConfigError> {
    let config = &settings.options;
    let http = http::client()?;
    let acs = Acs { http: http.clone(), clock, random };
    let wait = Duration::from_secs(config.appeal_scanner_s.into());
    let scanner = settings.scanner.clone().map(|address| Clamd::new(address, wait));
    Ok(Parties {
        mail: smtp::Smtp::new(config)?.map(|one| Arc::new(one) as _),
        sms: Arc::new(sms::AcsSms::new(acs.clone(), config)),
        alipay: alipay::Gateway::new(http.clone(), config)?.map(|one| Arc::new(one) as _),
        face: Arc::new(face::AcsFace::new(acs, settings)),
        scanner: scanner.map(|one| Arc::new(one) as _),
        ticket_system: webhook::Webhook::new(http, settings).map(|one| Arc::new(one) as _),
    })
}
