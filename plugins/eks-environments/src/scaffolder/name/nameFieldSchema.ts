import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The name field takes no options. */
export const nameFieldSchema = makeFieldSchema({
  output: z => z.string().describe('The name of the environment'),
});

/** Props of the name field. */
export type NameFieldProps = typeof nameFieldSchema.TProps;
