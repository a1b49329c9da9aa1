export * from './EksEnvironmentsProvider';
export * from './environmentActions';
export * from './environmentQueries';
export * from './queryClient';
export * from './queryKeys';
export * from './requestQueries';
