import { INSTANCE_PRICES } from './instanceTypes';
import { PriceTable } from './types';

/**
 * The prices that this package ships: AWS's public prices for us-east-1.
 *
 * @public
 */
export const defaultPrices: PriceTable = {
  date: INSTANCE_PRICES.date,
  region: INSTANCE_PRICES.region,
  source: `AWS list prices; ${INSTANCE_PRICES.source}`,
  controlPlaneHourly: '0.10',
  controlPlaneExtendedSupportHourly: '0.60',
  natGatewayHourly: '0.045',
  publicIpv4Hourly: '0.005',
  diskGbMonthly: '0.08',
};
