import { exportMessages } from "@/lib/api/messages";
import { downloadStream } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { exportRecords } from "@/server/records/export/export";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(
    exportMessages,
    async ({ cluster, params, query, signal }) =>
      downloadStream(await exportRecords(cluster.kafka, params.topic, query, signal, cluster.decoding)),
    // it takes as long as its reader
    { deadlineMs: null },
  ),
});
