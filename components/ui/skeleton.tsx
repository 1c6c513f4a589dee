"use client";
import type { ReactNode } from "react";
import { Button } from "./button";
import { useLoadingStage } from "./use-loading-stage";

/** A bar where text will be. */
export function Bone({ width = "60%" }: { width?: number | string }) {
  return <span className="skeleton" style={{ width }} aria-hidden="true" />;
}

/** Climbs the ladder while mounted: render it only while the first data is on its way. */
export function Loading({ children, slow, onCancel }: { children: ReactNode; slow: ReactNode; onCancel?: () => void }) {
  const stage = useLoadingStage(true);
  if (stage === "nothing") return null;
  return (
    <div aria-busy="true">
      {children}
      {stage === "slow" ? <SlowWords onCancel={onCancel}>{slow}</SlowWords> : null}
    </div>
  );
}

export function SlowWords({ children, onCancel }: { children: ReactNode; onCancel?: (() => void) | undefined }) {
  return (
    <p className="soft flex items-center gap-3 py-2" role="status">
      {children}
      {onCancel ? (
        <Button small onClick={onCancel}>
          Cancel
        </Button>
      ) : null}
    </p>
  );
}

/** Lines of bones with ragged ends, for a block that is not a table. */
export function BoneLines({ lines }: { lines: number }) {
  return (
    <div className="grid gap-4 py-3">
      {Array.from({ length: lines }, (_, line) => `${82 - ((line * 29) % 50)}%`).map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
        <Bone key={line} width={width} />
      ))}
    </div>
  );
}
