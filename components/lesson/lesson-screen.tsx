"use client";
import type { ReactNode } from "react";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, PageHead } from "@/components/ui/page-head";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import { grouped } from "@/lib/format/figure";
import { paths } from "@/lib/paths";
import { lessonSteps } from "./lesson-steps";
import { OwnMembers } from "./own-members";
import { StepItem } from "./step-item";
import { useLesson } from "./use-lesson";
import { whyNoLesson } from "./why-no-lesson";

/** How groups work, on the real cluster: steps on the left, the group as it is at the right (`live`). */
export function LessonScreen({ cluster, live }: { cluster: string; live: ReactNode }) {
  const lesson = useLesson(cluster);
  const { facts } = lesson;
  const why = facts ? whyNoLesson(facts) : undefined;
  return (
    <>
      <PageHead
        title="How consumer groups work"
        facts={
          <>
            <Fact value="8">steps</Fact>
            {lesson.isBegun ? <Fact value={grouped(lesson.writer.written)}>records written by this page</Fact> : null}
          </>
        }
      />
      {!facts ? (
        <div className="pad">
          <Loading slow="Asking the cluster what it allows takes longer than usual…">
            <BoneLines lines={4} />
          </Loading>
        </div>
      ) : why ? (
        <div className="pad">
          <EmptyState
            title="Not on this cluster"
            why={why}
            action={<ButtonLink href={paths.groups(cluster)}>Its consumer groups</ButtonLink>}
          />
        </div>
      ) : (
        <div className="pad lesson pb-6">
          <div className="min-w-0">
            <ol className="border-t border-rule" aria-label="Steps">
              {lessonSteps.map((step, at) => (
                <StepItem
                  key={step.id}
                  step={step}
                  number={at + 1}
                  state={at < lesson.reached ? "seen" : at === lesson.reached ? "now" : "later"}
                  busy={lesson.acting.isPending && lesson.acting.variables === step.act?.kind}
                  blocked={
                    lesson.acting.isPending
                      ? "The last act is still on its way"
                      : step.id !== "begin" && !lesson.isBegun && !(step.id === "end" && lesson.isLeft)
                        ? "Begin with the first step"
                        : undefined
                  }
                  onAct={(kind) => lesson.acting.mutate(kind)}
                />
              ))}
            </ol>
            {lesson.acting.error ? <ProblemPanel what="That did not work" error={lesson.acting.error} /> : null}
            {lesson.writer.problem ? (
              <ProblemPanel what="The last records were not written" error={lesson.writer.problem} />
            ) : null}
          </div>
          <div className="min-w-0">
            {lesson.isBegun || lesson.members.length > 0 ? (
              <OwnMembers
                members={lesson.members}
                busy={lesson.single.isPending}
                onStart={(kind) => lesson.single.mutate(kind)}
                onStop={(member) => lesson.single.mutate(member)}
              />
            ) : null}
            {lesson.single.error ? <ProblemPanel what="That did not work" error={lesson.single.error} /> : null}
            {live}
          </div>
        </div>
      )}
    </>
  );
}
