import { getClusterHistory } from "@/lib/api/history";
import { download } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { clusterHistory } from "@/server/views/cluster-history";
import { clusterCsv } from "@/server/views/history-csv";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getClusterHistory, async ({ cluster, query, accept, signal }) => {
    const history = await clusterHistory(cluster, query, signal);
    if (accept !== "csv" && query.format !== "csv") return history;
    const fileName = `${cluster.name}-history.csv`;
    return download({ bytes: Buffer.from(clusterCsv(history)), fileName, contentType: "text/csv; charset=utf-8" });
  }),
});
