export type Accept = "json" | "sse" | "ndjson";
