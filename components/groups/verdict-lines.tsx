import { Status } from "@/components/ui/status";
import type { Verdict } from "./group-verdict";

/** The verdict as the page's first words: shape and sentence, the end of it coloured, reasons below. */
export function VerdictLines({ verdict, small }: { verdict: Verdict; small?: boolean }) {
  const { tone, lead, strong, why } = verdict;
  const colour = tone === "warn" ? "text-warn" : tone === "bad" ? "text-bad" : "";
  return (
    <>
      <p className={small ? "text-lead font-semibold text-balance" : "verdict"}>
        <Status tone={tone} className="whitespace-normal">
          <span className="text-ink">
            {lead}
            {strong ? <span className={colour}> {strong}</span> : null}
          </span>
        </Status>
      </p>
      {why.length > 0 ? (
        <div className="soft mt-0.5 mb-2.5 max-w-[1100px]">
          {why.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : null}
    </>
  );
}
