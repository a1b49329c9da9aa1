export * from './kubeconfig';
export * from './OwnerDirectory';
