/** The cluster the console under test is configured with: one, named by `npm test`. */
export const clusterName = process.env.KLAR_CLUSTER_NAME ?? "local";
