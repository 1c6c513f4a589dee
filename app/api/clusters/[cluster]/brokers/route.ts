import { listBrokers } from "@/lib/api/brokers";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { brokerList } from "@/server/views/broker-list";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(listBrokers, ({ cluster, signal }) => brokerList(cluster, signal)),
});
