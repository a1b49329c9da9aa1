import {
  type Environment,
  isChanging,
} from 'backstage-plugin-eks-environments-common';
import { environmentPresentations } from '../states';
import { StateBadge } from './StateBadge';

/** The state of an environment, with its percentage while the engine is at work. */
export function EnvironmentStateBadge(props: {
  environment: Pick<Environment, 'state' | 'operation'>;
}) {
  const { state, operation } = props.environment;
  return (
    <StateBadge
      state={environmentPresentations[state]}
      percent={
        isChanging(state) && operation?.state === 'Running'
          ? operation.percent
          : undefined
      }
    />
  );
}
