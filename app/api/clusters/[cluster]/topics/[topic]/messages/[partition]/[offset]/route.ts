import { getMessage } from "@/lib/api/messages";
import { encoded } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { wholeReply } from "@/server/records/whole";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getMessage, async ({ cluster, params, query, signal }) =>
    encoded(await wholeReply(cluster.kafka, params, query, signal, cluster.decoding)),
  ),
});
