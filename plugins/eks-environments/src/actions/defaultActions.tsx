import {
  RiCloseLine,
  RiDeleteBin6Line,
  RiPlugLine,
  RiRefreshLine,
  RiTimerLine,
} from '@remixicon/react';
import {
  type AvailableEnvironmentAction,
  type Environment,
  hasRunningLease,
} from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';
import type { EnvironmentActionParams } from '../environmentView';
import { useText } from '../translation';
import { availableAction, reasonAgainst } from './availableAction';
import { canRequestExtension } from './extensionChoices';

/** The default actions, which have a dialog. */
export type DefaultAction = Exclude<
  AvailableEnvironmentAction['action'],
  'revise'
>;

const dialogs = () => import('./dialogs');

/** The actions of the service, in the order of the menu. */
export const defaultActions: Record<DefaultAction, EnvironmentActionParams> = {
  connect: {
    icon: <RiPlugLine />,
    placement: 'primary',
    useOffer: environment => useServiceOffer(environment, 'connect'),
    loader: () => dialogs().then(m => m.ConnectDialog),
  },
  extend: {
    icon: <RiTimerLine />,
    placement: 'secondary',
    useOffer: useExtensionOffer,
    loader: () => dialogs().then(m => m.ExtendDialog),
  },
  retry: {
    icon: <RiRefreshLine />,
    useOffer: environment => useServiceOffer(environment, 'retry'),
    loader: () => dialogs().then(m => m.RetryDialog),
  },
  cancel: {
    icon: <RiCloseLine />,
    destructive: true,
    useOffer: environment => useServiceOffer(environment, 'cancel'),
    loader: () => dialogs().then(m => m.DeleteDialog),
  },
  delete: {
    icon: <RiDeleteBin6Line />,
    destructive: true,
    useOffer: environment => useServiceOffer(environment, 'delete'),
    loader: () => dialogs().then(m => m.DeleteDialog),
  },
};

/** The id of the extension of a default action. */
export function actionId(name: DefaultAction): string {
  return `eks-environment-action:eks-environments/${name}`;
}

/** An extension that the owner may not make alone can be requested. */
function useExtensionOffer(environment: Environment) {
  const offer = useServiceOffer(environment, 'extend');
  const isRequestable =
    hasRunningLease(environment.lease.phase) &&
    canRequestExtension(environment, DateTime.utc());
  return offer && isRequestable
    ? { ...offer, disabledReason: undefined }
    : offer;
}

/** An action as the service offers it: undefined if the user may not do it, with the reason if it is not possible now. */
function useServiceOffer(environment: Environment, name: DefaultAction) {
  const t = useText();
  const action = availableAction(environment, name);
  return action
    ? {
        title: t(`actions.${name}`),
        disabledReason: reasonAgainst(action, t),
      }
    : undefined;
}
