import { listBrokerConfigs } from "@/lib/api/brokers";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { brokerConfigs } from "@/server/views/broker-configs";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listBrokerConfigs, ({ cluster, params, signal }) => brokerConfigs(cluster, params.broker, signal)),
});
