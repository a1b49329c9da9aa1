import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { environmentCreatePermission } from 'backstage-plugin-eks-environments-common';
import { useText } from '../translation';
import { useTemplateListHref } from './useTemplateListHref';

/** Links to the templates of blueprints. Not rendered without the permission or without the Scaffolder. */
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
