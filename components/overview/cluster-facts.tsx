import { Term } from "@/components/kafka/term";
import type { ClusterDetail } from "@/lib/api/clusters";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";

/** What the cluster is, in keys and values: addresses, versions, balance. */
export function ClusterFacts({ facts }: { facts: ClusterDetail }) {
  const version = facts.features.find(({ name }) => name === "metadata.version");
  const others = facts.features.filter(({ name, finalized }) => name !== "metadata.version" && finalized !== null);
  return (
    <dl className="kv ruled" aria-label="Facts of the cluster">
      <dt>bootstrap</dt>
      <dd data-tip-cut={facts.bootstrapServers.join(", ")}>{facts.bootstrapServers.join(", ")}</dd>
      <dt>cluster id</dt>
      <dd>{facts.clusterId ?? "—"}</dd>
      <dt>metadata.version</dt>
      <dd>
        {version ? (
          <>
            {version.finalized ?? "not set"}{" "}
            <span className="muted">
              of {version.supportedMin} to {version.supportedMax}
            </span>
          </>
        ) : (
          "—"
        )}
      </dd>
      <dt>features</dt>
      <dd data-tip-cut={others.map(({ name, finalized }) => `${name}=${finalized}`).join(", ")}>
        {others.length === 0 ? (
          <span className="muted">none set</span>
        ) : (
          others.map(({ name, finalized }) => `${name}=${finalized}`).join(", ")
        )}
      </dd>
      <dt>replicas</dt>
      <dd>
        {facts.replicaCount === null ? "—" : grouped(facts.replicaCount)}
        {facts.preferredLeaderImbalance === null ? null : (
          <span className="muted">
            {" "}
            ·{" "}
            {facts.preferredLeaderImbalance === 0
              ? "all"
              : `all but ${plural(facts.preferredLeaderImbalance, "partition")}`}{" "}
            led by the <Term word="preferred-leader">preferred leader</Term>
          </span>
        )}
      </dd>
      <dt>changes</dt>
      <dd>{facts.readOnly ? "refused: read-only in Klar's configuration" : "allowed"}</dd>
    </dl>
  );
}
