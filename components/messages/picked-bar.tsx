"use client";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { toast } from "@/components/ui/toast";
import { useKeys } from "@/components/ui/use-keys";
import type { Message } from "@/lib/api/messages";
import { bytesText } from "@/lib/format/bytes";
import { plural } from "@/lib/format/count";
import { messageJson } from "./copy-commands";
import type { Formats } from "./queries";
import { ReplayRecords } from "./replay-link";
import { useCopyValue } from "./use-copy-value";

/** What can be done to the records that were chosen; it opens at the bottom, so that no row moves. */
export function PickedBar({
  cluster,
  topic,
  messages,
  formats,
  onClear,
}: {
  cluster: string;
  topic: string;
  messages: readonly Message[];
  formats: Formats;
  onClear: () => void;
}) {
  const { copyAll } = useCopyValue(cluster, topic, formats);
  const copy = () =>
    void copyAll(messages, (all) => all.map((one) => `${messageJson(one, 0)}\n`).join("")).then(
      () => toast(`${plural(messages.length, "record")} copied`),
      () => toast("They could not be copied: a record could not be read, or the browser does not let this page copy"),
    );
  useKeys([
    { keys: "c", label: "Copy the selected records", run: copy },
    { keys: "Escape", label: "Clear the selection", run: onClear, inPalette: false },
  ]);
  const partitions = new Set(messages.map(({ partition }) => partition)).size;
  const size = messages.reduce((sum, { keySize, valueSize }) => sum + Math.max(0, keySize) + Math.max(0, valueSize), 0);
  return (
    <section className="bulk" aria-label="Selected records">
      <b className="font-semibold" role="status">
        {plural(messages.length, "record")} selected
      </b>
      <span className="soft no-phone">
        of {plural(partitions, "partition")} · {bytesText(size)}
      </span>
      <span className="flex-1" />
      <Button onClick={copy} kbd={<Kbd keys="c" />} tip="One record a line, as JSON">
        Copy as NDJSON
      </Button>
      <ReplayRecords cluster={cluster} messages={messages} />
      <Button look="quiet" onClick={onClear} kbd={<Kbd keys="Escape" />}>
        Clear
      </Button>
    </section>
  );
}
