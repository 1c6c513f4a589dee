import { expect, test } from "vitest";
import { topicRow } from "./topic.fixtures";
import { topicsCsv } from "./topic-csv";

const lineOf = (over: Parameters<typeof topicRow>[0]) => topicsCsv([topicRow(over)]).split("\r\n")[1];

test("one line per topic under a head, 64-bit numbers whole", () => {
  expect(topicsCsv([topicRow({ offsetSpan: 9_007_199_254_740_993n })])).toBe(
    "topic,internal,topic_id,partitions,replication_factor,offline_partitions,under_min_isr_partitions,under_replicated_partitions,offset_span,size_bytes,messages_per_second,cleanup_policy,retention_ms,groups,lag,slowest_group\r\n" +
      "orders.created,false,uLbAUyB6TbWo5l3bXzNHUQ,6,3,0,0,0,9007199254740993,4096,2.5,delete,604800000,1,7,billing\r\n",
  );
});

test("what is not known stays empty and does not become 0", () => {
  expect(lineOf({ sizeBytes: null, lag: null, groupCount: 0 })).toContain(",1200,,2.5,delete,604800000,0,,");
});

test("commas and quotes of group ids do not shift columns", () => {
  expect(lineOf({ slowestGroup: 'a,"b"' })).toMatch(/,"a,""b"""$/);
});

test("a group id that a spreadsheet would run is defused", () => {
  expect(lineOf({ slowestGroup: "=HYPERLINK(1)" })).toMatch(/,'=HYPERLINK\(1\)$/);
});
