/**
 * Names of the commands of eksctl that complete an interrupted creation.
 *
 * @public
 */
export type FinishStepName =
  | 'accessEntries'
  | 'oidcProvider'
  /** The add-ons that nodes need to join. */
  | 'networkAddons'
  /** Changes existing add-ons. */
  | 'addonUpdates'
  | 'serviceAccounts'
  | 'fargateProfiles'
  | 'nodeGroups'
  | 'addons'
  | 'podIdentities';
