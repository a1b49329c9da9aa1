/** Limits by dimension, in the units of the ledger. An absent dimension is not limited. */
export type ConfiguredLimits = Record<string, number | undefined>;

/** The quota limits of the configuration. */
export interface QuotaConfig {
  defaults: {
    user: ConfiguredLimits;
    group: ConfiguredLimits;
    everyone: ConfiguredLimits;
  };
  /** By scope. */
  overrides: Map<string, ConfiguredLimits>;
}
