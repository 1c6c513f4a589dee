/** A filter that cannot be read; `start` and `end` are characters of its source, null where that is not known. */
export class FilterSyntaxError extends Error {
  readonly start: number | null;
  readonly end: number;

  constructor(message: string, start: number | null, end: number) {
    super(message);
    this.start = start;
    this.end = end;
  }
}
