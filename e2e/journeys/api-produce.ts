import { type APIRequestContext, expect } from "@playwright/test";
import { clusterName } from "./console-address";

/** Makes a topic by the API. */
export async function makeTopic(request: APIRequestContext, name: string, partitions: number): Promise<void> {
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name, partitions } });
  expect(made.status(), await made.text()).toBe(201);
}

/** Writes records by the API, as a script of a person would. */
export async function produceTo(
  request: APIRequestContext,
  topic: string,
  records: { key: string | null; value: string | null; partition?: number; timestamp?: number }[],
): Promise<void> {
  const reply = await request.post(`/api/clusters/${clusterName}/topics/${topic}/messages`, { data: { records } });
  expect(reply.status(), await reply.text()).toBe(200);
}
