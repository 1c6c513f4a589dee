import { getGroupHistory } from "@/lib/api/group-history";
import { download } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { groupHistory } from "@/server/views/group-history";
import { groupCsv } from "@/server/views/history-csv";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getGroupHistory, async ({ cluster, params, query, accept, signal }) => {
    const history = await groupHistory(cluster, params.group, query, signal);
    if (accept !== "csv" && query.format !== "csv") return history;
    const fileName = `${params.group}-history.csv`;
    return download({ bytes: Buffer.from(groupCsv(history)), fileName, contentType: "text/csv; charset=utf-8" });
  }),
});
