"use client";
import { Checkbox, Choice } from "@/components/ui/choice";
import { allFields, type Conditions } from "@/lib/filter/conditions";

/** Where a text or a regular expression is looked for, and whether upper and lower case are alike. */
export function TextScope({
  of,
  onChange,
}: {
  of: Pick<Conditions, "in" | "ignoreCase">;
  onChange: (part: Partial<Conditions>) => void;
}) {
  const toggle = (field: (typeof allFields)[number]) => {
    const next = allFields.filter((one) => (one === field ? !of.in.includes(one) : of.in.includes(one)));
    if (next.length > 0) onChange({ in: next });
  };
  return (
    <fieldset className="grid gap-1">
      <legend className="lab mb-1">Look for texts in</legend>
      {allFields.map((field) => (
        <Choice key={field} control={<Checkbox checked={of.in.includes(field)} onChange={() => toggle(field)} />}>
          {field}
        </Choice>
      ))}
      <Choice
        control={
          <Checkbox checked={of.ignoreCase} onChange={(event) => onChange({ ignoreCase: event.target.checked })} />
        }
      >
        upper and lower case alike
      </Choice>
    </fieldset>
  );
}
