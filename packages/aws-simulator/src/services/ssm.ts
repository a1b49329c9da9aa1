import { JsonActions } from './service';

/** The image of every family and version. */
export const IMAGE_ID = 'ami-0123456789abcdef0';

/** Actions of Systems Manager: the parameters that contain image ids. */
export const SSM: JsonActions = {
  GetParameter: ({ regionName, world }, { Name }) => ({
    Parameter: {
      ARN: `arn:aws:ssm:${regionName}::parameter${String(Name)}`,
      DataType: 'text',
      LastModifiedDate: world.now() / 1000,
      Name: String(Name),
      Type: 'String',
      Value: IMAGE_ID,
      Version: 1,
    },
  }),
};
