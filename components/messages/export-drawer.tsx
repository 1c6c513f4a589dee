"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { clusterRows } from "@/components/live/cluster-rows";

import type { ReadingPicture } from "@/components/live/reading";
import { Button } from "@/components/ui/button";
import { Checkbox, Choice, Radio } from "@/components/ui/choice";
import { CodeBlock } from "@/components/ui/code-block";
import { Drawer } from "@/components/ui/drawer";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { useZone } from "@/components/ui/preferences";
import { Segmented } from "@/components/ui/segmented";
import { isNarrowed } from "@/lib/filter/conditions";
import { count } from "@/lib/format/count";
import type { Ask } from "./ask";
import {
  curlExport,
  type ExportChoice,
  exportUrl,
  exportValues,
  exportWords,
  kcatExport,
  listedRecords,
} from "./export-plan";
import { topicOf } from "./queries";
import { scopeWords } from "./scope-words";

/** A file of the page, the search or the whole topic: what will be in it is said before, and how a shell asks for the same. */
export function ExportDrawer({
  cluster,
  topic,
  ask,
  picture,
  onClose,
}: {
  cluster: string;
  topic: string;
  ask: Ask;
  picture: ReadingPicture | null;
  onClose: () => void;
}) {
  const zone = useZone();
  const rows = listedRecords(picture);
  const [choice, setChoice] = useState<ExportChoice>({
    what: isNarrowed(ask) ? "search" : rows > 0 ? "page" : "topic",
    format: "ndjson",
    csvSafe: true,
    withAborted: ask.isolation === "read_uncommitted",
  });
  const edit = (part: Partial<ExportChoice>) => setChoice((before) => ({ ...before, ...part }));
  const { data: clusters } = useQuery(clusterRows());
  const { data: detail } = useQuery(topicOf(cluster, topic));
  const servers = clusters?.items.find((row) => row.name === cluster)?.bootstrapServers ?? [];
  // a live list has no end: its search reads up to now
  const asked: Ask = { ...ask, live: false, cursor: choice.what === "page" ? ask.cursor : "" };
  const values = exportValues(choice, asked, picture);
  const kcat = kcatExport(servers, topic, choice, asked);
  const span = detail?.offsetSpan ?? null;
  const whole = count(span);
  const commands = [
    curlExport(window.location.origin, cluster, topic, values),
    kcat ?? "# kcat cannot ask for this selection: it has neither conditions nor pages",
  ].join("\n\n");
  return (
    <Drawer
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      name="export"
      title="Export"
      aside={topic}
      foot={<Selected choice={choice} words={exportWords(choice, asked, { rows, scope: scopeWords(asked, zone) })} />}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Close
          </Button>
          <a className="btn primary" href={exportUrl(cluster, topic, values)} download>
            <Icon name="download" />
            Download {choice.format.toUpperCase()}
          </a>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-5">
        <fieldset className="grid gap-1">
          <legend className="lab mb-1">What</legend>
          <Choice
            hint={rows === 0 ? "nothing is listed now" : `the ${rows.toLocaleString("en-GB")} that are listed`}
            control={
              <Radio
                name="what"
                disabled={rows === 0}
                checked={choice.what === "page"}
                onChange={() => edit({ what: "page" })}
              />
            }
          >
            this page
          </Choice>
          <Choice
            hint="all that fits, however many"
            control={<Radio name="what" checked={choice.what === "search"} onChange={() => edit({ what: "search" })} />}
          >
            this search
          </Choice>
          <Choice
            hint={span === null ? "all of it" : `≈ ${whole.text} ${whole.unit} records`}
            control={<Radio name="what" checked={choice.what === "topic"} onChange={() => edit({ what: "topic" })} />}
          >
            the whole topic
          </Choice>
        </fieldset>
        <div className="grid grid-cols-1 justify-items-start gap-2">
          <span className="lab">Format</span>
          <Segmented
            label="Format"
            value={choice.format}
            options={[
              { value: "ndjson", label: "NDJSON", tip: "One record a line, as the API writes it" },
              { value: "json", label: "JSON", tip: "An array of records" },
              { value: "csv", label: "CSV", tip: "RFC 4180 with a header line" },
            ]}
            onChange={(format) => edit({ format })}
          />
          {choice.format === "csv" ? (
            <Choice
              hint="An apostrophe goes before texts that a spreadsheet would run as a formula; without it the file is exact."
              control={
                <Checkbox checked={choice.csvSafe} onChange={(event) => edit({ csvSafe: event.target.checked })} />
              }
            >
              safe for spreadsheets
            </Choice>
          ) : null}
        </div>
        <Choice
          hint="Each says in the field transaction what became of it."
          control={
            <Checkbox checked={choice.withAborted} onChange={(event) => edit({ withAborted: event.target.checked })} />
          }
        >
          with aborted and open records
        </Choice>
        <CodeBlock label="The same from a shell" text={commands} />
      </div>
    </Drawer>
  );
}

function Selected({ choice, words }: { choice: ExportChoice; words: string }) {
  return (
    <div className="px-4 pb-3">
      <Note lead="In the file:">{words}</Note>
      {choice.what === "page" ? null : (
        <p className="small muted mt-1">It is written while it is read; a download that breaks off is not complete.</p>
      )}
    </div>
  );
}
