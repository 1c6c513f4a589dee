import { beforeEach, describe, expect, it } from "vitest";
import { produceMessages } from "../../lib/api/produce.ts";
import { createTopic, deleteTopic, getTopic, listTopics } from "../../lib/api/topics.ts";
import { ask, count, freshRuntime, paths, problem } from "./serve.fixtures.ts";
import { serve } from "./serve.ts";

beforeEach(() => {
  freshRuntime();
});

describe("a request that is not right", () => {
  const never: () => never = () => {
    throw new Error("must not run");
  };

  it.each([
    ["?colour=red&page=0&perPage=none&sort=x", ["query.colour", "query.page", "query.perPage", "query.sort"]],
    ["?page=1&page=2", ["query.page"]],
    ["?search=%ff", ["query.search"]],
    ["?search=%zz&page=x", ["query.page", "query.search"]],
    ["?__proto__=1&constructor=2", ["query.__proto__", "query.constructor"]],
    ["?=1", ['query[""]']],
  ])("names every bad field of %s", async (search, expected) => {
    const document = await problem(await ask(serve(listTopics, never), { search }));
    expect(document).toMatchObject({ code: "invalid-request", status: 400 });
    expect(paths(document)).toEqual(expected);
  });

  it.each([
    ["{", ["body"]],
    ["", ["body"]],
    ["[]", ["body"]],
    ["null", ["body"]],
    ["{}", ["body.records"]],
    ['{"records":[]}', ["body.records"]],
    ['{"records":[{},{"key":5}],"acks":2,"x":1}', ["body.acks", "body.records[1].key", "body.x"]],
    ['{"records":[{"key":{"format":"json"}}]}', ["body.records[0].key.text"]],
    ['{"records":[{"key":{"encoding":"base64","text":"?"}}]}', ["body.records[0].key.text"]],
    ['{"records":[{"partition":1.5,"timestamp":-1}]}', ["body.records[0].partition", "body.records[0].timestamp"]],
    ['{"records":[{"headers":[{"value":null}]}]}', ["body.records[0].headers[0].name"]],
    ['{"records":[{"__proto__":{}}]}', ["body.records[0].__proto__"]],
  ])("names every bad field of %s", async (body, expected) => {
    const document = await problem(await ask(serve(produceMessages, never), { body }));
    expect(document).toMatchObject({ code: "invalid-request", status: 400 });
    expect(paths(document)).toEqual(expected);
  });

  it("puts names that are no words in brackets and says what is wrong with them", async () => {
    const document = await problem(
      await ask(serve(createTopic, never), {
        body: '{"name":"a","configs":{"retention.ms":5},"assignments":{"x":[1]}}',
      }),
    );
    expect(paths(document)).toEqual(["body.assignments.x", 'body.configs["retention.ms"]'].sort());
    expect(document.errors).toContainEqual({ path: 'body.configs["retention.ms"]', message: "must be text" });
  });

  it("is told about query and body at once", async () => {
    const document = await problem(
      await ask(serve(createTopic, never), { search: "?dryRun=true", body: '{"name":5}' }),
    );
    expect(paths(document)).toEqual(["body.name", "query.dryRun"]);
  });

  it("lists a bounded number of bad records and counts the rest", async () => {
    const body = JSON.stringify({ records: Array.from({ length: 3000 }, () => ({ key: 1 })) });
    const document = await problem(await ask(serve(produceMessages, never), { body }));
    expect(document.errors).toHaveLength(1001);
    expect(document.errors?.at(-1)).toEqual({ path: "body", message: "has 2000 more bad fields" });
  });

  it("is told the same of a large body, which is read aside", async () => {
    const filler = "x".repeat(300_000);
    const errorsOf = async (body: string) => (await problem(await ask(serve(produceMessages, never), { body }))).errors;
    expect(await errorsOf(`{"records":[{"value":"${filler}"},{"key":5}],"x":1}`)).toEqual(
      await errorsOf('{"records":[{"value":""},{"key":5}],"x":1}'),
    );
    expect(await errorsOf(`{"records":["${filler}`)).toEqual([
      { path: "body", message: expect.stringMatching(/^must be JSON; it breaks off at position 300/) },
    ]);
    const deep = `${"[".repeat(3_000_000)}${"]".repeat(3_000_000)}`;
    expect(await errorsOf(deep)).toEqual([{ path: "body", message: "must not be nested more than 100 deep" }]);
    expect(await errorsOf("[".repeat(101))).toEqual(await errorsOf(deep));
    const route = serve(produceMessages, ({ body }) => {
      expect(body.records[0]?.value).toBe(filler);
      return { results: [], acknowledged: true };
    });
    const good = await ask(route, { body: JSON.stringify({ records: [{ value: filler }] }) });
    expect([good.status, await good.json()]).toEqual([200, { results: [], acknowledged: true }]);
  });

  it.each([
    [{}],
    [{ "content-type": "text/plain" }],
    [{ "content-type": "application/json; charset=latin1" }],
    [{ "content-type": "application/x-www-form-urlencoded" }],
    [{ "content-type": "application/json", "content-encoding": "gzip" }],
  ])("415 for a body with %j", async (headers) => {
    const body = new TextEncoder().encode('{"name":"a"}');
    const document = await problem(
      await ask(serve(createTopic, never), { body, headers: headers as Record<string, string> }),
    );
    expect(document.code).toBe("media-type");
  });

  it("400 for bytes that are no UTF-8", async () => {
    const document = await problem(await ask(serve(createTopic, never), { body: new Uint8Array([123, 255, 125]) }));
    expect(document.errors).toEqual([{ path: "body", message: "must be JSON in UTF-8" }]);
  });

  /** a body of so many pieces of 256 KiB, which counts those that were asked for */
  function pieces(count: number) {
    const taken = { pieces: 0, isOver: false };
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (++taken.pieces > count) {
          taken.isOver = true;
          controller.close();
        } else controller.enqueue(new Uint8Array(256 * 1024).fill(32));
      },
    });
    return { body, taken };
  }

  it("413 once all was sent, for who is still sending does not read", async () => {
    const { body, taken } = pieces(100);
    expect((await problem(await ask(serve(createTopic, never), { body }))).code).toBe("too-large");
    expect(taken.isOver).toBe(true);
    const unread = pieces(100);
    const headers = { "content-type": "text/plain" };
    expect((await problem(await ask(serve(createTopic, never), { body: unread.body, headers }))).code).toBe(
      "media-type",
    );
    expect(unread.taken.isOver).toBe(true);
  });

  it("413 for a body without an end", async () => {
    const { body, taken } = pieces(Number.POSITIVE_INFINITY);
    expect((await problem(await ask(serve(createTopic, never), { body }))).code).toBe("too-large");
    expect(taken.pieces).toBeLessThan(200);
  });

  it("413 at once where the length is announced", async () => {
    const headers = { "content-type": "application/json", "content-length": "2000000" };
    expect((await problem(await ask(serve(createTopic, never), { body: "{}", headers }))).code).toBe("too-large");
  });

  it("is refused a body where none is taken, so that no dry run is lost", async () => {
    const document = await problem(await ask(serve(deleteTopic, never), { method: "DELETE", body: '{"dryRun":true}' }));
    expect(paths(document)).toEqual(["body"]);
  });

  it.each(["nobody", "", "LOCAL", "__proto__"])("404 for the cluster %j", async (cluster) => {
    expect((await problem(await ask(serve(getTopic, never), { params: { cluster, topic: "a" } }))).code).toBe(
      "no-such-cluster",
    );
  });

  it("403 on a read-only cluster for everything that changes something, and only that", async () => {
    const params = { cluster: "frozen" };
    const refused = await problem(await ask(serve(createTopic, never), { params, body: '{"name":"a"}' }));
    expect(refused).toMatchObject({ code: "forbidden", hint: expect.stringContaining("readOnly") });
    expect((await problem(await ask(serve(deleteTopic, never), { params, method: "DELETE" }))).code).toBe("forbidden");
    expect(
      (
        await ask(
          serve(count, () => ({ name: "a", count: 1n })),
          { params },
        )
      ).status,
    ).toBe(200);
  });
});
