"use client";
import { useQuery } from "@tanstack/react-query";
import { Button, DownMark } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { Freshness } from "@/components/ui/freshness";
import { Icon } from "@/components/ui/icon";
import { Menu } from "@/components/ui/menu";
import { setPaused, usePaused } from "@/components/ui/pause";
import { setPreference, useZone } from "@/components/ui/preferences";
import { zoneName } from "@/lib/format/time";
import { Crumbs } from "./crumbs";
import { clusterFacts } from "./queries";
import { useClusterItems } from "./use-cluster-items";
import { usePageFreshness } from "./use-freshness";

/** Where you are, the way to anywhere, whose clock, how fresh, and the one Pause. `cluster` is null on the home page. */
export function TopBar({ cluster, onPalette }: { cluster: string | null; onPalette: () => void }) {
  const paused = usePaused();
  const fresh = usePageFreshness(cluster ?? "clusters");
  const environment =
    useQuery({ ...clusterFacts(cluster ?? ""), enabled: cluster !== null }).data?.environment ?? undefined;
  return (
    <header className="top" data-environment={environment}>
      <Crumbs />
      {cluster === null ? (
        <span className="phone-top">Clusters</span>
      ) : (
        <PhoneSwitch cluster={cluster} environment={environment} />
      )}
      <button type="button" className="jump no-phone" onClick={onPalette} aria-keyshortcuts="Control+K Meta+K">
        <Icon name="search" />
        <span>Jump to or do…</span>
        <kbd>Ctrl K</kbd>
      </button>
      <ZoneMenu />
      <Freshness {...fresh} />
      <Button
        small
        look={paused ? "on" : "quiet"}
        icon={paused ? "play" : "pause"}
        tip={paused ? "Go on (p)" : "Stop everything that moves (p)"}
        aria-pressed={paused}
        onClick={() => setPaused(!paused)}
        className="no-phone"
      >
        {paused ? "Go on" : "Pause"}
      </Button>
    </header>
  );
}

function PhoneSwitch({ cluster, environment }: { cluster: string; environment: string | undefined }) {
  const items = useClusterItems(cluster);
  return (
    <Menu
      align="start"
      items={items}
      trigger={
        <button type="button" className="phone-top">
          <span className="min-w-0">
            <b className="cut">{cluster}</b>
            {environment ? <span className="env">{environment}</span> : null}
          </span>
          <Icon name="down" />
          <span className="sr-only">Change the cluster</span>
        </button>
      }
    />
  );
}

function ZoneMenu() {
  const zone = useZone();
  const now = useNow();
  return (
    <Menu
      items={[
        { label: "UTC", checked: zone === "utc", run: () => setPreference("zone", "utc") },
        {
          label: "Local time",
          end: now === 0 ? "" : zoneName(now, "local"),
          checked: zone === "local",
          run: () => setPreference("zone", "local"),
        },
      ]}
      trigger={
        <Button small look="quiet" className="no-phone" tip="The clock all times are written in">
          {zone === "utc" || now === 0 ? "UTC" : zoneName(now, zone)} <DownMark />
        </Button>
      }
    />
  );
}
