/** Actions on an environment. */
export const actionMessages = {
  connect: 'Connect',
  extend: 'Extend',
  extendLease: 'Extend lease',
  retry: 'Try again',
  cancel: 'Cancel creation',
  delete: 'Delete',
  deleteEnvironment: 'Delete environment',
  menu: 'Actions for {{name}}',
  notPossible: 'Not possible now.',
  connectTitle: 'Connect to {{name}}',
  signIn: 'With the AWS command line signed in as one of the principals below:',
  takeFile:
    'Or take the file. It holds no secret: it asks the AWS command line for a token each time.',
  downloadKubeconfig: 'Download kubeconfig',
  command: 'command',
  kubectlCommand: 'kubectl command',
  theAccess: 'the access',
  toDownloadKubeconfig: 'download the kubeconfig',
  noPrincipal:
    'The owner has no IAM principal, so the cluster lets nobody in. Ask your platform team to add one for the group.',
  letsIn: 'The cluster lets in',
  cancelTitle: 'Cancel the creation of {{name}}',
  deleteTitle: 'Delete {{name}}',
  toCancel: 'cancel it',
  toDelete: 'delete it',
  nothingBuilt: 'Nothing stands in AWS yet; the request ends here.',
  whatGoes:
    'The EKS cluster {{cluster}} in {{region}} (account {{account}}) goes for good, everything that runs on it, its volumes and load balancers, its network and its logs. This can’t be undone.',
  whatGoesWithNodes_one:
    'The EKS cluster {{cluster}} in {{region}} (account {{account}}) goes for good, with its node, everything that runs on it, its volumes and load balancers, its network and its logs. This can’t be undone.',
  whatGoesWithNodes_other:
    'The EKS cluster {{cluster}} in {{region}} (account {{account}}) goes for good, with its {{count}} nodes, everything that runs on it, its volumes and load balancers, its network and its logs. This can’t be undone.',
  extendTitle: 'Extend the lease of {{name}}',
  toExtend: 'extend it',
  ended: 'It ended {{time}}.',
  ends: 'It ends {{time}}.',
  extensionsLeft: '{{left}} of {{maximum}} extensions left.',
  extensionsLeftUntil:
    '{{left}} of {{maximum}} extensions left; it can’t go past {{time}}.',
  extendBy: 'Extend by',
  extensionChoice: '{{duration}} — until {{time}}',
  extensionReadBy: 'Your team and the platform team read it on the timeline.',
  retryBuildTitle: 'Try to build again',
  retryDeletionTitle: 'Try to delete again',
  toRetry: 'try again',
  retryBuild:
    'What stands of {{cluster}} is kept where it can be, and building goes on from there.',
  retryDeletion:
    'What is left of {{cluster}} is deleted and the account is searched once more.',
  triesLeft_one: 'If it fails again, it can be tried {{count}} more time.',
  triesLeft_other: 'If it fails again, it can be tried {{count}} more times.',
  lastTry:
    'This is the last try with these values; after it, revise its values or delete it.',
} as const;
