import { tailMessages } from "@/lib/api/messages";
import { events } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { tail } from "@/server/records/tail/tail";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(tailMessages, async ({ cluster, params, query, signal, lastEventId }) =>
    events(await tail(cluster.kafka, params.topic, query, { signal, lastEventId, decoding: cluster.decoding })),
  ),
});
