import { getBrokerHistory } from "@/lib/api/history";
import { download } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { brokerHistory } from "@/server/views/broker-history";
import { brokerCsv } from "@/server/views/history-csv";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getBrokerHistory, async ({ cluster, params, query, accept, signal }) => {
    const history = await brokerHistory(cluster, params.broker, query, signal);
    if (accept !== "csv" && query.format !== "csv") return history;
    const fileName = `broker-${params.broker}-history.csv`;
    return download({ bytes: Buffer.from(brokerCsv(history)), fileName, contentType: "text/csv; charset=utf-8" });
  }),
});
