import { getQuorum } from "@/lib/api/clusters";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { quorumView } from "@/server/views/quorum";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getQuorum, ({ cluster, signal }) => quorumView(cluster, signal)),
});
