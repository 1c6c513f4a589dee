"use client";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { Pace, RepeatFault } from "./produce-repeat";

/** How fast, and until when. */
export function RepeatPace({
  pace,
  fault,
  onPace,
}: {
  pace: Pace;
  fault: RepeatFault | null;
  onPace: (pace: Pace) => void;
}) {
  return (
    <div className="grid grid-cols-2 gap-x-5 gap-y-3 border-t border-rule pt-3 phone:grid-cols-1">
      <Field label="Pace" error={fault?.field === "rate" ? fault.message : undefined}>
        {(slot) => (
          <TextInput
            {...slot}
            mono
            inputMode="decimal"
            end="records /s"
            value={pace.rate}
            onChange={(event) => onPace({ ...pace, rate: event.target.value })}
          />
        )}
      </Field>
      <Field label="Until" error={fault?.field === "until" ? fault.message : undefined}>
        {(slot) => (
          <span className="flex gap-2">
            <TextInput
              {...slot}
              mono
              inputMode="numeric"
              frame="min-w-0 flex-1"
              value={pace[pace.until]}
              onChange={(event) => onPace({ ...pace, [pace.until]: event.target.value })}
            />
            <Select
              aria-label="What ends it"
              value={pace.until}
              options={[
                { value: "count", label: "records" },
                { value: "seconds", label: "seconds" },
              ]}
              onPick={(until) => onPace({ ...pace, until })}
            />
          </span>
        )}
      </Field>
    </div>
  );
}
