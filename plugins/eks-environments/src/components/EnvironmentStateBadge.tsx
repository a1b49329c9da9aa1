import {
  type Environment,
  isChanging,
  type Lease,
} from 'backstage-plugin-eks-environments-common';
import { presentationsOf } from '../states';
import { StateBadge } from './StateBadge';

/**
 * The state of an environment, with its percentage while an operation is in progress. During grace, the power follows in a badge of its own
 * unless it is on.
 */
export function EnvironmentStateBadge(props: {
  environment: Pick<Environment, 'state' | 'operation'> &
    Partial<Pick<Environment, 'power'>> & {
      lease: Pick<Lease, 'phase'>;
    };
}) {
  const { environment } = props;
  const { state, operation } = environment;
  const percent =
    isChanging(state) && operation?.state === 'Running'
      ? operation.percent
      : undefined;
  return (
    <>
      {presentationsOf(environment).map(presentation => (
        <StateBadge
          key={presentation.label}
          state={presentation}
          percent={percent}
        />
      ))}
    </>
  );
}
