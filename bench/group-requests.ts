// node bench/group-requests.ts <host:port>: pictures of a cluster as the console takes them for its lists of groups, with the requests
// they cost counted. The first is as cold as this process.
import { readSnapshot } from "../server/clusters/read-snapshot.ts";
import type { Snapshot } from "../server/clusters/snapshot.ts";
import { TopicSettingsCache } from "../server/clusters/topic-settings.ts";
import { createAdmin } from "../server/kafka/admin/admin.ts";
import type { KafkaCluster } from "../server/kafka/cluster.ts";
import { openWire } from "./many-topics.ts";
import { timed } from "./timing.ts";

const [bootstrap = ""] = process.argv.slice(2);
const wire = openWire(bootstrap);
let requests = 0;
const call = wire.call.bind(wire);
wire.call = (target, api, args, options) => {
  requests += 1;
  return call(target, api, args, options);
};
// of the port a picture asks for what admin answers, and for metadata
const kafka = {
  ...createAdmin(wire),
  metadata: (options: Parameters<typeof wire.metadata>[0]) => wire.metadata(options),
} as KafkaCluster;
const settings = new TopicSettingsCache(kafka);
const times: number[] = [];
let counted = 0;
const pictures: Snapshot[] = [];
for (let round = 0; round < 16; round++) {
  requests = 0;
  const last = pictures.pop() ?? null;
  const { ms, result } = await timed(() => readSnapshot({ kafka, settings, last, timeoutMs: 60_000 }));
  pictures.push(result);
  // the first also learns of the broker
  if (round > 0) times.push(ms);
  counted = Math.max(counted, requests);
}
await wire.close();
const [last] = pictures;
const groups = last?.groups.size ?? 0;
const problems = last?.problems.length ?? 0;
process.stdout.write(JSON.stringify({ times, requests: counted, groups, problems }));
