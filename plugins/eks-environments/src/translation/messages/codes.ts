/** Texts of the API, by their codes. One that is missing here is shown as the API sends it. */
export const codeMessages = {
  condition: {
    Healthy: {
      Responding: 'The cluster responds.',
      ClusterMissing: 'EKS has no such cluster.',
      ClusterNotActive: 'The status of the cluster in EKS is {{status}}.',
      EndpointMissing: 'EKS returns no endpoint of the Kubernetes API.',
      NotResponding: 'The Kubernetes API does not respond.',
      NotReady:
        'The Kubernetes API reports that it is not ready (status {{status}}).',
      AwsUnreachable: 'The check could not reach AWS.',
      CheckFailed: 'The check failed.',
      AccessDenied:
        'The Kubernetes API denies access to the portal (status {{status}}).',
      NotChecked: 'The check was skipped.',
    },
    Drifted: {
      AsApproved: 'AWS has what was approved.',
    },
  },
} as const;
