import { followed, type ReadAsk, type SeriesName } from "./series.ts";

/** Topics whose ends are read beside a group's commits. */
const mostFollowed = 200;

/** The series of one cluster: by subject and name, by their ids, and by the ids of whoever hands moments over. */
export class SeriesIndex {
  readonly #nextId: () => number;
  readonly #names = new Map<string, Map<string, SeriesName>>();
  readonly #byId = new Map<number, SeriesName>();
  /** ids of whoever hands moments over → ours */
  readonly #own = new Map<number, number>();
  /** those that are not on disk yet */
  unsaved: SeriesName[] = [];

  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  get subjects(): string[] {
    return [...this.#names.keys()];
  }

  get(id: number): SeriesName | undefined {
    return this.#byId.get(id);
  }

  ownId(given: number): number {
    return this.#own.get(given) ?? 0;
  }

  add(one: SeriesName): void {
    const names = this.#names.get(one.subject) ?? new Map<string, SeriesName>();
    this.#names.set(one.subject, names.set(one.name, one));
    this.#byId.set(one.id, one);
  }

  learn(fresh: readonly SeriesName[]): void {
    for (const one of fresh) {
      const known = this.#names.get(one.subject)?.get(one.name);
      const id = known?.id ?? this.#nextId();
      this.#own.set(one.id, id);
      if (known) continue;
      const own = { ...one, id };
      this.add(own);
      this.unsaved.push(own);
    }
  }

  /** The series of the asked subjects; with `follow` also the ends of the partitions of topics they are about. */
  asked({ subjects, follow }: ReadAsk): SeriesName[] {
    const asked = subjects.flatMap((subject) => this.#of(subject));
    if (!follow) return asked;
    const topics = new Set(asked.map(({ name }) => followed(name)).filter((subject) => subject !== null));
    const ends = [...topics]
      .slice(0, mostFollowed)
      .flatMap((subject) => this.#of(subject).filter(({ name }) => name.startsWith("partition")));
    return [...asked, ...ends];
  }

  /** Series that nothing keeps. */
  without(isKept: (id: number) => boolean): SeriesName[] {
    return [...this.#byId.values()].filter(({ id }) => !isKept(id));
  }

  remove(gone: readonly SeriesName[]): void {
    for (const { id, subject, name } of gone) {
      this.#byId.delete(id);
      const names = this.#names.get(subject);
      names?.delete(name);
      if (names?.size === 0) this.#names.delete(subject);
    }
    for (const [given, id] of this.#own) if (!this.#byId.has(id)) this.#own.delete(given);
    this.unsaved = this.unsaved.filter(({ id }) => this.#byId.has(id));
  }

  #of(subject: string): SeriesName[] {
    return [...(this.#names.get(subject)?.values() ?? [])];
  }
}
