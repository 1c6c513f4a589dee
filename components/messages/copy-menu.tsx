"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { clusterRows } from "@/components/live/cluster-rows";
import { Button, DownMark } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { Menu, type MenuItem } from "@/components/ui/menu";
import type { Message, Payload } from "@/lib/api/messages";
import {
  celRecord,
  consoleRead,
  curlRead,
  curlRecord,
  exactText,
  hexText,
  kcatRead,
  messageJson,
} from "./copy-commands";
import { isVerbatim } from "./payload-bytes";
import { consoleProduce } from "./produce-commands";
import { draftFrom } from "./produce-draft";
import { type Formats, valueBytes } from "./queries";
import { useCopyValue } from "./use-copy-value";

/** What can be taken along of a record; commands are quoted for a shell. */
export function CopyMenu({
  cluster,
  topic,
  message,
  formats,
}: {
  cluster: string;
  topic: string;
  message: Message;
  formats: Formats;
}) {
  const { data } = useQuery(clusterRows());
  const client = useQueryClient();
  const { said, copyOf, say } = useCopyValue(cluster, topic, formats);
  const servers = data?.items.find((row) => row.name === cluster)?.bootstrapServers ?? [];
  const where = { servers, cluster, topic, origin: typeof window === "undefined" ? "" : window.location.origin };
  const copy = (what: string, text: (whole: Message) => string) => () => void copyOf(message, what, text);
  const copyHex = () =>
    client
      .fetchQuery(valueBytes(cluster, topic, message))
      .then((bytes) => copyText(hexText(bytes)))
      .then(
        () => say("Copied the bytes of the value"),
        () => say("Could not copy the bytes of the value"),
      );
  const items: MenuItem[] = [
    { label: sideLabel("Value", message.value), end: "c", run: copy("the value", (one) => exactText(one.value)) },
    ...(message.value === null ? [] : [{ label: "Value, its bytes as hex", run: () => void copyHex() }]),
    ...(message.key === null
      ? []
      : [{ label: sideLabel("Key", message.key), run: copy("the key", (one) => exactText(one.key)) }]),
    { label: "Record as JSON", run: copy("the record", (one) => messageJson(one)) },
    { label: "Partition and offset", run: copy("the place", (one) => `${one.partition}:${one.offset}`) },
    { label: "CEL condition for this record", run: copy("a condition", celRecord) },
    { rule: true, group: "Read it", label: "kcat", run: copy("a kcat command", () => kcatRead(where, message)) },
    {
      label: "kafka-console-consumer",
      run: copy("a kafka-console-consumer command", () => consoleRead(where, message)),
    },
    { label: "curl, the record as JSON", run: copy("a curl command", () => curlRecord(where, message)) },
    { label: "curl, the value's bytes", run: copy("a curl command", () => curlRead(where, message)) },
    {
      rule: true,
      group: "Write it again",
      label: "kafka-console-producer",
      run: copy("a kafka-console-producer command", (one) => consoleProduce(draftFrom(one), where)),
    },
  ];
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" small>
            Copy as <DownMark />
          </Button>
        }
        items={items}
      />
      <span className="sr-only" role="status">
        {said}
      </span>
    </>
  );
}

function sideLabel(side: string, payload: Payload | null): string {
  if (payload?.encoding === "base64") return `${side}, as base64`;
  return payload === null || isVerbatim(payload) ? `${side}, exact` : `${side}, as ${payload.format} tells it`;
}
