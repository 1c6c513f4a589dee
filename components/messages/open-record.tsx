"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { parseAsNativeArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

import { pointedCondition } from "@/lib/filter/cel-condition";
import { parseId, type RecordId } from "@/lib/kafka/record-rows";
import { paths } from "@/lib/paths";
import { noAsk } from "./ask";
import { aroundAsk, type RecordTools } from "./record-tools";

const RecordPanel = dynamic(() => import("./record-panel").then((part) => part.RecordPanel), { ssr: false });

const words = {
  t: parseAsString,
  m: parseAsString,
  where: parseAsNativeArrayOf(parseAsString),
  col: parseAsNativeArrayOf(parseAsString),
  key: parseAsString,
  keyEncoding: parseAsStringLiteral(["utf8", "base64"] as const),
};

/** The record an address names by topic and place (`t`, `m`), for pages that list several topics; what is pointed at goes into the address. */
export function OpenRecord({ cluster }: { cluster: string }) {
  const [{ t, m, where, col }, set] = useQueryStates(words, { history: "push" });
  const router = useRouter();
  const id = parseId(m);
  if (!id || t === null) return null;
  const tools: RecordTools = {
    onPoint: (path, relation, value) => {
      // topics differ: a field of one is not to be expected in the others
      const term = pointedCondition(path, relation, value, false);
      if (term !== undefined && !where.includes(term)) void set({ where: [...where, term] });
    },
    onKey: (key) => void set({ key: key.text, keyEncoding: key.encoding === "base64" ? "base64" : null }),
    onAround: (message, place) => {
      const ask = aroundAsk(message, place, noAsk);
      const query = new URLSearchParams({
        from: ask.from,
        to: ask.to,
        order: "oldest",
        limit: String(ask.limit),
        m: m ?? "",
      });
      if (ask.partitions !== "") query.set("partitions", ask.partitions);
      router.push(`${paths.topicMessages(cluster, t)}?${query}`);
    },
    onColumn: (column) =>
      col.includes(column) ? undefined : void set({ col: [...col, column] }, { history: "replace" }),
  };
  const go = (next: RecordId | null) =>
    void set({ m: next && `${next.partition}:${next.offset}`, t: next ? t : null }, { history: "replace" });
  return (
    <RecordPanel
      key={t}
      cluster={cluster}
      topic={t}
      id={{ partition: id.partition, offset: id.offset }}
      listed={undefined}
      formats={{ keyFormat: "auto", valueFormat: "auto" }}
      onGo={go}
      onClose={() => go(null)}
      tools={tools}
      topicHref={paths.message(cluster, t, id.partition, id.offset)}
    />
  );
}
