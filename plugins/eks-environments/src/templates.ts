import type { Environment } from 'backstage-plugin-eks-environments-common';

/* The names of the templates that the catalog module creates from blueprints. */

/** Route parameters of the template of a blueprint. */
export function templateOf(blueprint: { name: string }) {
  return {
    namespace: 'default',
    templateName: `eks-environment-${blueprint.name}`,
  };
}

/**
 * The template's form filled in with the values of a failed environment, in the Scaffolder's URL format. The request is a revision of the
 * same environment.
 */
export function filledIn(environment: Environment): string {
  const { id, name, owner, reason, region, account, lease, values } =
    environment;
  const formData = {
    environmentId: id,
    name,
    owner,
    reason,
    region,
    account,
    lease: lease.duration,
    values,
  };
  return `?${new URLSearchParams({ formData: JSON.stringify(formData) })}`;
}
