export interface Config {
  eksEnvironments?: {
    /**
     * A sentence that is shown at the top of all pages, for example that they use a local AWS. Default: none.
     * @visibility frontend
     */
    banner?: string;
  };
}
