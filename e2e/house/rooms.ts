/** One room: which files stand in it and which doors it may open. The most specific room that fits a file is its room. */
export type Room = {
  /** a folder or a file, from the root; `*` stands for one name */
  at: string;
  /** rooms, folders and files it may import from, besides itself; `<noun>` is the name `*` stood for */
  opens: readonly string[];
  /** packages it may import; `node:*` for Node's own. Absent: any that is not in `guarded` */
  packages?: readonly string[];
  /** true where its files may not import each other */
  apart?: boolean;
};

/** Packages that only rooms naming them may open. */
export const guarded = [
  "@platformatic/kafka",
  "@platformatic/wasm-utils",
  "kafkajs",
  "react",
  "react-dom",
  "next",
  "next-themes",
  "nuqs",
  "recharts",
  "@base-ui/react",
  "@tanstack/react-query",
  "@tanstack/react-table",
  "@tanstack/react-virtual",
  "react-hook-form",
];

const port = ["cluster", "groups", "transfer", "error", "settled"].map((name) => `server/kafka/${name}.ts`);
const drawing = ["react", "react-dom", "next", "@base-ui/react", "@tanstack/react-table", "@tanstack/react-virtual"];
const asking = [
  ...drawing,
  "@tanstack/react-query",
  "nuqs",
  "next-themes",
  "react-hook-form",
  "@hookform/resolvers",
  "zod",
];

/** The import law, as a table. docs/architecture.md says it in words. */
export const rooms: readonly Room[] = [
  { at: "lib", opens: [], packages: ["zod"] },
  { at: "server/kafka", opens: [...port, "lib/api/error.ts", "lib/kafka"], packages: [] },
  { at: "server/kafka/open.ts", opens: [...port, "server/kafka/wire", "server/kafka/admin"], packages: [] },
  {
    at: "server/kafka/batch",
    opens: ["lib/kafka"],
    packages: ["node:*", "@platformatic/wasm-utils", "@node-rs/crc32"],
  },
  { at: "server/kafka/protocol", opens: ["lib/kafka"], packages: ["node:*", "@platformatic/kafka"] },
  {
    at: "server/kafka/wire",
    opens: [...port, "server/kafka/protocol", "server/kafka/batch", "lib/kafka"],
    packages: ["node:*", "@platformatic/kafka"],
  },
  {
    at: "server/kafka/admin",
    opens: [...port, "server/kafka/wire", "server/kafka/protocol", "lib/kafka"],
    packages: ["node:*"],
  },
  { at: "server/serde", opens: ["server/schemas", "lib"] },
  { at: "server/records", opens: [...port, "server/kafka/batch", "server/serde", "server/jobs", "lib"] },
  {
    at: "server/workloads",
    opens: ["server/jobs", "server/kafka/batch", "lib"],
    packages: ["node:*", "kafkajs"],
  },
  {
    at: "server/clusters",
    opens: [
      ...port,
      "server/kafka/open.ts",
      "server/history",
      // the type only: what is configured of formats and schemas goes with the cluster
      "server/serde/decoding.ts",
      "server/config.ts",
      "lib",
    ],
  },
  ...["history", "alerts", "jobs", "metrics", "schemas", "connect", "ksql", "access", "audit"].map((name) => ({
    at: `server/${name}`,
    opens: [...port, "lib"],
  })),
  {
    at: "server/views",
    opens: [
      ...port,
      ...["clusters", "history", "jobs", "schemas", "connect", "metrics"].map((name) => `server/${name}`),
      "lib",
    ],
    apart: true,
  },
  { at: "server/http", opens: ["server/runtime.ts", "server/access", "server/audit", "lib/api"] },
  ...[
    "boot",
    "runtime",
    "config",
    "config-secrets",
    "config-formats",
    "config-tls",
    "config-watching",
    "open-decoding",
  ].map((name) => ({
    at: `server/${name}.ts`,
    opens: ["server", "lib", "package.json"],
  })),
  { at: "components/ui", opens: ["lib/format"], packages: drawing },
  { at: "components/charts", opens: ["components/ui", "lib/format"], packages: ["react", "recharts"] },
  { at: "components/kafka", opens: ["components/ui", "components/charts", "lib"], packages: drawing },
  { at: "components/live", opens: ["components/ui", "lib"], packages: asking },
  { at: "components/shell", opens: ["components/ui", "components/live", "lib"], packages: asking },
  {
    at: "components/*",
    opens: ["components/ui", "components/kafka", "components/charts", "components/live", "lib"],
    packages: asking,
  },
  { at: "app", opens: ["components", "lib"], packages: ["react", "next", "node:*"] },
  {
    at: "app/api",
    opens: [
      ...port,
      ...["http", "runtime.ts", "views", "records", "jobs", "workloads", "history"].map((name) => `server/${name}`),
      "lib/api",
    ],
    packages: [],
  },
  {
    at: "app/metrics",
    opens: ["server/http", "server/views", "lib/api"],
    packages: [],
  },
  { at: "proxy.ts", opens: ["server/http", "server/runtime.ts"], packages: ["next"] },
  { at: "instrumentation.ts", opens: ["server/boot.ts"], packages: [] },
  { at: "bench", opens: ["lib", "server/kafka", "server/clusters", "server/history", "rig"] },
  {
    at: "e2e",
    opens: ["lib", "rig"],
    // kafkajs is a witness here: an ordinary client that shares no code with what it judges
    packages: [
      "node:*",
      "vitest",
      "ajv",
      "zod",
      "@playwright/test",
      "@axe-core/playwright",
      "kafkajs",
      "@platformatic/wasm-utils",
    ],
  },
];
