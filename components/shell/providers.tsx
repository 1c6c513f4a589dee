"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useEffect, useState } from "react";
import { usePreferences } from "@/components/ui/preferences";
import { TipLayer } from "@/components/ui/tip-layer";
import { Toasts } from "@/components/ui/toasts";
import { useKeyListener } from "@/components/ui/use-keys";
import { schemasWithoutEval } from "@/lib/api/without-eval";

if (typeof window !== "undefined") schemasWithoutEval();

/** Everything that is once per page: queries, URL state, theme, keys, tooltips, toasts. `nonce` is the CSP's. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 2_000,
            gcTime: 5 * 60_000,
            retry: 1,
            refetchOnWindowFocus: true,
            refetchOnReconnect: true,
          },
          mutations: { retry: false },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <ThemeProvider
          attribute="class"
          defaultTheme="system"
          enableSystem
          enableColorScheme={false}
          disableTransitionOnChange
          storageKey="klar.theme"
          {...(nonce ? { nonce } : {})}
        >
          <Behaviour />
          {children}
          <TipLayer />
          <Toasts />
        </ThemeProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  );
}

function Behaviour() {
  useKeyListener();
  const { density } = usePreferences();
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  return null;
}
