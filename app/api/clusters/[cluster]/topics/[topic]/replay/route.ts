import { replayRecords } from "@/lib/api/replay";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { replayRecords as replay } from "@/server/records/replay/replay";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: serve(
    replayRecords,
    ({ cluster, params, body, runtime: { jobs }, signal }) =>
      replay(cluster.kafka, params.topic, body, { jobs, decoding: cluster.decoding }, signal),
    { deadlineMs: 60_000 },
  ),
});
