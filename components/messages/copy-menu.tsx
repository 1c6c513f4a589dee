"use client";
import { useQuery } from "@tanstack/react-query";
import { Button, DownMark } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import type { Message } from "@/lib/api/messages";
import { consoleRead, curlRead, exactText, kcatRead, messageJson } from "./copy-commands";
import { clusterRows } from "./queries";
import { useCopyValue } from "./use-copy-value";

/** What can be taken along of a record; commands are quoted for a shell. */
export function CopyMenu({ cluster, topic, message }: { cluster: string; topic: string; message: Message }) {
  const { data } = useQuery(clusterRows());
  const { said, copyOf } = useCopyValue(cluster, topic);
  const servers = data?.items.find((row) => row.name === cluster)?.bootstrapServers ?? [];
  const where = { servers, cluster, topic, origin: typeof window === "undefined" ? "" : window.location.origin };
  const copy = (what: string, text: (whole: Message) => string) => () => void copyOf(message, what, text);
  const isBinary = message.value?.encoding === "base64";
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" small>
            Copy as <DownMark />
          </Button>
        }
        items={[
          {
            label: isBinary ? "Value, as base64" : "Value, exact",
            end: "c",
            run: copy("the value", (one) => exactText(one.value)),
          },
          ...(message.key === null
            ? []
            : [
                {
                  label: message.key.encoding === "base64" ? "Key, as base64" : "Key, exact",
                  run: copy("the key", (one) => exactText(one.key)),
                },
              ]),
          { label: "Record as JSON", run: copy("the record", messageJson) },
          { label: "Partition and offset", run: copy("the place", (one) => `${one.partition}:${one.offset}`) },
          { rule: true, label: "kcat", run: copy("a kcat command", () => kcatRead(where, message)) },
          {
            label: "kafka-console-consumer",
            run: copy("a kafka-console-consumer command", () => consoleRead(where, message)),
          },
          { label: "curl, the value's bytes", run: copy("a curl command", () => curlRead(where, message)) },
        ]}
      />
      <span className="sr-only" role="status">
        {said}
      </span>
    </>
  );
}
