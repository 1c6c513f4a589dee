import { expect, it } from "vitest";
import * as z from "zod/mini";
import { endpoint } from "../../lib/api/endpoint.ts";
import { plainText } from "./reply.ts";
import { ask, freshRuntime } from "./serve.fixtures.ts";
import { serve } from "./serve.ts";

const words = endpoint({
  method: "GET",
  path: "/words",
  access: "anyone",
  summary: "Words",
  query: z.strictObject({}),
  text: "text/plain",
});
const route = serve(words, () => plainText("up 1\n", "text/plain; version=0.0.4"));

it("is sent as it is in its own media type, whatever the reader would rather have", async () => {
  freshRuntime();
  for (const accept of ["text/plain", "application/openmetrics-text; version=1.0.0", "*/*"]) {
    const response = await ask(route, { params: {}, headers: { accept } });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4");
    expect(await response.text()).toBe("up 1\n");
  }
  const head = await ask(route, { params: {}, method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});
