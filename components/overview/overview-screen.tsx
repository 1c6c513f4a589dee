"use client";
import { PageHead } from "@/components/ui/page-head";

export function OverviewScreen({ cluster }: { cluster: string }) {
  return <PageHead title={`Overview of ${cluster}`} />;
}
