"use client";
import { useEffect, useSyncExternalStore } from "react";
import { Button, IconButton } from "./button";
import { dismissToast, shownToasts, subscribeToasts, type Toast } from "./toast";

const none: readonly Toast[] = [];

/** Mounted once by the providers; the live region must exist before its first words. */
export function Toasts() {
  const toasts = useSyncExternalStore(subscribeToasts, shownToasts, () => none);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((one) => (
        <ToastLine key={one.id} toast={one} />
      ))}
    </div>
  );
}

function ToastLine({ toast: one }: { toast: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismissToast(one.id), one.action ? 10_000 : 4_000);
    return () => clearTimeout(timer);
  }, [one]);
  return (
    <div className="toast">
      <span className="min-w-0 flex-1">{one.text}</span>
      {one.action ? (
        <Button
          small
          onClick={() => {
            one.action?.run();
            dismissToast(one.id);
          }}
        >
          {one.action.label}
        </Button>
      ) : null}
      <IconButton small icon="close" label="Dismiss" onClick={() => dismissToast(one.id)} />
    </div>
  );
}
