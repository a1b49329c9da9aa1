import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Finding } from 'backstage-plugin-eks-environments-common';
import {
  eksEnvironmentsConfigExtensionPoint,
  eksEnvironmentsProvisionersExtensionPoint,
  type Provisioner,
  type ProvisionerFleet,
  type ProvisionerPlan,
} from 'backstage-plugin-eks-environments-node';
import { redact } from 'backstage-plugin-safe-text-node';

/** A namespace of a Kubernetes cluster that somebody else runs. */
interface Namespace {
  tags: Record<string, string>;
  memoryGib: number;
}

/** The cluster: namespaces by name. Tests read it, and break it. */
export interface NamespaceCluster {
  namespaces: Map<string, Namespace>;
  /** The outputs that deletions got. */
  deletedWith: unknown[];
  /** Errors that the next calls throw, one each. */
  errors: Error[];
  /** The findings with which it refuses plans; undefined: it plans. */
  refusal?: Finding[];
}

const phases = [
  { id: 'namespace', title: 'Namespace' },
  { id: 'quota', title: 'Quota' },
];

const taken = {
  class: 'conflict',
  cause: 'A namespace of that name has other labels',
  developerMessage: 'Somebody else has a namespace of that name.',
  operatorMessage: 'The labels of the namespace are not those of the request.',
  remedy: 'Choose another name.',
  whileRetrying: 'The portal tries again by itself.',
  retry: 'backoff',
} as const;

/** Provides namespaces of one shared cluster. */
function namespaceProvisioner(
  cluster: NamespaceCluster,
  { pricePerGib }: { pricePerGib: number },
): Provisioner {
  const call = () => {
    const error = cluster.errors.shift();
    if (error) {
      throw error;
    }
    return cluster.namespaces;
  };
  return {
    id: 'namespaces',
    title: 'Namespaces',
    create: {
      phases,
      async run({ environment, journal, saveOutputs }) {
        journal.progress('namespace', 10);
        const spec: Namespace = JSON.parse(environment.spec);
        // What exists may be of an earlier attempt, or of somebody else.
        const existing = call().get(environment.resourceRef);
        if (existing && !isOwn(existing, environment.tagId)) {
          return { kind: 'failed', failure: taken };
        }
        call().set(environment.resourceRef, spec);
        await saveOutputs({ uid: `uid-${environment.resourceRef}` });
        journal.progress('quota', 60);
        return {
          kind: 'succeeded',
          result: {
            cluster: {
              endpoint: 'https://shared.example.com',
              certificateAuthority: 'Q0E=',
            },
          },
        };
      },
      classifyError: error =>
        error instanceof TypeError
          ? { ...taken, class: 'transient', cause: redact(error.message) }
          : undefined,
    },
    delete: {
      phases: [{ id: 'namespace', title: 'Namespace' }],
      async run({ environment }) {
        const existing = call().get(environment.resourceRef);
        if (existing && isOwn(existing, environment.tagId)) {
          call().delete(environment.resourceRef);
          cluster.deletedWith.push(environment.outputs);
        }
        return {
          kind: 'succeeded',
          result: { sweep: { searchedKinds: ['namespace', 'volume'] } },
        };
      },
    },
    async checkBlueprint({ template }) {
      return template === undefined
        ? []
        : [{ path: 'spec.template', message: 'must be omitted' }];
    },
    planExample: async ({ raw }) =>
      raw ? undefined : toPlan({ memoryGib: 1 }, {}, pricePerGib),
    plan: async ({ values, tags }) =>
      cluster.refusal
        ? { kind: 'refused', findings: cluster.refusal }
        : toPlan(values.config as JsonObject, { ...tags }, pricePerGib),
    async verify({ resourceRef }) {
      return call().has(resourceRef)
        ? {
            findings: [
              {
                severity: 'error',
                code: 'namespace-taken',
                message: `There is already a namespace ${resourceRef}`,
              },
            ],
          }
        : { findings: [] };
    },
    health: async ({ resourceRef }) =>
      cluster.namespaces.has(resourceRef)
        ? { kind: 'healthy' }
        : {
            kind: 'unhealthy',
            code: 'NamespaceMissing',
            message: 'The namespace does not exist.',
          },
    fleet: namespaceFleet(cluster),
    consoleUrl: ({ resourceRef }) =>
      `https://shared.example.com/namespaces/${resourceRef}`,
    tags: ({ spec }) => JSON.parse(spec).tags,
    presentSweep: ({ searchedKinds }) => ({
      finishedAt: '2026-11-30T12:00:00.000Z',
      kinds: searchedKinds.map(kind => ({
        kind,
        label: `${kind}s`,
        billed: false,
        found: 0,
        removed: 0,
      })),
      items: [],
    }),
  };
}

function namespaceFleet({ namespaces }: NamespaceCluster): ProvisionerFleet {
  const tagsOf = (resourceRef: string) => namespaces.get(resourceRef)!.tags;
  return {
    covers: ({ account }) => account === 'shared',
    async inventory(_place, approved) {
      return {
        resources: [...namespaces].map(([resourceRef, { tags }]) => ({
          resourceRef,
          tags,
        })),
        parts: [],
        drift: approved.flatMap(({ resourceRef, spec }) => {
          const { memoryGib }: Namespace = JSON.parse(spec);
          const found = namespaces.get(resourceRef)?.memoryGib ?? memoryGib;
          return found === memoryGib
            ? []
            : [
                {
                  resourceRef,
                  part: 'quota',
                  title: { message: 'The resource quota' },
                  differences: [`${found} GiB instead of ${memoryGib} GiB`],
                },
              ];
        }),
      };
    },
    async find(_place, resourceRef) {
      const found = namespaces.get(resourceRef);
      return found && { resourceRef, tags: found.tags };
    },
    read: async () => ({
      kind: 'unusable',
      reason: 'was not created by the portal',
    }),
    async tag(_place, resourceRef, tags) {
      Object.assign(tagsOf(resourceRef), tags);
    },
    async untag(_place, resourceRef, keys) {
      for (const key of keys) {
        delete tagsOf(resourceRef)[key];
      }
    },
    withTags: (spec, tags) => JSON.stringify({ ...JSON.parse(spec), tags }),
    bareSpec: (_place, _resourceRef, tags) =>
      JSON.stringify({ memoryGib: 0, tags } satisfies Namespace),
  };
}

function isOwn({ tags }: Namespace, tagId: string): boolean {
  return Object.values(tags).includes(tagId);
}

function toPlan(
  values: JsonObject,
  tags: Record<string, string>,
  pricePerGib: number,
): ProvisionerPlan {
  const memoryGib = Number(values.memoryGib ?? 1);
  const size = { nodes: 0, vcpu: 0, memoryGib };
  const price = pricePerGib * memoryGib;
  const rates = { min: price, desired: price, max: price };
  return {
    kind: 'planned',
    spec: JSON.stringify({ memoryGib, tags } satisfies Namespace),
    size: { minNodes: 0, desired: size, largest: size, unknown: [] },
    shape: { largest: size, unknownSize: [], unpriced: [] },
    cost: {
      hourly: rates,
      items: [{ name: 'Memory', detail: `${memoryGib} GiB`, hourly: rates }],
      unpriced: [],
      priceDate: '2026-11-30',
      priceSource: 'The platform team',
      exact: true,
      notes: [],
    },
    findings: [],
  };
}

/** The module that adds the provisioner and its configuration. */
export function namespacesModule(cluster: NamespaceCluster) {
  return createBackendModule({
    pluginId: 'eks-environments',
    moduleId: 'namespaces',
    register(module) {
      module.registerInit({
        deps: {
          config: coreServices.rootConfig,
          provisioners: eksEnvironmentsProvisionersExtensionPoint,
          sections: eksEnvironmentsConfigExtensionPoint,
        },
        async init({ config, provisioners, sections }) {
          sections.addSection({ id: 'namespaces', keys: ['pricePerGib'] });
          const pricePerGib = config.getNumber(
            'eksEnvironments.modules.namespaces.pricePerGib',
          );
          provisioners.addProvisioner(
            namespaceProvisioner(cluster, { pricePerGib }),
          );
        },
      });
    },
  });
}
