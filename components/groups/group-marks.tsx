import { Status } from "@/components/ui/status";
import type { GroupRow } from "@/lib/api/groups";
import { stateWord, typeWord } from "./group-state";
import { isBehindAlone } from "./is-behind-alone";

/** Remembered groups say so instead of a state that may long be another one. */
export function GroupState({ group }: { group: GroupRow }) {
  if (group.remembered)
    return (
      <span data-tip={`Its coordinator does not answer. Last seen ${group.state}.`}>
        <Status tone="bad">As last seen</Status>
      </span>
    );
  if (isBehindAlone(group))
    return (
      <span data-tip="It has no members, and records wait.">
        <Status tone="warn">No member</Status>
      </span>
    );
  const { tone, word, tip } = stateWord(group.state);
  return (
    <span data-tip={tip}>
      <Status tone={tone}>{word}</Status>
    </span>
  );
}

export function GroupKind({ group }: { group: Pick<GroupRow, "type" | "protocolType"> }) {
  const { word, tip } = typeWord(group.type, group.protocolType);
  return (
    <span className="soft" data-tip={tip}>
      {word}
    </span>
  );
}
