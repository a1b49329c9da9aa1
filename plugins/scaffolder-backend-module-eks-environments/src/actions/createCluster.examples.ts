import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Create a cluster from a template in the workspace',
    example: stringify({
      steps: [
        {
          id: 'fetch',
          action: 'fetch:plain',
          name: 'Fetch the template',
          input: { url: './skeleton' },
        },
        {
          id: 'cluster',
          action: 'eksctl:create-cluster',
          name: 'Create the cluster',
          input: {
            templatePath: 'cluster.yaml.hbs',
            name: '${{ parameters.name }}',
            owner: '${{ parameters.owner }}',
            reason: '${{ parameters.reason }}',
            values: { nodes: '${{ parameters.nodes }}' },
            wait: 'ready',
          },
        },
      ],
    }),
  },
];
