import type {
  AvailableOperation,
  Environment,
} from 'backstage-plugin-eks-environments-common';
import { type Translate, translateCode } from '../translation';

/** The texts of an operation that people start: those of built-in types are translated, those of modules come from the service. */
export function operationTexts(
  { type, title, description }: AvailableOperation,
  { name, clusterName }: Pick<Environment, 'name' | 'clusterName'>,
  t: Translate,
) {
  const text = (part: string, message: string) =>
    translateCode(
      {
        code: `operation.${type}.${part}`,
        params: { name, cluster: clusterName },
        message,
      },
      t,
    );
  const shownTitle = text('title', title);
  return {
    title: shownTitle,
    dialog: text(
      'dialog',
      t('actions.startTitle', { title: shownTitle, name }),
    ),
    paragraphs: text('description', description)
      .split('\n')
      .filter(line => line.trim() !== ''),
  };
}
