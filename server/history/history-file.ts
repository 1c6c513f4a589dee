import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { HistoryEvent } from "../../lib/api/history.ts";
import type { SeriesKind, SeriesName } from "./series.ts";

/** The steps of what is kept on disk, ms. A chunk holds one series over `chunkMs`; before that, rows hold all series of one step. */
export const tiers = {
  raw: { nth: 0, stepMs: 0, chunkMs: 0, keptMs: 0 },
  minutes: { nth: 1, stepMs: 60_000, chunkMs: 3_600_000, keptMs: 2 * 86_400_000 },
  fives: { nth: 2, stepMs: 300_000, chunkMs: 14_400_000, keptMs: 30 * 86_400_000 },
} as const;
export type Tier = (typeof tiers)[keyof typeof tiers];

const schema = `
create table if not exists cluster (id integer primary key, name text not null unique);
create table if not exists series (
  id integer primary key, cluster integer not null, subject text not null, name text not null, kind text not null, durable integer not null);
create index if not exists series_of on series (cluster, subject);
create table if not exists moment (cluster integer not null, tier integer not null, at integer not null, data blob not null, unique (cluster, tier, at));
create table if not exists chunk (
  series integer not null, tier integer not null, at integer not null, data blob not null, primary key (series, tier, at)) without rowid;
create index if not exists chunk_age on chunk (tier, at);
create table if not exists event (id integer primary key, cluster integer not null, at integer not null, data text not null);
create index if not exists event_at on event (cluster, at);
pragma user_version = 1;`;

const version = 1;
type Row = { at: number; data: Uint8Array };

/** History on disk: one SQLite file for all clusters, one process at a time. Any call may throw what SQLite says. */
export class HistoryFile {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @throws Error where it cannot be opened, is no history, or another process has it */
  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    try {
      this.#database.exec(`pragma page_size = 8192; pragma busy_timeout = 1000; pragma locking_mode = exclusive;
        pragma journal_mode = wal; pragma synchronous = normal; pragma journal_size_limit = 33554432;`);
      const { user_version: found } = this.#one("pragma user_version") as { user_version: number };
      if (found > version) throw new Error(`it was written by a newer Klar (version ${found})`);
      this.#database.exec(`begin immediate; ${schema} commit;`);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }

  transaction(work: () => void): void {
    this.#database.exec("begin immediate");
    try {
      work();
      this.#database.exec("commit");
    } catch (error) {
      // a full disk has ended it already
      if (this.#database.isTransaction) this.#database.exec("rollback");
      throw error;
    }
  }

  /** The number of a cluster, made where it has none. */
  cluster(name: string): number {
    this.#run("insert or ignore into cluster (name) values (?)", name);
    return (this.#one("select id from cluster where name = ?", name) as { id: number }).id;
  }

  get lastSeriesId(): number {
    return (this.#one("select coalesce(max(id), 0) as id from series") as { id: number }).id;
  }

  series(cluster: number): SeriesName[] {
    const rows = this.#all("select id, subject, name, kind, durable from series where cluster = ?", cluster);
    return (rows as { id: number; subject: string; name: string; kind: string; durable: number }[]).map(
      ({ id, subject, name, kind, durable }) => ({
        ...{ id, subject, name, isDurable: durable === 1 },
        kind: kind as SeriesKind,
      }),
    );
  }

  addSeries(cluster: number, { id, subject, name, kind, isDurable }: SeriesName): void {
    this.#run(
      "insert or replace into series (id, cluster, subject, name, kind, durable) values (?, ?, ?, ?, ?, ?)",
      ...[id, cluster, subject, name, kind, isDurable ? 1 : 0],
    );
  }

  removeSeries(id: number): void {
    this.#run("delete from series where id = ?", id);
  }

  putMoment(cluster: number, { nth }: Tier, at: number, data: Uint8Array): void {
    this.#run("insert or replace into moment (cluster, tier, at, data) values (?, ?, ?, ?)", cluster, nth, at, data);
  }

  /** Of a tier between two times, both inclusive, oldest first. */
  moments(cluster: number, { nth }: Tier, from: number, to: number): Row[] {
    const sql = "select at, data from moment where cluster = ? and tier = ? and at between ? and ? order by at";
    return this.#all(sql, cluster, nth, whole(from), whole(to)) as Row[];
  }

  lastMoments(cluster: number, { nth }: Tier, count: number): Row[] {
    const sql = "select at, data from moment where cluster = ? and tier = ? order by at desc limit ?";
    return (this.#all(sql, cluster, nth, count) as Row[]).reverse();
  }

  dropMoments(cluster: number, { nth }: Tier, from: number, to: number): void {
    this.#run(
      "delete from moment where cluster = ? and tier = ? and at between ? and ?",
      ...[cluster, nth, whole(from), whole(to)],
    );
  }

  putChunk(series: number, { nth }: Tier, at: number, data: Uint8Array): void {
    this.#run("insert or replace into chunk (series, tier, at, data) values (?, ?, ?, ?)", series, nth, at, data);
  }

  chunks(series: number, { nth }: Tier, from: number, to: number): Row[] {
    const sql = "select at, data from chunk where series = ? and tier = ? and at between ? and ? order by at";
    return this.#all(sql, series, nth, whole(from), whole(to)) as Row[];
  }

  /** The last chunk of any tier of every series of a cluster: when it was measured last, as far as chunks know. */
  lastChunks(cluster: number): Map<number, number> {
    const sql = `select series, max(at) as at from chunk where series in (select id from series where cluster = ?) group by series`;
    return new Map((this.#all(sql, cluster) as { series: number; at: number }[]).map(({ series, at }) => [series, at]));
  }

  dropChunks({ nth }: Tier, before: number): void {
    this.#run("delete from chunk where tier = ? and at < ?", nth, whole(before));
  }

  oldestChunk({ nth }: Tier): number | null {
    return (this.#one("select min(at) as at from chunk where tier = ?", nth) as { at: number | null }).at;
  }

  addEvent(cluster: number, event: HistoryEvent): void {
    this.#run("insert into event (cluster, at, data) values (?, ?, ?)", cluster, event.at, JSON.stringify(event));
  }

  /** The youngest `most` between two times, oldest first. */
  events(cluster: number, from: number, to: number, most: number): HistoryEvent[] {
    const sql = "select data from event where cluster = ? and at between ? and ? order by at desc, id desc limit ?";
    const rows = this.#all(sql, cluster, whole(from), whole(to), most) as { data: string }[];
    return rows.map(({ data }) => JSON.parse(data) as HistoryEvent).reverse();
  }

  dropEvents(before: number, most: number): void {
    this.#run("delete from event where at < ?", whole(before));
    this.#run("delete from event where id <= (select max(id) from event) - ?", most);
  }

  /** Bytes in use, without pages that are free to be written again. */
  get usedBytes(): number {
    const read = (name: string) => Object.values(this.#one(`pragma ${name}`) as Record<string, number>)[0] ?? 0;
    return (read("page_count") - read("freelist_count")) * read("page_size");
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #run(sql: string, ...values: (string | number | Uint8Array)[]): void {
    this.#statement(sql).run(...values);
  }

  #one(sql: string, ...values: (string | number)[]): unknown {
    return this.#statement(sql).get(...values);
  }

  #all(sql: string, ...values: (string | number)[]): unknown[] {
    return this.#statement(sql).all(...values);
  }
}

/** SQLite tells 64-bit integers that are no safe numbers as errors. */
function whole(at: number): number {
  return Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, Math.floor(at)));
}
