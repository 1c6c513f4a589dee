import { cx } from "@/components/ui/class-names";
import { Status } from "@/components/ui/status";

/** A sentence with one coloured phrase in it, and the reasons below. */
export type Verdict = {
  tone: "ok" | "warn" | "bad" | "info";
  before: string;
  strong?: string;
  after?: string;
  why: readonly string[];
};

/** The first words of a page: what is so. */
export function VerdictHead({ verdict, small }: { verdict: Verdict; small?: boolean }) {
  const { tone, before, strong, after, why } = verdict;
  const colour = tone === "warn" ? "text-warn" : tone === "bad" ? "text-bad" : "";
  return (
    <>
      <p className={cx(small ? "text-lead font-semibold text-balance" : "verdict", why.length === 0 && "mb-2.5")}>
        <Status tone={tone} className="whitespace-normal">
          <span className="text-ink">
            {before}
            {strong ? <span className={colour}> {strong}</span> : null}
            {after}
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
