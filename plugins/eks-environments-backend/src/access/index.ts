export * from './OwnerDirectory';
export * from './ownerRef';
