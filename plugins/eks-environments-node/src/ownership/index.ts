export * from './CatalogOwnershipResolver';
export * from './ownershipResolverServiceRef';
export * from './types';
