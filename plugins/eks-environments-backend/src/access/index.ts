export * from './ApproverDirectory';
export * from './OwnerDirectory';
export * from './ownerRef';
