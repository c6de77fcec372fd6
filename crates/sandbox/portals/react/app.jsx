// A React application with a router of its own. The recovery has the addresses below one route, and the
// router all others: neither touches the other's links.
import { define } from "regain";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Link, Route, Routes, useNavigate } from "react-router";

const { server } = document.body.dataset;
// The bundler has moved the script: `files` says where the rest of the package's files are.
define("regain-recovery", customElements, { origins: [server], files: "/regain" });

function Recover() {
  const [step, setStep] = useState("");
  const navigate = useNavigate();
  // The router leads to the log-on page, in place of a new load.
  const leave = (event) => {
    if (event.detail.to !== "log_on") return;
    event.preventDefault();
    navigate("/");
  };
  return (
    <>
      <regain-recovery
        api={`${server}/api/v1`}
        base="/portals/react/recover"
        onregain:step={(event) => setStep(event.detail.step)}
        onregain:leave={leave}
      />
      <p role="status">The portal hears: {step}</p>
    </>
  );
}

function LogOn() {
  return (
    <main>
      <section className="card">
        <h1>Log on</h1>
        <p><Link to="/recover">Forgot password</Link></p>
      </section>
    </main>
  );
}

function App() {
  const [visits, setVisits] = useState(0);
  return (
    <>
      <header>
        <nav aria-label="Portal">
          <Link to="/" onClick={() => setVisits(visits + 1)}>Example Works</Link>{" "}
          <Link to="/help">Help</Link>
        </nav>
      </header>
      <Routes>
        <Route path="/" element={<LogOn />} />
        <Route path="/help" element={<main><section className="card"><h1>Help</h1></section></main>} />
        <Route path="/recover/*" element={<Recover />} />
      </Routes>
      <footer>Pressed {visits} times. <a href="/portals/">All portals</a></footer>
    </>
  );
}

createRoot(document.body.appendChild(document.createElement("div"))).render(
  <StrictMode>
    <BrowserRouter basename="/portals/react">
      <App />
    </BrowserRouter>
  </StrictMode>,
);
