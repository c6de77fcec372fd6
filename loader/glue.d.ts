// The types of wasm-bindgen's script, which the build puts in as `regain-glue` (xtask/src/build/glue.rs).
// `mount` and `Mounted` are those of src/mount.rs.
import type { Host } from "./host.ts";

/** A mounted recovery. */
export interface Mounted {
  /** Changes the language to the one with this tag, if there is one. */
  speak(tag: string): void;
  /** Takes the recovery down; the object is of no use afterwards. */
  unmount(): void;
}

/** Draws the recovery in the element that the host names. The wasm must have been started. */
export function mount(host: Host): Mounted;

/** The functions that the wasm imports. */
export function imports(): WebAssembly.Imports;

/** Starts the wasm and returns its exports. */
export function finish(instance: WebAssembly.Instance): WebAssembly.Exports;
