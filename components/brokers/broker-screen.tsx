"use client";
import { PageHead } from "@/components/ui/page-head";

export function BrokerScreen({ cluster, broker }: { cluster: string; broker: number }) {
  return <PageHead title={`Broker ${broker} of ${cluster}`} />;
}
