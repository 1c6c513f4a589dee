import { expect, it } from "vitest";
import { metadataAnswer } from "./fake-broker.ts";
import { fakes } from "./fakes.fixtures.ts";

const { broker, wireTo } = fakes();

it("reads an answer that is byte for byte the one before no second time, and hears of every change", async () => {
  let leads = 1;
  let asked = 0;
  const one = await broker({
    on: ({ key, socket }) => {
      if (key !== 3) return undefined;
      asked += 1;
      const host = leads === 1 ? "127.0.0.1" : "localhost";
      return metadataAnswer({ host, port: socket.localPort ?? 0 });
    },
  });
  const wire = wireTo([one]);
  const first = await wire.metadata({ fresh: true });
  const again = await wire.metadata({ fresh: true });
  expect(asked).toBe(2);
  expect(again).not.toBe(first);
  expect(again.topics).toBe(first.topics);
  leads = 2;
  const moved = await wire.metadata({ fresh: true });
  expect(moved.brokers[0]?.host).toBe("localhost");
  expect(moved.topics).not.toBe(first.topics);
  expect(moved.topics).toEqual(first.topics);
});

it("obeys a pause that the same answer asks for again and again", async () => {
  const times: number[] = [];
  const one = await broker({
    on: ({ key, socket }) => {
      if (key !== 3) return undefined;
      times.push(Date.now());
      return metadataAnswer({ host: "127.0.0.1", port: socket.localPort ?? 0 }, 300);
    },
  });
  const wire = wireTo([one]);
  for (let round = 0; round < 3; round++) await wire.metadata({ fresh: true });
  const [a = 0, b = 0, c = 0] = times;
  expect(b - a).toBeGreaterThanOrEqual(290);
  expect(c - b).toBeGreaterThanOrEqual(290);
});
