"use client";
import dynamic from "next/dynamic";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { rememberVisit } from "@/components/ui/favourites";
import { isPaused, setPaused } from "@/components/ui/pause";
import { preferences, setPreference, usePreferences } from "@/components/ui/preferences";
import { useKeys } from "@/components/ui/use-keys";
import { crumbsOf } from "./crumbs-of";
import { Dock } from "./dock";
import { places } from "./places";
import { type Badges, Rail } from "./rail";
import { TopBar } from "./top-bar";

const Palette = dynamic(() => import("./palette").then((part) => part.Palette), { ssr: false });
const KeyHelp = dynamic(() => import("./key-help").then((part) => part.KeyHelp), { ssr: false });

/** Rail, top bar, page, dock. `cluster` is null on the page of all clusters. */
export function Frame({ cluster, badges, children }: { cluster: string | null; badges: Badges; children: ReactNode }) {
  const { railClosed } = usePreferences();
  const [overlay, setOverlay] = useState<"palette" | "help" | null>(null);
  const router = useRouter();
  const main = useRef<HTMLElement>(null);
  useVisits(cluster);

  const go = "Go";
  const toggleRail = () => setPreference("railClosed", !preferences.get().railClosed);
  useKeys([
    {
      keys: "mod+k",
      label: "Jump to or do…",
      group: go,
      inFields: true,
      inPalette: false,
      run: () => setOverlay("palette"),
    },
    { keys: "?", label: "Show the keys", group: "Everywhere", run: () => setOverlay("help") },
    { keys: "p", label: "Pause or go on", group: "Everywhere", run: () => setPaused(!isPaused()) },
    { keys: "\\", label: "Collapse or open the rail", group: "Everywhere", run: toggleRail },
    { keys: "g h", label: "All clusters", group: go, inPalette: false, run: () => router.push("/") },
    ...(cluster === null
      ? []
      : places.map((place) => ({
          keys: place.key,
          label: place.label,
          group: go,
          inPalette: false,
          run: () => router.push(place.href(cluster)),
        }))),
  ]);
  const openPalette = () => setOverlay("palette");
  const show = (which: "palette" | "help") => (open: boolean) => setOverlay(open ? which : null);
  return (
    <div className="app" data-rail={railClosed ? "closed" : undefined}>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        To the page
      </button>
      <Rail
        cluster={cluster}
        badges={badges}
        closed={railClosed}
        onToggle={toggleRail}
        onHelp={() => setOverlay("help")}
      />
      <TopBar cluster={cluster} onPalette={openPalette} />
      <main ref={main} className="main" data-scroll="" tabIndex={-1}>
        {children}
      </main>
      {cluster === null ? null : <Dock cluster={cluster} onPalette={openPalette} />}
      {overlay === "palette" ? (
        <Palette cluster={cluster} open onOpenChange={show("palette")} onHelp={() => setOverlay("help")} />
      ) : null}
      {overlay === "help" ? <KeyHelp open onOpenChange={show("help")} /> : null}
    </div>
  );
}

/** A thing that was opened (topic, group, broker) comes first in the palette next time. */
function useVisits(cluster: string | null): void {
  const here = usePathname();
  useEffect(() => {
    const crumbs = crumbsOf(here);
    const thing = crumbs.at(-1);
    if (cluster !== null && thing && crumbs.length === 3)
      rememberVisit({ scope: cluster, href: thing.href, label: thing.label });
  }, [cluster, here]);
}
