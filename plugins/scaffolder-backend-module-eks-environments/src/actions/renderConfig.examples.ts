import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Render a config for a repository',
    example: stringify({
      steps: [
        {
          id: 'fetch',
          action: 'fetch:plain',
          name: 'Fetch the template',
          input: { url: './skeleton' },
        },
        {
          id: 'render',
          action: 'eksctl:render',
          name: 'Render the config',
          input: {
            templatePath: 'cluster.yaml.hbs',
            outputPath: 'clusters/shop.yaml',
            values: { name: '${{ parameters.name }}', nodes: 2 },
          },
        },
      ],
    }),
  },
];
