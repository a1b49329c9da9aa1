import { RiMoonLine, RiPlayLine, RiSunLine } from '@remixicon/react';
import type {
  AvailableOperation,
  Environment,
} from 'backstage-plugin-eks-environments-common';
import { lazy, type ReactElement, Suspense } from 'react';
import type { EnvironmentDialogProps } from '../environmentView';
import { useText } from '../translation';
import { reasonAgainst } from './availableAction';
import { operationTexts } from './operationTexts';
import type { OfferedAction } from './OfferedAction';

const OperationDialog = lazy(async () => ({
  default: (await import('./dialogs')).OperationDialog,
}));

/** How built-in operations look; those of modules look like `usual`. */
const looks: Record<string, Pick<OfferedAction, 'icon' | 'placement'>> = {
  hibernate: { icon: <RiMoonLine />, placement: 'menu' },
  resume: { icon: <RiSunLine />, placement: 'secondary' },
};

const usual: { icon: ReactElement; placement: 'menu' } = {
  icon: <RiPlayLine />,
  placement: 'menu',
};

/** The operations that the user may start on an environment. All types share one dialog. */
export function useOfferedOperations(
  environment: Environment,
): OfferedAction[] {
  const t = useText();
  return environment.operations.map(operation => ({
    ...(Object.hasOwn(looks, operation.type) ? looks[operation.type] : usual),
    id: `operation:${operation.type}`,
    dialog: dialogOf(operation),
    offer: {
      title: operationTexts(operation, environment, t).title,
      disabledReason: reasonAgainst(operation, t),
    },
  }));
}

function dialogOf(operation: AvailableOperation) {
  return (props: EnvironmentDialogProps) => (
    <Suspense fallback={undefined}>
      <OperationDialog {...props} operation={operation} />
    </Suspense>
  );
}
