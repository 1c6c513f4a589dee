import { getTopicHistory } from "@/lib/api/history";
import { download } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { topicCsv } from "@/server/views/history-csv";
import { topicHistory } from "@/server/views/topic-history";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getTopicHistory, async ({ cluster, params, query, accept, signal }) => {
    const history = await topicHistory(cluster, params.topic, query, signal);
    if (accept !== "csv" && query.format !== "csv") return history;
    const fileName = `${params.topic}-history.csv`;
    return download({ bytes: Buffer.from(topicCsv(history)), fileName, contentType: "text/csv; charset=utf-8" });
  }),
});
