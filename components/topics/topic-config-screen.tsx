"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { Button } from "@/components/ui/button";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import { useKeys } from "@/components/ui/use-keys";
import { usePhone } from "@/components/ui/use-phone";
import { plural } from "@/lib/format/count";
import { ConfigAbout } from "./config-about";
import { type ConfigDraft, editsOf, without } from "./config-draft";
import { ConfigFilters } from "./config-filters";
import { ConfigReview } from "./config-review";
import { foundConfigs, sectionsOf } from "./config-sections";
import { ConfigTable } from "./config-table";
import { clusterOfTopics, topicConfigs, topicDetail } from "./queries";
import { changeBlocked } from "./why-blocked";

const words = {
  q: parseAsString.withDefault(""),
  changed: parseAsBoolean.withDefault(false),
  values: parseAsStringLiteral(["readable", "raw"] as const).withDefault("readable"),
  /** the config that is explained at the side */
  about: parseAsString,
};

/** The configs of a topic: edited in place, reviewed at the side, applied together. */
export function TopicConfigScreen({ cluster, topic }: { cluster: string; topic: string }) {
  const [at, set] = useQueryStates(words, { history: "replace" });
  const { data, error, refetch, isFetching, isPlaceholderData } = useLiveQuery(topicConfigs(cluster, topic));
  const { data: detail } = useQuery(topicDetail(cluster, topic));
  const { data: facts } = useQuery(clusterOfTopics(cluster));
  const [draft, setDraft] = useState<ConfigDraft>({});
  const [isReviewing, setReviewing] = useState(false);
  const isPhone = usePhone();
  const all = isPlaceholderData ? undefined : data?.items;
  const rows = all ? foundConfigs(all, at.q, at.changed) : undefined;
  const edits = all ? editsOf(all, draft) : [];
  const about = at.about === null ? undefined : all?.find(({ name }) => name === at.about);
  const isReviewShown = isReviewing && edits.length > 0;
  const close = () => {
    setReviewing(false);
    void set({ about: null });
  };
  useKeys(about || isReviewShown ? [{ keys: "Escape", label: "Close the panel", run: close, inPalette: false }] : []);
  const change = (name: string, to: ConfigDraft[string] | null) => {
    setDraft((before) => (to === null ? without(before, name) : { ...before, [name]: to }));
    // a phone has room for one of both; there the bar below leads to the review
    if (to !== null && !isPhone) setReviewing(true);
  };
  return (
    <>
      <div className="flex min-w-0 flex-[1_0_auto] items-start">
        <div className="min-w-0 flex-1 pb-6">
          <ConfigFilters at={at} set={set} />
          <div className="pad">
            {error ? (
              <ProblemPanel
                what={all ? "The configs could not be read anew" : "The configs could not be read"}
                error={error}
                onRetry={() => void refetch()}
                retrying={isFetching}
                tone={all ? "warn" : "bad"}
              />
            ) : null}
            {data ? <PartialProblems problems={data.problems} /> : null}
            {rows ? (
              <ConfigTable
                sections={sectionsOf(rows)}
                edits={edits}
                isRaw={at.values === "raw"}
                selected={isReviewShown ? null : at.about}
                blocked={changeBlocked(facts)}
                isTight={isReviewShown || about !== undefined}
                onAbout={(name) => {
                  setReviewing(false);
                  void set({ about: name });
                }}
                onChange={change}
              />
            ) : error ? null : (
              <Loading slow="Asking a broker for the configs takes longer than usual…">
                <BoneLines lines={12} />
              </Loading>
            )}
          </div>
        </div>
        {isReviewShown ? (
          <ConfigReview
            cluster={cluster}
            topic={topic}
            detail={detail?.name === topic ? detail : undefined}
            facts={facts}
            edits={edits}
            onUndo={(name) => change(name, null)}
            onDiscard={() => setDraft({})}
            onClose={() => setReviewing(false)}
          />
        ) : about ? (
          <ConfigAbout row={about} onClose={close} />
        ) : null}
      </div>
      {edits.length > 0 && !isReviewShown ? (
        <section className="bulk" aria-label="Changes">
          <b className="font-semibold">{plural(edits.length, "change")}, none applied</b>
          <span className="flex-1" />
          <Button look="quiet" onClick={() => setDraft({})}>
            Discard
          </Button>
          <Button look="primary" onClick={() => setReviewing(true)}>
            Review
          </Button>
        </section>
      ) : null}
    </>
  );
}
