"use client";
import { Term } from "@/components/kafka/term";
import { Checkbox, Choice } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { ProduceDraft } from "./produce-draft";
import type { Target } from "./use-target";

const acksOptions = [
  { value: "all", label: "all replicas in sync" },
  { value: "1", label: "the leader only" },
  { value: "0", label: "nobody (0)" },
] as const;
const acksHints = {
  all: "Safe: what was acknowledged survives the loss of a broker.",
  "1": "Lost if the leader dies before others copied it.",
  "0": "Sent and forgotten: no offset is told, failures stay unseen.",
} as const;
const compressions = ["none", "gzip", "snappy", "lz4", "zstd"].map((value) => ({ value, label: value })) as {
  value: ProduceDraft["compression"];
  label: string;
}[];

type DeliveryProps = {
  draft: ProduceDraft;
  onDraft: (part: Partial<ProduceDraft>) => void;
  /** absent where each record says it itself */
  partitions?: readonly number[];
  target?: Target;
  timestampError?: string | undefined;
  /** no time can be chosen: each is written when it is made */
  isTimeless?: boolean;
};

/** Where the record goes and how sure it is that it arrived. */
export function DeliveryFields(props: DeliveryProps) {
  const { draft, onDraft } = props;
  return (
    <div className="grid grid-cols-2 gap-x-5 gap-y-3 border-t border-rule pt-3 phone:grid-cols-1">
      <PlaceFields {...props} />
      <Field label={<Term word="acks">Acks</Term>} hint={acksHints[draft.acks]}>
        {(slot) => <Select {...slot} value={draft.acks} options={acksOptions} onPick={(acks) => onDraft({ acks })} />}
      </Field>
      <Field
        label={<Term word="compression">Compression</Term>}
        hint={
          draft.compression === "none" ? "Stored as it is." : "The batch is packed; consumers unpack it by themselves."
        }
      >
        {(slot) => (
          <Select
            {...slot}
            value={draft.compression}
            options={compressions}
            onPick={(compression) => onDraft({ compression })}
          />
        )}
      </Field>
      <Choice
        control={
          <Checkbox
            checked={draft.acks === "all" && draft.idempotent}
            disabled={draft.acks !== "all"}
            onChange={(event) => onDraft({ idempotent: event.target.checked })}
          />
        }
        hint={
          draft.acks === "all" ? "A retry is recognised and written once." : "Needs acks from all replicas in sync."
        }
      >
        <Term word="idempotent">Idempotent</Term>
      </Choice>
    </div>
  );
}

function PlaceFields({ draft, onDraft, partitions, target, timestampError, isTimeless = false }: DeliveryProps) {
  if (!partitions || !target) return null;
  const isSpread = draft.key.kind === "null";
  const chosen = [
    {
      value: "by-key",
      label: isSpread ? "spread (no key)" : target.partition === null ? "by key" : `by key: ${target.partition}`,
    },
    ...partitions.map((partition) => ({ value: String(partition), label: `partition ${partition}` })),
  ];
  return (
    <>
      <Field
        label={<Term word="partition">Partition</Term>}
        hint={draft.partition === "by-key" ? target.words : "Whatever the key says."}
      >
        {(slot) => (
          <Select
            {...slot}
            value={String(draft.partition)}
            options={chosen}
            onPick={(value) => onDraft({ partition: value === "by-key" ? "by-key" : Number(value) })}
          />
        )}
      </Field>
      {isTimeless ? null : (
        <Field label="Timestamp" hint="A time, -15m or epoch ms. Empty: when it is sent." error={timestampError}>
          {(slot) => (
            <TextInput
              {...slot}
              mono
              placeholder="when sent"
              value={draft.timestamp}
              onChange={(event) => onDraft({ timestamp: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
