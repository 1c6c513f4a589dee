import { parentPort, workerData } from "node:worker_threads";
import { HistoryFile } from "./history-file.ts";
import type { FromHistory, HistoryWorkerData, ToHistory } from "./history-messages.ts";
import { HistoryStore } from "./history-store.ts";

const { path, mostBytes } = workerData as HistoryWorkerData;
const port = parentPort;
if (!port) throw new Error("this runs as a worker");
const say = (message: FromHistory) => port.postMessage(message);

const stores = new Map<string, HistoryStore>();
let said: string | null = null;
let openProblem: string | null = null;
let file: HistoryFile | null = null;
try {
  file = path === null ? null : new HistoryFile(path);
} catch (error) {
  openProblem = wordsOf(error);
}
let lastId = file?.lastSeriesId ?? 0;
tellProblem();

port.on("message", (message: ToHistory) => {
  try {
    answer(message);
  } catch (error) {
    if ("call" in message) say({ kind: "failure", call: message.call, message: wordsOf(error) });
    else openProblem = wordsOf(error);
  }
  tellProblem();
});

function answer(message: ToHistory): void {
  switch (message.kind) {
    case "take":
      storeOf(message.cluster).take(message.tick);
      return;
    case "note":
      storeOf(message.cluster).note(message.events);
      return;
    case "read":
      say({ kind: "answer", call: message.call, value: storeOf(message.cluster).read(message.ask) });
      return;
    case "events": {
      const { from, to, most } = message.ask;
      say({ kind: "answer", call: message.call, value: storeOf(message.cluster).events(from, to, most) });
      return;
    }
    case "close":
      file?.close();
      file = null;
      say({ kind: "answer", call: message.call, value: null });
  }
}

function storeOf(cluster: string): HistoryStore {
  const known = stores.get(cluster);
  if (known) return known;
  const options = { mostBytes, nextId: () => ++lastId };
  let store: HistoryStore;
  try {
    store = new HistoryStore(cluster, { ...options, file });
  } catch (error) {
    // what is on the disk cannot be read: it is left alone, and memory goes on
    openProblem = wordsOf(error);
    store = new HistoryStore(cluster, options);
  }
  stores.set(cluster, store);
  return store;
}

function tellProblem(): void {
  const stored = [...stores.values()].find(({ problem }) => problem !== null)?.problem;
  const now = openProblem ?? stored ?? null;
  if (now === said) return;
  said = now;
  say({ kind: "problem", text: now });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
