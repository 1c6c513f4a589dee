import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";

/** Prometheus' text format 0.0.4 */
export const metricsMediaType = "text/plain; version=0.0.4; charset=utf-8";

export const getMetrics = endpoint({
  method: "GET",
  path: "/metrics",
  access: { cluster: "view" },
  summary: "All clusters for Prometheus: lag, offsets, groups, topics, brokers; docs/metrics.md names every series",
  query: z.strictObject({}),
  text: "text/plain",
});
