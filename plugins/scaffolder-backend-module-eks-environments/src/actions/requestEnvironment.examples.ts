import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Ask for an environment and go on at once',
    example: stringify({
      steps: [
        {
          id: 'request',
          action: 'eks-environments:request',
          name: 'Request the environment',
          input: {
            blueprint: 'sandbox',
            name: '${{ parameters.name }}',
            owner: '${{ parameters.owner }}',
            reason: 'A place to try the new release',
            values: { nodes: 2 },
          },
        },
      ],
    }),
  },
  {
    description: 'Wait for the cluster, then use it',
    example: stringify({
      steps: [
        {
          id: 'cluster',
          action: 'eks-environments:request',
          name: 'Create the cluster',
          input: {
            blueprint: 'sandbox',
            name: '${{ parameters.name }}',
            owner: '${{ parameters.owner }}',
            lease: 'P2D',
            values: { nodes: 2 },
            wait: 'ready',
            waitTimeout: 'PT45M',
          },
        },
        {
          id: 'log',
          action: 'debug:log',
          name: 'Show where it is',
          input: { message: '${{ steps.cluster.output.url }}' },
        },
      ],
    }),
  },
  {
    description: 'One environment for each stage',
    example: stringify({
      steps: [
        {
          id: 'stages',
          action: 'eks-environments:request',
          name: 'Request the stages',
          each: ['dev', 'test'],
          input: {
            blueprint: 'sandbox',
            name: '${{ parameters.name }}-${{ each.value }}',
            owner: '${{ parameters.owner }}',
            values: { nodes: 1 },
          },
        },
      ],
    }),
  },
];
