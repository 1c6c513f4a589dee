import { discardReplay } from "@/lib/api/replay";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { discardReplay as discard } from "@/server/records/replay/replay";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  DELETE: serve(
    discardReplay,
    ({ cluster, params, runtime: { jobs }, signal }) =>
      discard(cluster.kafka, params.topic, params.replay, jobs, signal),
    { deadlineMs: 60_000 },
  ),
});
