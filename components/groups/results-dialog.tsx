"use client";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** How a change of several things went, a line each. */
export function ResultsDialog({
  title,
  onOpenChange,
  children,
}: {
  title: ReactNode;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={title}
      footer={
        <>
          <span className="flex-1" />
          <Button look="primary" onClick={() => onOpenChange(false)}>
            Done
          </Button>
        </>
      }
    >
      <ul className="grid gap-1" aria-label="Results" role="status">
        {children}
      </ul>
    </Dialog>
  );
}
