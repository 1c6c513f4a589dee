import { listMessages } from "@/lib/api/messages";
import { produceMessages } from "@/lib/api/produce";
import { encoded, events } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { browse } from "@/server/records/browse";
import { browseOnce } from "@/server/records/browse-once";
import { produceRecords } from "@/server/records/produce/produce";
import { wireEvents, wireReply } from "@/server/records/wire-form";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(
    listMessages,
    async ({ cluster, params, query, signal, accept }) =>
      accept === "json"
        ? encoded(wireReply(await browseOnce(cluster.kafka, params.topic, query, signal, cluster.decoding)))
        : events(wireEvents(await browse(cluster.kafka, params.topic, query, { signal, decoding: cluster.decoding }))),
    // a reading has budgets of its own
    { deadlineMs: null },
  ),
  POST: serve(
    produceMessages,
    ({ cluster, params, body, signal }) => produceRecords(cluster.kafka, params.topic, body, signal, cluster.decoding),
    {
      deadlineMs: 60_000,
    },
  ),
});
