import { Writer } from "@platformatic/kafka";
import { describe, expect, it } from "vitest";
import { initProducerId } from "../protocol/22-init-producer-id.ts";
import { apiVersionsAnswer, frameOf, metadataAnswer } from "./fake-broker.ts";
import { fakes } from "./fakes.fixtures.ts";
import { openWire } from "./rig.fixtures.ts";

const { broker, wireTo, owned } = fakes();

const producerIdAnswer = (errorCode = 0): Writer =>
  Writer.create().appendInt32(0).appendInt16(errorCode).appendInt64(7n).appendInt16(0);

describe("a broker that answers badly", () => {
  it("is told apart when it sends garbage after the length", async () => {
    const fake = await broker({ on: ({ key }) => (key === 3 ? Writer.create().appendInt8(1) : undefined) });
    await expect(wireTo([fake]).metadata()).rejects.toMatchObject({
      kafkaCode: -108,
      message: expect.stringContaining("Metadata v8"),
    });
  });

  it("is not believed when it announces two gigabytes", async () => {
    const fake = await broker({
      on: ({ key, socket }) => {
        if (key === 3) socket.write(Buffer.from([0x7f, 0xff, 0xff, 0xff]));
        return key === 3 ? null : undefined;
      },
    });
    await expect(wireTo([fake]).metadata()).rejects.toMatchObject({
      kafkaCode: -108,
      message: expect.stringContaining("2147483647 bytes"),
    });
  });

  it("is not believed when it answers another question", async () => {
    const fake = await broker({
      on: ({ key, socket, correlationId }) => {
        if (key === 3) socket.write(frameOf(correlationId + 5, metadataAnswer({ host: "127.0.0.1", port: 1 })));
        return key === 3 ? null : undefined;
      },
    });
    await expect(wireTo([fake]).metadata()).rejects.toMatchObject({ kafkaCode: -108 });
  });

  it("is an HTTP server", async () => {
    const fake = await broker({ greet: (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n") });
    await expect(wireTo([fake]).metadata()).rejects.toMatchObject({
      kafkaCode: -108,
      message: expect.stringContaining("HTTP"),
    });
  });

  it("expects TLS: it answers with a TLS alert", async () => {
    const fake = await broker({ greet: (socket) => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 80])) });
    await expect(wireTo([fake]).metadata()).rejects.toMatchObject({
      kafkaCode: -104,
      hint: expect.stringContaining("tls"),
    });
  });

  it("is a plaintext one where TLS was configured", async () => {
    const fake = await broker({ greet: (socket) => socket.once("data", () => socket.end()) });
    await expect(wireTo([fake], { tls: {} }).metadata()).rejects.toMatchObject({
      kafkaCode: -104,
      hint: expect.stringContaining("plaintext"),
    });
  });

  it("is a plaintext one that resets the connection where TLS was configured", async () => {
    const fake = await broker({ greet: (socket) => socket.once("data", () => socket.resetAndDestroy()) });
    await expect(wireTo([fake], { tls: {} }).metadata()).rejects.toMatchObject({
      kafkaCode: -104,
      hint: expect.stringContaining("plaintext"),
    });
  });

  it("knows only the oldest ApiVersions", async () => {
    const seen: number[] = [];
    const fake = await broker({
      on: ({ key, version }) => {
        if (key !== 18) return undefined;
        seen.push(version);
        const ranges = [18, 3, 22].map((api) => [api, api === 3 ? 4 : 0, api === 3 ? 8 : 1] as const);
        const old = Writer.create()
          .appendInt16(version === 0 ? 0 : 35)
          .appendArray(
            ranges,
            (w, [api, min, max]) => w.appendInt16(api).appendInt16(min).appendInt16(max),
            false,
            false,
          );
        return old;
      },
    });
    expect((await wireTo([fake]).nodes()).map(({ id }) => id)).toEqual([1]);
    expect(seen).toEqual([4, 3, 0]);
  });
});

describe("a broker that does not answer", () => {
  it("ends with a deadline that names the request, and the socket is not used again", async () => {
    const fake = await broker({ on: ({ key }) => (key === 22 ? null : undefined) });
    const wire = wireTo([fake]);
    await wire.nodes();
    const call = wire.call({ kind: "node", id: 1 }, initProducerId, [null, 1], { timeoutMs: 200 });
    await expect(call).rejects.toMatchObject({
      code: "deadline",
      kafkaCode: -102,
      message: expect.stringContaining("InitProducerId v1"),
    });
    const before = fake.connections();
    await wire.metadata({ fresh: true });
    expect(fake.connections()).toBe(before + 1);
  });

  it("leaves a change with an unknown outcome, also when the connection breaks in the middle of the answer", async () => {
    const fake = await broker({
      on: ({ key, socket }) => {
        if (key !== 22) return undefined;
        socket.write(Buffer.from([0, 0, 0, 100, 0, 0]));
        setImmediate(() => socket.destroy());
        return null;
      },
    });
    const wire = wireTo([fake]);
    await wire.nodes();
    const change = wire.call({ kind: "node", id: 1 }, initProducerId, [null, 1], { purpose: "mutate" });
    await expect(change).rejects.toMatchObject({ kafkaCode: -103, outcome: "unknown" });
    expect(fake.requests.filter((key) => key === 22)).toHaveLength(1);
  });

  it("is asked again when the request only looks", async () => {
    let asked = 0;
    const fake = await broker({
      on: ({ key, socket }) => {
        if (key !== 22) return undefined;
        if (++asked < 3) socket.destroy();
        return asked < 3 ? null : producerIdAnswer();
      },
    });
    const wire = wireTo([fake]);
    await wire.nodes();
    expect(await wire.initProducerId()).toEqual({ producerId: 7n, producerEpoch: 0 });
    expect(asked).toBe(3);
  });

  it("is asked again while the coordinator of producer ids loads its log", async () => {
    let asked = 0;
    const fake = await broker({ on: ({ key }) => (key === 22 ? producerIdAnswer(++asked < 4 ? 14 : 0) : undefined) });
    expect(await wireTo([fake]).initProducerId()).toEqual({ producerId: 7n, producerEpoch: 0 });
    expect(asked).toBe(4);
  });

  it("is believed at once when no patience helps", async () => {
    let asked = 0;
    const fake = await broker({
      on: ({ key }) => {
        if (key !== 22) return undefined;
        asked += 1;
        return producerIdAnswer(31);
      },
    });
    await expect(wireTo([fake]).initProducerId()).rejects.toMatchObject({ kafkaCode: 31 });
    expect(asked).toBe(1);
  });

  it("is left for another where any broker will do", async () => {
    const silent = await broker({ on: ({ key }) => (key === 3 ? null : undefined) });
    const good = await broker();
    const wire = wireTo([silent, good], { limits: { callMs: 2_000 } });
    expect(await wire.metadata()).toMatchObject({ clusterId: "fake" });
  });

  it("does not hold up others while it is dialled", async () => {
    const mute = await broker({ greet: () => {} });
    const good = await broker();
    expect(await wireTo([mute, good]).metadata()).toMatchObject({ clusterId: "fake" });
    expect(mute.connections()).toBe(1);
  });
});

describe("addresses", () => {
  it("says which advertised address cannot be reached, and by which address the cluster was found", async () => {
    const fake = await broker({ advertise: { host: "127.0.0.1", port: 9 } });
    const wire = wireTo([fake]);
    await wire.nodes();
    const call = wire.call({ kind: "node", id: 1 }, initProducerId, [null, 1]);
    await expect(call).rejects.toMatchObject({
      code: "unreachable",
      kafkaCode: -106,
      message: `The cluster answers at 127.0.0.1:${fake.port}, but broker 1 advertises itself as 127.0.0.1:9, and 127.0.0.1:9 cannot be reached: nothing listens there (connection refused).`,
      hint: expect.stringContaining("advertised.listeners"),
    });
  });

  it("says what is wrong with each when none answers", async () => {
    const wire = openWire({ bootstrap: "127.0.0.1:1,no-such-host.invalid:9092" });
    owned(wire);
    const asked = wire.metadata({ timeoutMs: 4_000 });
    await expect(asked).rejects.toMatchObject({ kafkaCode: -101 });
    await expect(asked).rejects.toThrow("127.0.0.1:1 cannot be reached: nothing listens there (connection refused).");
    await expect(asked).rejects.toThrow("no-such-host.invalid:9092 cannot be reached: the host name");
  });

  it("are not dialled again and again while the breaker is open, and come back by themselves", async () => {
    let isUp = false;
    const fake = await broker({
      on: ({ key, socket }) => {
        if (isUp || key !== 18) return undefined;
        socket.destroy();
        return null;
      },
    });
    const wire = wireTo([fake], { limits: { breakerMs: [60, 120] } });
    for (let i = 0; i < 20; i++) await wire.metadata().catch(() => {});
    expect(fake.connections()).toBeLessThan(20);
    isUp = true;
    await expect
      .poll(() =>
        wire.metadata().then(
          ({ clusterId }) => clusterId,
          () => null,
        ),
      )
      .toBe("fake");
  });
});

describe("a broker that asks for patience", () => {
  it("is left alone for as long as it throttles", async () => {
    const fake = await broker({
      on: ({ key }) => (key === 3 ? metadataAnswer({ host: "127.0.0.1", port: 9 }, 60_000) : undefined),
    });
    const wire = wireTo([fake]);
    await wire.metadata();
    await expect(wire.metadata({ fresh: true, timeoutMs: 50 })).rejects.toMatchObject({ kafkaCode: -102 });
    expect(fake.requests.filter((key) => key === 3)).toHaveLength(1);
  });

  it("ends authenticated sessions: a new connection takes over before that", async () => {
    const saslHandshake = (): Writer =>
      Writer.create()
        .appendInt16(0)
        .appendArray(["PLAIN"], (w, name) => w.appendString(name, false), false, false);
    const session = (): Writer =>
      Writer.create().appendInt16(0).appendString(null, false).appendBytes(Buffer.alloc(0), false).appendInt64(40n);
    const fake = await broker({ on: ({ key }) => (key === 17 ? saslHandshake() : key === 36 ? session() : undefined) });
    const wire = wireTo([fake], { sasl: { mechanism: "plain", username: "u", password: "p" } });
    await expect.poll(async () => (await wire.metadata({ fresh: true })) && fake.connections()).toBeGreaterThan(2);
  });

  it("has lost its coordinator: the next look finds the new one", async () => {
    let finds = 0;
    let asks = 0;
    const fake = await broker({
      on: ({ key }) => {
        if (key === 10) {
          finds++;
          return Writer.create()
            .appendInt32(0)
            .appendInt16(0)
            .appendString(null, false)
            .appendInt32(1)
            .appendString(fake.host, false)
            .appendInt32(fake.port);
        }
        return key === 22 ? producerIdAnswer(++asks === 1 ? 16 : 0) : undefined;
      },
    });
    const wire = wireTo([fake]);
    const answer = await wire.call({ kind: "coordinator", of: "transaction", key: "tx" }, initProducerId, ["tx", 1], {
      purpose: "mutate",
    });
    expect(answer.errorCode).toBe(0);
    expect([finds, asks]).toEqual([2, 2]);
  });

  it("has its sockets closed when nobody needs them", async () => {
    const ended = Promise.withResolvers<void>();
    const fake = await broker({
      on: ({ key, socket }) => {
        socket.once("close", () => ended.resolve());
        return key === 18 ? apiVersionsAnswer() : undefined;
      },
    });
    const wire = wireTo([fake], { limits: { idleMs: 20 } });
    await wire.metadata();
    await ended.promise;
    expect(await wire.metadata({ fresh: true })).toMatchObject({ clusterId: "fake" });
  });
});
