import {
  type Environment,
  isChanging,
  type Lease,
} from 'backstage-plugin-eks-environments-common';
import { environmentPresentation } from '../states';
import { StateBadge } from './StateBadge';

/** The state of an environment, with its percentage while an operation is in progress. */
export function EnvironmentStateBadge(props: {
  environment: Pick<Environment, 'state' | 'operation'> &
    Partial<Pick<Environment, 'power'>> & {
      lease: Pick<Lease, 'phase'>;
    };
}) {
  const { environment } = props;
  const { state, operation } = environment;
  return (
    <StateBadge
      state={environmentPresentation(environment)}
      percent={
        isChanging(state) && operation?.state === 'Running'
          ? operation.percent
          : undefined
      }
    />
  );
}
