"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect } from "react";
import { clusterRows } from "@/components/live/cluster-rows";
import { useWriteBlock } from "@/components/live/use-write-block";
import { Button } from "@/components/ui/button";
import { useKeys } from "@/components/ui/use-keys";
import { closeProduce, openProduce, useProduceWish } from "./produce-request";
import { openReplay, useReplayWish } from "./replay-request";

const ReplayDrawer = dynamic(() => import("./replay-drawer").then((part) => part.ReplayDrawer), { ssr: false });
const ProduceDrawer = dynamic(() => import("./produce-drawer").then((part) => part.ProduceDrawer), { ssr: false });

/** The one action of a topic's head; holds the drawer that the record panel and the empty topic open too. */
export function ProduceButton({ cluster, topic }: { cluster: string; topic: string }) {
  const { data } = useQuery(clusterRows());
  const row = data?.items.find((one) => one.name === cluster);
  const wish = useProduceWish();
  const replay = useReplayWish();
  const blocked = useWriteBlock(cluster);
  useKeys([
    {
      keys: "n",
      label: `Produce a record to ${topic}`,
      run: () => (blocked === undefined ? openProduce(null) : undefined),
    },
  ]);
  // another topic's wish is not this one's
  useEffect(
    () => () => {
      closeProduce();
      openReplay(null);
    },
    [],
  );
  return (
    <>
      <Button look="primary" blocked={blocked} tip="Produce a record (n)" onClick={() => openProduce(null)}>
        Produce
      </Button>
      {wish && blocked === undefined ? (
        <ProduceDrawer
          key={wish.n}
          cluster={cluster}
          topic={topic}
          environment={row?.environment ?? null}
          servers={row?.bootstrapServers ?? []}
          from={wish.from}
          onClose={closeProduce}
        />
      ) : null}
      {replay && blocked === undefined ? (
        <ReplayDrawer
          key={`replay-${replay.n}`}
          cluster={cluster}
          topic={topic}
          environment={row?.environment ?? null}
          what={replay.what}
          onClose={() => openReplay(null)}
        />
      ) : null}
    </>
  );
}
