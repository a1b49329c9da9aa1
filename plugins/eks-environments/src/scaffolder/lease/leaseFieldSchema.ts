import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The options of the lease field in a template; all are ISO 8601 durations. */
export const leaseFieldSchema = makeFieldSchema({
  output: z => z.string().describe('The lease as an ISO 8601 duration'),
  uiOptions: z =>
    z.object({
      default: z.string().optional().describe('The usual lease'),
      maximum: z.string().optional().describe('The longest lease'),
    }),
});

/** Props of the lease field. */
export type LeaseFieldProps = typeof leaseFieldSchema.TProps;
