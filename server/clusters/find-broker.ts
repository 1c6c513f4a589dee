import { ApiError } from "../../lib/api/error.ts";
import type { BrokerPicture, Snapshot } from "./snapshot.ts";

/** The broker of an id as it stands in a path. @throws ApiError no-such-broker */
export function findBroker(snapshot: Snapshot, id: string): BrokerPicture {
  const found = /^(0|[1-9]\d{0,9})$/.test(id) ? snapshot.brokers.get(Number(id)) : undefined;
  if (found) return found;
  const ids = [...snapshot.brokers.keys()].join(", ");
  throw new ApiError("no-such-broker", `No broker of this cluster has the id ${JSON.stringify(id)}.`, {
    hint: `Its brokers are ${ids}.`,
  });
}
