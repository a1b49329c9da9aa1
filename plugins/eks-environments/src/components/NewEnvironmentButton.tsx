import { useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { environmentCreatePermission } from 'backstage-plugin-eks-environments-common';
import { createComponentRouteRef } from '../routes';
import { TEMPLATE_LIST } from '../templates';

/** To the templates made from blueprints. Absent for people who may not ask, or without the Scaffolder. */
export function NewEnvironmentButton() {
  const templates = useRouteRef(createComponentRouteRef)?.();
  const { allowed } = usePermission({
    permission: environmentCreatePermission,
  });
  return templates && allowed ? (
    <ButtonLink
      variant="primary"
      href={`${templates}${TEMPLATE_LIST}`}
      iconStart={<RiAddLine />}
    >
      New environment
    </ButtonLink>
  ) : undefined;
}
