import { getMessageKey } from "@/lib/api/messages";
import { download } from "@/server/http/reply";
import { routes } from "@/server/http/routes";
import { serve } from "@/server/http/serve";
import { recordBytes } from "@/server/records/whole";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: serve(getMessageKey, async ({ cluster, params, signal }) =>
    download(await recordBytes(cluster.kafka, params, "key", signal)),
  ),
});
