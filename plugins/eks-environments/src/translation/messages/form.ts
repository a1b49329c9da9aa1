/** The fields of Scaffolder templates. */
export const formMessages = {
  lease: 'Lease',
  leaseMeaning: 'How long the cluster stays; it can be extended later.',
  leaseEnd: 'If the cluster were ready now, the lease would end on {{time}}.',
  usual: '{{lease}} (default)',
  longest: '{{lease}} (maximum)',
  leaseInvalid: 'Choose a lease, such as P2D for two days',
  leaseTooLong: 'The maximum lease of this blueprint is {{lease}}',
  name: 'Name',
  nameRule:
    'Lower-case letters, digits and single hyphens, at most {{maximum}}; begins with a letter and ends with a letter or digit',
  owner: 'Owner',
  ownerMeaning: 'Who may use, extend and delete it',
  ownerAlone:
    '{{description}}. You are in no group of the catalog, so you can only choose yourself; ask your platform team to add you to a group',
  you: '{{name}} (you)',
  theGroups: 'your groups',
  planMissing: 'The plan appears when these fields are filled in: {{fields}}',
  planLoading: 'Loading the plan',
  thePlan: 'the plan',
  planRemedy: 'Change the form; the plan is updated automatically.',
  noBlueprint: 'This field needs the name of a blueprint in ui:options.',
  noForm: 'The plan appears when somebody fills in the form.',
  fillInFirst: 'Fill in first: {{fields}}',
  refused: 'cannot be requested as it is; it says why',
} as const;
