"use client";
import { isNarrowed } from "@/lib/filter/conditions";
import type { ExploreAsk } from "./explore-ask";

const further = [
  { from: "time:-24h", label: "the last 24 hours" },
  { from: "time:-7d", label: "the last 7 days" },
  { from: "", label: "all that is kept" },
];

/** No record came: what that says, and longer stretches of time to ask for. */
export function NothingFound({ ask, onAsk }: { ask: ExploreAsk; onAsk: (ask: ExploreAsk) => void }) {
  const wider = further.slice(further.findIndex(({ from }) => from === ask.from) + 1);
  return (
    <div className="soft grid justify-items-start gap-2 whitespace-normal">
      <p>
        {isNarrowed(ask)
          ? "No record of these topics fits all of the conditions between these times."
          : "No record of these topics lies between these times."}
      </p>
      {ask.from === "" || wider.length === 0 ? null : (
        <p className="flex flex-wrap gap-x-3 gap-y-1">
          Look into
          {wider.map(({ from, label }) => (
            <button key={from} type="button" className="link" onClick={() => onAsk({ ...ask, from })}>
              {label}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
