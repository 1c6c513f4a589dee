"use client";
import { useQuery } from "@tanstack/react-query";
import { useSettled } from "@/components/ui/use-settled";
import { send } from "@/lib/api/call";
import { ApiError } from "@/lib/api/error";
import { type ProduceResults, produceMessages } from "@/lib/api/produce";
import { inputOf, isPlainKind, type Side, sideFault } from "./produce-side";
import { messageKeys } from "./queries";

type Encoded = NonNullable<ProduceResults["encoded"]>[number]["key"];
type Part = "key" | "value";
export type DryCheck = {
  /** what the server says is wrong, with the field it is in */
  faults: Partial<Record<Part, string>>;
  /** the bytes each side would have; null where it is not asked or not answered */
  encoded: Record<Part, Encoded>;
  /** where the key leads, where the key had to be encoded to know it */
  partition: number | null;
  isChecking: boolean;
};

/** Has the console make bytes of what only it can encode, without writing any: whether it fits, how large it is, where it goes. */
export function useDryCheck(cluster: string, topic: string, sides: Record<Part, Side>): DryCheck {
  const asked = (part: Part) =>
    isPlainKind(sides[part].kind) || sideFault(sides[part]) !== null ? null : inputOf(sides[part]);
  const wanted = JSON.stringify({ key: asked("key"), value: asked("value") });
  const rested = useSettled(wanted, wanted.length > 50_000 ? 600 : 250);
  const record: { key: ReturnType<typeof inputOf>; value: ReturnType<typeof inputOf> } = JSON.parse(rested);
  const { data, error, isFetching } = useQuery({
    queryKey: [...messageKeys.all(cluster, topic), "dry-run", rested],
    queryFn: () => send(produceMessages, { cluster, topic }, { records: [record], dryRun: true }),
    enabled: record.key !== null || record.value !== null,
    gcTime: 0,
    retry: false,
  });
  const isSettled = rested === wanted && !isFetching;
  const [bytes] = (isSettled ? data?.encoded : undefined) ?? [];
  return {
    faults: isSettled && error ? shownFaults(error) : {},
    encoded: { key: bytes?.key ?? null, value: bytes?.value ?? null },
    partition: (isSettled && record.key !== null ? data?.results[0]?.partition : null) ?? null,
    isChecking: !isSettled,
  };
}

/** What a refusal says of the key and of the value of the nth record. */
export function fieldFaults(error: unknown, nth: number): DryCheck["faults"] {
  const of = (part: Part) =>
    error instanceof ApiError
      ? error.errors?.find(({ path }) => path.startsWith(`body.records[${nth}].${part}`))?.message
      : undefined;
  const [key, value] = [of("key"), of("value")];
  return { ...(key === undefined ? {} : { key }), ...(value === undefined ? {} : { value }) };
}

/** Where neither is named, the refusal stands with the value. */
function shownFaults(error: Error): DryCheck["faults"] {
  const named = fieldFaults(error, 0);
  return Object.keys(named).length > 0 ? named : { value: error.message.replace(/\.$/, "") };
}
