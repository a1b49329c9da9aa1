import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The owner field takes no options. */
export const ownerFieldSchema = makeFieldSchema({
  output: z => z.string().describe('Entity reference of a group or user'),
});

/** Props of the owner field. */
export type OwnerFieldProps = typeof ownerFieldSchema.TProps;
