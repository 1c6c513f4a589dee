type Commit = { topic: string; partition: number; committed: bigint | null; metadata: string | null };

/** What the commits of a replay say: its topic, the records it has copied, the offsets it has not looked at yet. */
export function progressOf(commits: readonly Commit[]): { topic: string; copied: bigint; left: bigint } {
  let [copied, left] = [0n, 0n];
  const found = commits.filter(({ metadata }) => metadata?.startsWith("klar1 "));
  for (const { committed, metadata } of found) {
    const [, , end = "0", done = "0"] = (metadata ?? "").split(" ");
    if (!/^\d+$/.test(end) || !/^\d+$/.test(done)) continue;
    copied += BigInt(done);
    const rest = BigInt(end) - (committed ?? BigInt(end));
    if (rest > 0n) left += rest;
  }
  return { topic: found[0]?.topic ?? "", copied, left };
}
