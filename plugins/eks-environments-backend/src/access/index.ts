export * from './kubeconfig';
export * from './OwnerDirectory';
export * from './ownerRef';
