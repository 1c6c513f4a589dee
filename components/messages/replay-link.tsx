"use client";
import type { ReadingPicture } from "@/components/live/reading";
import { useWriteBlock } from "@/components/live/use-write-block";
import { Button } from "@/components/ui/button";
import type { Message } from "@/lib/api/messages";
import { isNarrowed } from "@/lib/filter/conditions";
import { plural } from "@/lib/format/count";
import { idText } from "@/lib/kafka/record-rows";
import { type Ask, selectionValues } from "./ask";
import { isDeadLetter, isDeadLetterTopic, type ReplayWhat } from "./replay-draft";
import { openReplay } from "./replay-request";

/** Copies all that the list asks for; dead letters are sent back. */
export function ReplayLink({
  cluster,
  topic,
  ask,
  picture,
}: {
  cluster: string;
  topic: string;
  ask: Ask;
  picture: ReadingPicture | null;
}) {
  const blocked = useWriteBlock(cluster);
  const isBack = isDeadLetterTopic(topic) || holdsDeadLetters(picture);
  const open = () => openReplay({ words: wordsOf(ask), selection: selectionOf(ask), isBack });
  if (isBack)
    return (
      <Button
        small
        blocked={blocked}
        aria-haspopup="dialog"
        tip="Each to where its headers say it came from"
        onClick={open}
      >
        Send back…
      </Button>
    );
  return (
    <button
      type="button"
      className="link"
      aria-haspopup="dialog"
      aria-disabled={blocked !== undefined || undefined}
      data-tip={blocked}
      onClick={blocked === undefined ? open : undefined}
    >
      Copy to…
    </button>
  );
}

/** Whether some of what is listed says where it came from before it failed. */
function holdsDeadLetters(picture: ReadingPicture | null): boolean {
  const most = Math.min(20, picture?.rows.count ?? 0);
  return Array.from({ length: most }, (_, at) => picture?.rows.at(at)).some(
    (one) => one !== undefined && isDeadLetter(one),
  );
}

/** Copies records named by their place, or sends them back where each is a dead letter. */
export function ReplayRecords({
  cluster,
  messages,
  small,
}: {
  cluster: string;
  messages: readonly Message[];
  small?: boolean;
}) {
  const blocked = useWriteBlock(cluster);
  const [first, ...others] = messages;
  if (!first) return null;
  const isBack = messages.every(isDeadLetter);
  const isUndone = messages.some(({ transaction }) => transaction === "aborted" || transaction === "open");
  const what: ReplayWhat = {
    words: others.length === 0 ? `record ${idText(first)}` : plural(messages.length, "chosen record"),
    selection: {
      records: messages.map(({ partition, offset }) => ({ partition, offset: String(offset) })),
      ...(isUndone ? { isolation: "read_uncommitted" as const } : {}),
    },
    isBack,
  };
  return (
    <Button
      small={small}
      look={isBack ? "default" : "quiet"}
      blocked={blocked}
      aria-haspopup="dialog"
      onClick={() => openReplay(what)}
    >
      {isBack ? "Send back…" : "Copy to…"}
    </Button>
  );
}

/** All of it, not the page: neither limit nor cursor. */
function selectionOf(ask: Ask): ReplayWhat["selection"] {
  const asked = selectionValues({ ...ask, cursor: "" });
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, value])) as ReplayWhat["selection"];
}

function wordsOf(ask: Ask): string {
  const isWhole = (ask.from === "newest" || ask.from === "oldest") && ask.to === "" && ask.partitions === "";
  if (isNarrowed(ask)) return "what the search finds";
  return isWhole ? "all records" : "the chosen range";
}
