import type { ConsumedRecord, MemberHappening } from "../../lib/api/workloads.ts";

/** How an ordinary client reaches a cluster; secrets stay in this process. */
export type Connection = {
  brokers: string[];
  ssl:
    | false
    | {
        ca?: string | undefined;
        cert?: string | undefined;
        key?: string | undefined;
        passphrase?: string | undefined;
        servername?: string | undefined;
        rejectUnauthorized: boolean;
      };
  sasl: null | { mechanism: "plain" | "scram-sha-256" | "scram-sha-512"; username: string; password: string };
};

export type MemberSpec = {
  id: string;
  connection: Connection;
  group: string;
  clientId: string;
  topics: string[];
  from: "earliest" | "latest";
  commit: "auto" | "manual";
  /** records a second; null = as many as come */
  rate: number | null;
};

export type Offsets = { topic: string; partition: number; offset: bigint }[];

/** To the worker. */
export type MemberOrder =
  | { kind: "start"; spec: MemberSpec }
  | { kind: "stop"; id: string }
  | { kind: "commit"; id: string; call: number };

/** From the worker. */
export type MemberReport =
  | { kind: "happened"; id: string; happening: MemberHappening; change?: MemberChange }
  | { kind: "records"; id: string; items: ConsumedRecord[]; count: number; uncommitted: number }
  | { kind: "generation"; id: string; generation: number }
  | { kind: "committed"; id: string; call: number; offsets: Offsets }
  | { kind: "not-committed"; id: string; call: number; message: string }
  | { kind: "ended"; id: string; failure: string | null };

export type MemberChange = {
  memberId?: string;
  isLeader?: boolean;
  assignments?: { topic: string; partitions: number[] }[];
};
