import type { HumanDuration } from '@backstage/types';

type Duration = HumanDuration | string;

export interface Config {
  eksEnvironments?: {
    /**
     * Whether clusters may have EKS's extended support (`upgradePolicy.supportType: EXTENDED`), whose control plane costs six times as
     * much. Default: false.
     */
    allowExtendedSupport?: boolean;

    /**
     * Whether the portal can reach private cluster endpoints, for example from the same VPC or over a VPN. If it can, clusters without a
     * public endpoint are allowed. Default: false.
     */
    privateEndpointReachable?: boolean;

    /** What is about AWS. A region of an AWS account can be in one entry only. */
    accounts?: Array<{
      /** The ARN of an IAM role to assume for this account. Default: none, the credentials from `aws.accounts` are used directly. */
      roleArn?: string;
      /** Overrides `eksEnvironments.allowExtendedSupport` for this account. */
      allowExtendedSupport?: boolean;
      /** Overrides `eksEnvironments.privateEndpointReachable` for this account. */
      privateEndpointReachable?: boolean;
    }>;

    eksctl?: {
      /** The path of the executable. Default: `eksctl` from the PATH. */
      path?: string;
      /** eksctl's own timeout for AWS operations. Default: 40 minutes. */
      timeout?: Duration;
      /**
       * How long eksctl may print nothing before AWS is checked for progress. If there is none for the same time again, eksctl is stopped
       * and the operation resumes from the state in AWS. Default: 5 minutes.
       */
      silence?: Duration;
      /**
       * The timeout of `eksctl delete cluster`, even if it still prints output. Then eksctl is stopped, and the deletion continues without
       * it. Default: 1 hour.
       */
      deletionTimeout?: Duration;
      /**
       * The check of a config by eksctl (`create cluster --dry-run`): before a request is created, and again before its cluster is created.
       */
      dryRun?: {
        /** Default: true. */
        enabled?: boolean;
        /** How long a plan waits for the check. After that, the plan has a note that the check did not finish. Default: 10 seconds. */
        timeout?: Duration;
      };
    };

    /** The checks of a plan against AWS: quotas, offerings, versions. */
    preflight?: {
      /** Default: true. */
      enabled?: boolean;
      /** How long a plan waits for AWS. Answers that arrive later are reported as unknown. Default: 3 seconds. */
      timeout?: Duration;
    };

    engine?: {
      /** The interval at which an operation reads its progress from AWS. Default: 15 seconds. */
      watchInterval?: Duration;
      /** The readiness timeout: how long a created cluster may take to answer and to get healthy nodes and add-ons. Default: 10 minutes. */
      verifyFor?: Duration;
      /**
       * How long AWS may take to return a new resource, such as an OIDC provider, before the resource counts as missing. Default: 1 minute.
       */
      propagation?: Duration;
      /**
       * How long a deletion waits without any further resource disappearing. Then the remaining resources count as leftovers. Default: 10
       * minutes.
       */
      sweepFor?: Duration;
      /** The folder in which each run of eksctl gets its own folder. Default: the system's folder for temporary files. */
      workingDirectory?: string;
    };

    /** Prices that replace the built-in list prices. Decimal strings in US dollars. */
    pricing?: {
      /** The date of the prices, as YYYY-MM-DD. */
      date?: string;
      source?: string;
      region?: string;
      controlPlaneHourly?: string;
      controlPlaneExtendedSupportHourly?: string;
      natGatewayHourly?: string;
      publicIpv4Hourly?: string;
      /** Interface VPC endpoint, per Availability Zone. */
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
