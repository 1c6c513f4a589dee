import { MemberBytes } from "./member-bytes.ts";

/** What a Connect worker told its group and what it has to run. */
export type ConnectMember = {
  /** its REST address */
  url: string | null;
  leaderUrl: string | null;
  connectors: string[];
  tasks: { connector: string; task: number }[];
};
type Work = { connector: string; task: number }[];

/** A task number that stands for the connector itself. */
const theConnector = -1;

/**
 * A member of a group with protocol type "connect" (ConnectProtocol, and IncrementalCooperativeConnectProtocol of KIP-415).
 * From version 1 on an assignment tells only what came and went with the last rebalance: what a worker runs is what it
 * said it had when it joined, less what was revoked, plus what was given.
 *
 * metadata:   version url configOffset allocation?(1+; an assignment)
 * assignment: version error leader leaderUrl configOffset [connector [task]]? revoked(1+)[connector [task]]? delay(1+)
 *
 * @throws RangeError when the bytes are something else
 */
export function readConnectMember(metadata: Buffer, assignment: Buffer): ConnectMember {
  const { url, had } = readMetadata(metadata);
  const { leaderUrl, given, revoked } = readAssignment(assignment);
  const nameOf = ({ connector, task }: Work[number]): string => `${task}/${connector}`;
  const runs = new Map([...had].map((work) => [nameOf(work), work]));
  for (const work of revoked) runs.delete(nameOf(work));
  for (const work of given) runs.set(nameOf(work), work);
  const all = [...runs.values()];
  return {
    url,
    leaderUrl,
    connectors: all.filter(({ task }) => task === theConnector).map(({ connector }) => connector),
    tasks: all.filter(({ task }) => task !== theConnector),
  };
}

function readMetadata(bytes: Buffer): { url: string | null; had: Work } {
  if (bytes.length === 0) return { url: null, had: [] };
  const reader = new MemberBytes(bytes);
  const version = reader.version();
  const url = reader.nullableString();
  reader.skip(8);
  const allocation = version >= 1 ? reader.nullableBytes() : null;
  return { url, had: allocation === null ? [] : readAssignment(allocation).given };
}

function readAssignment(bytes: Buffer): { leaderUrl: string | null; given: Work; revoked: Work } {
  if (bytes.length === 0) return { leaderUrl: null, given: [], revoked: [] };
  const reader = new MemberBytes(bytes);
  const version = reader.version();
  reader.int16();
  reader.nullableString();
  const leaderUrl = reader.nullableString();
  reader.skip(8);
  return { leaderUrl, given: readWork(reader), revoked: version >= 1 ? readWork(reader) : [] };
}

function readWork(reader: MemberBytes): Work {
  return reader
    .array(() => {
      const connector = reader.string();
      return reader.array(() => ({ connector, task: reader.int32() }));
    })
    .flat();
}
