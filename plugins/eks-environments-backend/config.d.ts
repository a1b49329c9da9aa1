import type { HumanDuration } from '@backstage/types';

type Duration = HumanDuration | string;

/** Most that a scope may hold at once; what is left out is not limited. */
interface QuotaLimits {
  /**
   * By quota dimension: `environments`, requests that wait for approval included; `nodes` and `vcpu`, at the largest size that each
   * environment can grow to; `hourlyCost`, in dollars per hour at the size of `pricing.countAt`; and the dimensions that modules add.
   */
  [dimension: string]: number;
}

export interface Config {
  eksEnvironments?: {
    /**
     * Name of this portal, put as a tag on everything that is made in AWS, so that two portals in one account never touch
     * each other's clusters. Left out, one is made up at the first start and kept in the database. Never change it while
     * there are environments.
     */
    installation?: string;

    /** Where blueprints are read from. */
    blueprints?: Array<{
      /** `file`: a file or a folder of this machine. `url`: read by the URL readers of Backstage's integrations. */
      type: 'file' | 'url';
      /** Path, relative ones from where the backend runs; or URL of a file or a folder. */
      target: string;
    }>;
    /** How often blueprints are read again. A minute when left out. */
    blueprintRefresh?: Duration;
    /** Whether blueprints that take a whole ClusterConfig from people are let in. False when left out. */
    rawBlueprints?: boolean;

    /**
     * Whether clusters may have EKS's extended support (`upgradePolicy.supportType: EXTENDED`), whose control plane costs six times as much.
     * False when left out.
     */
    allowExtendedSupport?: boolean;

    /**
     * Whether the portal reaches private endpoints of clusters, such as from the same VPC or by a VPN. Then clusters without a public endpoint
     * are allowed. False when left out.
     */
    privateEndpointReachable?: boolean;

    /** The AWS accounts in which clusters may be made. */
    accounts?: Array<{
      /** The name that blueprints and people use. */
      id: string;
      /** The twelve digits; in quotes, since a leading zero would be lost. */
      accountNumber: string;
      /** A region of one AWS account belongs to one entry. */
      regions: string[];
      /** A role to assume for this account. Left out, the credentials that `aws.accounts` says. */
      roleArn?: string;
      /** In place of the key of this name for all accounts. */
      allowExtendedSupport?: boolean;
      /** In place of the key of this name for all accounts. */
      privateEndpointReachable?: boolean;
      limits?: {
        /** In place of `engine.limits.perRegion`. */
        perRegion?: number;
      };
    }>;

    engine?: {
      /** How many operations of each lane (creations, deletions, changes) one replica runs at once. 4 when left out. */
      concurrency?: number;
      /** For all replicas together. Each number holds for each lane (creations, deletions, changes) separately. No limits when left out. */
      limits?: {
        /** At once. */
        total?: number;
        /** At once in one region of one account. */
        perRegion?: number;
        /** For changes: operations that are no creations and no deletions. */
        change?: {
          /** In place of `total`. */
          total?: number;
          /** In place of `perRegion`, except in accounts with a limit of their own. */
          perRegion?: number;
        };
      };
      /** How long a replica that went silent keeps an operation before another one takes over. 30 seconds when left out. */
      claim?: Duration;
      /** How often an idle replica looks for work. 2 seconds when left out. */
      pollInterval?: Duration;
      /** How often leases are looked at. 15 seconds when left out. */
      reaperInterval?: Duration;
      /** How often an operation is tried before it counts as failed. 3 when left out. */
      attempts?: number;
      /**
       * How often people may try a failed creation of the same values again; a revision begins the count anew. 3 when left out, none
       * with 0.
       */
      retries?: number;
      /**
       * How often in one attempt another replica may take an operation over from one that died, before the operation is given up as what
       * may kill them. 5 when left out.
       */
      takeovers?: number;
      /** Pause before the second attempt; it doubles with each one. 30 seconds when left out. */
      backoff?: Duration;
      /** What is kept of what operations print. */
      log?: {
        /** Lines of one operation; of those after them only the last of each attempt are kept. 20,000 when left out. */
        maximumLines?: number;
        /** Bytes of one operation, likewise. 5,000,000 when left out. */
        maximumBytes?: number;
        /** How long the log of an operation is kept after its end. 90 days when left out. */
        retention?: Duration;
      };
    };

    /** How many logs may be followed at once; one more is answered with 429. */
    logStreams?: {
      /** By one person or program. 20 when left out. */
      perPerson?: number;
      /** In one replica. 500 when left out. */
      total?: number;
    };

    fleet?: {
      /** How often AWS is compared with the records, each account and region. 5 minutes when left out. */
      interval?: Duration;
      /** How often a cluster is asked whether it answers. A minute when left out. */
      healthInterval?: Duration;
    };

    leases?: {
      /** No lease, extensions included, lasts longer than this, whatever a blueprint says. */
      maximumTotal?: Duration;
    };

    approvals?: {
      /** When a request that nobody decided expires, where its blueprint says nothing. 7 days when left out. */
      expiresAfter?: Duration;
    };

    /** Which IAM principals the clusters of an owner let in. An annotation on the group or user adds to it. */
    access?: Array<{
      /** Entity reference of a group or user. */
      owner: string;
      /** ARNs of IAM roles or users. */
      principals: string[];
    }>;

    /** Limits. Those that people set in the portal win over these. */
    quotas?: {
      defaults?: {
        /** For each person, by what they asked for and what they own. */
        user?: QuotaLimits;
        /** For each group, by what it owns. */
        group?: QuotaLimits;
        /** For all together. */
        everyone?: QuotaLimits;
      };
      overrides?: Array<{
        /** Entity reference of a group or user, or `everyone`. */
        scope: string;
        /** The limits of that scope; for dimensions left out the defaults apply. */
        limits: QuotaLimits;
      }>;
    };

    pricing?: {
      /**
       * At which size of its node groups the cost of a cluster counts, for `automaticUpTo` of blueprints and for the quota `hourlyCost`. The
       * default is `largest`: a cluster that begins with no node and can grow to twenty costs what the twenty cost.
       */
      countAt?: 'largest' | 'desired';
    };

    notifications?: {
      /** Told of everything that goes wrong, besides the owner: entity references. */
      operators?: string[];
      /** How often the outbox is looked at. 5 seconds when left out. */
      interval?: Duration;
    };

    /**
     * A sentence shown on top of our pages, for example that the AWS behind them is a local one. Left out, nothing is shown.
     * @visibility frontend
     */
    banner?: string;
  };
}
