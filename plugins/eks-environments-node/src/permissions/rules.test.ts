import {
  environmentRules,
  requestRules,
  blueprintRules,
  type BlueprintFilter,
  type EnvironmentResource,
  type PropertyFilter,
} from '.';

const resource: EnvironmentResource = {
  id: '01J0000000000000000000000A',
  owner: 'group:default/team-shop',
  requester: 'user:default/dana',
  blueprint: 'sandbox',
  approvers: ['group:default/approvers', 'user:default/ari'],
};

/** Applies a filter to one row in memory, as the database does. */
function matches(row: EnvironmentResource, filter: PropertyFilter<string>) {
  const columns: Record<string, string[]> = {
    owner: [row.owner],
    requester: [row.requester],
    blueprint: [row.blueprint],
    approver: row.approvers,
  };
  return columns[filter.property].some(value => filter.values.includes(value));
}

const cases: Array<[string, string[], boolean]> = [
  ['IS_OWNER', ['user:default/cole', 'group:default/team-shop'], true],
  ['IS_OWNER', ['user:default/dana'], false],
  ['IS_OWNER', [], false],
  ['IS_REQUESTER', ['user:default/dana'], true],
  ['IS_REQUESTER', ['group:default/team-shop'], false],
  ['IS_APPROVER', ['group:default/approvers'], true],
  ['IS_APPROVER', ['user:default/ari', 'user:default/other'], true],
  ['IS_APPROVER', ['user:default/dana'], false],
  ['IS_APPROVER', [], false],
  ['HAS_BLUEPRINT', ['sandbox', 'team'], true],
  ['HAS_BLUEPRINT', ['team'], false],
  ['HAS_BLUEPRINT', [], false],
];

describe.each([
  ['environments', environmentRules],
  ['requests', requestRules],
])('rules on %s', (_name, rules) => {
  it.each(cases)(
    '%s with %j gives %s, in memory and in a query',
    (name, values, expected) => {
      const rule = rules.find(candidate => candidate.name === name)!;
      const parameters = { claims: values, names: values };

      expect(rule.apply(resource, parameters)).toBe(expected);
      const filter = rule.toQuery(parameters) as PropertyFilter<string>;
      expect(matches(resource, filter)).toBe(expected);
    },
  );
});

describe('rules on blueprints', () => {
  const [hasBlueprint] = blueprintRules;

  it('matches by name, in memory and in a query', () => {
    expect(hasBlueprint.apply({ name: 'team' }, { names: ['team'] })).toBe(
      true,
    );
    expect(hasBlueprint.apply({ name: 'team' }, { names: ['raw'] })).toBe(
      false,
    );
    expect(hasBlueprint.toQuery({ names: ['team'] })).toEqual<BlueprintFilter>({
      property: 'blueprint',
      values: ['team'],
    });
  });
});
