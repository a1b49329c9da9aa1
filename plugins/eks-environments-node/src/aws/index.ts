export { awsCredentials, type AwsCredentialsOptions } from './awsCredentials';
