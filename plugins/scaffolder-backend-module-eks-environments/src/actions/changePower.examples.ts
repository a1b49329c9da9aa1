import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const hibernateExamples: TemplateExample[] = [
  {
    description: 'Hibernate an environment, and wait until its nodes are gone',
    example: stringify({
      steps: [
        {
          id: 'hibernate',
          action: 'eks-environments:hibernate',
          name: 'Hibernate the environment',
          input: {
            environmentId: '${{ parameters.environmentId }}',
            wait: 'done',
          },
        },
      ],
    }),
  },
];

export const resumeExamples: TemplateExample[] = [
  {
    description: 'Resume an environment, and wait until its nodes are ready',
    example: stringify({
      steps: [
        {
          id: 'resume',
          action: 'eks-environments:resume',
          name: 'Resume the environment',
          input: {
            environmentId: '${{ parameters.environmentId }}',
            wait: 'done',
          },
        },
      ],
    }),
  },
];
