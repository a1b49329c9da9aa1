import type { HumanDuration } from '@backstage/types';

type Duration = HumanDuration | string;

export interface Config {
  eksEnvironments?: {
    eksctl?: {
      /** The executable. `eksctl` from the PATH when left out. */
      path?: string;
      /** How long eksctl itself waits for AWS. 40 minutes when left out. */
      timeout?: Duration;
      /**
       * How long eksctl may say nothing before AWS is asked whether anything goes on there. When it does not, and not after as long again,
       * eksctl is stopped and the operation goes on from what AWS has. 5 minutes when left out.
       */
      silence?: Duration;
      /**
       * How long `eksctl delete cluster` may take altogether, whatever it says. Then it is stopped, and the deletion goes on without it.
       * 1 hour when left out.
       */
      deletionTimeout?: Duration;
      /** eksctl's own check of a config (`create cluster --dry-run`) before a request is made from it, and again before its cluster is created. */
      dryRun?: {
        /** True when left out. */
        enabled?: boolean;
        /** How long a plan waits for it; a note says when that was not enough. 10 seconds when left out. */
        timeout?: Duration;
      };
    };

    /** The look at AWS that a plan makes: quotas, offerings, versions. */
    preflight?: {
      /** True when left out. */
      enabled?: boolean;
      /** How long a plan waits for AWS; what did not come is said to be unknown. 3 seconds when left out. */
      timeout?: Duration;
    };

    engine?: {
      /** How often an operation asks AWS how far it is. 15 seconds when left out. */
      watchInterval?: Duration;
      /** How long a cluster that was built may take to answer and to have its nodes and add-ons well. 10 minutes when left out. */
      verifyFor?: Duration;
      /** How long AWS may take to show what was changed, such as a new OIDC provider, before it counts as missing. 1 minute when left out. */
      propagation?: Duration;
      /** How long a deletion waits until fewer things are left, before what is left counts as left behind. 10 minutes when left out. */
      sweepFor?: Duration;
      /** Where each run of eksctl gets a folder of its own. The system's folder for temporary files when left out. */
      workingDirectory?: string;
    };

    /** Prices that replace the built-in list prices. Decimal strings in US dollars. */
    pricing?: {
      /** Day the prices were read, YYYY-MM-DD. */
      date?: string;
      source?: string;
      region?: string;
      controlPlaneHourly?: string;
      controlPlaneExtendedSupportHourly?: string;
      natGatewayHourly?: string;
      publicIpv4Hourly?: string;
      /** Interface VPC endpoint, per zone. */
      vpcEndpointHourly?: string;
      /** EC2 metrics in one-minute periods, per instance and month of 730 hours. */
      detailedMonitoringMonthly?: string;
      /** gp3, per GB and month of 730 hours. */
      diskGbMonthly?: string;
      /** Per hour, by instance type. */
      instances?: { [instanceType: string]: string };
    };
  };
}
