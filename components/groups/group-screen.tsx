"use client";
import { PageHead } from "@/components/ui/page-head";

export function GroupScreen({ cluster, group }: { cluster: string; group: string }) {
  return <PageHead mono title={`${group} of ${cluster}`} />;
}
