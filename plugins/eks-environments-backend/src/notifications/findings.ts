import type { FindingKind } from 'backstage-plugin-eks-environments-common';

/** How a finding is reported to the operators. Its own sentence comes first in the text. */
export interface FindingTemplate {
  severity: 'normal' | 'high';
  title(resource: string): string;
  /** What to do about it. */
  advice: string;
}

/** What to do about each kind of finding, on the fleet page. */
export const findingTemplates: Record<FindingKind, FindingTemplate> = {
  ResourceVanished: {
    severity: 'high',
    title: name => `${name} no longer exists`,
    advice:
      'Nobody deleted its environment. Delete it, which removes its leftovers, too; or ignore the finding with a reason.',
  },
  ResourceWithoutRecord: {
    severity: 'high',
    title: name => `${name} exists without an environment`,
    advice: 'It costs money and no lease ends it. Adopt or delete it.',
  },
  PartsLeftOver: {
    severity: 'high',
    title: name => `${name} has leftovers`,
    advice: 'They may cost money. Delete them.',
  },
  PartDrift: {
    severity: 'normal',
    title: name => `${name} is not as it was approved`,
    advice: 'Correct what exists, or ignore the finding with a reason.',
  },
};
