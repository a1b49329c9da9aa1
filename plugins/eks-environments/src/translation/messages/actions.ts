/** Actions on an environment. */
export const actionMessages = {
  connect: 'Connect',
  extend: 'Extend',
  extendLease: 'Extend lease',
  retry: 'Retry',
  cancel: 'Cancel creation',
  delete: 'Delete',
  deleteEnvironment: 'Delete environment',
  menu: 'Actions for {{name}}',
  notPossible: 'Not possible now.',
  connectTitle: 'Connect to {{name}}',
  signIn: 'With the AWS CLI signed in as one of the principals below:',
  takeFile:
    'Or download the file. It contains no secret: it calls the AWS CLI for a token each time.',
  downloadKubeconfig: 'Download kubeconfig',
  command: 'command',
  kubectlCommand: 'kubectl command',
  theAccess: 'the access',
  toDownloadKubeconfig: 'download the kubeconfig',
  noPrincipal:
    'Nobody has access: the owner has no IAM principal. Ask your platform team to add one for the group.',
  letsIn: 'Who has access',
  cancelTitle: 'Cancel the creation of {{name}}',
  deleteTitle: 'Delete {{name}}',
  toCancel: 'cancel it',
  toDelete: 'delete it',
  nothingBuilt: 'Nothing exists yet; the request ends here.',
  whatGoes:
    'This permanently deletes {{cluster}} in {{region}} (account {{account}}) with everything that runs on it and was created for it, such as volumes, load balancers, networks and logs.',
  whatGoesWithNodes_one:
    'This permanently deletes {{cluster}} in {{region}} (account {{account}}) with its node, everything that runs on it and was created for it, such as volumes, load balancers, networks and logs.',
  whatGoesWithNodes_other:
    'This permanently deletes {{cluster}} in {{region}} (account {{account}}) with its {{count}} nodes, everything that runs on it and was created for it, such as volumes, load balancers, networks and logs.',
  extendTitle: 'Extend the lease of {{name}}',
  toExtend: 'extend it',
  ended: 'It ended {{time}}.',
  ends: 'It ends {{time}}.',
  extensionsLeft: '{{left}} of {{maximum}} extensions left.',
  extensionsLeftUntil:
    '{{left}} of {{maximum}} extensions left; past {{time}} the lease needs an approval.',
  extensionsLeftAtMost:
    '{{left}} of {{maximum}} extensions left; the lease must end by {{time}}.',
  noExtensionLeft: 'No extension is left; a longer lease needs an approval.',
  extendBy: 'Extend by',
  extensionChoice: '{{duration}} — until {{time}}',
  requestChoice: '{{duration}} — until {{time}}, needs approval',
  requestExtension: 'Request approval',
  extensionPlanRemedy: 'Choose another extension.',
  extensionReadBy: 'Your team and the platform team see it in the timeline.',
  startTitle: '{{title}}: {{name}}',
  toStart: 'start it',
  separatedByCommas: 'Separated by commas.',
  retryBuildTitle: 'Retry the creation',
  retryDeletionTitle: 'Retry the deletion',
  toRetry: 'retry it',
  retryBuild:
    'The creation continues with the parts of {{cluster}} that exist and can be kept.',
  retryDeletion:
    'Deletes the leftovers of {{cluster}} and sweeps the account again.',
  triesLeft_one: 'If it fails again, you can retry it {{count}} more time.',
  triesLeft_other: 'If it fails again, you can retry it {{count}} more times.',
  lastTry:
    'This is the last retry with these values. After it, revise the values or delete the environment.',
} as const;
