import { INSTANCE_PRICES } from '../instanceTypes/instanceTypes';
import { PriceTable } from './types';

/**
 * The prices that this package includes: AWS's public prices for us-east-1.
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
  // https://aws.amazon.com/privatelink/pricing
  vpcEndpointHourly: '0.01',
  // https://aws.amazon.com/cloudwatch/pricing: seven metrics of an instance, 0.30 each
  detailedMonitoringMonthly: '2.10',
  // https://aws.amazon.com/ebs/pricing. `standard` is missing: it is also billed per request.
  disks: {
    gp2: { gbMonthly: '0.10' },
    gp3: {
      gbMonthly: '0.08',
      iops: { included: 3000, tiers: [{ monthly: '0.005' }] },
      throughput: { included: 125, monthly: '0.04' },
    },
    io1: {
      gbMonthly: '0.125',
      iops: { included: 0, tiers: [{ monthly: '0.065' }] },
    },
    io2: {
      gbMonthly: '0.125',
      iops: {
        included: 0,
        tiers: [
          { upTo: 32_000, monthly: '0.065' },
          { upTo: 64_000, monthly: '0.0455' },
          { monthly: '0.03185' },
        ],
      },
    },
    st1: { gbMonthly: '0.045' },
    sc1: { gbMonthly: '0.015' },
  },
};
