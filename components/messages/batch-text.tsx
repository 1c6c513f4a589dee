"use client";
import { TextArea } from "@/components/ui/text-input";
import { grouped } from "@/lib/format/figure";

/** a longer text is not shown in the field, only kept */
const mostTyped = 500_000;

type BatchTextProps = {
  slot: { id: string };
  text: string;
  onText: (text: string) => void;
  /** a file is dropped here */
  onFile: (file: File) => void;
};

/** The text that records are made of: typed, pasted, or of a file. */
export function BatchText({ slot, text, onText, onFile }: BatchTextProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a target for the mouse; the button beside it does the same
    <div
      // without this the browser opens what is dropped
      onDragOver={(event) => (event.dataTransfer.types.includes("Files") ? event.preventDefault() : undefined)}
      onDrop={(event) => {
        const [file] = event.dataTransfer.files;
        if (!file) return;
        event.preventDefault();
        onFile(file);
      }}
    >
      {text.length > mostTyped ? (
        <p className="box soft" id={slot.id}>
          {grouped(text.length)} characters{" "}
          <button type="button" className="link" onClick={() => onText("")}>
            clear
          </button>
        </p>
      ) : (
        <TextArea {...slot} rows={10} value={text} onChange={(event) => onText(event.target.value)} />
      )}
    </div>
  );
}
