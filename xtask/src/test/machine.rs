//! What the tests need from the machine: browsers and their drivers, fonts, PostgreSQL.

use crate::failure::{Failure, Outcome};
use crate::tools::{self, Package, Tool};

/// The browsers, by the names that reports use.
pub const BROWSERS: [&str; 3] = ["chromium", "firefox", "webkit"];

const CHROMIUM: &[Package] = &[
    Package { name: "chromium", what: "Chromium", signs: &["chromium", "chromium-browser"] },
    Package { name: "chromium-driver", what: "chromedriver", signs: &["chromedriver"] },
];
const FIREFOX: &[Package] =
    &[Package { name: "firefox-esr", what: "Firefox", signs: &["firefox", "firefox-esr"] }];
const WEBKIT: &[Package] = &[
    Package { name: "webkit2gtk-driver", what: "WebKitGTK's driver", signs: &["WebKitWebDriver"] },
    Package { name: "xvfb", what: "Xvfb", signs: &["Xvfb"] },
];
const OTHERS: &[Package] = &[
    Package {
        name: "postgresql",
        what: "PostgreSQL 15 or newer",
        signs: &["postgres", "/usr/lib/postgresql/"],
    },
    Package {
        name: "fonts-noto-cjk",
        what: "Noto CJK fonts",
        signs: &["/usr/share/fonts/opentype/noto/NotoSansCJK", "/System/Library/Fonts/"],
    },
    Package {
        name: "fonts-noto-core",
        what: "Noto fonts",
        signs: &["/usr/share/fonts/truetype/noto/NotoSans", "/System/Library/Fonts/"],
    },
];

/// Installs what is missing. Fails with what to install where this may not install it.
///
/// Browsers named in `without` are not needed.
pub fn prepare(without: &[String]) -> Outcome {
    let is_wanted = |browser: &str| !without.iter().any(|name| name == browser);
    tools::ensure(&tools::FOR_BUILDS)?;
    tools::ensure(&[Tool::AxeCore])?;
    let mut needed = OTHERS.to_vec();
    if is_wanted("chromium") {
        needed.extend(CHROMIUM);
    }
    if is_wanted("firefox") {
        needed.extend(FIREFOX);
        tools::ensure(&[Tool::Geckodriver])?;
    }
    if is_wanted("webkit") {
        needed.extend(WEBKIT);
    }
    let missing = tools::missing_packages(&needed);
    if missing.is_empty() || tools::install_packages(&missing)? && is_complete(&needed) {
        return Ok(());
    }
    let missing = tools::missing_packages(&needed);
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let whats: Vec<&str> = missing.iter().map(|package| package.what).collect();
    Err(Failure::new(format!(
        "missing: {}. Install them (on Debian and Ubuntu: sudo apt-get install {}), or leave a \
         browser out with --without BROWSER",
        whats.join(", "),
        names.join(" ")
    )))
}

fn is_complete(needed: &[Package]) -> bool {
    tools::missing_packages(needed).is_empty()
}
