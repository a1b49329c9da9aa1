import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Delete an environment and wait until nothing is left of it',
    example: stringify({
      steps: [
        {
          id: 'delete',
          action: 'eks-environments:delete',
          name: 'Delete the environment',
          input: {
            environmentId: '${{ parameters.environmentId }}',
            reason: 'The demonstration is over',
            wait: 'gone',
          },
        },
      ],
    }),
  },
  {
    description:
      'Delete the cluster of an entity, which an EntityPicker in the form gave',
    example: stringify({
      steps: [
        {
          id: 'delete',
          action: 'eks-environments:delete',
          name: 'Delete the environment',
          input: {
            entityRef: '${{ parameters.cluster }}',
          },
        },
      ],
    }),
  },
];
