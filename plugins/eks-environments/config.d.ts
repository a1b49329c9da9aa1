export interface Config {
  eksEnvironments?: {
    /**
     * A sentence shown on top of our pages, for example that the AWS behind them is a local one. Left out, nothing is shown.
     * @visibility frontend
     */
    banner?: string;
  };
}
