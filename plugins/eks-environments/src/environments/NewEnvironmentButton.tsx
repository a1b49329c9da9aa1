import { useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { environmentCreatePermission } from 'backstage-plugin-eks-environments-common';
import { createComponentRouteRef } from '../routes';

/** Our blueprints' templates are of this type. */
const TEMPLATE_FILTER =
  'filters%5Bkind%5D=template&filters%5Btype%5D=environment';

/** To the templates made from blueprints. Absent for people who may not ask, or without the Scaffolder. */
export function NewEnvironmentButton() {
  const templates = useRouteRef(createComponentRouteRef)?.();
  const { allowed } = usePermission({
    permission: environmentCreatePermission,
  });
  return templates && allowed ? (
    <ButtonLink
      variant="primary"
      href={`${templates}?${TEMPLATE_FILTER}`}
      iconStart={<RiAddLine />}
    >
      New environment
    </ButtonLink>
  ) : undefined;
}
