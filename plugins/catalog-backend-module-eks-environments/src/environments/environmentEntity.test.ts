import {
  entityEnvelopeSchemaValidator,
  resourceEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import {
  environmentStates,
  isEntityOf,
} from 'backstage-plugin-eks-environments-common';
import { environmentEntity } from './environmentEntity';
import { testEnvironment } from '../__testUtils__/testEnvironment';

const baseUrl = 'https://portal.example.com';

describe('environmentEntity', () => {
  it('is a resource that the catalog and the Kubernetes plugin take', async () => {
    const entity = environmentEntity(testEnvironment(), baseUrl)!;

    expect(() => entityEnvelopeSchemaValidator()(entity)).not.toThrow();
    await expect(resourceEntityV1alpha1Validator.check(entity)).resolves.toBe(
      true,
    );
    const page = `${baseUrl}/environments/01J9ZK3V5N8Q2R4T6W8Y0A1B2C`;
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'shop-y0a1b2c3',
        title: 'shop',
        description:
          'EKS cluster of the blueprint Sandbox in eu-west-1, account sandbox, on a lease',
        annotations: {
          'backstage.io/managed-by-location': `eks-environments:${page}`,
          'backstage.io/managed-by-origin-location': `eks-environments:${page}`,
          'backstage.io/view-url': page,
          'eks-environments.io/environment-id': '01J9ZK3V5N8Q2R4T6W8Y0A1B2C',
          'eks-environments.io/blueprint': 'sandbox@3',
          'eks-environments.io/expires-at': '2026-11-23T10:00:00.000Z',
          'kubernetes.io/api-server':
            'https://abc.gr7.eu-west-1.eks.amazonaws.com',
          'kubernetes.io/api-server-certificate-authority': 'Y2VydGlmaWNhdGU=',
          'kubernetes.io/auth-provider': 'aws',
          'kubernetes.io/x-k8s-aws-id': 'shop-y0a1b2c3',
        },
        labels: {
          'eks-environments.io/state': 'ready',
          'eks-environments.io/lease-phase': 'active',
          'eks-environments.io/expires-on': '2026-11-23',
          'eks-environments.io/condition-healthy': 'true',
        },
        tags: ['eks', 'eu-west-1'],
        links: [
          { title: 'Environment', url: page, icon: 'dashboard' },
          {
            title: 'Console',
            url: 'https://console.aws.amazon.com/eks/shop',
            icon: 'cloud',
          },
        ],
      },
      spec: { type: 'kubernetes-cluster', owner: 'group:default/team-shop' },
    });
  });

  it('says nothing to the Kubernetes plugin before there is an endpoint', () => {
    const entity = environmentEntity(
      testEnvironment({ state: 'Provisioning', endpoint: undefined }),
      baseUrl,
    );

    expect(
      Object.keys(entity!.metadata.annotations!).filter(key =>
        key.startsWith('kubernetes.io/'),
      ),
    ).toEqual([]);
  });

  it('belongs to the system that the values name', () => {
    const entity = environmentEntity(
      testEnvironment({ values: { system: 'system:default/shop' } }),
      baseUrl,
    );

    expect(entity!.spec.system).toBe('system:default/shop');
  });

  it('is there in all states but the first and the last', () => {
    const states = Object.keys(environmentStates) as Array<
      keyof typeof environmentStates
    >;

    const without = states.filter(
      state => !environmentEntity(testEnvironment({ state }), baseUrl),
    );

    expect(without).toEqual(['Queued', 'Deprovisioned']);
  });

  it('is known as the entity of its environment, and of no other', () => {
    const environment = testEnvironment();
    const entity = environmentEntity(environment, baseUrl)!;

    expect(isEntityOf(entity, environment)).toBe(true);
    expect(isEntityOf(entity, { ...environment, id: 'another' })).toBe(false);
  });
});
