"use client";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { paths } from "@/lib/paths";

/** An address that leads nowhere. */
export function MissingScreen() {
  return (
    <div className="pad">
      <EmptyState
        title="There is no such page"
        why="The address may be mistyped, or the thing it names was deleted."
        action={<ButtonLink href={paths.clusters()}>All clusters</ButtonLink>}
      />
    </div>
  );
}
