import type { Environment } from 'backstage-plugin-eks-environments-common';

/*
 * How the catalog module names the templates that it makes from blueprints.
 */

/** Route parameters of the template of a blueprint. */
export function templateOf(blueprint: { name: string }) {
  return {
    namespace: 'default',
    templateName: `eks-environment-${blueprint.name}`,
  };
}

/**
 * The form of a template filled in with what a failed environment was asked for, as the Scaffolder takes it from a URL. What is sent is for
 * the same environment.
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
