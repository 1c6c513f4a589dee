import { addPartitions } from "@/lib/api/topics";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { addPartitionsView } from "@/server/views/add-partitions";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: serve(addPartitions, ({ cluster, params, body, signal }) =>
    addPartitionsView(cluster, params.topic, body, signal),
  ),
});
