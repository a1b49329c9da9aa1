import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Keep an environment for another day',
    example: stringify({
      steps: [
        {
          id: 'extend',
          action: 'eks-environments:extend',
          name: 'Extend the lease',
          input: {
            environmentId: '${{ parameters.environmentId }}',
            duration: 'P1D',
            reason: '${{ parameters.reason }}',
          },
        },
      ],
    }),
  },
  {
    description:
      'Keep the cluster of an entity for another day, which an EntityPicker in the form gave',
    example: stringify({
      steps: [
        {
          id: 'extend',
          action: 'eks-environments:extend',
          name: 'Extend the lease',
          input: {
            entityRef: '${{ parameters.cluster }}',
            duration: 'P1D',
            reason: '${{ parameters.reason }}',
          },
        },
      ],
    }),
  },
];
