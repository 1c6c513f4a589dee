"use client";
import { useQuery } from "@tanstack/react-query";
import { Icon } from "@/components/ui/icon";
import { Menu } from "@/components/ui/menu";
import { clusterFacts } from "./queries";
import { useClusterItems } from "./use-cluster-items";

/** Which cluster this is, said by name, environment and stripe; opens the list of the others. */
export function ClusterSwitch({ cluster, closed }: { cluster: string; closed: boolean }) {
  const items = useClusterItems(cluster);
  const { data } = useQuery(clusterFacts(cluster));
  return (
    <Menu
      align="start"
      items={items}
      trigger={
        <button
          type="button"
          className="cluster"
          data-environment={data?.environment ?? undefined}
          data-tip={closed ? cluster : undefined}
          aria-label={closed ? `Cluster ${cluster}, change` : undefined}
        >
          {closed ? (
            <b className="cut" aria-hidden="true">
              {cluster.slice(0, 3)}
            </b>
          ) : (
            <>
              <span className="min-w-0">
                <b className="cut" data-tip-cut={cluster}>
                  {cluster}
                </b>
                <span className="block cut">
                  {data?.environment ? <span className="env">{data.environment}</span> : null}
                  <span className="muted">
                    {data?.environment && data.kafkaVersion ? " · " : ""}
                    {data?.kafkaVersion
                      ? `Kafka ${data.kafkaVersion}`
                      : data
                        ? data.status === "unreachable"
                          ? "not answering"
                          : ""
                        : " "}
                    {data?.readOnly ? " · read-only" : ""}
                  </span>
                </span>
              </span>
              <Icon name="down" />
              <span className="sr-only">Change the cluster</span>
            </>
          )}
        </button>
      }
    />
  );
}
