import { EmptyState } from "@/components/ui/empty-state";

/** Before anything is asked: what the page is for. */
export function NoTopics({ hasPattern }: { hasPattern: boolean }) {
  if (hasPattern)
    return (
      <EmptyState
        title="No topic fits the pattern"
        why="A pattern has * for any text and ? for one character; without either it is a part of the name. Internal topics have to be chosen by name."
      />
    );
  return (
    <EmptyState
      title="Choose the topics to look into"
      why={
        <>
          <p>
            The same conditions are asked of all of them, at most four at a time, and what is found comes in one list by
            time.
          </p>
          <p className="mt-2">
            To follow one key through topics, add the condition “exact key” and read from the oldest on: each line then
            says how long after the one before it came. A record that is open has the way here, too.
          </p>
        </>
      }
    />
  );
}
