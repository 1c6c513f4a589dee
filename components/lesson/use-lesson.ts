"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useLiveQuery } from "@/components/live/use-live-query";
import { send, urlOf } from "@/lib/api/call";
import { ApiError } from "@/lib/api/error";
import { deleteGroup } from "@/lib/api/groups";
import { createTopic, deleteTopic } from "@/lib/api/topics";
import { type Member, startMember, stopMember } from "@/lib/api/workloads";
import {
  fastRate,
  type LessonAct,
  lessonName,
  lessonPartitions,
  seenThrough,
  slowRate,
  writtenPerSecond,
} from "./lesson-steps";
import { clusterOfLesson, lessonGroup, lessonMembers, lessonTopic } from "./queries";
import { useWriter } from "./use-writer";

const paceMs = 1000;
const most = lessonPartitions + 1;

/** What the lesson has made on the cluster, how far it has come, and its acts. */
export function useLesson(cluster: string) {
  const client = useQueryClient();
  const [isBegun, setBegun] = useState(false);
  const [reached, setReached] = useState(0);
  const { data: facts } = useLiveQuery(clusterOfLesson(cluster));
  const topic = useLiveQuery(lessonTopic(cluster), () => 5000);
  const group = useLiveQuery(lessonGroup(cluster), (data) => (isBegun || data ? paceMs : 5000));
  const own = useLiveQuery(lessonMembers(cluster), () => paceMs);
  const members = own.data?.items.filter(({ state }) => state !== "left" && state !== "failed") ?? [];
  const seen = group.error || group.data?.id !== lessonName ? null : group.data;
  const next = seenThrough(reached, seen, isBegun);
  if (next !== reached) setReached(next);
  const writer = useWriter(cluster, lessonName, writtenPerSecond, isBegun);
  useLeaving(cluster, members);

  const names = { cluster, group: lessonName };
  const start = (count: number, rate: number) =>
    Promise.all(
      freeNames(members, count).map((clientId) =>
        send(startMember, names, {
          topics: [lessonName],
          from: "earliest",
          commit: "auto",
          rate,
          clientId,
          stays: true,
        }),
      ),
    );
  const stop = (some: readonly Member[]) =>
    Promise.all(some.map(({ id }) => send(stopMember, { ...names, member: id }).catch(unlessGone)));
  const run = async (act: LessonAct) => {
    if (act === "begin") {
      const replicas = Math.max(1, Math.min(3, facts?.brokerCount ?? 1));
      await send(
        createTopic,
        { cluster },
        { name: lessonName, partitions: lessonPartitions, replicationFactor: replicas },
      ).catch(unlessThere);
      setBegun(true);
    } else if (act === "start") await start(1, fastRate);
    else if (act === "start-many") await start(Math.max(0, most - members.length), fastRate);
    else if (act === "slow-down") {
      await stop(members);
      await start(1, slowRate);
    } else if (act === "help") {
      const slow = members.filter(({ rate }) => rate === slowRate);
      await start(2, fastRate);
      await stop(slow);
    } else if (act === "stop-all") await stop(members);
    else {
      await stop(members);
      setBegun(false);
      await send(deleteGroup, names).catch(unlessGone);
      await send(deleteTopic, { cluster, topic: lessonName }).catch(unlessGone);
      setReached(0);
    }
  };
  const acting = useMutation({
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: [cluster] }),
  });
  const single = useMutation({
    mutationFn: async (work: "fast" | "slow" | Member) => {
      if (typeof work === "string") await start(1, work === "fast" ? fastRate : slowRate);
      else await stop([work]);
    },
    onSettled: () => client.invalidateQueries({ queryKey: [cluster, "groups"] }),
  });
  return {
    facts,
    group: seen,
    members,
    isBegun,
    /** the topic of an earlier lesson is there still */
    isLeft: !isBegun && topic.data !== undefined && !topic.error,
    reached,
    writer,
    acting,
    single,
  };
}

/** Members end with the page: nobody else would stop them. */
function useLeaving(cluster: string, members: readonly Member[]): void {
  const latest = useRef(members);
  useEffect(() => {
    latest.current = members;
  });
  useEffect(() => {
    const leave = () => {
      for (const { id } of latest.current)
        void fetch(urlOf(stopMember.path, { cluster, group: lessonName, member: id }), {
          method: "DELETE",
          keepalive: true,
        }).catch(() => undefined);
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [cluster]);
}

function freeNames(members: readonly Member[], count: number): string[] {
  const taken = new Set(members.map(({ clientId }) => clientId));
  const free: string[] = [];
  for (let n = 1; free.length < count; n++) if (!taken.has(`reader-${n}`)) free.push(`reader-${n}`);
  return free;
}

function unlessGone(error: unknown): void {
  if (error instanceof ApiError && error.code.startsWith("no-such-")) return;
  throw error;
}

function unlessThere(error: unknown): void {
  if (error instanceof ApiError && error.code === "exists") return;
  throw error;
}
