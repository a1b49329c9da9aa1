import type { HumanDuration } from '@backstage/types';

type Duration = HumanDuration | string;

/** The maximum that a scope may hold at once. A dimension that is omitted is not limited. */
interface QuotaLimits {
  /**
   * By quota dimension: `environments`, including requests that wait for approval; `nodes` and `vcpu`, at the largest size of each
   * environment; `hourlyCost`, in dollars per hour at the size of `pricing.countAt`; and dimensions of modules.
   */
  [dimension: string]: number;
}

export interface Config {
  eksEnvironments?: {
    /**
     * The name of this portal. Every AWS resource is tagged with it, so that two portals in one account never change each other's clusters.
     * Never change it while there are environments. Default: generated at the first start and stored in the database.
     */
    installation?: string;

    /** The locations of blueprints. */
    blueprints?: Array<{
      /** `file`: a file or folder on this machine. `url`: a URL that Backstage's URL readers can read. */
      type: 'file' | 'url';
      /** The path or URL of a file or folder. A relative path starts at the working directory of the backend. */
      target: string;
    }>;
    /** The interval at which blueprints are read. Default: 1 minute. */
    blueprintRefresh?: Duration;
    /** Whether raw blueprints are allowed, whose users write the whole ClusterConfig. Default: false. */
    rawBlueprints?: boolean;

    /** The accounts in which environments can be created: AWS accounts, or places of other provisioners. */
    accounts?: Array<{
      /** The name of the account in blueprints and on pages. */
      id: string;
      /**
       * The number of the AWS account: twelve digits, in quotes, because YAML would drop a leading zero of a number. Omitted: this is no AWS
       * account, and the provisioner of EKS clusters does not use it.
       */
      accountNumber?: string;
      regions: string[];
      limits?: {
        /** Overrides `engine.limits.perRegion` for this account. */
        perRegion?: number;
      };
    }>;

    engine?: {
      /** The maximum number of operations that one replica runs at once in each lane (creations, deletions, changes). Default: 4. */
      concurrency?: number;
      /**
       * Concurrency limits for all replicas together. Each applies separately to each lane (creations, deletions, changes). Default: no
       * limits.
       */
      limits?: {
        /** The maximum number of operations at once. */
        total?: number;
        /** The maximum number of operations at once in one region of one account. */
        perRegion?: number;
        /** Limits for changes: operations that are neither creations nor deletions. */
        change?: {
          /** Overrides `total`. */
          total?: number;
          /** Overrides `perRegion`, except in accounts that have their own limit. */
          perRegion?: number;
        };
      };
      /** How long a claim of an operation lasts without a heartbeat. Then another replica takes over the operation. Default: 30 seconds. */
      claim?: Duration;
      /** The interval at which an idle replica polls for operations. Default: 2 seconds. */
      pollInterval?: Duration;
      /** The interval at which leases are checked. Default: 15 seconds. */
      reaperInterval?: Duration;
      /** The maximum number of attempts of an operation. Default: 3. */
      attempts?: number;
      /**
       * How many times users may retry a failed creation with the same values. A revision resets the count. 0 disables retries. Default: 3.
       */
      retries?: number;
      /**
       * How many times in one attempt another replica may take over an operation from a replica that died. Then the operation fails,
       * because it may be what crashes the replicas. Default: 5.
       */
      takeovers?: number;
      /** The delay before the second attempt. It doubles with each further attempt. Default: 30 seconds. */
      backoff?: Duration;
      /** Limits of the stored logs of operations. */
      log?: {
        /** The maximum number of lines of one operation. Beyond it, only the last lines of each attempt are stored. Default: 20,000. */
        maximumLines?: number;
        /** The maximum size of the log of one operation in bytes, with the same effect. Default: 5,000,000. */
        maximumBytes?: number;
        /** How long the log of an operation is stored after the operation ended. Default: 90 days. */
        retention?: Duration;
      };
    };

    /** How many logs can be followed at once. Further requests get status 429. */
    logStreams?: {
      /** The maximum for one user or program. Default: 20. */
      perPerson?: number;
      /** The maximum in one replica. Default: 500. */
      total?: number;
    };

    fleet?: {
      /** The interval at which each account and region is reconciled. Default: 5 minutes. */
      interval?: Duration;
      /** The interval of the health checks of each cluster. Default: 1 minute. */
      healthInterval?: Duration;
    };

    leases?: {
      /** The maximum length of a lease including extensions. It applies even if a blueprint allows more. */
      maximumTotal?: Duration;
    };

    approvals?: {
      /** The time after which an undecided request expires, if its blueprint does not set one. Default: 7 days. */
      expiresAfter?: Duration;
    };

    /** Who gets access to the environments of an owner. An annotation on the group or user can add more. */
    access?: Array<{
      /** The entity reference of a group or user. */
      owner: string;
      /** For EKS clusters, the ARNs of IAM roles or users. */
      principals: string[];
    }>;

    /** Limits of quotas. A limit that is set in the portal takes precedence. */
    quotas?: {
      defaults?: {
        /** For each user: counts environments that they requested or own. */
        user?: QuotaLimits;
        /** For each group: counts environments that it owns. */
        group?: QuotaLimits;
        /** For all users and groups together. */
        everyone?: QuotaLimits;
      };
      overrides?: Array<{
        /** The entity reference of a group or user, or `everyone`. */
        scope: string;
        /** The limits of this scope. The defaults apply to dimensions that are omitted. */
        limits: QuotaLimits;
      }>;
    };

    pricing?: {
      /**
       * The size of the node groups at which the cost of a cluster is counted, for `automaticUpTo` of blueprints and for the quota
       * `hourlyCost`. With `largest`, a cluster that starts with no nodes and can grow to twenty counts with the cost of twenty. Default:
       * `largest`.
       */
      countAt?: 'largest' | 'desired';
    };

    notifications?: {
      /** The entity references of users and groups who, besides the owner, are notified of failures. */
      operators?: string[];
      /** The interval at which the outbox is processed. Default: 5 seconds. */
      interval?: Duration;
      /** How long a message that was delivered or rejected is kept in the outbox. Default: 30 days. */
      retention?: Duration;
    };

    /**
     * The configuration of modules, by the id of the section that a module registers. Each module defines its keys; the backend does not
     * start with other keys.
     */
    modules?: { [id: string]: object };

    /**
     * A sentence that is shown at the top of all pages, for example that they use a local AWS. Default: none.
     * @visibility frontend
     */
    banner?: string;
  };
}
