// Version 1 of the protocol between the iframe page and the page around it, as docs/embedding.md, *Iframe*,
// has it. Types only. What arrives may come from anybody: each field is looked at before it is used.

/** What a window of any origin may have sent. */
export type Received = Partial<{ regain: unknown; id: unknown; type: unknown; step: string; height: number; name: string; detail: unknown }> | null;

/** From the page around: asks the frame to tell who it is. Comes back in each answer: `id`. */
export interface Hello {
  regain: 1;
  type: "hello";
  id: string;
}

/** From the frame: the answer to a greeting, its height in CSS pixels, or an event of the element in it. */
export type Told = { type: "here"; step: string | undefined } | { type: "size"; height: number } | { type: "event"; name: string; detail: unknown };
