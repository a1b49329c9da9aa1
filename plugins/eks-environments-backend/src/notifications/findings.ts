import type { FindingKind } from 'backstage-plugin-eks-environments-common';

/** How a finding is reported to the operators. Its own sentence comes first in the text. */
export interface FindingTemplate {
  severity: 'normal' | 'high';
  title(clusterName: string): string;
  /** What to do about it. */
  advice: string;
}

/** What to do about each kind of finding, on the fleet page. */
export const findingTemplates: Record<FindingKind, FindingTemplate> = {
  ClusterVanished: {
    severity: 'high',
    title: name => `${name} has vanished from AWS`,
    advice:
      'Nobody deleted its environment. Delete it, which removes what is left in AWS, too; or ignore the finding with a reason.',
  },
  ClusterWithoutRecord: {
    severity: 'high',
    title: name => `${name} stands in AWS without an environment`,
    advice: 'It costs money and no lease ends it. Adopt or delete it.',
  },
  StacksLeftOver: {
    severity: 'high',
    title: name => `Stacks of ${name} are left over in AWS`,
    advice: 'They may cost money. Delete them.',
  },
  NodeGroupDrift: {
    severity: 'normal',
    title: name => `A node group of ${name} is not as it was approved`,
    advice: 'Put it right in AWS, or ignore the finding with a reason.',
  },
};
