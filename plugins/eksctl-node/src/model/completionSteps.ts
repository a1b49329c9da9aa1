/**
 * Names of the eksctl commands that complete an interrupted creation.
 *
 * @public
 */
export type FinishStepName =
  | 'accessEntries'
  | 'oidcProvider'
  /** The add-ons that nodes need to join. */
  | 'networkAddons'
  /** Updates existing add-ons. */
  | 'addonUpdates'
  | 'serviceAccounts'
  | 'fargateProfiles'
  | 'nodeGroups'
  | 'addons'
  | 'podIdentities';
