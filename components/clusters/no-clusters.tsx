import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";

const file = `# klar.yaml beside where Klar starts, or named by KLAR_CONFIG
clusters:
  - name: orders-production
    bootstrapServers: [kafka-1:9093, kafka-2:9093]
    environment: production   # the stripe and the word on every page
    readOnly: true            # refuses everything that would change it
    tls: true
    sasl: { mechanism: scram-sha-512, username: klar, password: \${KAFKA_PASSWORD} }`;

/** Nothing is configured: how the first cluster gets here. */
export function NoClusters() {
  return (
    <EmptyState
      title="No cluster is configured"
      why="A cluster is named by one or more of its brokers; the others are found through them. Clusters come from the configuration only, never from a page, so that addresses and passwords stay where you keep them."
    >
      <div className="grid gap-4">
        <CodeBlock
          label="One cluster"
          text={"# one cluster, no file\nKLAR_BOOTSTRAP_SERVERS=localhost:9092 KLAR_CLUSTER_NAME=local klar"}
        />
        <CodeBlock label="Several clusters" text={file} />
      </div>
    </EmptyState>
  );
}
