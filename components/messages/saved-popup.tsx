"use client";
import { Popover } from "@base-ui/react/popover";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type FormEvent, type MouseEvent, type ReactElement, useState } from "react";
import type { Columns } from "@/components/kafka/record-columns";
import { Button, IconButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { toast } from "@/components/ui/toast";
import { paths } from "@/lib/paths";
import { RenameForm } from "./rename-form";
import { type SavedSearch, searchOf, severalTopics, useSavedSearches } from "./saved-searches";

/** Keeps the search by a name, opens, renames and removes what was kept, and gives any of it as a link. */
export function SavedPopup({
  cluster,
  topic = severalTopics,
  columns,
  trigger,
}: {
  cluster: string;
  topic?: string | undefined;
  columns?: Columns | undefined;
  trigger: ReactElement;
}) {
  const [open, setOpen] = useState(true);
  const { searches, save, rename, remove } = useSavedSearches(cluster, topic);
  const isSeveral = topic === severalTopics;
  const address = useSearchParams();
  const shown = columns?.isChosen ? columns.columns.map(({ id }) => id) : [];
  const query = searchOf(address.toString(), columns ? shown : address.getAll("col"));
  const linkTo = (of: string) => `${window.location.origin}${window.location.pathname}${of === "" ? "" : `?${of}`}`;
  const forget = (one: SavedSearch) => {
    remove(one.name);
    toast(`Removed the search ${one.name}`, { label: "Undo", run: () => save(one) });
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className="layer" sideOffset={6} align="end">
          <Popover.Popup
            className="pop surface grid max-h-(--available-height) grid-cols-[minmax(0,1fr)] w-80! gap-3 overflow-auto"
            aria-label="Saved searches"
            data-modal=""
          >
            <SaveForm query={query} onSave={save} />
            <CopyButton text={() => linkTo(query)}>Copy a link to this search</CopyButton>
            {searches.length === 0 ? (
              <p className="small muted">
                {isSeveral ? "No search over several topics is kept yet." : "Nothing is kept for this topic yet."} Names
                stay in this browser; a link takes a search to others.
              </p>
            ) : (
              <ul
                className="grid grid-cols-[minmax(0,1fr)] gap-0.5"
                aria-label={isSeveral ? "Searches over several topics" : "Searches of this topic"}
              >
                {searches.map((one) => (
                  <SavedLine
                    key={one.name}
                    search={one}
                    isCurrent={one.query === query}
                    link={() => linkTo(one.query)}
                    onRename={(to) => rename(one.name, to)}
                    onRemove={() => forget(one)}
                    onOpen={() => {
                      setOpen(false);
                      // the same page with other words: nothing of it has to come from the server
                      window.history.pushState(null, "", linkTo(one.query));
                    }}
                  />
                ))}
              </ul>
            )}
            <Link className="link small" href={paths.savedSearches(cluster)} onClick={() => setOpen(false)}>
              All saved searches
            </Link>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function SaveForm({ query, onSave }: { query: string; onSave: (search: SavedSearch) => void }) {
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    onSave({ name: name.trim(), query });
    setName("");
  };
  return (
    <form onSubmit={submit}>
      <Field label="Save this search as">
        {(slot) => (
          <span className="flex gap-2">
            <TextInput
              {...slot}
              frame="flex-1"
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" blocked={name.trim() === "" ? "Give it a name first" : undefined}>
              Save
            </Button>
          </span>
        )}
      </Field>
    </form>
  );
}

function SavedLine({
  search,
  isCurrent,
  link,
  onRename,
  onRemove,
  onOpen,
}: {
  search: SavedSearch;
  isCurrent: boolean;
  link: () => string;
  onRename: (to: string) => void;
  onRemove: () => void;
  onOpen: () => void;
}) {
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming)
    return (
      <li>
        <RenameForm
          name={search.name}
          onDone={(to) => {
            if (to !== null) onRename(to);
            setRenaming(false);
          }}
        />
      </li>
    );
  return (
    <li className="flex items-center gap-1">
      <a
        href={link()}
        className="link cut flex-1"
        aria-current={isCurrent ? "true" : undefined}
        onClick={(event: MouseEvent) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen();
        }}
      >
        {search.name}
      </a>
      <CopyButton text={link} label={`Copy the link of ${search.name}`} />
      <Button look="quiet" small onClick={() => setRenaming(true)} aria-label={`Rename ${search.name}`}>
        Rename
      </Button>
      <IconButton small icon="close" label={`Remove ${search.name}`} onClick={onRemove} />
    </li>
  );
}
