import { QueryActions } from '../service';
import { COMPUTE } from './compute';
import { ENDPOINTS } from './endpoints';
import { GATEWAYS } from './gateways';
import { NETWORK } from './network';
import { NETWORK_PARTS } from './networkParts';
import { TAGS } from './tags';

/** Actions of EC2. */
export const EC2: QueryActions = {
  ...NETWORK,
  ...GATEWAYS,
  ...ENDPOINTS,
  ...NETWORK_PARTS,
  ...COMPUTE,
  ...TAGS,
};
