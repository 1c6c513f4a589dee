"use client";
import { PageHead } from "@/components/ui/page-head";

export function BrokerListScreen({ cluster }: { cluster: string }) {
  return <PageHead title={`Brokers of ${cluster}`} />;
}
