export * from './awsCredentials';
