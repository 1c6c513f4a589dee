import { getPartitionFor } from "@/lib/api/topics";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { partitionFor } from "@/server/records/produce/produce";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getPartitionFor, ({ cluster, params, query, signal }) =>
    partitionFor(cluster.kafka, params.topic, query, signal),
  ),
});
