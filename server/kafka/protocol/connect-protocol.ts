import { Reader } from "@platformatic/kafka";

export type ConnectAssignment = {
  leaderUrl: string | null;
  connectors: string[];
  tasks: { connector: string; task: number }[];
};

/** A task number that stands for the connector itself. */
const theConnector = -1;

/**
 * The REST address a Connect worker told its group (ConnectProtocol and IncrementalCooperativeConnectProtocol, KIP-415):
 * version url configOffset …
 *
 * @throws RangeError when the bytes are something else
 */
export function readConnectUrl(metadata: Buffer): string | null {
  if (metadata.length === 0) return null;
  const reader = Reader.from(metadata);
  reader.readInt16();
  return reader.readNullableString(false);
}

/**
 * What the group's leader gave to a Connect worker:
 * version error leader leaderUrl configOffset [connector [task]]? revoked(1+)[…]? delay(1+)
 *
 * @throws RangeError when the bytes are something else
 */
export function readConnectAssignment(assignment: Buffer): ConnectAssignment {
  const given: ConnectAssignment = { leaderUrl: null, connectors: [], tasks: [] };
  if (assignment.length === 0) return given;
  const reader = Reader.from(assignment);
  reader.readInt16();
  reader.readInt16();
  reader.readNullableString(false);
  given.leaderUrl = reader.readNullableString(false);
  reader.readInt64();
  reader.readNullableArray(
    (r) => {
      const connector = r.readString(false);
      r.readArray(
        (t) => {
          const task = t.readInt32();
          if (task === theConnector) given.connectors.push(connector);
          else given.tasks.push({ connector, task });
        },
        false,
        false,
      );
    },
    false,
    false,
  );
  return given;
}
