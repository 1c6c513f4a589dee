import { afterEach } from "vitest";
import { type FakeBroker, startFakeBroker } from "./fake-broker.ts";
import type { KafkaWire } from "./kafka-wire.ts";
import { openWire } from "./rig.fixtures.ts";

/** Test support: fake brokers and wires to them, all closed after each test. */
export function fakes() {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  const owned = <T extends { close(): Promise<void> }>(one: T): T => {
    opened.push(one);
    return one;
  };
  return {
    owned,
    broker: async (...behaviour: Parameters<typeof startFakeBroker>): Promise<FakeBroker> =>
      owned(await startFakeBroker(...behaviour)),
    wireTo: (brokers: readonly FakeBroker[], over: Parameters<typeof openWire>[0] = {}): KafkaWire => {
      const bootstrap = brokers.map(({ host, port }) => `${host}:${port}`).join(",");
      return owned(openWire({ bootstrap, ...over }));
    },
  };
}
