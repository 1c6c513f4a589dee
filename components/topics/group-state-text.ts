import type { Tone } from "@/components/ui/status";

const tones: Readonly<Record<string, Tone>> = {
  Stable: "calm",
  Empty: "idle",
  Dead: "idle",
  PreparingRebalance: "warn",
  CompletingRebalance: "warn",
  Assigning: "warn",
};

/** Kafka's own word for a group's state, set apart: `Preparing rebalance`. */
export function groupStateText(state: string): { tone: Tone; text: string } {
  const words = state.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return { tone: tones[state] ?? "info", text: words === "" ? "Unknown" : words };
}
