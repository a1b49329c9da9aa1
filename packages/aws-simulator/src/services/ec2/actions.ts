import { QueryActions } from '../service';
import { COMPUTE } from './compute';
import { ENDPOINTS } from './endpoints';
import { GATEWAYS } from './gateways';
import { NETWORK } from './network';
import { TAGS } from './tags';

/** Actions of EC2. */
export const EC2: QueryActions = {
  ...NETWORK,
  ...GATEWAYS,
  ...ENDPOINTS,
  ...COMPUTE,
  ...TAGS,
};
