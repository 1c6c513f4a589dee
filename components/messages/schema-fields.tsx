"use client";
import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import { plural } from "@/lib/format/count";
import { writingOf } from "./format-queries";
import type { SchemaPick } from "./produce-side";
import type { Part } from "./side-kinds";

/** What the schema asks of a key or a value, field by field, beside where it is written. */
export function SchemaFields({
  cluster,
  topic,
  part,
  format,
  pick,
  onExample,
}: {
  cluster: string;
  topic: string;
  part: Part;
  format: string;
  pick: SchemaPick;
  onExample: (text: string) => void;
}) {
  const { data, error } = useQuery(writingOf(cluster, topic, part, format, pick));
  if (error) return null;
  if (!data)
    return (
      <Loading slow="The registry takes longer than usual to answer…">
        <BoneLines lines={3} />
      </Loading>
    );
  return (
    <section
      aria-label={`Fields of the ${part}'s schema`}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-1"
    >
      <div className="flex items-baseline gap-2">
        <span className="lab">Fields</span>
        <span className="flex-1" />
        <Button small look="quiet" onClick={() => onExample(data.example)}>
          Insert an example
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <ul className="max-h-52 overflow-auto border-t border-line" tabIndex={0} aria-label="Fields">
        {data.fields.map((field) => (
          <li key={field.path} className="grid grid-cols-[minmax(0,1fr)] border-b border-line py-0.5">
            <span className="flex min-w-0 items-baseline gap-2">
              <span className="mono cut" data-tip-cut={field.path}>
                {field.path === "" ? "the value" : field.path}
              </span>
              {field.isRequired ? <span className="small soft">required</span> : null}
            </span>
            <span className="small muted wrap-anywhere">
              {field.type}
              {field.default === null ? "" : `, ${field.default} unless said`}
            </span>
            {field.doc === null || field.doc === "" ? null : (
              <span className="small soft wrap-anywhere">{field.doc}</span>
            )}
          </li>
        ))}
      </ul>
      {data.isCut ? <span className="small muted">The first {plural(data.fields.length, "field")}.</span> : null}
    </section>
  );
}
