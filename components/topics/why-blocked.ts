import type { ClusterRow } from "@/lib/api/clusters";
import { policiesOf } from "./keeps";

/** Why nothing of a cluster's topics can be changed from here; undefined when it can. */
export function changeBlocked(facts: Pick<ClusterRow, "name" | "readOnly"> | undefined): string | undefined {
  return facts?.readOnly
    ? `The cluster ${facts.name} is read-only in Klar's configuration: its topics are not changed from here.`
    : undefined;
}

/** Kafka deletes records only where retention may delete them. */
export function truncateBlocked({ cleanupPolicy }: { cleanupPolicy: string | null }): string | undefined {
  if (cleanupPolicy === null || policiesOf(cleanupPolicy).includes("delete")) return undefined;
  return `Kafka deletes records only where cleanup.policy contains delete; here it is “${cleanupPolicy}”.`;
}

/** Environments in which every change of consequence asks for the name. */
export function isProduction(environment: string | null | undefined): boolean {
  return /^prod(uction)?$/i.test(environment ?? "");
}
