import {
  ExtensionBoundary,
  type AppNode,
} from '@backstage/frontend-plugin-api';
import type { ComponentType } from 'react';

/** A component of an extension: loaded when it is first rendered, inside an error boundary. */
export function extensionComponent<TProps extends {}>(
  node: AppNode,
  loader: () => Promise<ComponentType<TProps>>,
): ComponentType<TProps> {
  return ExtensionBoundary.lazyComponent(node, async () => {
    const Component = await loader();
    return (props: TProps) => <Component {...props} />;
  });
}
