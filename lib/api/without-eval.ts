import * as z from "zod/mini";

/** Schemas compile themselves with `new Function` where they may; the pages' CSP forbids it, and even the attempt is reported. */
export function schemasWithoutEval(): void {
  z.config({ jitless: true });
}
