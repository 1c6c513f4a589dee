import { expect, it } from "vitest";
import { client } from "../../rig/demo/client.mjs";
import { ownApi } from "../support/api.ts";
import { openStream } from "../support/event-stream.ts";
import { eventually, testBootstrap, uniqueName } from "../support/rig.ts";

/** The aim is 2 s; a busy machine gets one more before it counts as hanging. */
const most = 3_000;

it.each(["SIGTERM", "SIGINT"] as const)(
  "%s with open tails, one of them slow, ends the process at once",
  async (signal) => {
    const api = await ownApi({ KLAR_BOOTSTRAP_SERVERS: testBootstrap(), KLAR_CLUSTER_NAME: "local" });
    const topic = uniqueName("e2e-term");
    const at = `/api/clusters/local/topics/${topic}`;
    await api.post("/api/clusters/local/topics", { name: topic, partitions: 2, replicationFactor: 1 });
    try {
      const value = "x".repeat(60_000);
      for (let i = 0; i < 8; i++) {
        await api.post(`${at}/messages`, { records: Array.from({ length: 50 }, () => ({ value })) });
      }
      const url = `${api.url}${at}/tail?from=offset:0&maxPerSecond=100000`;
      const [reader, quiet, slow] = await Promise.all([
        openStream(url),
        openStream(`${api.url}${at}/tail`),
        openStream(url),
      ]);
      slow.pause();
      await eventually("the tail flows", () => (reader.data("messages").length > 0 ? true : undefined));
      await eventually("the quiet one lives", () => (quiet.data("status").length > 0 ? true : undefined));
      const begun = performance.now();
      const ended = api.pid === null ? Promise.reject(new Error("no process")) : api.closeBy(signal);
      await Promise.all([ended, reader.ended, quiet.ended]);
      const took = Math.round(performance.now() - begun);
      process.stdout.write(`${signal} with three open tails: ended after ${took} ms\n`);
      expect(took).toBeLessThan(most);
      for (const tail of [reader, quiet]) expect(tail.data("done")).toEqual([{ reason: "shutdown" }]);
      slow.close();
    } finally {
      await api.close();
      const admin = client(testBootstrap(), topic).admin();
      await admin.connect();
      await admin.deleteTopics({ topics: [topic] });
      await admin.disconnect();
    }
  },
  120_000,
);
