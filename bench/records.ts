import type { Measure } from "./measure.ts";
import { browseFigures } from "./record-browse.ts";
import { exportFigures } from "./record-export.ts";
import { searchFigures } from "./record-search.ts";
import { tailFigures } from "./record-tail.ts";

/** Pages, searches, conditions, tails and files of records, each beside what people would use instead. */
export const records: Measure = {
  name: "records",
  title: "Records: pages, searches, tails and files, three brokers",
  async run(bench) {
    const cluster = await bench.recordTopics();
    const console = await bench.console(cluster);
    try {
      return [
        ...(await browseFigures(console, cluster)),
        ...(await searchFigures(console, cluster)),
        ...(await tailFigures(console, cluster)),
        ...(await exportFigures(console, cluster)),
      ];
    } finally {
      await bench.stop(console);
    }
  },
};
