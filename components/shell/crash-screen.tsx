"use client";
import { useEffect } from "react";
import { ErrorPanel } from "@/components/ui/error-panel";

/** A page whose drawing failed: our fault, said as such, with what a report needs. The frame around it lives on. */
export function CrashScreen({ error, onRetry }: { error: Error & { digest?: string }; onRetry: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <div className="pad py-6">
      <ErrorPanel
        problem={{
          title: "This page could not be drawn",
          detail: error.message,
          hint: "That is a fault of the console, not of the cluster. Nothing was changed.",
          code: error.digest ?? "internal",
        }}
        onRetry={onRetry}
      />
    </div>
  );
}
