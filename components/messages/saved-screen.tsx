"use client";
import Link from "next/link";
import { useState } from "react";
import { Button, ButtonLink, IconButton } from "@/components/ui/button";
import type { Column } from "@/components/ui/column";
import { CopyButton } from "@/components/ui/copy-button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, PageHead } from "@/components/ui/page-head";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toast";
import { grouped } from "@/lib/format/figure";
import { paths } from "@/lib/paths";
import { RenameForm } from "./rename-form";
import {
  type SavedSearch,
  searchAddress,
  searchChanges,
  searchedTopics,
  searchWords,
  severalTopics,
  useClusterSearches,
} from "./saved-searches";

type Row = SavedSearch & { topic: string };

/** Every search that this browser keeps of the cluster's topics: opened, renamed, removed, given on as a link. */
export function SavedScreen({ cluster }: { cluster: string }) {
  const searches = useClusterSearches(cluster);
  const [typed, setTyped] = useState("");
  const [renamed, setRenamed] = useState<string | null>(null);
  const topics = new Set(searches.map(({ topic }) => topic).filter((topic) => topic !== severalTopics)).size;
  const wanted = typed.trim().toLowerCase();
  const rows = searches.filter(({ topic, name, query }) =>
    [topic, name, searchedTopics(query), ...searchWords(query)].some((text) => text.toLowerCase().includes(wanted)),
  );
  return (
    <>
      <PageHead
        title="Saved searches"
        facts={
          searches.length === 0 ? null : (
            <>
              <Fact value={grouped(searches.length)}>kept in this browser</Fact>
              {topics === 0 ? null : <Fact value={grouped(topics)}>{topics === 1 ? "topic" : "topics"}</Fact>}
            </>
          )
        }
        actions={
          <Link className="link" href={paths.explore(cluster)}>
            Explore
          </Link>
        }
      />
      <div className="pad grid grid-cols-[minmax(0,1fr)] gap-3 pb-6">
        {searches.length === 0 ? (
          <EmptyState
            title="No search is saved yet"
            why="A search is what was asked and how it is shown: bounds, conditions, formats, columns. Open a topic’s messages, or Explore for several topics at once, ask, and give it a name under Saved. Names stay in this browser; a link takes a search to others."
            action={<ButtonLink href={paths.topics(cluster)}>Choose a topic</ButtonLink>}
          />
        ) : (
          <>
            <TextInput
              type="search"
              frame="w-80 phone:w-full"
              aria-label="Filter saved searches"
              placeholder="name, topic or condition"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <DataTable
              label="Saved searches"
              columns={columnsFor(cluster, renamed, setRenamed)}
              rows={rows}
              rowKey={keyOf}
              empty={
                <p className="muted py-2">No saved search has “{typed.trim()}” in its name, topic or conditions.</p>
              }
            />
          </>
        )}
      </div>
    </>
  );
}

function keyOf({ topic, name }: Row): string {
  return `${topic}/${name}`;
}

function columnsFor(cluster: string, renamed: string | null, setRenamed: (key: string | null) => void): Column<Row>[] {
  const addressOf = ({ topic, query }: Row) => searchAddress(cluster, topic, query);
  const remove = (row: Row) => {
    const { save, remove: forget } = searchChanges(cluster, row.topic);
    forget(row.name);
    toast(`Removed the search ${row.name}`, {
      label: "Undo",
      run: () => save({ name: row.name, query: row.query }),
    });
  };
  return [
    {
      id: "name",
      head: "Name",
      width: 260,
      phone: "p1",
      cell: (row) =>
        renamed === keyOf(row) ? (
          <RenameForm
            name={row.name}
            onDone={(to) => {
              if (to !== null) searchChanges(cluster, row.topic).rename(row.name, to);
              setRenamed(null);
            }}
          />
        ) : (
          <Link className="link cut" href={addressOf(row)}>
            {row.name}
          </Link>
        ),
    },
    {
      id: "topic",
      head: "Topics",
      width: 260,
      phone: "full",
      cell: ({ topic, query }) =>
        topic === severalTopics ? (
          <span className="mono cut" data-tip-cut={searchedTopics(query)}>
            {searchedTopics(query)}
          </span>
        ) : (
          <Link className="mono cut" href={paths.topic(cluster, topic)}>
            {topic}
          </Link>
        ),
    },
    {
      id: "asked",
      head: "What is asked",
      phone: "full",
      cell: ({ topic, query }) => {
        const isLastHour = topic === severalTopics && !new URLSearchParams(query).has("from");
        const words = [...(isLastHour ? ["from time:-1h"] : []), ...searchWords(query)].join(", ");
        return words === "" ? (
          <span className="muted">the newest records</span>
        ) : (
          <span className="mono cut" data-tip-cut={words}>
            {words}
          </span>
        );
      },
    },
    {
      id: "acts",
      head: <span className="sr-only">Acts</span>,
      width: 170,
      align: "right",
      phone: "p1r",
      cell: (row) => (
        <span className="flex justify-end gap-1">
          <CopyButton
            text={() => `${window.location.origin}${addressOf(row)}`}
            label={`Copy the link of ${row.name}`}
          />
          <Button look="quiet" small aria-label={`Rename ${row.name}`} onClick={() => setRenamed(keyOf(row))}>
            Rename
          </Button>
          <IconButton small icon="close" label={`Remove ${row.name}`} onClick={() => remove(row)} />
        </span>
      ),
    },
  ];
}
