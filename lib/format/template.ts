/** The words that placeholders begin with, and what each stands for. */
export const placeholders = [
  { sample: "{{counter}}", words: "1, 2, 3, …; {{counter 100}} begins there" },
  { sample: "{{now}}", words: "epoch milliseconds; {{now iso}} as 2026-07-14T09:45:00.000Z" },
  { sample: "{{uuid}}", words: "a random UUID" },
  { sample: "{{random.int 1 6}}", words: "a whole number, both ends included" },
  { sample: "{{random.float 0 1}}", words: "a number with three decimals" },
  { sample: "{{choice a|b|c}}", words: "one of them at random" },
  { sample: "{{sequence a|b|c}}", words: "each in turn" },
] as const;

/** Writes the nth text of a template, n from 0. `now` is epoch ms. */
export type Template = (n: number, now: number) => string;
export type TemplateFault = { at: number; message: string };

/** Texts with `{{placeholders}}`; `{{{{` is two braces. A fault says where it stops making sense, from 0. */
export function compileTemplate(text: string): Template | TemplateFault {
  const parts: Template[] = [];
  let plain = "";
  const flush = () => {
    const words = plain;
    plain = "";
    if (words !== "") parts.push(() => words);
  };
  for (let at = 0; at < text.length; ) {
    if (text.startsWith("{{{{", at)) {
      plain += "{{";
      at += 4;
    } else if (text.startsWith("{{", at)) {
      const end = text.indexOf("}}", at);
      if (end < 0) return { at, message: "A placeholder is not closed: }} is missing." };
      const part = partOf(text.slice(at + 2, end).trim());
      if (typeof part === "string") return { at, message: part };
      flush();
      parts.push(part);
      at = end + 2;
    } else plain += text[at++];
  }
  flush();
  return (n, now) => parts.map((part) => part(n, now)).join("");
}

export function isFault(compiled: Template | TemplateFault): compiled is TemplateFault {
  return typeof compiled !== "function";
}

const whole = /^-?\d{1,15}$/;
const decimal = /^-?\d{1,15}(\.\d{1,9})?$/;

/** What stands between the braces, or what is wrong with it. */
function partOf(inside: string): Template | string {
  const [, name = "", rest = ""] = /^(\S+)\s*([\s\S]*)$/.exec(inside) ?? [];
  const [first, second, ...more] = rest.split(/\s+/).filter((word) => word !== "");
  switch (name) {
    case "counter":
      if (more.length > 0 || second !== undefined || (first !== undefined && !whole.test(first)))
        return "counter takes a whole number to begin with, or nothing.";
      return (n) => String(Number(first ?? 1) + n);
    case "now":
      if (first === undefined) return (_n, now) => String(now);
      return rest === "iso" ? (_n, now) => new Date(now).toISOString() : "now takes iso, or nothing.";
    case "uuid":
      return rest === "" ? () => uuid() : "uuid takes nothing.";
    case "random.int":
      if (!bounds(first, second, more, whole)) return "random.int takes two whole numbers, the lower one first.";
      return () => String(Number(first) + Math.floor(Math.random() * (Number(second) - Number(first) + 1)));
    case "random.float":
      if (!bounds(first, second, more, decimal)) return "random.float takes two numbers, the lower one first.";
      return () => (Number(first) + Math.random() * (Number(second) - Number(first))).toFixed(3);
    case "choice":
    case "sequence": {
      const list = rest.split("|");
      if (rest === "") return `${name} takes a list such as a|b|c.`;
      return (n) => list[name === "choice" ? Math.floor(Math.random() * list.length) : n % list.length] ?? "";
    }
    default:
      return name === ""
        ? "A placeholder is empty."
        : `There is no placeholder ${name}: there are ${placeholders.map(({ sample }) => sample.slice(2).replace(/[ }].*/, "")).join(", ")}.`;
  }
}

function bounds(low: string | undefined, high: string | undefined, more: readonly string[], form: RegExp): boolean {
  if (low === undefined || high === undefined || more.length > 0) return false;
  return form.test(low) && form.test(high) && Number(low) <= Number(high);
}

/** Version 4; not `randomUUID`, which browsers keep from pages that are not served by TLS. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
