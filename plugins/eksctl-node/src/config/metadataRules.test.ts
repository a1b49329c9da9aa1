import { JsonObject, JsonValue } from '@backstage/types';
import { checkClusterConfig } from './checkClusterConfig';
import { configSchema, SchemaNode } from './configSchema';
import { checkMetadata } from './metadataRules';
import { findPlaces, Place } from './stringMaps';
import { Finding } from '../model/Finding';
import { ClusterConfig } from '../model/clusterConfig';

const schema = configSchema();
const show = (place: Place) => place.join('.');

/** A config that contains only this value at this place. */
function configWith(place: Place, value: JsonValue): ClusterConfig {
  const config = [...place]
    .reverse()
    .reduce<JsonValue>(
      (inner, segment) => (segment === '[]' ? [inner] : { [segment]: inner }),
      value,
    );
  return config as ClusterConfig;
}

function findingsAt(place: Place, value: JsonValue): Finding[] {
  return checkMetadata(configWith(place, value), {
    reservedTagPrefixes: ['eks-environments.io/', 'alpha.eksctl.io/'],
  });
}

const tagPlaces = findPlaces(schema, ['tags']);
const labelPlaces = findPlaces(schema, ['labels']);

describe('places in the schema', () => {
  it('are all that hold maps of texts by people', () => {
    const known = ['tags', 'labels', 'annotations'];
    // Values of these fields never become a tag, a label or an annotation
    const others = ['requiredClaims', 'flags'];
    const names = new Set(
      Object.values(schema.definitions).flatMap(({ properties = {} }) =>
        Object.entries(properties).flatMap(([name, property]) =>
          isMapOfTexts(property) ? [name] : [],
        ),
      ),
    );
    expect([...names].sort()).toEqual([...known, ...others].sort());
  });

  it('have tags in many parts of a config', () => {
    expect(tagPlaces.map(show).sort()).toEqual([
      'addons.[].podIdentityAssociations.[].tags',
      'addons.[].tags',
      'capabilities.[].tags',
      'fargateProfiles.[].tags',
      'iam.podIdentityAssociations.[].tags',
      'iam.serviceAccounts.[].status.tags',
      'iam.serviceAccounts.[].tags',
      'identityProviders.[].tags',
      'managedNodeGroups.[].tags',
      'metadata.tags',
      'nodeGroups.[].tags',
    ]);
  });

  it('let no unknown field in, whatever its case', () => {
    const open = Object.entries(schema.definitions)
      .filter(
        ([, { properties, additionalProperties }]) =>
          properties && additionalProperties !== false,
      )
      .map(([name]) => name);
    // The schema of its only kind, OIDCIdentityProvider, is closed
    expect(open).toEqual(['IdentityProvider']);
  });
});

function isMapOfTexts({ $ref, additionalProperties }: SchemaNode): boolean {
  const target =
    $ref === undefined
      ? additionalProperties
      : schema.definitions[$ref.replace('#/definitions/', '')]
          ?.additionalProperties;
  return typeof target === 'object' && target.type === 'string';
}

describe.each(tagPlaces.map(place => [show(place), place] as const))(
  'tags at %s',
  (_, place) => {
    it.each([
      'aws:x',
      'AWS:x',
      ' aws:x',
      'eks-environments.io/owner',
      'EKS-Environments.io/owner',
      'Alpha.eksctl.io/cluster-name',
    ])('do not begin with what is reserved: %j', key => {
      expect(findingsAt(place, { [key]: 'x' })).toMatchObject([
        {
          severity: 'error',
          code: 'tags',
          message: expect.stringContaining('is reserved'),
        },
      ]);
    });

    it.each([
      { '': 'x' },
      { 'a\u2028b': 'x' },
      { 'a\nb': 'x' },
      { 'a{b}': 'x' },
      { a: 'x\u2028y' },
      { a: 'x\ny' },
      { a: '$(x)' },
      { a: 'x'.repeat(257) },
      { ['k'.repeat(129)]: 'x' },
      Object.fromEntries(Array.from({ length: 41 }, (_v, i) => [`k${i}`, ''])),
    ])('are such as AWS takes, not %j', tags => {
      expect(findingsAt(place, tags)).toMatchObject([{ code: 'tags' }]);
    });

    it('may be texts of any language', () => {
      expect(
        findingsAt(place, {
          Team: 'Überblick 日本',
          'a/b:c.d=e+f-g@h_i': '',
        }),
      ).toEqual([]);
    });
  },
);

describe.each(labelPlaces.map(place => [show(place), place] as const))(
  'labels at %s',
  (_, place) => {
    it.each<[JsonObject]>([
      [{ 'foo:\u2028  iam:': 'x' }],
      [{ 'a b': 'x' }],
      [{ '-a': 'x' }],
      [{ '': 'x' }],
      [{ 'a/b/c': 'x' }],
      [{ 'A.io/b': 'x' }],
      [{ ['k'.repeat(64)]: 'x' }],
      [{ [`${'p'.repeat(254)}/k`]: 'x' }],
      [{ a: 'x y' }],
      [{ a: 'x\n' }],
      [{ a: '$(id)' }],
      [{ a: 'x'.repeat(64) }],
    ])('are such as Kubernetes takes, not %j', labels => {
      expect(findingsAt(place, labels)).toMatchObject([{ code: 'labels' }]);
    });

    it('may have a prefix', () => {
      expect(
        findingsAt(place, { 'example.com/a.b_c-d': 'A.b_c-1', e: '' }),
      ).toEqual([]);
    });
  },
);

it('lets wildcards stand in the labels of Fargate selectors alone', () => {
  const labels = { 'app*': 'sh?p*' };
  expect(
    findingsAt(['fargateProfiles', '[]', 'selectors', '[]', 'labels'], labels),
  ).toEqual([]);
  expect(
    findingsAt(['managedNodeGroups', '[]', 'labels'], labels),
  ).toHaveLength(2);
});

it.each(findPlaces(schema, ['annotations']).map(place => [place]))(
  'wants qualified names as keys of the annotations at %j',
  place => {
    expect(findingsAt(place, { 'a.io/b': 'any: text\n' })).toEqual([]);
    expect(findingsAt(place, { 'a b': 'x' })).toMatchObject([
      { code: 'annotations' },
    ]);
  },
);

it.each(findPlaces(schema, ['taints']).map(place => [place]))(
  'wants taints that Kubernetes takes at %j',
  place => {
    expect(
      findingsAt(place, [
        { key: 'gpu', value: 'true', effect: 'NoSchedule' },
        { key: 'a.io/b', effect: 'NoExecute' },
      ]),
    ).toEqual([]);
    expect(
      findingsAt(place, [
        { key: 'a b', effect: 'NoSchedule' },
        { key: 'a', value: 'x\u2028y', effect: 'NoSchedule' },
        { key: 'a', effect: 'noschedule' },
        {},
      ]).map(({ path, code }) => [code, path?.replace(/^.*taints/, '')]),
    ).toEqual([
      ['taints', '[0]'],
      ['taints', '[1].value'],
      ['taints', '[2].effect'],
      ['taints', '[3]'],
      ['taints', '[3].effect'],
    ]);
  },
);

it.each([
  'managednodegroups',
  'ManagedNodeGroups',
  'Metadata',
  'apiversion',
  'VPC',
])('refuses the field %j, which eksctl would ignore', field => {
  // eksctl's strict check accepts field names in any case, and its decoder then drops those in another case
  expect(
    checkClusterConfig(
      { metadata: { name: 'a', region: 'b' }, [field]: [] },
      { allowedPaths: ['**'] },
    ),
  ).toContainEqual(
    expect.objectContaining({
      code: 'schema',
      message: expect.stringContaining(`"${field}"`),
    }),
  );
});
