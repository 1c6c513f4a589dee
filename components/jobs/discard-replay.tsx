"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { useWriteBlock } from "@/components/live/use-write-block";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { send } from "@/lib/api/call";
import { discardReplay } from "@/lib/api/replay";
import { plural } from "@/lib/format/count";

/** Gives up what is left of a replay. `copied` = records that are there already; null where that is not known. */
export function DiscardReplay({
  cluster,
  topic,
  id,
  copied,
  onChange,
}: {
  cluster: string;
  topic: string;
  id: string;
  copied: bigint | null;
  onChange: () => void;
}) {
  const blocked = useWriteBlock(cluster);
  const [isOpen, setOpen] = useState(false);
  const discard = useMutation({
    mutationFn: () => send(discardReplay, { cluster, topic, replay: id }),
    onSuccess: () => {
      setOpen(false);
      toast("The rest of the replay was discarded");
      onChange();
    },
  });
  return (
    <>
      <Button small look="quiet" blocked={blocked} onClick={() => setOpen(true)}>
        Discard…
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Discard the rest of this replay"
        act="Discard the rest"
        busy={discard.isPending}
        problem={discard.error ? <ProblemPanel what="It was not discarded" error={discard.error} /> : null}
        onConfirm={() => discard.mutate()}
      >
        <p>{whatStays(copied)}</p>
        <p>
          Its progress, the group <span className="mono wrap-anywhere">klar-replay-{id}</span>, is removed from the
          cluster: the replay cannot go on any more. Another replay of the same records begins anew and copies again
          what is there already.
        </p>
      </ConfirmDialog>
    </>
  );
}

function whatStays(copied: bigint | null): string {
  if (copied === 0n) return "It has copied nothing yet.";
  const stays =
    copied === null
      ? "What it has copied stays where it is"
      : copied === 1n
        ? "The one record it has copied stays where it is"
        : `The ${plural(copied, "record")} it has copied stay where they are`;
  return `${stays}: nothing is taken back.`;
}
