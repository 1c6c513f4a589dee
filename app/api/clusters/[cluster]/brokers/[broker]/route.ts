import { getBroker } from "@/lib/api/brokers";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { brokerDetail } from "@/server/views/broker-detail";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getBroker, ({ cluster, params, signal }) => brokerDetail(cluster, params.broker, signal)),
});
