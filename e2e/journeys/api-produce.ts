import { type APIRequestContext, expect } from "@playwright/test";
import { clusterName } from "./console-address";

/** Writes records by the API, as a script of a person would. */
export async function produceTo(
  request: APIRequestContext,
  topic: string,
  records: { key: string; value: string; partition?: number }[],
): Promise<void> {
  const reply = await request.post(`/api/clusters/${clusterName}/topics/${topic}/messages`, { data: { records } });
  expect(reply.status(), await reply.text()).toBe(200);
}
