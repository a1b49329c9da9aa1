import type {
  EnvironmentAction,
  EnvironmentActionOffer,
} from '../environmentView';

/** An action that the user may do, and how it is offered. */
export interface OfferedAction extends Omit<EnvironmentAction, 'useOffer'> {
  offer: EnvironmentActionOffer;
}
