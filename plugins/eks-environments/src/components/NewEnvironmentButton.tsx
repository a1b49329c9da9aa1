import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { environmentCreatePermission } from 'backstage-plugin-eks-environments-common';
import { useText } from '../translation';
import { useTemplateListHref } from './useTemplateListHref';

/** To the templates made from blueprints. Absent for people who may not ask, or without the Scaffolder. */
export function NewEnvironmentButton() {
  const t = useText();
  const templates = useTemplateListHref();
  const { allowed } = usePermission({
    permission: environmentCreatePermission,
  });
  return templates && allowed ? (
    <ButtonLink variant="primary" href={templates} iconStart={<RiAddLine />}>
      {t('common.newEnvironment')}
    </ButtonLink>
  ) : undefined;
}
