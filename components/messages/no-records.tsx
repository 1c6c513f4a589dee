"use client";
import type { ReadingPicture } from "@/components/live/reading";
import { Button } from "@/components/ui/button";
import { Bone, SlowWords } from "@/components/ui/skeleton";
import { useLoadingStage } from "@/components/ui/use-loading-stage";
import type { TailPicture } from "./use-tail";

/** In the place of rows: waiting, nothing there, or nothing that fits. */
export function NoRecords({
  picture,
  tail,
  isFiltered,
  isWhole,
  onWiden,
}: {
  picture: ReadingPicture | null;
  tail: TailPicture | null;
  isFiltered: boolean;
  /** all of the topic was asked, between no bounds */
  isWhole: boolean;
  onWiden: () => void;
}) {
  if (tail) return <TailWaits tail={tail} isFiltered={isFiltered} />;
  if (picture === null || (picture.isRunning && picture.progress === null)) return <Bones />;
  if (picture.isRunning) return <p className="soft whitespace-normal">Nothing that fits was found so far.</p>;
  if (picture.error || picture.problems.some(({ fatal }) => fatal)) return null;
  const { done, isStopped } = picture;
  if (isStopped || done?.reason !== "end")
    return (
      <p className="soft whitespace-normal">
        {isFiltered ? "Nothing that fits was found so far." : "Nothing was read so far."}{" "}
        {done?.cursor.next ? "Search on from there, above at the right." : null}
      </p>
    );
  return (
    <div className="grid justify-items-start gap-2 whitespace-normal">
      <p className="soft">
        {isFiltered
          ? `No record ${isWhole ? "of the topic" : "between these bounds"} fits all of the conditions. Upper and lower case count in texts unless the options say otherwise.`
          : "No record lies between these bounds."}
      </p>
      {isFiltered && isWhole ? null : (
        <Button onClick={onWiden}>{isFiltered ? "Search all of the topic" : "Show the newest records"}</Button>
      )}
    </div>
  );
}

function TailWaits({ tail, isFiltered }: { tail: TailPicture; isFiltered: boolean }) {
  if (tail.phase === "ended" || tail.phase === "broken") return null;
  return (
    <p className="soft whitespace-normal">
      {tail.phase === "connecting"
        ? null
        : tail.phase === "paused"
          ? "Paused before anything came."
          : isFiltered
            ? "Listening. Nothing that fits has come yet; what does not fit is counted above."
            : "Listening. New records appear here as they come."}
    </p>
  );
}

function Bones() {
  const stage = useLoadingStage(true);
  if (stage === "nothing") return null;
  return (
    <div aria-busy="true">
      {Array.from({ length: 12 }, (_, line) => `${88 - ((line * 29) % 40)}%`).map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
        <div key={line} className="h-6">
          <Bone width={width} />
        </div>
      ))}
      {stage === "slow" ? <SlowWords>The brokers take longer than usual to answer…</SlowWords> : null}
    </div>
  );
}
