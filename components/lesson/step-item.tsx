"use client";
import { Button } from "@/components/ui/button";
import { Status } from "@/components/ui/status";
import type { LessonAct, LessonStep } from "./lesson-steps";

/** A step: what it is about, what to look at, its act. Those that come later are closed. */
export function StepItem({
  step,
  number,
  state,
  busy,
  blocked,
  onAct,
}: {
  step: LessonStep;
  number: number;
  state: "seen" | "now" | "later";
  busy: boolean;
  blocked: string | undefined;
  onAct: (act: LessonAct) => void;
}) {
  const { title, text, look, act } = step;
  return (
    <li
      className={state === "now" ? "border-b border-line bg-sunken px-3 py-3" : "border-b border-line px-3 py-2"}
      aria-current={state === "now" ? "step" : undefined}
    >
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className="num muted">{number}</span>
        <h2 className={state === "later" ? "soft flex-1" : "flex-1 font-semibold"}>{title}</h2>
        {state === "seen" ? <Status tone="ok">Seen</Status> : null}
      </div>
      {state === "now" || state === "seen" ? (
        <>
          {state === "now" ? <p className="pt-1">{text}</p> : null}
          <p className="small muted pt-1">Look: {look}</p>
        </>
      ) : null}
      {act && (state === "now" || step.id === "end" || (state === "seen" && step.id !== "begin")) ? (
        <div className="pt-2">
          <Button
            look={state === "now" ? "primary" : "default"}
            small={state !== "now"}
            busy={busy}
            blocked={blocked}
            onClick={() => onAct(act.kind)}
          >
            {act.label}
          </Button>
        </div>
      ) : null}
    </li>
  );
}
