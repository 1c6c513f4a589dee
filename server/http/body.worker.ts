import { parentPort } from "node:worker_threads";
import { contractTable } from "../../lib/api/table.ts";
import { type Parsed, readBody } from "./body.ts";
import type { AnyEndpoint } from "./serve.ts";

/** Reads large bodies away from the thread that serves requests. */
export type BodyRequest = { id: number; method: string; path: string; bytes: Uint8Array };
/** null = it was not read: no such contract, or no worker */
export type BodyReply = { id: number; parsed: Parsed | null };

const contracts: readonly AnyEndpoint[] = Object.values(contractTable);

parentPort?.on("message", ({ id, method, path, bytes }: BodyRequest) => {
  const contract = contracts.find((one) => one.method === method && one.path === path);
  const reply: BodyReply = { id, parsed: contract ? readBody(contract, bytes) : null };
  parentPort?.postMessage(reply);
});
