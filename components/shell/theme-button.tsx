"use client";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { Icon } from "@/components/ui/icon";

const order = ["system", "light", "dark"];
const still = () => () => {};

/** Turns round: as the system has it, light, dark. */
export function ThemeButton({ closed }: { closed: boolean }) {
  const { theme, setTheme } = useTheme();
  // the server cannot know the choice; say it only once the browser has taken over
  const ready = useSyncExternalStore(
    still,
    () => true,
    () => false,
  );
  const at = ready ? (theme ?? "system") : "system";
  const next = order[(order.indexOf(at) + 1) % order.length] ?? "system";
  return (
    <button
      type="button"
      onClick={() => setTheme(next)}
      data-tip={closed ? `Theme: ${at}` : undefined}
      aria-label={closed ? `Theme ${at}` : undefined}
    >
      <Icon name="theme" />
      <span className="word">Theme</span>
      <span className="end">{at}</span>
    </button>
  );
}
