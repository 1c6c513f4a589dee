import type { Finding } from "../../lib/api/clusters.ts";
import type { FindingKind } from "./finding-kinds.ts";

/** A finding as it is seen in one picture. */
export type Sighting = Omit<Finding, "since" | "kind"> & { kind: FindingKind };

const order = { bad: 0, warn: 1, info: 2 } as const;

/** Remembers when each finding was first seen, for as long as it stays. */
export class FindingLog {
  #since = new Map<string, number | null>();
  #isFirst = true;
  #current: readonly Finding[] = [];

  /** The findings of the last picture, the worst first. */
  get current(): readonly Finding[] {
    return this.#current;
  }

  /** @param at epoch ms of the picture. What the first one shows may have been there for long: its `since` is null. */
  take(sightings: readonly Sighting[], at: number): void {
    const since = new Map<string, number | null>();
    const findings = sightings.map((sighting): Finding => {
      const key = `${sighting.kind}\n${sighting.subject.type}\n${sighting.subject.name}`;
      const known = this.#since.get(key);
      const first = known === undefined ? (this.#isFirst ? null : at) : known;
      since.set(key, first);
      return { ...sighting, since: first };
    });
    this.#since = since;
    this.#isFirst = false;
    this.#current = findings.sort((a, b) => order[a.severity] - order[b.severity]);
  }
}
