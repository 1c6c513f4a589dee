/** One event as it stood in the text: its name, its data unparsed, and its id where it had one. */
export type RawEvent = { event: string; data: string; id: string | undefined };

/**
 * Cuts the text of an event stream into events. Chunks may end anywhere, also between CR and LF. Comments (heartbeats) and
 * `retry` are no events; an event the stream broke off in is not one either, as the HTML standard says.
 */
export class EventText {
  #rest = "";
  /** the last chunk ended with CR: an LF that follows belongs to it */
  #afterCr = false;
  #event = "";
  #id: string | undefined;
  #data: string[] = [];

  push(chunk: string): RawEvent[] {
    const found: RawEvent[] = [];
    let at = this.#afterCr && chunk.startsWith("\n") ? 1 : 0;
    if (chunk !== "") this.#afterCr = false;
    const ends = /\r\n?|\n/g;
    for (ends.lastIndex = at; ; at = ends.lastIndex) {
      const end = ends.exec(chunk);
      if (!end) break;
      // only what is new is looked through: a line of megabytes comes in many chunks
      const whole = this.#line(this.#rest + chunk.slice(at, end.index));
      this.#rest = "";
      this.#afterCr = end[0] === "\r" && ends.lastIndex === chunk.length;
      if (whole) found.push(whole);
    }
    this.#rest += chunk.slice(at);
    return found;
  }

  #line(line: string): RawEvent | undefined {
    if (line === "") {
      const event = this.#data.length > 0 ? this.#take() : undefined;
      this.#event = "";
      this.#id = undefined;
      this.#data = [];
      return event;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "event") this.#event = value;
    else if (field === "data") this.#data.push(value);
    else if (field === "id" && !value.includes("\0")) this.#id = value;
    return undefined;
  }

  #take(): RawEvent {
    return { event: this.#event === "" ? "message" : this.#event, data: this.#data.join("\n"), id: this.#id };
  }
}

/** The same for application/x-ndjson, one `{event, id?, data}` a line: data is handed on parsed. */
export class LineText {
  #rest = "";

  push(chunk: string): { event: string; data: unknown; id: string | undefined }[] {
    const lines = chunk.split("\n");
    lines[0] = this.#rest + (lines[0] ?? "");
    this.#rest = lines.pop() ?? "";
    return lines.flatMap((line) => {
      if (line.trim() === "") return [];
      const { event, data, id } = JSON.parse(line) as { event: string; data: unknown; id?: string };
      return [{ event, data, id }];
    });
  }
}
